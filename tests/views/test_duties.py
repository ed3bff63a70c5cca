"""The compliance page: every list adds up, every counted deadline shows its working, every invented row says so."""

import pytest

from building import DAY, ROOT
from congkhai.duties.ledger import Ledger, ledger
from congkhai.duties.row import State
from congkhai.opening import open_portal
from congkhai.portal.relations import MeetingStatus, Portal
from congkhai.records.petition import Competence, Petitioner, PetitionField, Phase, Status, Timeliness
from congkhai.views import duties, method
from congkhai.views.page import Page
from congkhai.views.parts import TableRow
from congkhai.views.registers import PAGE, RegisterView
from congkhai.words import label
from wards import SCHEDULE, Ward


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


@pytest.fixture(scope="module")
def pages(portal: Portal, found: Ledger) -> dict[str, Page]:
    """Return the compliance pages by address."""
    return {page.address: page for page in duties.pages(portal, found)}


def _view(page: Page) -> RegisterView:
    assert isinstance(page.shown, RegisterView)
    return page.shown


def _rows(pages: dict[str, Page], address: str) -> list[TableRow]:
    """Return the rows of a list, from all its pages in order."""
    view = _view(pages[address])
    ways = [item.href for item in (*view.periods.items, *view.pagination.items) if item.href != address]
    if not ways or view.pagination.items:
        return [row for href in (address, *ways) for row in _view(pages[href]).table.rows]
    return [row for href in ways for row in _rows(pages, href)]


@pytest.mark.parametrize("folder", ["trang-thai", "nam", "co-quan"])
def test_each_way_of_filtering_shows_every_duty_once(folder: str, pages: dict[str, Page], found: Ledger) -> None:
    """The lists by state, by year and by body each add up to the whole."""
    (lists,) = [choice for choice in _view(pages["/tuan-thu/"]).filters.lists if choice.name == folder]
    assert sum(len(_rows(pages, option.href)) for option in lists.options) == len(found.rows)


def test_duties_of_no_year_are_among_the_rest(ward: Ward) -> None:
    """The periods of a long ledger hold every duty; what belongs to no year comes last."""
    meeting = """  - {{id: viec-{0}, title: Khi có việc {0}, kind: ad-hoc, track: people, forms: [in-person], when: on-occurrence}}\n"""
    ward.write({SCHEDULE: ward.read(SCHEDULE) + "".join(meeting.format(n) for n in range(PAGE))})
    portal = ward.portal()
    found = ledger(portal)
    pages = {page.address: page for page in duties.pages(portal, found)}
    periods = _view(pages["/tuan-thu/"]).periods.items
    told = [int(item.text.partition("(")[2].strip(")").replace(".", "")) for item in periods]
    assert sum(told) == len(found.rows) > PAGE
    assert periods[-1].href == "/tuan-thu/nam/khong-ro/"
    assert told[-1] == len(_rows(pages, periods[-1].href))


def test_the_counts_equal_the_lists_below_them(pages: dict[str, Page], found: Ledger) -> None:
    """Each figure counts the rows of the page that it links to, and the states add up to the first figure."""
    counted = _view(pages["/tuan-thu/"]).figures
    assert counted is not None
    figures = counted.items
    assert [figure.count for figure in figures] == [len(_rows(pages, figure.href)) for figure in figures]
    assert figures[0].count == sum(figure.count for figure in figures[1:]) == len(found.rows)


def test_every_counted_deadline_shows_its_working(pages: dict[str, Page], found: Ledger) -> None:
    """Behind each date that was counted stand the days, one a line, and the last good day at the end."""
    rows = _rows(pages, "/tuan-thu/")
    for row, shown in zip(found.rows, rows, strict=True):
        details = shown.cells[1].details
        assert (details is not None) == (row.count is not None)
        if details is not None and row.count is not None:
            assert len(details.lines) == len(row.count.steps) + 1
            assert f"{row.count.due:%d/%m/%Y}" in details.lines[-1]


def test_invented_rows_say_so_and_real_ones_do_not(portal: Portal, pages: dict[str, Page], found: Ledger) -> None:
    """Each row of the ward that does not exist carries the mark."""
    for row, shown in zip(found.rows, _rows(pages, "/tuan-thu/"), strict=True):
        body = portal.bodies.get(row.subject.body or "")
        invented = body is not None and ("Minh Hoạ" in body.name or "Giả Sơn" in body.name)
        assert (shown.cells[0].tag is not None) == invented, row.id


def test_the_demo_shows_every_state(portal: Portal, found: Ledger) -> None:
    """Someone who learns from the demo meets every status, kind and state; only an unknown day does not occur."""
    petitions = portal.petitions.values()
    assert {petition.status for petition in petitions} == set(Status)
    assert {petition.phase for petition in petitions} == set(Phase)
    assert {petition.timeliness(portal.today) for petition in petitions} == set(Timeliness)
    assert {petition.field for petition in petitions} == set(PetitionField)
    assert {petition.petitioner for petition in petitions} == set(Petitioner)
    assert {petition.competence for petition in petitions} == set(Competence)
    assert {portal.status_of(meeting) for meeting in portal.meetings.values()} == set(MeetingStatus)
    assert {row.state for row in found.rows} == set(State) - {State.TIME_UNKNOWN}
    assert (len(portal.conclusions) >= 4, len(petitions) >= 40) == (True, True)


def test_the_method_tells_all_that_the_law_tells(portal: Portal, found: Ledger) -> None:
    """An auditor reads by what channel a thing is made known, which no record proves, and what took a law's place."""
    shown = method.page(portal, found).shown
    assert isinstance(shown, method.MethodView)
    told = {one.title.partition(":")[0]: one for one in shown.instruments}
    in_force = next(row for row in told["77/2015/QH13"].summary if row.term == "Hiệu lực")
    assert in_force.values[0].note == "thay bằng 65/2025/QH15"
    bearers = [row.cells[0].note for row in told["72/2025/QH15"].rules.rows]
    assert bearers[:2] == [
        "Ủy ban nhân dân cấp xã",
        "Ủy ban nhân dân cấp xã; kênh: phương tiện thông tin đại chúng",
    ]
    (silence,) = [row.values[0].text for row in shown.readings if row.term == label(State.SILENT)]
    assert f"quá {portal.settings.counting.silent_after} ngày không có bước mới" in silence
