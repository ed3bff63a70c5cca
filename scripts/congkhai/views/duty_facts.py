"""How one duty is shown: until when with the working, what was done, how that stands, and why it binds."""

from collections.abc import Callable
from dataclasses import replace

from congkhai.duties.proving import ProvedBy, ProvedTime, Verdict, verdict
from congkhai.duties.row import Deed, DutyRow, State
from congkhai.law.counting import Count
from congkhai.views import addresses, dates
from congkhai.views.data.duty_table import note_of
from congkhai.views.parts import Date, Details, DutyEntry, Row, Tag, Value
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
VERDICT_TONES = {Verdict.PROVED_ON_TIME: "good", Verdict.PROVED_LATE: "bad", Verdict.NOT_ENTERED: "waiting"}

# What the register proves of a duty, None where the office keeps none.
Proof = Callable[[DutyRow], ProvedTime | None] | None


def entry(row: DutyRow, proof: Proof) -> DutyEntry:
    """Return a duty in short, for the page of what it is about."""
    due, done, state, basis = cells(row, proof)
    rows = [Row(word(f"duty-page.{key}"), [value]) for key, value in (("due", due), ("done", done), ("basis", basis))]
    return DutyEntry(label(row.duty), state.tag or tag(row), state.note, rows)


def cells(row: DutyRow, proof: Proof) -> tuple[Value, Value, Value, Value]:
    """Return until when, what was done, how that stands, by the register first where there is one, and the basis."""
    return _due(row), *_outcome(row, proof), Value(row.basis.text, note=_basis_note(row))


def tag(row: DutyRow) -> Tag:
    """Return the state of a duty, by the days of its records, as a tag."""
    return Tag(label(row.state), TONES.get(row.state, "neutral"))


def _outcome(row: DutyRow, proof: Proof) -> tuple[Value, Value]:
    """Return what was done, and how that stands."""
    proved = proof(row) if proof else None
    found = verdict(row, proved) if proof else None
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
        return Value(tag=Tag(label(found), "info" if is_own else VERDICT_TONES[found]), note=f"{claim} {note}".strip())
    claimed = tag(row)
    tone = "neutral" if claimed.tone == "good" else claimed.tone
    return Value(tag=Tag(word("duty-page.by-claim", state=claimed.text), tone), note=f"{label(found)}. {note}".strip())


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
