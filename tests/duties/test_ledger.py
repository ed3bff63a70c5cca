"""Laws of the ledger: what every row must keep, on any day and in any order of the files."""

import random
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import DAY, ROOT, own_duties
from congkhai.duties.ledger import Ledger, ledger
from congkhai.duties.meeting_rows import doubts
from congkhai.duties.row import DutyRow, Flag, State
from congkhai.law.instruments import instruments
from congkhai.portal.relations import Portal
from congkhai.problems import Place, Report
from congkhai.records.document import Change, ChangeKind
from congkhai.records.meeting import Notice
from congkhai.records.petition_table import PetitionTable
from congkhai.records.reading import Records, read_records
from congkhai.records.when import When, parse_when
from congkhai.settings import read_settings
from congkhai.sources.yaml import Text
from wards import Ward

DAYS = (date(2026, 6, 15), DAY, date(2026, 12, 31), date(2027, 3, 1))
LATE = {State.OVERDUE, State.LATE}


@cache
def _records() -> Records:
    return read_records(ROOT, Report())


def _ledger(records: Records, day: date) -> Ledger:
    settings = read_settings(ROOT, Report())
    assert settings is not None
    return ledger(Portal.of(settings, instruments(), records, day))


@pytest.fixture(params=DAYS, ids=str)
def rows(request: pytest.FixtureRequest) -> tuple[DutyRow, ...]:
    """Return every row of our own portal, on one of several days."""
    return _ledger(_records(), request.param).rows


def _deed_day(row: DutyRow) -> date | None:
    return row.deed.when.day if row.deed and row.deed.when else None


@given(st.randoms(use_true_random=False))
def test_the_order_of_records_plays_no_part(chance: random.Random) -> None:
    """Plans, meetings, conclusions and petitions in any order give the same ledger, row for row."""
    records = _records()
    plans = [replace(d, meetings=tuple(chance.sample(d.meetings, len(d.meetings)))) for d in records.plans]
    conclusions = [
        replace(d, petitions=PetitionTable(chance.sample(d.petitions, len(d.petitions)))) for d in records.conclusions
    ]
    chance.shuffle(plans)
    chance.shuffle(conclusions)
    shuffled = replace(records, plans=plans, conclusions=conclusions)
    assert _ledger(shuffled, DAY).rows == _ledger(records, DAY).rows


def test_two_meetings_at_one_hour_give_one_proof(ward: Ward) -> None:
    """The yearly minimum is proven by the same meeting in whichever order the schedule lists them."""
    row = "  - {id: dt-%s, title: A, kind: periodic, track: people, forms: [online], when: 2026-09, held: {began: 2026-09-10}}\n"
    found = []
    for order in ("34", "43"):
        schedule = "meetings:\n" + "".join(row % number for number in order)
        ward.write({"plans/khac/plan.md": "---\ntitle: Khác\nissuer: ubnd\n---\n", "plans/khac/schedule.yml": schedule})
        found += [row.deed for row in ledger(ward.portal()).of("body", "ubnd")]
    assert found[0] == found[1]
    assert found[0] is not None
    assert found[0].record == ("meeting", "dt-3")


def test_every_row_has_a_name_of_its_own(rows: tuple[DutyRow, ...]) -> None:
    """Kind and id name one row, so that a change of the ledger can be told."""
    names = [(row.subject.kind, row.id) for row in rows]
    assert len(set(names)) == len(names)


