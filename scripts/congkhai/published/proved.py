"""The words of a finished page that its record alone gives: what the register vouches for."""

import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser

MARK = "data-ck-proved"
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
    ]
)
# What a page holds for others than its reader; of some of these, parsers make text or elements as they like.
_SILENT = frozenset(
    ["iframe", "noembed", "noframes", "noscript", "script", "style", "template", "textarea", "title", "xmp"]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


def page_in(content: bytes) -> str:
    """Return the page in a file, empty for any other file; a byte order mark is none of its words."""
    text = content.decode("utf-8-sig", errors="replace")
    return text if re.match(r"[\t-\r ]*<", text) else ""


def proved_text(html: str) -> str:
    """Return the words of a page's marked elements: one line a block, blanks folded, in NFC (register/FORMAT.md)."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(reader.pieces).split("\n"))
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))


class _Reader(HTMLParser):
    """Gathers text between the marks; `open` holds for each open element whether text in it is marked, and whether silent."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.open: list[tuple[str, bool, bool]] = []
        # How many of each are open: a page may nest a hundred thousand, and nobody waits for that.
        self.counts: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        silent = tag in _SILENT or "hidden" in found or found.get("aria-hidden") == "true"
        _, marked, silenced = self.open[-1] if self.open else ("", False, False)
        self.open.append((tag, marked or MARK in found, silenced or silent))
        self.counts[tag] += 1
        self._break(tag)
        if tag == "img" and self._heard:
            self.pieces.append(found.get("alt") or "")
        if tag in _VOID:
            self._close()
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.counts[tag]:
            self._break(tag)
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._heard:
            # A line end in the source is a blank like any other.
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _close(self) -> str:
        tag, _, _ = self.open.pop()
        self.counts[tag] -= 1
        return tag

    @property
    def _heard(self) -> bool:
        return bool(self.open) and self.open[-1][1] and not self.open[-1][2]

    def _break(self, tag: str) -> None:
        if tag not in INLINE:
            self.pieces.append("\n")
