"""Duties that an official can check: files of a ward, and how its duties stand on a day.

Every case begins from the sample ward, as in `test_cases.py`. `rows` names duties of records; of each duty and record
named, the ledger holds exactly those rows. `absent` names duties of which a record has no row at all.
"""

from datetime import date
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest
import yaml

from congkhai.duties.ledger import ledger
from congkhai.duties.row import DutyRow, State
from wards import TODAY, Ward

CASES = Path(__file__).parents[1] / "cases" / "duties"


class Row(TypedDict):
    """A row that a case expects; what is left out is not there, but for the last three, which are not looked at."""

    duty: str
    subject: str
    basis: str
    state: str
    due: NotRequired[date]
    late: NotRequired[int]
    superseded: NotRequired[bool]
    flags: NotRequired[list[str]]
    done: NotRequired[date]
    tightest: NotRequired[bool]
    taken_back: NotRequired[date]


class Case(TypedDict, total=False):
    """One case, as it stands in a file."""

    title: str
    files: dict[str, str | None]
    edit: dict[str, dict[str, str]]
    today: date
    rows: list[Row]
    absent: list[str]


def _cases() -> list[Case]:
    return [case for file in sorted(CASES.glob("*.yml")) for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


def _told(row: DutyRow, like: Row | None) -> dict[str, object]:
    """Return a row as a case writes it, with as much as the expected row names."""
    found: dict[str, object] = {
        "duty": row.duty.value,
        "subject": row.subject.id,
        "basis": row.basis.id,
        "state": row.state.value,
        "due": row.due,
        "late": row.days_late,
        "superseded": row.superseded,
        "flags": [flag.value for flag in row.flags],
        "done": row.deed.when.day if row.deed and row.deed.when else None,
        "tightest": row.is_working_deadline,
        "taken_back": row.taken_back.at.day if row.taken_back else None,
    }
    passed = {"done", "tightest", "taken_back"} - set(like or ())
    return {key: value for key, value in found.items() if value and key not in passed}


def _order(row: dict[str, object]) -> str:
    return f"{row['duty']} {row['subject']} {row['basis']} {row.get('due', '')} {row['state']}"


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["title"])
def test_duties_stand_as_the_case_says(case: Case, ward: Ward) -> None:
    """Every duty named has exactly the rows of the case: basis, state, deadline and working days late."""
    ward.write(case.get("files", {}))
    for file, edits in case.get("edit", {}).items():
        for old, new in edits.items():
            ward.edit(file, old, new)
    rows = ledger(ward.portal(case.get("today", TODAY))).rows
    expected = {(row["duty"], row["subject"], row["basis"], row.get("due")): row for row in case["rows"]}
    named = {key[:2] for key in expected}
    found = [
        _told(row, expected.get((row.duty.value, row.subject.id, row.basis.id, row.due)))
        for row in rows
        if (row.duty.value, row.subject.id) in named
    ]
    told = [{key: value for key, value in row.items() if value} for row in case["rows"]]
    assert sorted(found, key=_order) == sorted(told, key=_order)
    assert {f"{row.duty.value} {row.subject.id}" for row in rows} & set(case.get("absent", [])) == set()


def test_cases_cover_every_state() -> None:
    """No state of a duty goes without a case."""
    assert {row["state"] for case in _cases() for row in case["rows"]} == {state.value for state in State}


def test_titles_are_sentences_said_once() -> None:
    """Each title is a sentence, and no two are the same."""
    titles = [case["title"] for case in _cases()]
    assert len(titles) == len(set(titles))
    assert [title for title in titles if not title.endswith(".")] == []
