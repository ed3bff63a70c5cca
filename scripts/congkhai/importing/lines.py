"""What every reader makes of a file: lines with their places, and what was taken out of them on the way."""

from dataclasses import dataclass, field
from enum import StrEnum

from congkhai.problems import Place


class Measure(StrEnum):
    """What the numbers of a source count."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    PAGE = "page"


@dataclass(frozen=True)
class Line:
    """One line of a paper: its text with wide gaps kept, its number from 1, and how it was set.

    `gap` counts the empty lines before it; `cells` is the row of a table.
    """

    text: str
    number: int
    gap: int = 0
    is_bold: bool = False
    is_centred: bool = False
    is_paragraph: bool = False
    cells: tuple[str, ...] = ()


@dataclass
class Source:
    """A paper as read: its lines, its measure, and what no record can hold (page numbers, hidden signs, frames)."""

    file: str
    measure: Measure = Measure.LINE
    lines: list[Line] = field(default_factory=list)
    aside: list[Line] = field(default_factory=list)

    def place(self, number: int) -> Place:
        """Return the place of a line."""
        return Place(self.file, max(number, 1))
