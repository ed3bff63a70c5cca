"""Deadlines that were counted by hand: the program must count each of them the same way, day by day."""

import re
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from congkhai.law.calendar import public_calendar
from congkhai.law.counting import Count, Part, Period, Reading, count
from congkhai.records.duty import Direction, Unit

CASES = Path(__file__).parents[1] / "cases" / "deadlines.yml"


class Case(TypedDict, total=False):
    """One deadline, as it stands in the file."""

    title: str
    count: str
    reading: dict[str, bool]
    closed: list[date]
    due: date
    safe: date
    provisional: bool
    why: str


def _cases() -> list[Case]:
    cases: list[Case] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return cases


def _count(case: Case) -> Count:
    offset, unit, direction, start = case["count"].split()
    calendar = public_calendar().with_closures((day, "Đóng cửa") for day in case.get("closed", []))
    period = Period(int(offset), Unit(unit), Direction(direction))
    return count(period, date.fromisoformat(start), calendar, Reading(**case.get("reading", {})))


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["title"])
def test_deadline(case: Case) -> None:
    """The last good day, the safe day and the standing of the calendar are those found by hand."""
    counted = _count(case)
    assert counted.due == case["due"]
    assert counted.safe == case.get("safe", case["due"])
    assert counted.verified is not case.get("provisional", False)


@pytest.mark.parametrize(
    "case", [case for case in _cases() if "working-days" in case["count"]], ids=lambda case: case["title"]
)
def test_every_working_day_is_the_one_counted_by_hand(case: Case) -> None:
    """The days and numbers spelled out in `why` are those of the working, none more and none fewer."""
    spelled = re.findall(r"(\d+)/(\d+) \((\d+)\)", case["why"])
    steps = [step for step in _count(case).steps if step.part is Part.COUNTED]
    assert [f"{step.day.date.day}/{step.day.date.month} ({step.number})" for step in steps] == [
        f"{day}/{month} ({number})" for day, month, number in spelled
    ]


def test_titles_are_sentences_said_once() -> None:
    """Each title is a sentence, no two are the same, and every case spells out its count."""
    titles = [case["title"] for case in _cases()]
    assert len(titles) == len(set(titles)) >= 60
    assert [title for title in titles if not title.endswith(".")] == []
    assert all(case["why"].endswith(".") for case in _cases())
