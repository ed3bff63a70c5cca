"""What belongs to something that was invented says so wherever it is told: page, list, feed, calendar, table, sheet."""

import pytest

from congkhai.duties.ledger import ledger
from congkhai.site.book import Book
from congkhai.views import addresses, calendars, datasets
from congkhai.views.feeds import Feeds
from wards import CONCLUSION, PLAN, SCHEDULE, Ward

TITLE = "Dữ liệu minh hoạ"
RECORDS = {
    "plan": addresses.record("plan", "doi-thoai-2026"),
    "meeting": addresses.record("meeting", "dt-1"),
    "conclusion": addresses.record("conclusion", "ket-luan-dt-1"),
    "petition": addresses.record("petition", "KN-01"),
}
# Which record says that it is invented, and which are invented with it.
SAID = [
    (PLAN, "title: Kế hoạch", "illustrative: yes\ntitle: Kế hoạch", set(RECORDS)),
    (SCHEDULE, "  - id: dt-1\n", "  - id: dt-1\n    illustrative: yes\n", {"meeting", "conclusion", "petition"}),
    (CONCLUSION, "meeting: dt-1\n", "meeting: dt-1\nillustrative: yes\n", {"conclusion", "petition"}),
]


@pytest.mark.parametrize(("file", "old", "new", "invented"), SAID, ids=["plan", "meeting", "conclusion"])
def test_all_that_hangs_on_something_invented_says_so(
    file: str, old: str, new: str, invented: set[str], ward: Ward
) -> None:
    """A banner on each page, and on the lists that count it; the tables and the feeds say the same."""
    ward.edit(file, old, new)
    portal = ward.portal()
    told = {page.address: [notice.title for notice in page.notices] for page in Book(portal).pages}
    assert {kind for kind, address in RECORDS.items() if TITLE in told[address]} == invented
    assert TITLE in told[addresses.STATISTICS]
    tables = {one.name: one.rows for one in datasets.datasets(portal, ledger(portal), "")}
    marked = {name: [bool(row["illustrative"]) for row in rows] for name, rows in tables.items()}
    assert marked["plans"] == ["plan" in invented]
    assert marked["meetings"] == ["meeting" in invented, "plan" in invented]
    assert marked["conclusions"] == ["conclusion" in invented]
    assert set(marked["petitions"]) == {True}
    news = [one.title for one in Feeds(portal)[addresses.petition_feed("KN-01")].told]
    assert all(title.startswith("[Minh hoạ]") for title in news)
    calendar = calendars.files(portal, "")[addresses.CALENDAR].decode()
    assert ("SUMMARY:[Minh hoạ]" in calendar) is ("meeting" in invented)


def test_a_real_ward_says_nothing_of_it(ward: Ward) -> None:
    """No banner where nothing was invented."""
    assert all(TITLE not in [notice.title for notice in page.notices] for page in Book(ward.portal()).pages)
