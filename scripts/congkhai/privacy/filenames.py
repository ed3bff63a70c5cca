"""Persons in the names of files and folders, which are typed in small letters, without marks, with hyphens."""

import re

from congkhai.privacy.detecting import Gate
from congkhai.privacy.finding import Finding, Kind
from congkhai.privacy.folding import unmarked
from congkhai.privacy.tables import tables

_HONORIFICS = frozenset(
    {
        "ong",
        "ba",
        "anh",
        "chi",
        "co",
        "chu",
        "bac",
        "em",
        "chau",
        "ho",
        "cu",
        "don",
        "cccd",
        "cmnd",
        "vo",
        "chong",
        "con",
    }
)
_MIDDLES = frozenset({"van", "thi", "huu"})
# Surname and middle word, and yet other words: “đô thị”, “lễ văn hóa”, “đang thi công”.
_OTHER_WORDS = frozenset(
    {
        "do thi",
        "do van",
        "dang thi",
        "dang van",
        "le van hoa",
        "ho van",
        "do huu",
        "vo thi",
        "phan thi dua",
        "ngo thi truong",
    }
)


def personal_in_name(name: str, gate: Gate) -> Finding | None:
    """Return the personal data in a name of a file, without its ending, or None."""
    spoken = re.sub(r"(?<!\d)[-_./+~]+|[-_./+~]+(?!\d)", " ", name)
    found = next(iter(gate.findings(spoken)), None)
    if found is not None:
        return found
    words = unmarked(spoken.casefold()).split()
    for i in range(len(words) - 2):
        if _is_person(words, i) and not _passes(words, i, gate):
            begin = i + (words[i] in _HONORIFICS and words[i + 1] in tables().lower_surnames)
            start = len(" ".join(words[:begin])) + (begin > 0)
            return Finding(start, len(name), Kind.NAME, " ".join(words[begin:]))
    return None


def veiled_name(name: str, gate: Gate) -> str:
    """Return a name of a file with all that follows the first sign of personal data masked."""
    stem, point, ending = name.rpartition(".")
    stem, point, ending = (stem, point, ending) if point else (name, "", "")
    found = personal_in_name(stem, gate)
    if found is None:
        return name
    return f"{stem[: found.start]}{found.masked}{point}{ending}"


def _is_person(words: list[str], i: int) -> bool:
    surnames = tables().lower_surnames
    if words[i] in _HONORIFICS and words[i + 1] in surnames and words[i + 1] != "do":
        return words[i + 2].isalpha()
    pair = f"{words[i]} {words[i + 1]}"
    return (
        words[i] in surnames
        and words[i + 1] in _MIDDLES
        and words[i + 2].isalpha()
        and pair not in _OTHER_WORDS
        and f"{pair} {words[i + 2]}" not in _OTHER_WORDS
    )


def _passes(words: list[str], i: int, gate: Gate) -> bool:
    known = gate.names.officials | gate.names.places | tables().figures
    places = {unmarked(" ".join(one)) for one in tables().places}
    before = {" ".join(words[max(0, i - length) : i]) for length in (1, 2, 3)}
    return bool(before & places) or any(tuple(words[i : i + length]) in known for length in (2, 3, 4))
