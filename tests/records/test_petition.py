"""The state of a petition follows from its dated steps, and from nothing else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.problems import Report
from congkhai.records.fields import read_record
from congkhai.records.petition import PHASES, Petition, Phase, Status, Timeliness
from congkhai.sources.yaml import read_yaml

START = date(2026, 10, 6)
WAITING = {status for status, phase in PHASES.items() if phase in {Phase.OPEN, Phase.FORWARDED}}
HEAD = "code: KN-01\nsummary: Rãnh tắc.\nfield: environment\npetitioner: household\ncompetence: ours\n"
steps = st.lists(st.tuples(st.integers(0, 30), st.sampled_from(Status), st.none() | st.integers(1, 60)), max_size=8)


def petition(*steps: str, due: str = "", changes: str = "") -> Petition:
    """Return a petition whose steps are written `2026-10-06 received`, with ` due 2026-11-01` for a new due date."""
    lines = []
    for step in steps:
        at, status, *rest = step.split()
        lines += [f"  - at: {at}", f"    status: {status}", *([f"    due: {rest[1]}"] if rest else [])]
    tail = (f"due: {due}\n" if due else "") + (f"changes:\n{changes}" if changes else "")
    report = Report()
    table = read_yaml(HEAD + tail + "history:\n" + "\n".join(lines) + "\n", "petitions.yml", report)
    found = read_record(Petition, table, report) if table is not None else None
    assert found is not None, report.problems
    return found


def change(kind: str) -> str:
    """Return one public change."""
    return f"  - kind: {kind}\n    at: 2026-10-20\n    reason: Lý do.\n"


def test_every_status_has_a_phase() -> None:
    """Phases cover all statuses and, with the withdrawn, leave none without meaning."""
    assert set(PHASES) == set(Status)
    assert set(PHASES.values()) | {Phase.WITHDRAWN} == set(Phase)


@pytest.mark.parametrize("status", Status)
def test_the_last_step_is_the_status(status: Status) -> None:
    """Status and phase are those of the step reached last; the petition came in with the first."""
    found = petition("2026-10-06 received", f"2026-10-08 {status}")
    assert (found.status, found.phase) == (status, PHASES[status])
    assert str(found.received) == "2026-10-06"


@pytest.mark.parametrize(
    ("days", "answered"),
    [
        (["2026-10-06 received"], None),
        (["2026-10-06 received", "2026-10-12 assigned"], None),
        (["2026-10-06 received", "2026-10-12 forwarded"], None),
        (["2026-10-06 answered-on-spot"], "2026-10-06"),
        (["2026-10-06 received", "2026-10-12 answered"], "2026-10-12"),
        (["2026-10-06 received", "2026-10-12 answered", "2026-11-20 resolved"], "2026-10-12"),
        (["2026-10-06 received", "2026-10-12 forwarded", "2026-11-02 upper-answered"], "2026-11-02"),
        (["2026-10-06 received", "2026-10-12 answered", "2026-10-20 assigned"], None),
        (["2026-10-06 received", "2026-10-12 answered", "2026-10-20 assigned", "2026-11-03 resolved"], "2026-11-03"),
        (["2026-10-06 received", "2026-10-07T09:30 not-considered"], "2026-10-07"),
    ],
)
def test_day_of_the_answer(days: list[str], answered: str | None) -> None:
    """The waiting ends with the first answer after the last step that still waits; reopening begins it again."""
    expected = date.fromisoformat(answered) if answered else None
    assert petition(*days).answered_on == expected


@pytest.mark.parametrize(
    ("days", "due", "today", "expected"),
    [
        (["2026-10-06 received"], "", "2027-01-01", Timeliness.NOT_STATED),
        (["2026-10-06 received", "2026-10-12 answered"], "", "2027-01-01", Timeliness.NOT_STATED),
        (["2026-10-06 received"], "2026-11-01", "2026-11-01", Timeliness.NOT_DUE),
        (["2026-10-06 received"], "2026-11-01", "2026-11-02", Timeliness.OVERDUE),
        (["2026-10-06 received"], "before 2026-11-01", "2026-10-31", Timeliness.NOT_DUE),
        (["2026-10-06 received"], "before 2026-11-01", "2026-11-01", Timeliness.OVERDUE),
        (["2026-10-06 received", "2026-10-12 forwarded"], "2026-11-01", "2026-11-02", Timeliness.OVERDUE),
        (["2026-10-06 received", "2026-11-01 answered"], "2026-11-01", "2027-01-01", Timeliness.ON_TIME),
        (["2026-10-06 received", "2026-11-02 answered"], "2026-11-01", "2027-01-01", Timeliness.LATE),
        (["2026-10-06 received", "2026-11-01 answered"], "before 2026-11-01", "2027-01-01", Timeliness.LATE),
        (["2026-10-06 received", "2026-10-12 answered", "2026-10-20 assigned"], "2026-11-01", "2026-11-02",
         Timeliness.OVERDUE),
        (["2026-10-06 received", "2026-10-20 scheduled due 2026-12-01"], "2026-11-01", "2026-11-20", Timeliness.NOT_DUE),
        (["2026-10-06 received", "2026-10-20 scheduled due 2026-12-01", "2026-12-02 resolved"], "2026-11-01",
         "2027-01-01", Timeliness.LATE),
        (["2026-10-06 received due 2026-11-01"], "", "2026-11-02", Timeliness.OVERDUE),
    ],
)  # fmt: skip
def test_timeliness(days: list[str], due: str, today: str, expected: Timeliness) -> None:
    """In time means by the end of the due day in force; no due date is a state of its own, never green."""
    assert petition(*days, due=due).timeliness(date.fromisoformat(today)) is expected


def test_a_petition_taken_back_is_neither_late_nor_closed() -> None:
    """Withdrawal is a group of its own; a correction changes nothing."""
    gone = petition("2026-10-06 received", due="2026-10-10", changes=change("withdrawal"))
    assert (gone.phase, gone.is_withdrawn) == (Phase.WITHDRAWN, True)
    assert gone.timeliness(date(2026, 11, 25)) is Timeliness.WITHDRAWN
    kept = petition("2026-10-06 received", due="2026-10-10", changes=change("correction"))
    assert (kept.phase, kept.is_withdrawn) == (Phase.OPEN, False)
    assert kept.timeliness(date(2026, 11, 25)) is Timeliness.OVERDUE


def _written(steps: list[tuple[int, Status, int | None]]) -> list[str]:
    """Return steps in order of their days, the first of them received."""
    days = [(START + timedelta(days=gap), status, due) for gap, status, due in sorted(steps, key=lambda step: step[0])]
    later = [f"{day} {status}" + (f" due {day + timedelta(days=due)}" if due else "") for day, status, due in days]
    return [f"{START} received", *later]


@given(steps, st.integers(0, 400))
def test_answered_exactly_when_nobody_waits(steps: list[tuple[int, Status, int | None]], later: int) -> None:
    """The answer has a day of the history if and only if the last step waits for nothing."""
    found, today = petition(*_written(steps)), START + timedelta(days=later)
    assert (found.answered_on is None) == (found.status in WAITING)
    assert found.answered_on in {None, *(step.at.day for step in found.history)}
    stated = found.due_in_force is not None
    assert (found.timeliness(today) is not Timeliness.NOT_STATED) == stated
    if stated:
        open_states = {Timeliness.NOT_DUE, Timeliness.OVERDUE}
        assert (found.timeliness(today) in open_states) == (found.answered_on is None)


@given(steps, st.integers(0, 400))
def test_time_only_makes_later(steps: list[tuple[int, Status, int | None]], later: int) -> None:
    """What is overdue stays overdue while nothing happens, and what is answered no longer changes."""
    found, today = petition(*_written(steps)), START + timedelta(days=later)
    before, after = found.timeliness(today), found.timeliness(today + timedelta(days=1))
    assert before is after or (before, after) == (Timeliness.NOT_DUE, Timeliness.OVERDUE)
