"""Numbers: any nine digits that no declared grammar explains."""

import re
from collections.abc import Iterator

from congkhai.privacy.finding import Finding, Kind
from congkhai.privacy.tables import tables

ENOUGH = 9
"""An old identity number has nine digits; every other number of a person has more."""
# What people put between the digits of one number; a new line only where no list goes on.
_JOIN = r"(?:[ \t.\-–—_·*'()]{0,3}(?:\n[ \t>]*(?!\d{1,3}[.)]\s))?)"
_RUN = re.compile(rf"\d(?:{_JOIN}\d)*")
_SLASHED = re.compile(r"(?<![\w/.-])\d+(?:\s?/\s?\d+){2,}(?![\w/])")
_COMMAS = re.compile(r"(?<![\d,])\d{2,4}(?:,\d{2,4}){2,}(?![\d,])")
_TOUCHES, _FAR = re.compile(rf"\d{_JOIN}\Z"), 40
_PHONE = re.compile(r"(?:84|0)[235789]\d{8}")


def find_numbers(text: str, declared: re.Pattern[str] | None) -> Iterator[Finding]:
    """Yield every number that may be a person's; `declared` are numbers of offices."""
    if declared is not None:
        text = declared.sub(blank, text)
    for grammar in tables().grammars:
        text = grammar.find.sub(_blank_alone if grammar.alone else blank, text)
    for pattern in (_RUN, _SLASHED, _COMMAS):
        for match in pattern.finditer(text):
            digits = re.sub(r"\D", "", match.group())
            if len(digits) >= ENOUGH:
                kind = Kind.PHONE if _PHONE.fullmatch(digits) else Kind.NUMBER
                yield Finding(match.start(), match.end(), kind, match.group())


def _blank_alone(match: re.Match[str]) -> str:
    before = match.string[max(match.start() - _FAR, 0) : match.start()]
    return match.group() if _TOUCHES.search(before) else blank(match)


def blank(match: re.Match[str]) -> str:
    """Return signs as long as what they stand for, none of which joins digits."""
    return "□" * len(match.group())
