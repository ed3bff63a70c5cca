"""Files for machines: feeds, tables, calendars."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class File:
    """A file by its address, and how its bytes are made; `fingerprint` stays the same while these do, if it says any."""

    address: str
    make: Callable[[], bytes]
    fingerprint: str = ""
