"""Addresses that a portal declares, of its offices and of places where people meet: nobody lives there."""

import re
from collections.abc import Iterable, Iterator

from congkhai.privacy.finding import Finding, Kind
from congkhai.privacy.folding import fold

# A group of houses has a number of its own, `Tổ dân phố 3`: a house begins the address or a part of it, or is said to be one.
_HOUSE = re.compile(r"(?:^|,|(?i:số|nhà|:))\s*(?P<house>\d+[A-Za-z]?(?:/\d+[A-Za-z]?)*)[\s,]+(?P<street>[^\W\d][^,]*)")
_WAY = r"(?:(?:đường|phố)\s+)?"
_IS_WAY = re.compile(_WAY, re.IGNORECASE)


def offices(declared: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds the houses of these addresses with their streets, None where none of them tells a house."""
    found = [pattern for one in declared for pattern in _patterns(fold(one).text)]
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def is_office(text: str, finding: Finding, known: re.Pattern[str] | None) -> bool:
    """Return whether a finding is the house of an office, with its street behind it."""
    if known is None or finding.kind is not Kind.ADDRESS:
        return False
    found = known.finditer(text, finding.start)
    return any(
        one.start() <= finding.end and one.group().split()[0].rstrip(",") == finding.value.strip() for one in found
    )


def _patterns(address: str) -> Iterator[str]:
    for one in _HOUSE.finditer(address):
        street = _IS_WAY.sub("", one["street"], count=1).split()
        yield rf"(?<![\w/]){re.escape(one['house'])}\s*,?\s+{_WAY}" + r"\s+".join(map(re.escape, street)) + r"(?!\w)"
