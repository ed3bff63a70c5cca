"""What witnesses saw of a log: by which time, at the latest, an entry was there for somebody outside."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from congkhai.register.checkpoint import Head
from congkhai.register.cosignatures import Cosignature, cosignatures
from congkhai.register.notes import Key


@dataclass(frozen=True)
class Sightings:
    """Sizes of the heads that witnesses have signed, smallest first, and what they have signed of each."""

    sizes: Sequence[int] = ()
    found: Sequence[Sequence[Cosignature]] = ()

    @classmethod
    def of(cls, heads: Iterable[Head], witnesses: Sequence[Key]) -> "Sightings":
        """Return what these witnesses have signed of heads, which come smallest first.

        Raises Refusal when a line of one of them does not hold.
        """
        signed = [(head.checkpoint.size, cosignatures(head.note, witnesses)) for head in heads]
        kept = [(size, found) for size, found in signed if found]
        return cls([size for size, _ in kept], [found for _, found in kept])

    def holding(self, index: int) -> Sequence[Cosignature]:
        """Return what was signed of the first head that holds the entry at an index, the earliest first."""
        place = bisect_right(self.sizes, index)
        return self.found[place] if place < len(self.found) else ()
