"""Long tables: facets that cover, pages that hold every row once, filters that name what is there."""

from hypothesis import given
from hypothesis import strategies as st

from congkhai.views import registers
from congkhai.views.registers import PAGE, Facet

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


@given(rows=ROWS)
def test_what_a_row_is_filtered_by_is_offered(rows: list[int]) -> None:
    """The keys of the rows shown are the options of the form, no more and no fewer."""
    part = next(registers.split("Sổ", "/so/", rows))
    found = registers.filters(registers.subsets(rows, [PARITY, TENS], at), part, [PARITY, TENS], "Lọc")
    offered = {f"{choice.name}:{option.value}" for choice in found.choices for option in choice.options}
    assert offered == {key for row in rows for key in registers.keys(row, [PARITY, TENS]).split()}


@given(count=st.integers(0, 3 * PAGE + 1))
def test_pages_hold_every_row_once(count: int) -> None:
    """No page is too long; the first page has the address of the list; each page names itself as the current one."""
    rows = list(range(count))
    pages = list(registers.split("Sổ", "/so/", rows))
    assert [row for part in pages for row in part.rows] == rows
    assert all(len(part.rows) <= PAGE and part.is_whole == (count <= PAGE) for part in pages)
    assert (pages[0].title, pages[0].address) == ("Sổ", "/so/")
    assert len({part.title for part in pages}) == len(pages)
    for part in pages:
        ours = [part.address] if len(pages) > 1 else []
        assert [item.href for item in part.pagination.items if item.current] == ours


def test_a_part_of_a_list_offers_no_filter() -> None:
    """The rows of one page alone would give wrong answers; links lead to whole lists."""
    rows = list(range(PAGE + 1))
    first = next(registers.split("Sổ", "/so/", rows))
    found = registers.filters(registers.subsets(rows, [PARITY], at), first, [PARITY], "Lọc")
    assert (list(found.choices), len(found.lists[0].options)) == ([], 2)


def test_years_stand_newest_first_and_words_by_alphabet() -> None:
    """A list of years begins with the latest; Đ stands among D."""
    words: Facet[str] = Facet("chu", "Chữ", lambda row: (row, row))
    assert [one.value for one in registers.subsets([10, 30, 20], [TENS], at)] == ["3", "2", "1"]
    assert [one.value for one in registers.subsets(["e", "đ", "c"], [words], at)] == ["c", "đ", "e"]
