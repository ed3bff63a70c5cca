"""Bytes to text: strict UTF-8 in NFC, or a problem that names the encoding found."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from congkhai.problems import Place, Report
from congkhai.sources.files import is_special, tell_unreadable
from congkhai.sources.old_fonts import find_old_font

MAX_BYTES = 2**20
MAX_LINE = 20_000

_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
# Letters that stand for Vietnamese in each old code page; the page with most hits is named.
_LEGACY = (
    ("TCVN3 (ABC, font .VnTime)", re.compile(rb"[\xa1-\xae\xb5-\xbe\xc6-\xfe]")),
    ("VNI (font VNI-Times)", re.compile(rb"[AEIOUYaeiouy][\xc0-\xff]|[\xd1\xf1\xd6\xf6\xd4\xf4]")),
    ("Windows-1258", re.compile(rb"[A-Za-z\xc2\xca\xd4\xc3\xd5\xdd\xe2\xea\xf4\xe3\xf5\xfd][\xcc\xd2\xde\xec\xf2]")),
)
_WEIGHTS = (1, 2, 4)

_FORBIDDEN = re.compile(
    # U+0085, U+2028 and U+2029 are line ends to YAML and to nobody else.
    "(?P<control>[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029])"
    "|(?P<direction>[\u061c\u202a-\u202e\u2066-\u2069])"
    "|(?P<invisible>[\u200b-\u200f\u2060-\u206f\ufeff\u00ad])"
    "|(?P<broken>[\ufffd-\uffff\ue000-\uf8ff])"
    "|(?P<mojibake>Ã[\u0080-\u00bf]|á[º»][\u0080-\u00bf\u2018-\u203a]|Ä[\u0090\u2018]|Æ[°¡])",
)
# What every match of it holds: one class of signs is searched for ten times faster than a choice between five.
_SUSPECT = (
    re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u202a-\u202e"
        "\u200b-\u200f\u2060-\u206f\ufeff\u00ad\ufffd-\uffff\ue000-\uf8ff]"
    ),
    re.compile("[ÃáÄÆ][\u0080-\u00bf\u2018]"),
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)


def name_encoding(raw: bytes) -> str:
    """Return the likely name of an encoding that is not UTF-8."""
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return name
    if _is_wide(raw):
        return "UTF-16"
    scores = [len(letters.findall(raw)) * weight for (_, letters), weight in zip(_LEGACY, _WEIGHTS, strict=True)]
    return _LEGACY[scores.index(max(scores))][0]


def _is_wide(raw: bytes) -> bool:
    return raw.count(b"\x00") > len(raw) // 4


def place_in(text: str, offset: int, file: str, first_line: int = 1) -> Place:
    """Return the place of a character offset in `text`, whose first line has number `first_line`."""
    before = text.rfind("\n", 0, offset)
    return Place(file, first_line + text.count("\n", 0, offset), offset - before)


def decode(raw: bytes, file: str, report: Report) -> str | None:
    """Return the text of a file, line ends as LF and in NFC; None when it cannot be trusted."""
    if len(raw) > MAX_BYTES:
        report.add("file-too-large", Place(file), size=f"{len(raw) / 2**20:.1f}")
        return None
    if _is_wide(raw):
        report.add("not-utf-8", Place(file), encoding=name_encoding(raw))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        report.add("not-utf-8", Place(file, line), encoding=name_encoding(raw))
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if _is_clean(text, file, report) else None


def composed(value: object) -> object:
    """Return a value that was read by somebody else, with every text in it in NFC."""
    if isinstance(value, dict):
        return {composed(key): composed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [composed(part) for part in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def legible(text: str) -> str:
    """Return a text with a mark in place of each sign that no text may hold: some would move the words of a message."""
    return _FORBIDDEN.sub("\ufffd", text)


def forbidden(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield what no text may hold: its offset, the slug that refuses it, and its code points."""
    for match in _FORBIDDEN.finditer(text) if any(one.search(text) for one in _SUSPECT) else ():
        yield match.start(), f"text-{match.lastgroup}", " ".join(f"U+{ord(c):04X}" for c in match.group())


def _is_clean(text: str, file: str, report: Report) -> bool:
    signs = list(forbidden(text))
    # The signs of broken letters may look like those of an old font, which has a sign of its own that nobody sees.
    if not any(slug == "text-mojibake" for _, slug, _ in signs) and (old := find_old_font(text)):
        report.add("text-old-font", place_in(text, old[0], file), encoding=old[1])
        return False
    found = False
    conflicts = ((match.start(), "text-conflict", match.group()) for match in _CONFLICT.finditer(text))
    for offset, slug, shown in (*signs, *conflicts):
        report.add(slug, place_in(text, offset, file), found=shown)
        found = True
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            report.add("line-too-long", Place(file, number), length=str(len(line)))
            found = True
    return not found


def read_text(path: Path, file: str, report: Report) -> str | None:
    """Return the text of the file at `path`, named `file` in messages; None when it cannot be read."""
    if is_special(path):
        report.add("special-file", Place(file))
        return None
    try:
        raw = path.read_bytes()
    except OSError as error:
        tell_unreadable(error, Place(file), report)
        return None
    return decode(raw, file, report)
