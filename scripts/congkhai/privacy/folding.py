"""One text however it was typed: compatible signs made plain, hidden ones taken out, every character with its origin."""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# Digits of other scripts that NFKC leaves alone.
_FOREIGN = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9]"
)
# Hyphens that are no signs of a keyboard; NFKC makes one of another.
_HYPHENS = re.compile("[\u2010\u2011\u2012\u2043\u2212]")
_ENTITY = re.compile(r"&#?\w{1,8};")
_ESCAPE = re.compile(r"\\(?:x(?P<two>[0-9a-fA-F]{2})|u(?P<four>[0-9a-fA-F]{4})|U(?P<eight>[0-9a-fA-F]{8}))")
# Letters that stand for a digit beside digits.
_ZERO = re.compile(
    r"(?<=[0-9])[Oo]+(?![^\W\d_OoIl])|(?<![^\W\d_])[Oo]+(?=[ .\-]{0,2}[0-9])|(?<=[0-9][ .-])[Oo]+(?=[ .\-]{0,2}[0-9])"
)
_ONE = re.compile(
    r"(?<=[0-9])[lI|]+(?=[0-9])|(?<![^\W\d_])[lI]+(?=[0-9])|(?<=[0-9])[lI](?![^\W_])|(?<=[0-9][ .-])[lI|]+(?=[ .\-]{0,2}[0-9])"
)

_LETTER_AFTER, _LETTER_BEFORE = re.compile(r"[0-9][ .\-]{0,2}[OolI|]"), re.compile(r"[OolI|][ .\-]{0,2}[0-9]")


@dataclass(frozen=True)
class Folded:
    """A text made plain; `origins` holds where each of its characters stood, None where nothing moved."""

    text: str
    origins: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part stood in the text as it was typed."""
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[max(end - 1, start)] + 1

    def changed(self, pattern: re.Pattern[str], written: Callable[[re.Match[str]], str]) -> "Folded":
        """Return the text with every match written anew; all that is written stands where the match began."""
        if not pattern.search(self.text):
            return self
        origins = self.origins or tuple(range(len(self.text)))
        pieces: list[str] = []
        places: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            new = written(match)
            pieces += (self.text[last : match.start()], new)
            places += (*origins[last : match.start()], *(origins[match.start()],) * len(new))
            last = match.end()
        return Folded("".join((*pieces, self.text[last:])), (*places, *origins[last:]))


def fold(text: str) -> Folded:
    """Return a text made plain: NFKC, nothing hidden, entities and escapes as their signs.

    The text must be in NFC, as `sources.text` gives it.
    """
    whole = Folded(text)
    if "&" in text:
        whole = whole.changed(_ENTITY, lambda match: html.unescape(match.group()))
    if "\\" in text:
        whole = whole.changed(_ESCAPE, _escaped)
    if not text.isascii() and not (unicodedata.is_normalized("NFKC", whole.text) and not _HIDDEN.search(whole.text)):
        whole = whole.changed(_HIDDEN, lambda _: "").changed(
            _compatible(), lambda m: unicodedata.normalize("NFKC", m.group())
        )
    whole = whole.changed(_HYPHENS, lambda _: "-")
    return whole.changed(_FOREIGN, lambda match: str(unicodedata.digit(match.group())))


@cache
def _compatible() -> re.Pattern[str]:
    """Return the pattern of every sign that NFKC makes plain."""
    signs = (chr(code) for code in (*range(0x80, 0xD800), *range(0xF900, 0x1F300)))
    return re.compile(f"[{''.join(re.escape(sign) for sign in signs if not unicodedata.is_normalized('NFKC', sign))}]")


def _escaped(match: re.Match[str]) -> str:
    code = int(match["two"] or match["four"] or match["eight"], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""  # noqa: PLR2004 - Unicode's own bounds


def with_digits(text: str) -> str:
    """Return a plain text with O and l in numbers as the digits that they stand for; nothing moves."""
    if not (_LETTER_AFTER.search(text) or _LETTER_BEFORE.search(text)):
        return text
    for _ in range(2):
        text = _ONE.sub(lambda m: "1" * len(m.group()), _ZERO.sub(lambda m: "0" * len(m.group()), text))
    return text


@lru_cache(65_536)
def unmarked(text: str) -> str:
    """Return a text without the marks of Vietnamese letters."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
