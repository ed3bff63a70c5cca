"""The statistics page: every chart adds up, says what its table says, and no share stands without its counts."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NotRequired, TypedDict, TypeVar

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from building import DAY, ROOT
from congkhai.duties.ledger import Ledger, ledger
from congkhai.duties.row import Basis, DutyRow, State, Subject
from congkhai.opening import open_portal
from congkhai.portal.relations import Portal
from congkhai.problems import Report
from congkhai.records.duty import Duty
from congkhai.records.entry import Entry
from congkhai.records.fields import read_record
from congkhai.records.petition import Petition, PetitionField, Status, Timeliness
from congkhai.settings import Area
from congkhai.sources.yaml import Rows, Table, read_yaml
from congkhai.views import addresses, statistics, tallies
from congkhai.views.page import Page
from congkhai.views.pages import every_page
from congkhai.views.parts import Row
from congkhai.views.registers import RegisterView
from congkhai.views.statistics import StatisticsView
from congkhai.views.tallies import Statistic
from wards import TODAY, Ward

CASES = Path(__file__).parents[1] / "cases" / "statistics.yml"
NAMES = ("phase", "term", "field", "area", "quarter")
BASE = {"summary": "Rãnh tắc.", "field": "environment", "petitioner": "household", "competence": "ours"}
Read = TypeVar("Read", bound=Entry)


class Share(TypedDict):
    """The share that a case expects: its words, what it counts, how many stand outside it and what they are."""

    words: str
    of: str
    outside: int
    but: str


class Case(TypedDict):
    """One case, as it stands in the file."""

    title: str
    petitions: NotRequired[list[dict[str, Any]]]
    duties: NotRequired[dict[str, int]]
    charts: dict[str, dict[str, int]]
    share: NotRequired[Share]
    left_out: NotRequired[dict[str, str]]


def _cases() -> list[Case]:
    cases: list[Case] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return cases


def _read(model: type[Read], rows: Sequence[dict[str, Any]]) -> list[Read]:
    """Return records read from `rows` as a clerk's file is."""
    report = Report()
    read = read_yaml(yaml.safe_dump({"rows": list(rows)}, allow_unicode=True), "rows.yml", report)
    listed = read["rows"] if read is not None else None
    assert isinstance(listed, Rows)
    found = [read_record(model, row, report) for row in listed if isinstance(row, Table)]
    assert report.problems == []
    return [one for one in found if one is not None]


AREAS = _read(Area, [{"id": f"tdp-{n}", "name": f"Tổ dân phố {n}", "kind": "residential-group"} for n in (1, 2)])


def _petitions(rows: Sequence[dict[str, Any]]) -> list[Petition]:
    """Return the petitions that short rows tell of."""
    tables = [_table(row) for row in rows for _ in range(row.get("times", 1))]
    return _read(Petition, [{"code": f"KN-{number}", **table} for number, table in enumerate(tables, start=1)])


def _table(row: dict[str, Any]) -> dict[str, Any]:
    steps = [str(step).split() for step in row["steps"]]
    history = [{"at": at, "status": status, **({"due": rest[1]} if rest else {})} for at, status, *rest in steps]
    withdrawn = row.get("withdrawn")
    changes = [{"kind": "withdrawal", "at": str(withdrawn), "reason": "Người kiến nghị rút."}] if withdrawn else []
    told = {key: str(row[key]) for key in ("field", "area", "due") if row.get(key)}
    return {**BASE, **told, "history": history, **({"changes": changes} if changes else {})}


def _duty(number: int, state: State) -> DutyRow:
    basis = Basis("plan-1", None, None, "12/KH-UBND")
    return DutyRow(
        f"dt-{number}/plan-1", Duty.ANNOUNCE_MEETING, Subject("meeting", f"dt-{number}", "Đợt"), basis, "", state
    )


def _charts(case: Case) -> dict[str, Statistic]:
    if "duties" in case:
        states = [State(name) for name, count in case["duties"].items() for _ in range(count)]
        return {"duty": statistics.of_duties([_duty(number, state) for number, state in enumerate(states)])}
    found = statistics.of_petitions(_petitions(case.get("petitions", [])), AREAS, TODAY)
    return dict(zip(NAMES, found, strict=True))


def _bars(one: Statistic) -> list[tuple[str, int]]:
    return [(bar.text, bar.count) for bar in one.chart.bars]


def _share(rows: Sequence[Row]) -> Share:
    inside, outside = (row.values[0] for row in rows)
    return Share(words=inside.text, of=inside.note, outside=int(outside.text), but=outside.note)


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["title"])
def test_the_page_counts_as_the_case_says(case: Case) -> None:
    """The charts named have exactly these bars in this order, the share these words."""
    charts = _charts(case)
    assert {name: _bars(charts[name]) for name in case["charts"]} == {
        name: list(bars.items()) for name, bars in case["charts"].items()
    }
    if "share" in case:
        assert _share(charts["duty" if "duties" in case else "term"].share) == case["share"]
    for name, words in case.get("left_out", {}).items():
        assert charts[name].left_out == words


def test_titles_are_sentences_said_once() -> None:
    """Each title is a sentence, and no two are the same."""
    titles = [case["title"] for case in _cases()]
    assert len(titles) == len(set(titles))
    assert [title for title in titles if not title.endswith(".")] == []


