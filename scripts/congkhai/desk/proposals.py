"""What a desk may propose because it is computed: ids, codes and names of folders, next in their series."""

import re
from collections.abc import Collection, Sequence

from congkhai.sources.folding import slug

_LONGEST = 60
_NUMBERED = re.compile(r"(?P<head>.*?)(?P<number>[0-9]+)")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
# `quy-4` is followed by no `quy-5`, and `thang-12` by no thirteenth month.
_NO_SERIES = ("quy-", "thang-", "dot-nam-")


def free(name: str, taken: Collection[str]) -> str:
    """Return a name that nothing has yet, by a number at its end where it is taken; ids ignore case."""
    known = {one.casefold() for one in taken}
    names = (name if number == 1 else f"{name}-{number}" for number in range(1, len(known) + 2))
    return next(one for one in names if one.casefold() not in known)


def plan_folder(title: str, year: int | None, taken: Collection[str]) -> str:
    """Return a folder for a plan: by its year, else by its title."""
    return free(f"doi-thoai-{year}" if year else short_slug(title) or "ke-hoach", taken)


def short_slug(text: str) -> str:
    """Return an address part of at most 60 letters that ends with a whole word."""
    whole = slug(text)
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST + 1].rpartition("-")[0] or whole[:_LONGEST]


def meeting_id(plan: str, siblings: Sequence[str], taken: Collection[str]) -> str:
    """Return an id for a meeting: the next of the plan's series where it has one, else the plan's name and a number."""
    series = [_NUMBERED.fullmatch(one) for one in siblings]
    heads = {one["head"] if one else "" for one in series}
    if len(heads) == 1 and (head := heads.pop()) and not head.endswith(_NO_SERIES):
        return free(_following(head, siblings), taken)
    return free(f"{plan}-{len(siblings) + 1}", taken)


def petition_code(year: int, codes: Sequence[str]) -> str:
    """Return a code for a petition of `year`: the next of the series that the newest code belongs to."""
    numbered = [match for match in map(_NUMBERED.fullmatch, codes) if match]
    head = numbered[-1]["head"] if numbered else f"KN-{year}-"
    return free(
        _following(_YEAR.sub(str(year), head), codes, width=len(numbered[-1]["number"]) if numbered else 3), codes
    )


def _following(head: str, names: Sequence[str], width: int = 1) -> str:
    found = [match["number"] for match in map(_NUMBERED.fullmatch, names) if match and match["head"] == head]
    number = max(map(int, found), default=0) + 1
    return f"{head}{number:0{max([width, *map(len, found)]) if found or width > 1 else 1}}"
