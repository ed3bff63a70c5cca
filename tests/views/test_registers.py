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
    found = registers.filters(registers.subsets(rows, [PARITY, TENS], at), rows, [PARITY, TENS], "Lọc", len(rows))
    offered = {f"{choice.name}:{option.value}" for choice in found.choices for option in choice.options}
    assert offered == {key for row in rows for key in registers.keys(row, [PARITY, TENS]).split()}


@given(count=st.integers(0, 3 * PAGE + 1))
def test_pages_hold_every_row_once(count: int) -> None:
    """No page is too long; the first page has the address of the list; each page names itself as the current one."""
    rows = list(range(count))
    pages = list(registers.split("/so/", rows))
    assert [row for _, shown, _ in pages for row in shown] == rows
    assert all(len(shown) <= PAGE for _, shown, _ in pages)
    assert pages[0][0] == "/so/"
    for address, _, pagination in pages:
        assert [item.href for item in pagination.items if item.current] == ([address] if len(pages) > 1 else [])


def test_years_stand_newest_first_and_words_by_alphabet() -> None:
    """A list of years begins with the latest; Đ stands among D."""
    words: Facet[str] = Facet("chu", "Chữ", lambda row: (row, row))
    assert [one.value for one in registers.subsets([10, 30, 20], [TENS], at)] == ["3", "2", "1"]
    assert [one.value for one in registers.subsets(["e", "đ", "c"], [words], at)] == ["c", "đ", "e"]
