"""Long tables: what their rows are filtered by, a plain page for each value; by year, quarter and 150 rows a page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from congkhai.portal import fingerprints
from congkhai.sources.folding import in_order
from congkhai.views.choices import NO_PAGINATION, Choice, Filters, Option, Pagination, PaginationItem
from congkhai.views.facets import NO_YEAR, YEAR
from congkhai.views.parts import Figures, Link, Table, TableRow
from congkhai.words import word

T = TypeVar("T")
# What a cheap phone lays out without a halt; with style sheet, script and typeface it weighs less than 45 KB.
PAGE = 150


@dataclass(frozen=True)
class Facet(Generic[T]):
    """What rows are told apart by; `key` gives a row's value and its words, None for a row without.

    Its lists stand by the alphabet, or as their rows do, which come newest first.
    """

    name: str
    label: str
    key: Callable[[T], tuple[str, str] | None]
    newest_first: bool = False


@dataclass(frozen=True)
class Subset(Generic[T]):
    """The rows that share one value, and the address of their page."""

    facet: Facet[T]
    value: str
    text: str
    address: str
    rows: Sequence[T]


@dataclass(frozen=True)
class Part(Generic[T]):
    """One page of a list of `total` rows; only a list in one part can be filtered and sorted truly.

    `periods` leads from the newest rows of a long list to the rest of it, and `pagination` from page to page. Every page but the
    first has the first as its `front`.
    """

    title: str
    address: str
    rows: Sequence[T]
    total: int
    periods: Pagination
    pagination: Pagination
    front: Link | None = None

    @property
    def is_whole(self) -> bool:
        """Return whether every row of the list is here."""
        return len(self.rows) == self.total


@dataclass(frozen=True)
class RegisterView:
    """A long table; the first page of each list counts all rows of the register and leads to its other lists.

    `proved` counts by the publication register. What lies further back in a list says nothing of the whole, so that it stays as
    it is while the rest of the register changes.
    """

    lead: str
    figures: Figures | None
    links: Sequence[Link]
    filters: Filters
    table: Table
    periods: Pagination
    pagination: Pagination
    empty: str
    proved: Figures | None = None


def subsets(rows: Sequence[T], facets: Sequence[Facet[T]], address: Callable[[str, str], str]) -> list[Subset[T]]:
    """Return every list of the register, facet by facet; the lists of a facet do not overlap."""
    found: list[Subset[T]] = []
    for facet in facets:
        lists: dict[tuple[str, str], list[T]] = {}
        for row in rows:
            if (key := facet.key(row)) is not None:
                lists.setdefault(key, []).append(row)
        found += [
            Subset(facet, value, text, address(facet.name, value), lists[value, text])
            for value, text in (lists if facet.newest_first else sorted(lists, key=lambda key: in_order(key[1])))
        ]
    return found


def links(lists: Sequence[Subset[T]], facets: Sequence[Facet[T]]) -> list[Choice]:
    """Return the pages of all lists, facet by facet, each with its count."""
    return [
        Choice(
            facet.name,
            facet.label,
            [Option(one.value, _counted(one.text, len(one.rows)), one.address) for one in lists if one.facet is facet],
        )
        for facet in facets
    ]


def filters(part: Part[T], facets: Sequence[Facet[T]], lists: Sequence[Choice], label: str) -> Filters:
    """Return what the rows of a list can be filtered by, and on its first page the pages that do it without a script.

    A list in parts has no choices: the rows of one part alone would give wrong answers.
    """
    return Filters(
        label=label if part.is_whole else word("filter.lists"),
        choices=[Choice(facet.name, facet.label, _options(facet, part.rows)) for facet in facets if part.is_whole],
        lists=() if part.front else lists,
    )


def _options(facet: Facet[T], shown: Sequence[T]) -> list[Option]:
    return [
        Option(one.value, _counted(one.text, len(one.rows)))
        for one in subsets(shown, [facet], lambda _facet, value: value)
    ]


def _counted(text: str, count: int) -> str:
    return word("filter.counted", text=text, count=count)


def fingerprint(part: Part[T], shared: str, rows: Iterable[str]) -> str:
    """Return what a page of a register stands on: its place, what first pages share, and what each row stands on."""
    place = repr((part.title, part.address, part.total, part.periods, part.pagination, part.front))
    return fingerprints.digest((place, "" if part.front else shared, *rows))


def crumbs(part: Part[T], register: Link) -> list[Link]:
    """Return the way to a page of a register: the register, and the list whose part it is."""
    return [] if part.address == register.href else [register, *([part.front] if part.front else [])]


def counted(part: Part[T], key: str) -> str:
    """Return how many rows there are, and how many of them are shown when the list is split."""
    total = word(key, count=part.total)
    return total if part.is_whole else word("filter.shown-of", shown=len(part.rows), total=total)


def keys(row: T, facets: Sequence[Facet[T]]) -> str:
    """Return the values of a row, as the script reads them: `trang-thai:open linh-vuc:land`."""
    found = ((facet.name, facet.key(row)) for facet in facets)
    return " ".join(f"{name}:{key[0]}" for name, key in found if key is not None)


@dataclass(frozen=True)
class _Period:
    """A span of time by which a long list is split: the folder of its page, and its words."""

    folder: str
    text: str


def _year(day: date | None) -> _Period:
    if day is None:
        return _Period(f"nam/{NO_YEAR}", word("filter.no-year"))
    return _Period(f"nam/{day.year}", word("filter.year", year=day.year))


def _quarter(day: date | None) -> _Period:
    number = (day.month + 2) // 3 if day else 0
    return _Period(f"quy-{number}", word(f"filter.quarter-{number}"))


_SPANS = (_year, _quarter)


def whole(title: str, address: str, rows: Sequence[T]) -> Part[T]:
    """Return one page with a list, or with its newest rows if it is long and other lists lead to the rest."""
    return Part(title, address, rows[:PAGE], len(rows), NO_PAGINATION, NO_PAGINATION)


def split(
    title: str,
    address: str,
    rows: Sequence[T],
    day: Callable[[T], date | None],
    spans: Sequence[Callable[[date | None], _Period]] = _SPANS,
) -> Iterator[Part[T]]:
    """Yield the pages of one list: the newest rows of a long one first, then the same by year, quarter and page.

    `rows` come newest first, and `day` tells when a row belongs; a span that all rows share is passed over.
    """
    if len(rows) <= PAGE:
        yield whole(title, address, rows)
        return
    if not spans:
        yield from _pages(title, address, rows)
        return
    found: dict[_Period, list[T]] = {}
    for row in rows:
        found.setdefault(spans[0](day(row)), []).append(row)
    if len(found) == 1:
        yield from split(title, address, rows, day, spans[1:])
        return
    items = [PaginationItem(_counted(one.text, len(ours)), f"{address}{one.folder}/") for one, ours in found.items()]
    yield Part(title, address, rows[:PAGE], len(rows), Pagination(word("filter.periods"), items), NO_PAGINATION)
    for one, ours in found.items():
        name = word("filter.of-period", title=title, period=one.text)
        yield from split(name, f"{address}{one.folder}/", ours, day, spans[1:])


def quarters(title: str, address: str, rows: Sequence[T], day: Callable[[T], date | None]) -> Iterator[Part[T]]:
    """Yield the pages of the list of one year."""
    return split(title, address, rows, day, _SPANS[1:])


def _pages(title: str, address: str, rows: Sequence[T]) -> Iterator[Part[T]]:
    starts = range(0, len(rows), PAGE)
    places = [address if start == 0 else f"{address}trang/{number}/" for number, start in enumerate(starts, start=1)]
    for number, (place, start) in enumerate(zip(places, starts, strict=True), start=1):
        items = [PaginationItem(str(one), href, current=href == place) for one, href in enumerate(places, start=1)]
        name = title if number == 1 else word("filter.page", title=title, number=number)
        pagination = Pagination(word("filter.pages"), items)
        yield Part(name, place, rows[start : start + PAGE], len(rows), NO_PAGINATION, pagination)


def parts(
    first: Part[T], lists: Sequence[Subset[T]], name: Callable[[str], str], day: Callable[[T], date | None]
) -> Iterator[Part[T]]:
    """Yield the pages of a register: the whole, then each of its lists, which `name` gives a title.

    Long, the whole shows its newest rows: the lists of years, which are among the others, lead to the rest.
    """
    years = [PaginationItem(_counted(one.text, len(one.rows)), one.address) for one in lists if one.facet.name == YEAR]
    yield first if first.is_whole else replace(first, periods=Pagination(word("filter.periods"), years))
    for one in lists:
        by_time = quarters if one.facet.name == YEAR else split
        front, *rest = by_time(name(one.text), one.address, one.rows, day)
        yield front
        yield from (replace(part, front=Link(front.title, front.address)) for part in rest)


class Rows(Generic[T]):
    """The rows of a register's tables; a row stands in several lists and is made once for them all."""

    def __init__(self, make: Callable[[T], TableRow], facets: Sequence[Facet[T]]) -> None:
        self._make = make
        self._facets = facets
        self._plain: dict[int, TableRow] = {}
        self._keyed: dict[int, TableRow] = {}

    def of(self, part: Part[T]) -> list[TableRow]:
        """Return the rows of one page; only those of a whole list carry what they are filtered by."""
        return [self._with_keys(row) if part.is_whole else self._without(row) for row in part.rows]

    def _without(self, row: T) -> TableRow:
        if id(row) not in self._plain:
            self._plain[id(row)] = replace(self._make(row), shared=True)
        return self._plain[id(row)]

    def _with_keys(self, row: T) -> TableRow:
        if id(row) not in self._keyed:
            self._keyed[id(row)] = replace(self._without(row), keys=keys(row, self._facets))
        return self._keyed[id(row)]
