"""Counts of a meeting that was held, and when it began and ended: only what is printed, and only once printed."""

from collections.abc import Sequence

from congkhai.importing.dates import dates_in, hours_in, names_paper
from congkhai.importing.outline import Part
from congkhai.importing.paper import Paper
from congkhai.importing.patterns import counted, folded, sole, words
from congkhai.records.document import DocumentType
from congkhai.records.when import Precision

_HELD = {DocumentType.REPORT, DocumentType.MINUTES, DocumentType.CONCLUSION}


def read_figures(parts: Sequence[Part], paper: Paper) -> None:
    """Read the counts of a report, of minutes or of a conclusion; one that is told in two ways is told as doubtful."""
    if paper.type not in _HELD and not paper.is_conclusion:
        return
    found: dict[str, dict[str, int]] = {}
    for part in parts:
        plain = folded(part.block.text)
        for key, patterns in counted().items():
            for each in patterns:
                for match in each.finditer(plain):
                    found.setdefault(key, {}).setdefault(_value(match["count"]), part.number)
        if sole("zero").search(plain):
            found.setdefault("forwarded", {}).setdefault("0", part.number)
    for key, values in found.items():
        if len(values) == 1:
            paper.figures[key] = next(iter(values))
        else:
            shown = ", ".join(f"{value} (dòng {number})" for value, number in values.items())
            paper.tell("import-two-counts", next(iter(values.values())), key=key, found=shown)
    _read_hours(parts, paper)


def _value(count: str) -> str:
    plain = count.replace(".", "").replace(",", "")
    return str(int(plain)) if plain.isdecimal() else words("numerals")[plain]


def _read_hours(parts: Sequence[Part], paper: Paper) -> None:
    """Read when the meeting began, and when it ended."""
    for part in parts[:12]:
        exact = [told for told in dates_in(part.block.text) if told.precision in {Precision.TIME, Precision.DAY}]
        held = [told for told in exact if not names_paper(part.block.text, told.start)]
        if held and paper.began is None:
            paper.began = held[0].value
    for part in parts[-8:]:
        plain = folded(part.block.text)
        if "ket thuc" in plain and paper.began and (hours := hours_in(part.block.text)):
            paper.ended = f"{paper.began[:10]}T{hours[-1][0]}"
