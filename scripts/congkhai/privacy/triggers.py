"""Where it is worth looking: a quick pass by words and signs, so that a text with nothing in it costs nearly nothing."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from congkhai.privacy.tables import tables
from congkhai.privacy.wording import beginnings, forget, telling

_TOKEN, _LETTERS = re.compile(r"\S+"), re.compile(r"[^\W\d_]+")
_JOIN = r"[ \t.\-–—_·*'()]{0,3}(?:\n[ \t>]*)?"
_MORE = rf"(?:{_JOIN}[0-9OolI|])"
# Nine digits, or eight after a letter that may stand for one.
_RUN = re.compile(rf"[0-9](?<![0-9][0-9])(?:{_MORE}{{8,}}|(?<=[OolI|][0-9]){_MORE}{{7}})")
# The number of a record, which a grammar explains.
_CODE, _CODE_HEAD = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{1,5}"), re.compile(r"(?<![\w-])[A-ZĐ]{1,6}-\Z")
_FAR, _ENOUGH = 8, 9
_STRONG = "|".join(word.capitalize() for word in sorted(tables().strong_surnames))
# Each begins with one class of signs, which is searched for twenty times faster than a choice between them.
_SIGNS = (
    re.compile(
        r"[0-9](?=(?P<NUMBER>[0-9]\s?/\s?[0-9]{3,}\s?/\s?[0-9]{2}|/[0-9]{3,}/[0-9]{3}|[0-9],[0-9]{2,4},[0-9]{2})"
        r"|(?P<STREET>[A-Za-z]?[\s,]{1,3}(?:[đĐ]ường|[pP]hố|[kK]iệt|[hH]ẻm|[nN]gõ|[nN]gách|duong|pho|tổ|ĐƯỜNG|PHỐ|KIỆT|HẺM|NGÕ|NGÁCH|TỔ)\b"
        r"|[A-Za-z]?/[0-9]{1,3}[A-Za-z]?/[0-9]{1,3}[A-Za-z]?\s*,?\s+[đĐA-ZÀ-Ỹ])"
        rf"|(?P<SURNAME>[A-Za-z]?\s(?:{_STRONG})\s)"
        r"|(?P<PLATE>[0-9]\s?-?\s?[A-ZĐ]{1,2}[0-9]?\s?[-. ]?\s?[0-9]{3}))"
    ),
    re.compile(
        r"[A-ZĐ](?=(?P<SERIES>[A-ZĐ]\s?[0-9]{3}\s?[0-9]{3}|[0-9]+/[0-9])"
        r"|(?P<INITIALS>\.\s?[A-ZĐ]|(?:(?<=[TPK])[hr]|(?<=N)g)\.))"
    ),
)
_CONTACT = re.compile(r"@|\+\s?84|[(\[]at[)\]]|\(a(?: còng)?\)")
_CONTACT_SIGNS = ("@", "+", "(at)", "[at]", "(a)", "(a còng)")


class Sign(Enum):
    """What a finding may begin with."""

    NUMBER = auto()
    STREET = auto()
    SURNAME = auto()
    PLATE = auto()
    SERIES = auto()
    INITIALS = auto()
    CONTACT = auto()
    NAME = auto()
    CUE = auto()
    SPOKEN = auto()


class Hit(NamedTuple):
    """A place where a finding may begin, and why."""

    start: int
    end: int
    sign: Sign

    def within(self, begin: int) -> "Hit":
        """Return the same place in a part of the text that begins there."""
        return self._replace(start=self.start - begin, end=self.end - begin)


def hits(text: str) -> list[Hit]:
    """Return every place of a text that is worth looking at, in order."""
    return sorted({*_by_signs(text), *_by_words(text)}, key=lambda hit: hit[:2])


def windows(text: str, places: list[Hit]) -> Iterator[tuple[int, int, list[Hit]]]:
    """Yield the parts of a text around places that are worth looking at: whole lines, with the lines beside them."""
    begin = end = -1
    within: list[Hit] = []
    for hit in places:
        start, stop = lines_around(text, hit)
        if start > end:
            if within:
                yield begin, end, within
            begin, within = start, []
        within.append(hit)
        end = max(end, stop)
    if within:
        yield begin, end, within


def lines_around(text: str, hit: Hit) -> tuple[int, int]:
    """Return where the line before a place begins and the line after it ends."""
    return _line_before(text, hit.start), _line_after(text, hit.end)


def _by_signs(text: str) -> Iterator[Hit]:
    for match in _RUN.finditer(text):
        if not _is_code(match) and _has_digits(match):
            yield Hit(match.start(), match.end(), Sign.NUMBER)
    for pattern in _SIGNS:
        for match in pattern.finditer(text):
            name = match.lastgroup or ""
            yield Hit(match.start(), match.end(name), Sign[name])
    if any(sign in text for sign in _CONTACT_SIGNS):
        yield from (Hit(*match.span(), Sign.CONTACT) for match in _CONTACT.finditer(text))


def _has_digits(match: re.Match[str]) -> bool:
    """Return whether enough digits stand there without the strokes between the cells of a table."""
    digits = sum(map(str.isalnum, match.group())) if "|" in match.group() else _ENOUGH
    return digits >= _ENOUGH or match.string[max(match.start() - 1, 0)] in "OolI|"


def _is_code(match: re.Match[str]) -> bool:
    if not _CODE.fullmatch(match.group()):
        return False
    return _CODE_HEAD.search(match.string, max(match.start() - _FAR, 0), match.start()) is not None


def _by_words(text: str) -> Iterator[Hit]:
    """Yield where a finding begins with a word; it may go on in the next line."""
    start = 0
    forget()
    for line in text.split("\n"):
        if told := telling(line):
            for i, token in enumerate(_TOKEN.finditer(line)):
                if i in told:
                    for letters in _LETTERS.finditer(token.group()):
                        yield from _beginning(text, start + token.start() + letters.start())
        start += len(line) + 1


def _beginning(text: str, offset: int) -> Iterator[Hit]:
    for name, pattern in beginnings().items():
        if found := pattern.match(text, offset):
            yield Hit(*found.span(), Sign[name])


def _line_before(text: str, offset: int) -> int:
    line = text.rfind("\n", 0, offset)
    return text.rfind("\n", 0, line) + 1 if line > 0 else 0


def _line_after(text: str, offset: int) -> int:
    line = text.find("\n", offset)
    after = text.find("\n", line + 1) if line >= 0 else -1
    # Text out of a PDF has an empty line after each.
    if after >= 0 and not text[line:after].strip():
        after = text.find("\n", after + 1)
    return after if after >= 0 else len(text)
