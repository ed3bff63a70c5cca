"""Whether a place that is worth looking at may hold a finding: only the patterns that could begin with it are asked."""

import re
from functools import cache

from congkhai.privacy.folding import with_digits
from congkhai.privacy.names import Known, find_initials, may_name
from congkhai.privacy.numbers import find_numbers
from congkhai.privacy.tables import tables
from congkhai.privacy.triggers import Hit, Sign, lines_around

# How far a pattern reaches back from the word that gives it away, and on from it.
_BACK, _ON = 300, 160
_NEEDS = {Sign.STREET: "đường", Sign.SURNAME: "nguyễn", Sign.SPOKEN: "mươi"}
_KINDS = {
    Sign.PLATE: ("plate",),
    Sign.SERIES: ("certificate", "address"),
    Sign.CONTACT: ("email", "phone"),
}


def is_suspect(text: str, hit: Hit, known: Known, numbers: re.Pattern[str] | None) -> bool:
    """Return whether anything may be found around a place; False is certain."""
    if hit.sign is Sign.NUMBER:
        start, end = lines_around(text, hit)
        return any(find_numbers(with_digits(text[start:end]), numbers))
    if hit.sign is Sign.NAME:
        start, end = lines_around(text, hit)
        return may_name(text[start:end], hit.start - start, known)
    start = max(hit.start - _BACK, 0)
    part = with_digits(text[start : hit.end + _ON])
    if hit.sign is Sign.INITIALS:
        return any(find_initials(part))
    asked = _with_cue(text[hit.start : hit.end]) if hit.sign is Sign.CUE else _with_sign(hit.sign)
    return any(pattern.search(part) for pattern in asked)


@cache
def _with_sign(sign: Sign) -> tuple[re.Pattern[str], ...]:
    need, kinds = _NEEDS.get(sign, ""), _KINDS.get(sign)
    return tuple(
        one.find
        for one in tables().patterns
        if need in one.find.pattern.casefold() and (kinds is None or one.kind.value in kinds)
    )


def _with_cue(cue: str) -> tuple[re.Pattern[str], ...]:
    return _patterns_of(" ".join(cue.casefold().split()))


@cache
def _patterns_of(cue: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns that hold a cue or a shorter one at its head; all where none does."""
    table = tables()
    heads = {one for one in table.cues | table.cue_words if cue.startswith(one)}
    told = tuple(one.find for one in table.patterns if any(_holds(one.find.pattern, head) for head in heads))
    return told or tuple(one.find for one in table.patterns)


def _holds(pattern: str, cue: str) -> bool:
    plain = pattern.casefold().replace(r"\.?", "").replace(r"\.", ".")
    return cue in plain or cue.replace(".", "") in plain
