"""Choices that look random and are the same on every machine and in every version of Python."""

from collections.abc import Sequence
from typing import TypeVar

Kind = TypeVar("Kind")
_MASK = (1 << 64) - 1


class Dice:
    """A stream of choices that depends on its numbers only (splitmix64, Steele et al. 2014)."""

    def __init__(self, *numbers: int) -> None:
        self._state = 0
        for number in numbers:
            self._state = (self._state ^ number) & _MASK
            self._state = self._next()

    def _next(self) -> int:
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        value = self._state
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
        return value ^ (value >> 31)

    def below(self, limit: int) -> int:
        """Return a number from 0 to `limit` - 1."""
        return self._next() % limit

    def between(self, low: int, high: int) -> int:
        """Return a number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def pick(self, things: Sequence[Kind]) -> Kind:
        """Return one of the things."""
        return things[self.below(len(things))]
