"""What the gate finds: its kind, where it stands, and what may be shown of it."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of personal data (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15)."""

    NUMBER = "number"
    PHONE = "phone"
    EMAIL = "email"
    PLATE = "plate"
    LAND = "land"
    CERTIFICATE = "certificate"
    ACCOUNT = "account"
    BIRTH = "birth"
    NAME = "name"
    ADDRESS = "address"
    HEALTH = "health"
    MINOR = "minor"


WAIVABLE = frozenset({Kind.NAME, Kind.ADDRESS, Kind.HEALTH, Kind.MINOR})
"""Kinds that a responsible person may let pass; every other is a number that singles somebody out."""


@dataclass(frozen=True, order=True)
class Finding:
    """Personal data in a text: from `start` to `end`, and the value itself, which is never shown whole."""

    start: int
    end: int
    kind: Kind
    value: str

    @property
    def masked(self) -> str:
        """Return what may be shown: the first letter or digit, and that more follows."""
        return mask(self.value)


def mask(value: str) -> str:
    """Return the first letter or digit of a value and three points, however long it is."""
    first = re.search(r"[^\W_]", value)
    return f"{first.group() if first else ''}•••"


def folded(value: str) -> str:
    """Return a value by which two places of the same data are told to be the same."""
    return " ".join(re.findall(r"[^\W_]+", value.casefold()))
