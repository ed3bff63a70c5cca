"""What is blank, doubtful or contradictory in a paper: told with its line, never repaired by guessing."""

import re
from collections.abc import Sequence

from congkhai.importing.dates import dates_in
from congkhai.importing.joining import tidy
from congkhai.importing.outline import Part
from congkhai.importing.paper import PLANNING, Occasion, Paper
from congkhai.importing.patterns import folded, pattern
from congkhai.importing.shown import shown
from congkhai.records.document import DocumentSystem, DocumentType
from congkhai.records.meeting import MeetingKind
from congkhai.records.when import Precision, parse_when
from congkhai.words import label

_VAGUE = re.compile(
    r"\b(?:cac (?:thon|to dan pho|khu|xom|ap|ban)|diem sinh hoat|noi phat sinh|se (?:co )?thong bao|thong bao sau|nha van hoa (?:thon|to dan pho|khu)$|tuy theo|hoac)\b"
)
_MARKS = re.compile(r"\*{2,}|(?<!\w)_{1,2}\w+_{1,2}(?!\w)|^#{1,6}\s")
_COLLECTIVE = re.compile(
    r"^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|dang uy|ban thuong vu|uy ban mat tran|ban thuong truc)\b"
)
# A day of the meeting elsewhere in the paper, this near in words to the meeting itself.
_HELD_ON = re.compile(r"\b(?:hoi nghi|buoi doi thoai|cuoc doi thoai|doi thoai|to chuc)\b[^.;]{0,40}$")
_NEAR_DAYS = 60


def find_gaps(paper: Paper, parts: Sequence[Part]) -> None:
    """Tell every gap of a paper that its parts have not told while they were read."""
    _head(paper)
    _signature(paper)
    _bases(paper)
    _numbering(parts, paper)
    _marks(parts, paper)
    _tables(paper)
    _meetings(parts, paper)
    _other_days(parts, paper)


def _head(paper: Paper) -> None:
    told = {problem.slug for problem in paper.report.problems}
    if not paper.has_head and paper.type is not None:
        paper.tell("import-no-head", 1)
    if paper.issuer is None:
        paper.tell("import-no-issuer", 1)
    if paper.number is None and paper.symbol is None:
        paper.tell("import-no-number", 1)
    if paper.issued is None and not told & {"import-partial-date", "import-impossible-date"}:
        paper.tell("import-no-date", 1)
    if paper.place is None:
        paper.tell("import-no-place", 1)
    if paper.title is None:
        paper.tell("import-no-subject", 1)
    if paper.type is None:
        paper.tell("import-no-kind", 1)


def _signature(paper: Paper) -> None:
    end = paper.source.lines[-1].number if paper.source.lines else 1
    signature = paper.signature
    if signature is None:
        paper.tell("import-no-signer", end)
    elif signature.name is None:
        paper.tell("import-no-signer-name", end)
    if not paper.recipients and paper.type is not DocumentType.MINUTES:
        paper.tell("import-no-recipients", end)
    is_collective = paper.issuer is not None and _COLLECTIVE.match(folded(paper.issuer))
    if signature is not None and signature.authority is None and is_collective:
        number = next((kept.line.number for kept in paper.kept if kept.role == "signer"), end)
        paper.tell("import-no-authority", number, issuer=paper.issuer or "")


def _bases(paper: Paper) -> None:
    own = parse_when(paper.issued) if paper.issued else None
    for basis in paper.bases:
        based = parse_when(basis.issued) if basis.issued else None
        if own is not None and based is not None and own.is_before(based):
            paper.tell(
                "import-before-basis",
                basis.number,
                issued=shown(paper.issued or ""),
                basis=basis.symbol or basis.raw[:60],
                found=shown(basis.issued or ""),
            )


def _numbering(parts: Sequence[Part], paper: Paper) -> None:
    """Tell numbers that stand twice among their neighbours, and parts whose number was left out."""
    seen: dict[tuple[str, ...], dict[str, int]] = {}
    for part in parts:
        mark = part.mark.strip(" .)-–/:")
        if part.form not in {"roman", "decimal", "number-mark"} or not mark:
            continue
        key = (part.form, *part.path) if part.form != "decimal" else (part.form, *part.path[:1])
        first = seen.setdefault(key, {})
        # A list that begins anew is another list.
        if mark in {"1", "I"}:
            first.clear()
        if mark in first and (part.form != "number-mark" or part.level):
            paper.tell("import-duplicate-numbering", part.number, mark=mark, first=str(first[mark]))
        first.setdefault(mark, part.number)
    _romans(parts, paper)


