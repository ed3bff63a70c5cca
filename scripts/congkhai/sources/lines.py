"""The lines of a file as its bytes have them, so that a change of one leaves the bytes of all others."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_BOM = "\ufeff"


class Splice(NamedTuple):
    """A part of a text, by its first character and the one after its last, and what shall stand in its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Lines:
    """The lines of a file: each as written, its end, and where it begins in the text that `sources.text` reads."""

    bom: str
    bodies: tuple[str, ...]
    ends: tuple[str, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, raw: bytes) -> "Lines":
        """Return the lines of a file that `sources.text.decode` reads."""
        text = raw.decode("utf-8")
        bom = _BOM if text.startswith(_BOM) else ""
        found = [(match[1], match[2]) for match in _LINE.finditer(text, len(bom)) if match[0]]
        lengths = (len(unicodedata.normalize("NFC", body)) + bool(end) for body, end in found)
        starts = tuple(accumulate(lengths, initial=0))
        return cls(bom, tuple(body for body, _ in found), tuple(end for _, end in found), starts)

    def spliced(self, splices: Iterable[Splice]) -> bytes:
        """Return the file with parts replaced, none of which overlap; what is new takes the line ends around it."""
        pieces = [self.bom]
        done = 0
        for part in sorted(splices):
            pieces += [*self._between(done, part.start), part.text.replace("\n", self._end_near(part.start))]
            done = part.end
        return "".join((*pieces, *self._between(done, self.starts[-1]))).encode("utf-8")

    def _between(self, start: int, end: int) -> Iterator[str]:
        """Yield the file between two offsets: a line that is taken whole as it was written, a part of one in NFC."""
        number = max(bisect_right(self.starts, start) - 1, 0)
        while number < len(self.bodies) and self.starts[number] < end:
            first = self.starts[number]
            body = unicodedata.normalize("NFC", self.bodies[number])
            last = first + len(body)
            yield self.bodies[number] if start <= first and last <= end else body[max(start - first, 0) : end - first]
            if last < end and start <= last:
                yield self.ends[number]
            number += 1

    def _end_near(self, offset: int) -> str:
        number = min(max(bisect_right(self.starts, offset) - 1, 0), len(self.ends) - 1)
        return self.ends[number] or self.ends[0] or "\n"