def _adds_up(one: Statistic, total: int) -> None:
    """Bars, note and table of a chart hold the same numbers, and their sum is the total."""
    assert sum(count for _, count in _bars(one)) == total
    assert re.findall(r"\d+", one.chart.note) == [str(total)]
    rows = [(row.cells[0].text, int(row.cells[1].text)) for row in one.table.rows]
    assert rows[:-1] == _bars(one)
    assert rows[-1][1] == total
    assert {len(row.cells) for row in one.table.rows} == {len(one.table.columns)}


def _share_agrees(one: Statistic, total: int) -> None:
    """Share and what stands outside it make up the total, and the rate is the one of its counts."""
    inside, outside = (row.values[0] for row in one.share)
    part, whole, *percent = [int(number) for number in re.findall(r"\d+", inside.text)] or [0, 0]
    assert whole + int(outside.text) == total
    assert sum(int(number) for number in re.findall(r": (\d+)", inside.note)) == whole
    assert sum(int(number) for number in re.findall(r": (\d+)", outside.note)) == int(outside.text)
    assert ("%" in inside.text) == (whole >= tallies.LEAST)
    if whole >= tallies.LEAST:
        assert percent[0] <= part * 100 / whole < percent[0] + 1


DAYS = st.dates(date(2024, 11, 1), date(2026, 12, 31)).map(str)
ROWS = st.fixed_dictionaries({
    "field": st.sampled_from(PetitionField).map(str),
    "area": st.none() | st.sampled_from([area.id for area in AREAS]),
    "due": st.none() | DAYS,
    "withdrawn": st.none() | st.just("2026-11-01"),
    "steps": st.lists(st.tuples(DAYS, st.sampled_from(Status).map(str)), min_size=1, max_size=4).map(
        lambda steps: [" ".join(step) for step in sorted(steps)]
    ),
})  # fmt: skip


@given(st.lists(ROWS, max_size=25))
def test_every_chart_of_petitions_adds_up(rows: list[dict[str, Any]]) -> None:
    """Whatever the petitions, each chart counts each of them once."""
    charts = statistics.of_petitions(_petitions(rows), AREAS, TODAY)
    for one in charts:
        _adds_up(one, len(rows))
        assert bool(one.chart.bars) == bool(rows)
    _share_agrees(charts[1], len(rows))


@given(st.lists(st.sampled_from(State), max_size=60))
def test_the_chart_of_duties_adds_up(states: list[State]) -> None:
    """Whatever the ledger, the states add up, and no deadline is never on time."""
    one = statistics.of_duties([_duty(number, state) for number, state in enumerate(states)])
    _adds_up(one, len(states))
    _share_agrees(one, len(states))
    without = [state for state in states if state is not State.NO_DEADLINE]
    without_share = statistics.of_duties([_duty(number, state) for number, state in enumerate(without)]).share
    assert _share(one.share)["words"] == _share(without_share)["words"]


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=15))
def test_bars_are_as_long_as_their_counts(counts: list[int]) -> None:
    """The longest fills its line, a zero has no bar, whatever counts is seen, and more is never shorter."""
    shown = tallies.bars([tallies.Tally("", count) for count in counts])
    for bar in shown:
        exact = bar.count * 100 / max(counts) if bar.count else 0
        assert abs(bar.percent - exact) <= 1
        assert (bar.percent == 0) == (bar.count == 0)
    assert max(bar.percent for bar in shown) == (100 if any(counts) else 0)


@pytest.fixture(scope="module")
def portal() -> Portal:
    """Return our own portal."""
    opened = open_portal(ROOT, DAY)
    assert opened.portal is not None
    return opened.portal


@pytest.fixture(scope="module")
def found(portal: Portal) -> Ledger:
    """Return its ledger."""
    return ledger(portal)


def _view(page: Page) -> StatisticsView:
    assert isinstance(page.shown, StatisticsView)
    return page.shown


def test_each_number_equals_the_list_that_it_links_to(portal: Portal, found: Ledger) -> None:
    """Every link leads to a page of the site that lists as many rows as the table says."""
    views = {page.address: page.shown for page in every_page(portal, found)}
    counts = {
        # A long list says in its caption how many rows it has on all its pages.
        address: int(re.findall(r"\d+", view.table.caption)[-1])
        for address, view in views.items()
        if isinstance(view, RegisterView)
    }
    rows = [row for one in _view(statistics.page(portal, found)).statistics for row in one.table.rows]
    linked = {row.cells[0].href: int(row.cells[1].text) for row in rows if row.cells[0].href}
    assert linked == {href: counts[href] for href in linked}
    assert {addresses.PETITIONS, addresses.DUTIES} < set(linked)


def test_answers_stand_to_their_due_dates_as_in_the_ledger(portal: Portal, found: Ledger) -> None:
    """The petitions' own share and the ledger's rows about answers in force never tell two stories."""
    judged = {Timeliness.ON_TIME, Timeliness.LATE, Timeliness.OVERDUE}
    terms = Counter(petition.timeliness(portal.today).value for petition in portal.petitions.values())
    rows = [row for row in found.rows if row.duty is Duty.ANSWER_PETITION and not row.superseded]
    for basis in {row.basis.id for row in rows}:
        states = Counter(row.state.value for row in rows if row.basis.id == basis)
        assert {term: states[term.value] for term in judged} == {term: terms[term.value] for term in judged}


def test_invented_data_are_said_to_be_invented(portal: Portal, found: Ledger, ward: Ward) -> None:
    """The demo's page carries the notice, a real ward's does not."""
    assert [notice.tone for notice in statistics.page(portal, found).notices] == ["warning"]
    real = ward.portal()
    assert statistics.page(real, ledger(real)).notices == []
