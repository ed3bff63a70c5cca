"""Long tables: facets that cover, pages that hold every row once, filters that name what is there."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congkhai.sources.folding import slug
from congkhai.views import catalogue, registers
from congkhai.views.facets import AREA
from congkhai.views.page import Mark, Page
from congkhai.views.registers import PAGE, Facet
from congkhai.words import word

PARITY: Facet[int] = Facet("chan-le", "Chẵn, lẻ", lambda row: ("even", "chẵn") if row % 2 == 0 else ("odd", "lẻ"))
TENS: Facet[int] = Facet(
    "chuc", "Chục", lambda row: (str(row // 10), f"{row // 10}") if row > 9 else None, newest_first=True
)
ROWS = st.lists(st.integers(0, 99), max_size=60)


def at(folder: str, value: str) -> str:
    """Return an address."""
    return f"/so/{folder}/{value}/"


@given(rows=ROWS)
def test_the_lists_of_a_facet_part_the_rows(rows: list[int]) -> None:
    """Every row that has a value stands in one list of the facet, in the order given."""
    lists = registers.subsets(rows, [PARITY, TENS], at)
    for facet in (PARITY, TENS):
        ours = [one for one in lists if one.facet is facet]
        assert sorted(row for one in ours for row in one.rows) == sorted(row for row in rows if facet.key(row))
        assert all(list(one.rows) == [row for row in rows if facet.key(row) == (one.value, one.text)] for one in ours)
        assert len({one.address for one in ours}) == len(ours)


def test_names_with_numbers_stand_as_people_count() -> None:
    """Tổ dân phố 2 before Tổ dân phố 10, in the lists of a register and in the catalogue."""
    names = ["Tổ dân phố 10", "Tổ dân phố 2", "Ấp 3", "Tổ dân phố 1A"]
    area: Facet[str] = Facet("dia-ban", "Địa bàn", lambda name: (slug(name), name))
    ordered = ["Ấp 3", "Tổ dân phố 1A", "Tổ dân phố 2", "Tổ dân phố 10"]
    assert [one.text for one in registers.subsets(names, [area], at)] == ordered
    pages = [Page(f"/{n}/", "", name, "", None, marks=[Mark(AREA, slug(name), name)]) for n, name in enumerate(names)]
    assert [shelf.mark.text for shelf in catalogue.shelves(pages) if shelf.mark.facet == AREA] == ordered


@given(rows=ROWS)
def test_what_a_row_is_filtered_by_is_offered(rows: list[int]) -> None:
    """The keys of the rows shown are the options of the form, no more and no fewer."""
    found = registers.filters(registers.whole("Sổ", "/so/", rows), [PARITY, TENS], [], "Lọc")
    offered = {f"{choice.name}:{option.value}" for choice in found.choices for option in choice.options}
    assert offered == {key for row in rows for key in registers.keys(row, [PARITY, TENS]).split()}


@given(days=st.lists(st.dates(date(2023, 1, 1), date(2026, 12, 31)) | st.none(), max_size=4 * PAGE))
@settings(deadline=None, max_examples=30)
def test_pages_hold_every_row(days: list[date | None]) -> None:
    """No page is too long, every row stands on a page below the newest, and every page but the first is linked once."""
    rows = list(enumerate(days))
    parts = list(registers.split("Sổ", "/so/", rows, lambda row: row[1]))
    assert (parts[0].title, parts[0].address, parts[0].total) == ("Sổ", "/so/", len(rows))
    assert all(len(part.rows) <= PAGE for part in parts)
    leaves = [part for part in parts if not part.periods.items]
    assert sorted(row for part in leaves for row in part.rows) == rows
    assert len({part.address for part in parts}) == len({part.title for part in parts}) == len(parts)
    ways = [item.href for part in parts for item in part.periods.items]
    turned = {item.href for part in parts for item in part.pagination.items}
    assert {part.address for part in parts[1:]} <= {*ways, *turned}
    assert len(set(ways)) == len(ways)


@given(sizes=st.lists(st.integers(1, PAGE), min_size=4, max_size=4))
@settings(deadline=None, max_examples=20)
def test_counts_of_periods_add_up(sizes: list[int]) -> None:
    """The counts beside the periods are those of their lists, and add up to the whole."""
    rows = [date(2023 + n, 5, 5) for n, size in enumerate(sizes) for _ in range(size)]
    first, *others = registers.split("Sổ", "/so/", rows, lambda row: row)
    told = [int(number) for item in first.periods.items for number in re.findall(r"\((\d+)\)", item.text)]
    assert told == ([part.total for part in others] if len(rows) > PAGE else [])
    assert sum(told) in {0, len(rows)}


def test_a_quarter_too_long_for_a_page_is_turned() -> None:
    """What no span tells apart is cut into pages that name each other."""
    parts = list(registers.quarters("Sổ", "/so/", [date(2026, 5, 5)] * (2 * PAGE + 1), lambda row: row))
    assert [part.address for part in parts] == ["/so/", "/so/trang/2/", "/so/trang/3/"]
    for part in parts:
        assert [item.href for item in part.pagination.items if item.current] == [part.address]


@pytest.mark.parametrize(("count", "parts"), [(PAGE, 1), (PAGE + 1, 3)])
def test_what_fits_on_a_page_is_not_split(count: int, parts: int) -> None:
    """The longest list that fits stands whole; with one row more there are the newest rows, and a page a quarter."""
    rows = [date(2026, 1, 1)] * (PAGE - 1) + [date(2026, 4, 1)] * (count - PAGE + 1)
    found = list(registers.split("Sổ", "/so/", rows, lambda row: row))
    assert len(found) == parts
    assert [part.address for part in found[1:]] == ["/so/quy-1/", "/so/quy-2/"][: parts - 1]
    said = registers.counted(found[0], "component.count")
    assert said == word("component.count", count=PAGE) if parts == 1 else str(PAGE) in said and str(count) in said


@given(day=st.dates(date(2023, 1, 1), date(2026, 12, 31)))
def test_a_row_stands_in_its_own_quarter(day: date) -> None:
    """Its month is one of the three that the address names."""
    rows = [day] * (PAGE + 1) + [date(day.year, (day.month + 5) % 12 + 1, 1)]
    pages = {part.address: part for part in registers.split("Sổ", "/so/", rows, lambda row: row)}
    for address, part in pages.items():
        if found := re.match(r"/so/quy-(\d)/", address):
            assert {(row.month - 1) // 3 + 1 for row in part.rows} == {int(found[1])}


def test_a_part_of_a_list_offers_no_filter() -> None:
    """The rows of one page alone would give wrong answers; links lead to whole lists."""
    rows = list(range(PAGE + 1))
    lists = registers.links(registers.subsets(rows, [PARITY], at), [PARITY])
    found = registers.filters(registers.whole("Sổ", "/so/", rows), [PARITY], lists, "Lọc")
    assert (list(found.choices), len(found.lists[0].options)) == ([], 2)


def test_years_stand_newest_first_and_words_by_alphabet() -> None:
    """Years stand as their rows do, which come newest first; Đ stands among D."""
    words: Facet[str] = Facet("chu", "Chữ", lambda row: (row, row))
    assert [one.value for one in registers.subsets([30, 20, 10], [TENS], at)] == ["3", "2", "1"]
    assert [one.value for one in registers.subsets(["e", "đ", "c"], [words], at)] == ["c", "đ", "e"]
