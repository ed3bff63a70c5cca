"""A letter that tells the head of a register: one page to be entered by whoever receives it, on paper, with a code for a phone.

A head that lies in somebody else's files, with the day on which it came, is one that nobody can change any more.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from congkhai.printing.content import Content
from congkhai.words import word

_IN_ROW = 4


@dataclass(frozen=True)
class Letter:
    """What a letter tells: who sends it, on which day, facts in words, digests in groups of four, and the head as it is kept."""

    agency: str
    day: str
    facts: Sequence[tuple[str, str]]
    digests: Sequence[tuple[str, Sequence[str]]]
    head: str


def can_print() -> bool:
    """Return whether the packages that set a PDF are installed."""
    return find_spec("typst") is not None and find_spec("segno") is not None


def pdf(letter: Letter, day: date) -> bytes | None:
    """Return a letter as a PDF of one page, None where its letters cannot be set."""
    from congkhai.printing import press  # noqa: PLC0415 - it needs the optional packages

    content: Content = {
        "title": word("letter.title"),
        "marks": [],
        "qr": press.qr_code(letter.head),
        "qr_text": word("letter.qr"),
        "letter": asdict(letter),
        "words": {name: word(f"letter.{name}") for name in ("lead", "compare", "scan", "head")},
        "received": _received(),
    }
    made = press.typeset("letter", content, Path(), day)
    return made if isinstance(made, bytes) else None


def text(letter: Letter) -> str:
    """Return a letter as plain text, with the code drawn in blocks where the package for it is installed."""
    parts = [
        [letter.agency] if letter.agency else [],
        [word("letter.title").upper(), "", letter.day],
        [word("letter.lead")],
        [f"{term}: {value}" for term, value in letter.facts],
        *([f"{term}:", *(f"    {row}" for row in rows(groups))] for term, groups in letter.digests),
        [word("letter.compare")],
        [word("letter.head"), letter.head.rstrip("\n")],
        [word("letter.scan"), _blocks(letter.head)] if find_spec("segno") else [],
        [f"{line}: {'.' * 40}" for line in _received()],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def rows(groups: Sequence[str]) -> list[str]:
    """Return groups in rows that an eye can follow."""
    return ["  ".join(groups[start : start + _IN_ROW]) for start in range(0, len(groups), _IN_ROW)]


def _received() -> list[str]:
    return [word(f"letter.received-{name}") for name in ("by", "number", "day", "sign")]


def _blocks(content: str) -> str:
    """Return a QR code in blocks of letters, dark on light as paper has it, two rows of modules a line."""
    import segno  # noqa: PLC0415 - optional

    found = [[bool(module) for module in row] for row in segno.make_qr(content, error="m").matrix_iter(border=4)]
    pairs = zip(found[::2], [*found[1::2], [False] * len(found)], strict=False)
    return "\n".join("".join(" ▄▀█"[2 * up + down] for up, down in zip(*pair, strict=True)).rstrip() for pair in pairs)
