"""The compliance page for auditors: every duty with its deadline, working, evidence and state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from congkhai.duties.ledger import Ledger
from congkhai.duties.proving import ProvedBy, ProvedTime, Verdict, verdict
from congkhai.duties.row import DutyRow, State
from congkhai.portal import invention
from congkhai.portal.relations import Portal
from congkhai.records.meeting import MeetingKind
from congkhai.views import addresses, dates, documents, registers
from congkhai.views.data.duty_table import is_illustrative
from congkhai.views.duty_facts import TONES, VERDICT_TONES, Proof, cells
from congkhai.views.facets import BODY, KIND, NO_YEAR, STATE, VERDICT, YEAR
from congkhai.views.page import Page
from congkhai.views.parts import Figure, Figures, Link, Table, TableRow, Tag, Value
from congkhai.views.proved_times import ProvedTimes
from congkhai.views.registers import Facet, Part, RegisterView
from congkhai.words import label, word

_COLUMNS = ("subject", "due", "done", "state", "basis")
_PLACES = ("text", "", "", "state", "")


def pages(portal: Portal, ledger: Ledger, times: ProvedTimes | None = None) -> Iterator[Page]:
    """Yield the page of all duties and one page for each state, year, body and kind of meeting.

    With a register each is judged by it first, and there is a page for each of its verdicts.
    """
    judged = {row.id: time for row in ledger.rows if (time := times.of(row))} if times else {}
    ours = facets(portal)
    if times:
        ours.insert(1, Facet(VERDICT, word("duty-page.verdict"), lambda row: _verdict_key(row, judged.get(row.id))))
    counts = figures(ledger, is_claimed=times is not None)
    proved = _proved_figures(ledger, judged) if times else None
    lists = registers.subsets(ledger.rows, ours, addresses.duties)
    ways, choices = _links(), registers.links(lists, ours)
    shown = _Shown(portal, (lambda row: judged.get(row.id)) if times else None)
    rows = registers.Rows(shown.row, ours)
    first = registers.whole(word("menu.duties"), addresses.DUTIES, ledger.rows)
    stands = {row.id: f"{_fingerprint(portal, row)} {judged.get(row.id)}" for row in ledger.rows}
    shared, has_invented = repr((counts, proved, choices)), invention.of_anything(portal)

    def view(part: Part[DutyRow]) -> RegisterView:
        return RegisterView(
            lead=word("duty-page.lead"),
            figures=None if part.front else counts,
            links=() if part.front else ways,
            filters=registers.filters(part, ours, choices, word("duty-page.filters")),
            table=_table(part, rows.of(part)),
            periods=part.periods,
            pagination=part.pagination,
            empty=word("duty-page.none"),
            proved=None if part.front else proved,
        )

    for part in registers.parts(first, lists, lambda text: word("duty-page.list", title=text), _day):
        yield _page(
            portal.today,
            part,
            partial(view, part),
            registers.fingerprint(part, shared, [str(has_invented), *(stands[row.id] for row in part.rows)]),
            has_invented=has_invented,
        )


def _fingerprint(portal: Portal, row: DutyRow) -> str:
    """Return what a row stands on: of petitions there are many, and their rows say what they do."""
    if row.subject.kind == "petition":
        return f"{row.id} {portal.fingerprints[row.subject.id]}"
    return f"{row} {is_illustrative(portal, row.subject)}"


def _day(row: DutyRow) -> date | None:
    """Return the first day of the year that a duty belongs to: its deadline may lie in the next."""
    return date(row.subject.year, 1, 1) if row.subject.year else None


def _links() -> list[Link]:
    return [
        Link(word("statistics.title"), addresses.STATISTICS),
        Link(word("duty-page.method"), addresses.METHOD),
        Link(word("series.title"), addresses.SERIES),
        Link(word("duty-page.csv"), addresses.data("duties.csv")),
        Link(word("duty-page.json"), addresses.data("duties.json")),
        Link(word("duty-page.dictionary"), addresses.data("duties/")),
    ]


def _page(
    today: date, part: Part[DutyRow], view: partial[RegisterView], fingerprint: str, *, has_invented: bool
) -> Page:
    return Page(
        address=part.address,
        template="pages/register.html",
        title=part.title,
        section="duties",
        view=view,
        description=word("duty-page.lead"),
        crumbs=registers.crumbs(part, Link(word("menu.duties"), addresses.DUTIES)),
        as_of=dates.as_of(today, is_open=not part.front or any(row.is_open for row in part.rows)),
        notices=[documents.illustrative_notice(mixed=True)] if has_invented else [],
        fingerprint=fingerprint,
    )


def figures(ledger: Ledger, *, is_claimed: bool = False) -> Figures:
    """Return the count of each state, by the days of the records; the states do not overlap and add up to all rows."""
    counts = {state: sum(row.state is state for row in ledger.rows) for state in State}
    items = [
        Figure(count, label(state), addresses.duties(STATE, state.value), TONES.get(state, "neutral"))
        for state, count in counts.items()
        if count
    ]
    note = word("duty-page.figures-note", total=len(ledger.rows))
    if is_claimed:
        note = f"{word('duty-page.by-record')} {note}"
    return Figures(
        word("duty-page.figures"), [Figure(len(ledger.rows), word("petition.all"), addresses.DUTIES), *items], note
    )


def _proved_figures(ledger: Ledger, judged: Mapping[str, ProvedTime]) -> Figures:
    """Return the count of each verdict of the register, of what was done and has a deadline."""
    found = [(verdict(row, judged.get(row.id)), judged.get(row.id)) for row in ledger.rows]
    items = [
        Figure(count, label(one), addresses.duties(VERDICT, one.value), VERDICT_TONES.get(one, "neutral"))
        for one in Verdict
        if (count := sum(each is one for each, _ in found))
    ]
    outside = sum(
        one is Verdict.PROVED_ON_TIME and proved is not None and proved.source is not ProvedBy.REGISTER
        for one, proved in found
    )
    note = word("duty-page.proved-note", total=sum(item.count for item in items), outside=outside)
    return Figures(word("duty-page.proved-figures"), items, note)


def _verdict_key(row: DutyRow, proved: ProvedTime | None) -> tuple[str, str] | None:
    found = verdict(row, proved)
    return (found.value, label(found)) if found else None


def facets(portal: Portal) -> list[Facet[DutyRow]]:
    """Return what duties are told apart by."""
    return [
        Facet(STATE, word("duty-page.state"), lambda row: (str(row.state), label(row.state))),
        Facet(YEAR, word("duty-page.year"), _year, newest_first=True),
        Facet(BODY, word("duty-page.body"), lambda row: _body(portal, row)),
        Facet(KIND, word("duty-page.kind"), _kind),
    ]


def _year(row: DutyRow) -> tuple[str, str]:
    return (str(row.subject.year), str(row.subject.year)) if row.subject.year else (NO_YEAR, word("filter.no-year"))


def _body(portal: Portal, row: DutyRow) -> tuple[str, str]:
    body = portal.bodies.get(row.subject.body or "")
    # No id begins with this sign.
    return (body.id.lower(), body.short or body.name) if body else ("_khong-ro", word("duty-page.no-body"))


def _kind(row: DutyRow) -> tuple[str, str] | None:
    return (
        (row.subject.meeting_kind, label(MeetingKind(row.subject.meeting_kind))) if row.subject.meeting_kind else None
    )


def _table(part: Part[DutyRow], rows: Sequence[TableRow]) -> Table:
    """Return duties as a table: who and what, until when with the working, what was done, state, basis."""
    columns = [word(f"duty-page.{column}") for column in _COLUMNS]
    return Table(registers.counted(part, "duties.count"), columns, rows, _PLACES, sortable=part.is_whole)


@dataclass(frozen=True)
class _Shown:
    """How rows are shown, by what the register proves of each first, where there is one."""

    portal: Portal
    proof: Proof

    def row(self, row: DutyRow) -> TableRow:
        href = addresses.record(row.subject.kind, row.subject.id) if row.subject.kind != "body" else ""
        name = row.subject.id if row.subject.kind == "petition" else row.subject.title
        invented = Tag(word("illustrative.tag"), "info") if is_illustrative(self.portal, row.subject) else None
        note = f"{name}. {row.bearer}".rstrip(". ") + "."
        return TableRow([Value(label(row.duty), href, tag=invented, note=note, header=True), *cells(row, self.proof)])