def _romans(parts: Sequence[Part], paper: Paper) -> None:
    values = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
    last, marks = 0, set()
    for part in parts:
        if part.form != "roman":
            continue
        value = values.get(part.mark.strip(" .)-–/:"), 0)
        if last and value > last + 1:
            paper.tell("import-skipped-numbering", part.number, mark=part.mark.strip(" .)-–/:"))
        last = value or last
        marks.add(re.sub(r"[IVXL\s]", "", part.mark))
    if len(marks) > 1:
        first = next(part for part in parts if part.form == "roman")
        paper.tell("import-uneven-parts", first.number)


def _marks(parts: Sequence[Part], paper: Paper) -> None:
    for part in parts:
        if _MARKS.search(part.block.text):
            paper.tell("import-marks", part.number, found=part.block.text[:40])


def _tables(paper: Paper) -> None:
    """Tell the head of a table that was read as lines, since its cells stand in an order that nobody meant."""
    for line in paper.source.lines:
        if not line.cells and pattern("table-head").match(folded(line.text)):
            paper.tell("import-table-lines", line.number, line=str(line.number), found=tidy(line.text)[:60])


def _meetings(parts: Sequence[Part], paper: Paper) -> None:
    is_plan = paper.type is DocumentType.PLAN
    if is_plan and not paper.occasions:
        paper.tell("import-no-meeting-time", 1)
    _repeated(parts, paper)
    presumed = [occasion for occasion in paper.occasions if not occasion.is_kind_told]
    if is_plan and presumed:
        paper.tell("import-presumed-kind", presumed[0].number, kind=label(MeetingKind(presumed[0].kind)))
    days = sorted({occasion.told.value for occasion in paper.occasions if occasion.told.day is not None})
    if len(days) > 1 and not is_plan:
        paper.tell("import-two-meeting-days", paper.occasions[0].number, found="; ".join(map(shown, days)))
    for occasion in paper.occasions:
        _time(occasion, paper)
        if is_plan:
            _setting(occasion, paper)
    for name, number in paper.areas.items():
        paper.tell("import-unknown-area", number, name=name)
    for intake in paper.loose_intake:
        paper.tell("import-loose-deadline", intake.number, until=shown(intake.until), sender=intake.sender)


def _repeated(parts: Sequence[Part], paper: Paper) -> None:
    """Tell a schedule such as `thứ Năm hằng tuần`, of which no single meeting could be read."""
    if paper.type not in PLANNING or paper.is_conclusion or paper.occasions:
        return
    for part in parts:
        if pattern("repeated").search(folded(part.block.text)):
            paper.tell("import-repeated", part.number, found=part.block.text[:80])


def _time(occasion: Occasion, paper: Paper) -> None:
    told = occasion.told
    if told.contradicts_weekday:
        paper.tell("import-wrong-weekday", occasion.number, day=shown(told.value[:10]), found=occasion.printed[:80])
    if told.borrowed:
        paper.tell("import-borrowed-year", occasion.number, year=told.value[:4], found=occasion.printed[:60])
    if told.is_span:
        paper.tell("import-span", occasion.number, found=occasion.printed[:80], value=shown(told.value))


def _setting(occasion: Occasion, paper: Paper) -> None:
    if not occasion.places:
        paper.tell("import-no-venue", occasion.number, found=occasion.printed[:60])
    elif any(_VAGUE.search(folded(place)) for place in occasion.places):
        paper.tell("import-vague-place", occasion.number, found="; ".join(occasion.places)[:80])
    if not occasion.forms:
        paper.tell("import-no-form", occasion.number, found=occasion.printed[:60])


def _other_days(parts: Sequence[Part], paper: Paper) -> None:
    """Tell a day of the meeting that is another than the one in the schedule."""
    days = {occasion.told.day for occasion in paper.occasions if occasion.told.day is not None}
    if len(days) != 1 or paper.system not in set(DocumentSystem):
        return
    day = next(iter(days))
    sources = [(paper.title or "", 1), *((part.block.text, part.number) for part in parts)]
    for text, number in sources:
        for told in dates_in(text):
            other = told.day
            if other is None or told.precision not in {Precision.DAY, Precision.TIME} or other == day:
                continue
            if _HELD_ON.search(folded(text[: told.start])) and abs((other - day).days) <= _NEAR_DAYS:
                paper.tell("import-other-day", number, found=shown(other.isoformat()), day=shown(day.isoformat()))