def test_rows_stand_in_one_order(rows: tuple[DutyRow, ...]) -> None:
    """Newest year first, then by record; what has no year comes last."""
    keys = [(-(row.subject.year or 0), row.subject.kind, row.id) for row in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize("day", DAYS)
def test_a_state_is_what_its_dates_say(day: date) -> None:
    """On time and late follow from deed and deadline, the other states from today and the deadline."""
    for row in _ledger(_records(), day).rows:
        done = _deed_day(row)
        if row.state is State.ON_TIME:
            assert done is not None
            assert row.due is not None
            assert done <= row.due
        elif row.state is State.LATE:
            assert done is not None
            assert row.due is not None
            assert done > row.due
        elif row.state is State.OVERDUE:
            assert row.deed is None
            assert row.due is not None
            assert row.due < day
        elif row.state in {State.NOT_DUE, State.DUE_SOON}:
            assert row.deed is None
            assert row.due is not None
            assert row.due >= day


def test_only_what_is_late_has_days_of_lateness(rows: tuple[DutyRow, ...]) -> None:
    """A row that is not late, or not known to be, never says by how much."""
    assert {row.state for row in rows if row.days_late is not None} == LATE
    assert [row.id for row in rows if row.state in LATE and row.days_late is None] == []


def test_what_has_no_deadline_is_never_on_time(rows: tuple[DutyRow, ...]) -> None:
    """Without a stated number there is no deadline and no judgement, whatever was done."""
    for row in rows:
        if row.state is State.NO_DEADLINE:
            assert row.due is None
            assert row.count is None
            assert not row.is_working_deadline
        if row.basis.rule is not None and row.basis.rule.offset is None:
            assert row.state in {State.NO_DEADLINE, State.NOT_APPLICABLE, State.EXEMPT}


def test_a_counted_deadline_shows_its_working(rows: tuple[DutyRow, ...]) -> None:
    """The deadline told is the one counted, from the trigger told."""
    for row in rows:
        if row.count is not None:
            assert row.due == row.count.due
            assert row.trigger is not None
            assert row.trigger.day == row.count.start
            assert (Flag.PROVISIONAL in row.flags) is not row.count.verified


def test_the_earliest_deadline_of_a_duty_is_marked(rows: tuple[DutyRow, ...]) -> None:
    """Where two counted deadlines in force bind a meeting to one duty, the earliest are marked; one alone is not."""
    counted = [row for row in rows if row.subject.kind == "meeting" and row.count is not None]
    for row in counted:
        rivals = [
            other.count.due
            for other in counted
            if (other.subject, other.duty, other.superseded) == (row.subject, row.duty, False)
            if other.count is not None and other.state is not State.NOT_APPLICABLE
        ]
        binds = not row.superseded and row.state is not State.NOT_APPLICABLE
        assert row.is_working_deadline == (binds and len(rivals) > 1 and row.due == min(rivals))
    assert not any(row.is_working_deadline for row in rows if row not in counted)


def test_every_stated_duty_has_a_row(rows: tuple[DutyRow, ...]) -> None:
    """What a plan asks, with a number or without, stands in the ledger, or with the meeting that takes questions in."""
    for dossier in _records().plans:
        assert dossier.plan is not None
        names = {dossier.folder.slug, *(str(meeting.id) for meeting in dossier.meetings)}
        names |= {c.folder.slug for c in _records().conclusions if c.conclusion and c.conclusion.meeting in names}
        told = {row.basis.id for row in rows if row.subject.id in names and row.basis.instrument is None}
        assert told - {"plan"} == {f"plan-{number}" for number in own_duties(dossier)}


def _when(text: str) -> When:
    when = parse_when(text)
    assert when is not None
    return when


@pytest.mark.parametrize(
    ("issued", "published", "corrected", "flags"),
    [
        ("2026-02-10", "2026-02-10", None, []),
        ("2026-02-10", "2026-02-09", None, [Flag.BEFORE_SIGNING]),
        ("2026-02", "2026-02-01", None, []),
        ("2026-02-10", "2026-02-12", "2026-02-11", [Flag.AFTER_CORRECTION]),
        ("2026-02-12", "2026-02-11", "2026-02-10", [Flag.BEFORE_SIGNING, Flag.AFTER_CORRECTION]),
        ("2026-02-10", None, "2026-02-11", []),
    ],
)
def test_a_doubtful_date_is_flagged(
    issued: str, published: str | None, corrected: str | None, flags: list[Flag]
) -> None:
    """A claim of publication before the signing, or after a correction, is told beside the state."""
    changes = [
        Change(kind=ChangeKind.CORRECTION, at=_when(corrected), reason=Text("Sai.", Place("f")))
        for corrected in [corrected]
        if corrected
    ]
    notice = Notice(
        title=Text("Thông báo", Place("f")),
        issued=_when(issued),
        published=_when(published) if published else None,
        changes=tuple(changes),
    )
    assert list(doubts(notice)) == flags
