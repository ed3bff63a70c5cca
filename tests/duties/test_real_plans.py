"""The duties of the five real plans, row by row against the plans' own text: what they state, and nothing worse."""

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from building import DAY, ROOT, own_duties
from congkhai.duties.ledger import Ledger, ledger
from congkhai.duties.row import DutyRow, Flag, State
from congkhai.opening import open_portal
from congkhai.portal.relations import Portal
from congkhai.records.duty import Direction, Duty, Unit
from congkhai.records.plan import Plan

SEEDS = ROOT.parent / "shared" / "seeds"


class Facts(TypedDict):
    """What the case file says of one plan."""

    seed: str
    rows: dict[str, list[str]]
    words: list[str]


FACTS: dict[str, Facts] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "real-duties.yml").read_text(encoding="utf-8")
)


def _portal(day: date) -> Portal:
    opened = open_portal(ROOT, day)
    assert opened.portal is not None
    return opened.portal


@pytest.fixture(scope="module")
def portal() -> Portal:
    """Return our own portal."""
    return _portal(DAY)


@pytest.fixture(scope="module")
def duties(portal: Portal) -> Ledger:
    """Return the ledger of our own portal."""
    return ledger(portal)


def _plan(portal: Portal, slug: str) -> Plan:
    plan = portal.plans[slug].plan
    assert plan is not None
    return plan


def _records(portal: Portal, slug: str) -> list[tuple[str, str]]:
    """Return every record of a plan that may have duties, as kind and id."""
    dossier, issuer = portal.plans[slug], _plan(portal, slug).issuer
    bodies = [("body", str(issuer))] if issuer is not None else []
    return [("plan", slug), *(("meeting", str(meeting.id)) for meeting in dossier.meetings), *bodies]


def _rows(portal: Portal, duties: Ledger, slug: str) -> list[DutyRow]:
    return [row for record in _records(portal, slug) for row in duties.of(*record)]


def _told(row: DutyRow) -> str:
    return " ".join(map(str, filter(None, (row.duty, row.basis.id, row.state, row.due, *row.flags))))


@pytest.mark.parametrize("slug", FACTS)
def test_every_row(slug: str, portal: Portal, duties: Ledger) -> None:
    """Each record of the plan has exactly the rows of the case file."""
    found = {name: sorted(_told(row) for row in duties.of(kind, name)) for kind, name in _records(portal, slug)}
    assert found == {name: sorted(rows) for name, rows in FACTS[slug]["rows"].items()}


@pytest.mark.parametrize("slug", FACTS)
def test_every_stated_duty_has_a_row(slug: str, portal: Portal, duties: Ledger) -> None:
    """Nothing that the plan asks is lost between the plan and the ledger."""
    told = {row.basis.id for row in _rows(portal, duties, slug) if row.basis.instrument is None} - {"plan"}
    assert told == {f"plan-{number}" for number in own_duties(portal.plans[slug])}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five published texts do not lie beside this repository")
@pytest.mark.parametrize("slug", FACTS)
def test_every_stated_duty_stands_in_the_text(slug: str, portal: Portal) -> None:
    """The published text holds the words, and a period is stated where they state one, in their own unit."""
    seed = next(SEEDS.glob(f"{FACTS[slug]['seed']}*")).read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", seed))
    for words, duty in zip(FACTS[slug]["words"], _plan(portal, slug).duties, strict=True):
        assert words in text
        period = re.search(r"(\d+) ngày( làm việc)?", words)
        unit = Unit.WORKING_DAYS if period and period[2] else Unit.DAYS
        assert (duty.offset, duty.unit) == ((int(period[1]), unit) if period else (None, None))


@pytest.mark.parametrize("day", [DAY, date(2027, 12, 31), date(2030, 6, 1)])
def test_no_real_ward_is_accused(day: date) -> None:
    """However long nothing is told, no duty of a real ward is overdue or late: the plans fix no day."""
    portal = _portal(day)
    states = {row.state for slug in FACTS for row in _rows(portal, ledger(portal), slug)}
    assert states == {State.NO_DATA, State.NO_DEADLINE, State.SILENT, State.EXEMPT}


def test_a_meeting_without_a_day_is_never_overdue(portal: Portal, duties: Ledger) -> None:
    """A quarter, a month or an occasion gives no deadline: all the text says is when silence began."""
    for slug in FACTS:
        for meeting in portal.plans[slug].meetings:
            if meeting.when.day is None:
                rows = duties.of("meeting", str(meeting.id))
                assert {row.due for row in rows if row.state is not State.SILENT} == {None}
                assert {row.due for row in rows if row.state is State.SILENT} <= {meeting.when.last}


def test_ad_hoc_meetings_are_exempt_where_the_text_says_so(duties: Ledger) -> None:
    """Thượng Hồng: the city's regulation and the plan exempt it, with the plan's reason; the law says nothing of it."""
    rows = {row.basis.id: row for row in duties.of("meeting", "thuong-hong-2025-dot-xuat")}
    for name in ("hai-phong-thong-bao", "plan-1"):
        assert rows[name].state is State.EXEMPT
        assert "Mục III.3" in rows[name].note
    assert rows["dieu-43-thong-bao"].state is State.NO_DATA
    assert Flag.AD_HOC_NOT_NAMED in rows["dieu-43-thong-bao"].flags


def test_what_a_meeting_takes_in_is_told_once(portal: Portal, duties: Ledger) -> None:
    """Đảng ủy phường: both senders with a day stand at the meeting, and only the third collector at the plan."""
    (meeting,) = portal.plans["dang-uy-phuong-2025"].meetings
    told = [row for row in _rows(portal, duties, "dang-uy-phuong-2025") if row.duty is Duty.COLLECT_QUESTIONS]
    at_meeting = [row for row in told if row.subject.id == meeting.id]
    assert {row.bearer for row in at_meeting} == {"Thường trực Đảng ủy (qua Ban Xây dựng Đảng)"}
    assert [(row.subject.kind, row.bearer) for row in told if row not in at_meeting] == [("plan", "Ban Xây dựng Đảng")]


def test_party_dialogue_is_not_the_peoples_conference(portal: Portal, duties: Ledger) -> None:
    """No law on the people's conference, no yearly minimum, no publication law: only what the plan asks of itself."""
    rows = _rows(portal, duties, "dang-uy-phuong-2025")
    assert {row.basis.instrument for row in rows} == {None}
    published = [row for row in rows if row.duty is Duty.PUBLISH_PLAN]
    assert [row.state for row in published] == [State.NO_DEADLINE]


def test_a_plan_of_2024_is_judged_by_the_law_of_2015(portal: Portal, duties: Ledger) -> None:
    """Đức Thắng: meetings and yearly minimum by the law then in force, never by a later one."""
    rows = [row for row in _rows(portal, duties, "phuong-duc-thang-2024") if row.subject.kind != "plan"]
    laws = {row.basis.instrument.id for row in rows if row.basis.instrument is not None}
    assert laws == {"luat-2015-77"}


def test_two_notices_in_one_province(portal: Portal) -> None:
    """Quảng Ngãi: one plan says seven working days, the other seven days, and neither is corrected."""
    stated = [
        next(duty for duty in _plan(portal, slug).duties if duty.offset is not None)
        for slug in ("phuong-truong-quang-trong-2025", "xa-tra-thanh-2025")
    ]
    assert [(duty.offset, duty.unit, duty.direction) for duty in stated] == [
        (7, Unit.WORKING_DAYS, Direction.BEFORE),
        (7, Unit.DAYS, Direction.BEFORE),
    ]
