"""Whether a place that is worth looking at may hold a finding: only the patterns that could begin with it are asked."""

import re
from functools import cache

from congkhai.privacy.folding import with_digits
from congkhai.privacy.matching import find_patterns
from congkhai.privacy.names import Known, find_initials, may_name
from congkhai.privacy.numbers import find_numbers
from congkhai.privacy.tables import Pattern, tables
from congkhai.privacy.triggers import Hit, Sign, lines_around

# How far a pattern reaches back from what gives it away, and on from it; what makes it harmless stands before.
_BACK, _ON, _BEFORE = 80, 90, 70
# Patterns of words begin with the person and end with what gives them away.
_BACK_OF_WORDS, _BEGINNING = 300, frozenset(("trú", "ngụ"))
_NAME_BACK, _NAME_ON = 160, 240
# Where a number stands before these, that is a sign of its own.
_WAYS = frozenset(("kiệt", "hẻm", "ngõ", "ngách", "kiet", "hem"))
_COUNTED = re.compile(r"(?<!\w)(\w+) [0-9]{1,4}\Z")
_NEAR = 20
_AGE = re.compile(r"[0-9OolI|]\s+(?:tháng\s+)?\Z")
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
    if hit.sign is Sign.STREET and _is_counted(text, hit):
        return False
    if hit.sign is Sign.NAME:
        start = max(hit.start - _NAME_BACK, 0)
        return may_name(text[start : hit.end + _NAME_ON], hit.start - start, known)
    asked, back = _asked(text, hit)
    start = max(hit.start - back - _BEFORE, 0)
    part = with_digits(text[start : hit.end + _ON])
    if hit.sign is Sign.INITIALS:
        return any(find_initials(part))
    return any(find_patterns(part, asked, max(hit.start - back, 0) - start))


def _is_counted(text: str, hit: Hit) -> bool:
    """Return whether the number before a street is that of a lane, a group, a day."""
    before = _COUNTED.search(text, max(hit.start - _NEAR, 0), hit.start + 1)
    return before is not None and before[1] in tables().counted


def _asked(text: str, hit: Hit) -> tuple[tuple[Pattern, ...], int]:
    """Return the patterns that a place could belong to, and how far before it they may begin."""
    if hit.sign is not Sign.CUE:
        return _with_sign(hit.sign), _BACK
    cue = " ".join(text[hit.start : hit.end].casefold().split())
    if cue == "tuổi" and not _AGE.search(text, max(hit.start - _BACK, 0), hit.start):
        return (), 0
    told_last = cue in tables().cue_words and cue not in _BEGINNING
    return _with_cue(cue), _BACK_OF_WORDS if told_last else _BACK


@cache
def _with_sign(sign: Sign) -> tuple[Pattern, ...]:
    need, kinds = _NEEDS.get(sign, ""), _KINDS.get(sign)
    return tuple(
        one
        for one in tables().patterns
        if need in one.find.pattern.casefold() and (kinds is None or one.kind.value in kinds)
    )


@cache
def _with_cue(cue: str) -> tuple[Pattern, ...]:
    """Return the patterns that hold a cue or a shorter one at its head; all where none does."""
    table = tables()
    heads = {one for one in table.cues | table.cue_words if cue.startswith(one)}
    patterns = [one for one in table.patterns if cue not in _WAYS or one not in _with_sign(Sign.STREET)]
    told = tuple(one for one in patterns if any(_holds(one.find.pattern, head) for head in heads))
    return told or table.patterns


def _holds(pattern: str, cue: str) -> bool:
    plain = pattern.casefold().replace(r"\.?", "").replace(r"\.", ".")
    return cue in plain or cue.replace(".", "") in plain
