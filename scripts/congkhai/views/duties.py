"""The compliance page for auditors: every duty with its deadline, working, evidence and state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from congkhai.duties.ledger import Ledger
from congkhai.duties.proving import ProvedBy, ProvedTime, Verdict, verdict
from congkhai.duties.row import Deed, DutyRow, State
from congkhai.law.counting import Count
from congkhai.portal import invention
from congkhai.portal.relations import Portal
from congkhai.records.meeting import MeetingKind
from congkhai.views import addresses, dates, documents, registers
from congkhai.views.data.duty_table import is_illustrative, note_of
from congkhai.views.facets import BODY, KIND, NO_YEAR, STATE, VERDICT, YEAR
from congkhai.views.page import Page
from congkhai.views.parts import Date, Details, DutyEntry, Figure, Figures, Link, Row, Table, TableRow, Tag, Value
from congkhai.views.proved_times import ProvedTimes
from congkhai.views.registers import Facet, Part, RegisterView
from congkhai.views.workings import working
from congkhai.words import label, word

TONES = {
    State.DUE_SOON: "waiting",
    State.ON_TIME: "good",
    State.OVERDUE: "bad",
    State.LATE: "waiting",
    State.SILENT: "bad",
    State.TIME_UNKNOWN: "waiting",
}
_VERDICT_TONES = {Verdict.PROVED_ON_TIME: "good", Verdict.PROVED_LATE: "bad", Verdict.NOT_ENTERED: "waiting"}
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
    shown = _Shown(portal, judged, has_register=times is not None)
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
        Figure(count, label(one), addresses.duties(VERDICT, one.value), _VERDICT_TONES.get(one, "neutral"))
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


def entry(row: DutyRow) -> DutyEntry:
    """Return a duty in short, for the page of what it is about."""
    cells = {"due": _due(row), "done": _done(row.deed), "basis": Value(row.basis.text, note=_basis_note(row))}
    rows = [Row(word(f"duty-page.{key}"), [value]) for key, value in cells.items()]
    return DutyEntry(label(row.duty), tag(row), _state_note(row), rows)


@dataclass(frozen=True)
class _Shown:
    """How rows are shown: by what the register proves of each first, where there is one."""

    portal: Portal
    judged: Mapping[str, ProvedTime]
    has_register: bool

    def row(self, row: DutyRow) -> TableRow:
        href = addresses.record(row.subject.kind, row.subject.id) if row.subject.kind != "body" else ""
        name = row.subject.id if row.subject.kind == "petition" else row.subject.title
        invented = Tag(word("illustrative.tag"), "info") if is_illustrative(self.portal, row.subject) else None
        note = f"{name}. {row.bearer}".rstrip(". ") + "."
        return TableRow(
            [
                Value(label(row.duty), href, tag=invented, note=note, header=True),
                _due(row),
                *self._outcome(row),
                Value(row.basis.text, note=_basis_note(row)),
            ]
        )

    def _outcome(self, row: DutyRow) -> tuple[Value, Value]:
        """Return what was done, and how that stands."""
        proved = self.judged.get(row.id)
        found = verdict(row, proved) if self.has_register else None
        done, state = _done(row.deed), Value(tag=tag(row), note=_state_note(row))
        if found is None:
            return done, state
        if proved is not None:
            claimed = done.date.text if done.date else done.text
            note = word(f"duty-page.entered-{proved.source}", claimed=claimed, version=proved.version)
            note += "" if proved.is_told_now else f" {word('duty-page.no-longer-told')}"
            done = replace(done, date=Date(proved.by.isoformat(), f"{proved.by:%d/%m/%Y, %H:%M}"), note=note)
        return done, _judged(row, found, proved, state.note)


def _judged(row: DutyRow, found: Verdict, proved: ProvedTime | None, note: str) -> Value:
    """Return how a deed stands by the register, then by the record; what only the record says is never green."""
    if found in {Verdict.PROVED_ON_TIME, Verdict.PROVED_LATE}:
        is_own = found is Verdict.PROVED_ON_TIME and proved is not None and proved.source is ProvedBy.REGISTER
        claim = word("duty-page.claimed-state", state=label(row.state))
        return Value(tag=Tag(label(found), "info" if is_own else _VERDICT_TONES[found]), note=f"{claim} {note}".strip())
    claimed = tag(row)
    tone = "neutral" if claimed.tone == "good" else claimed.tone
    return Value(tag=Tag(word("duty-page.by-claim", state=claimed.text), tone), note=f"{label(found)}. {note}".strip())


def tag(row: DutyRow) -> Tag:
    """Return the state of a duty as a tag."""
    return Tag(label(row.state), TONES.get(row.state, "neutral"))


def _due(row: DutyRow) -> Value:
    if row.due is None:
        key = "no-deadline" if row.state is State.NO_DEADLINE else "no-day"
        return Value(word(f"duty-page.{key}"))
    notes = [
        word("duty-page.working-deadline") if row.is_working_deadline else "",
        word("duty-page.superseded") if row.superseded else "",
        word("duty-page.safe", date=dates.day(row.count.safe).text) if row.count and row.count.safe < row.due else "",
    ]
    details = _details(row.count) if row.count else None
    return Value(date=dates.day(row.due), note=" ".join(note for note in notes if note), details=details)


def _details(count: Count) -> Details:
    return Details(word("duty-page.working"), working(count))


def _done(deed: Deed | None) -> Value:
    if deed is None:
        return Value(word("duty-page.not-done"))
    href = addresses.record(*deed.record)
    return Value(word("duty-page.unknown-day"), href, date=dates.when(deed.when) if deed.when else None)


def _state_note(row: DutyRow) -> str:
    parts = [
        _lateness(row),
        word("duty-page.silent-since", date=dates.when(row.trigger).text)
        if row.state is State.SILENT and row.subject.kind == "petition" and row.trigger
        else "",
        *(label(flag) + "." for flag in row.flags),
        note_of(row),
    ]
    return " ".join(part for part in parts if part)


def _lateness(row: DutyRow) -> str:
    """Return how late a duty is; one that slipped past only days off is late all the same."""
    if row.days_late is None:
        return ""
    return word("duty-page.days-late", count=row.days_late) if row.days_late else word("duty-page.late-days-off")


def _basis_note(row: DutyRow) -> str:
    if row.basis.rule is None:
        return word("duty-page.own-plan")
    read = row.basis.rule.verified and row.basis.instrument is not None and row.basis.instrument.verified
    return (
        "" if read else word("duty-page.unverified" if not row.basis.rule.verified else "duty-page.unverified-number")
    )
