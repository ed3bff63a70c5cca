"""What only the author of a table can tell: where it stands, what it says, what it may mean."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from congkhai.words import word

_SHOWN = 80
_OFFERED = 14


@dataclass(frozen=True)
class Question:
    """One cell that leaves a doubt: sheet, cell, the head of its column, what it says, why that is asked, the answers.

    Questions with the same `key` are one: what answers it answers all of them.
    """

    sheet: str
    cell: str
    column: str
    said: str
    why: str
    answers: tuple[str, ...] = ()
    key: str = ""

    @property
    def sentence(self) -> str:
        """Return the question in words, without the place."""
        said = self.said if len(self.said) <= _SHOWN else f"{self.said[:_SHOWN]}…"
        return word(f"workbook.why-{self.why}", said=said, column=self.column)

    def veiled(self, veil: Callable[[str], str]) -> "Question":
        """Return the question as it may be printed; what it says is masked before it is cut short."""
        return replace(self, said=veil(self.said), column=veil(self.column))

    def __str__(self) -> str:
        place = word("workbook.cell", sheet=self.sheet, cell=self.cell)
        lines = [f"{place}: {self.sentence}"]
        if self.answers:
            lines.append("  " + word("workbook.answers", answers="; ".join(self.answers[:_OFFERED])))
        return "\n".join(lines)
