"""The catalogue: every value that records share, as plain links with counts, and the pages that no register has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congkhai.sources.folding import in_order
from congkhai.views import addresses, marks, registers
from congkhai.views.choices import Choice, Option, Pagination
from congkhai.views.facets import AREA, BODY, FIELD, KIND, STATE, YEAR
from congkhai.views.page import Mark, Page
from congkhai.views.parts import Entry, Link
from congkhai.words import word

# Kinds and years have lists of their own, petitions theirs by field and state.
_KINDS = {
    "plan": addresses.PLANS,
    "meeting": addresses.MEETINGS,
    "conclusion": addresses.CONCLUSIONS,
    "petition": addresses.PETITIONS,
}
_OWN_PAGES = (AREA, STATE, BODY)


@dataclass(frozen=True)
class CatalogueView:
    """Records of one value, newest first, as many as a page holds."""

    lead: str
    items: Sequence[Entry]
    periods: Pagination
    pagination: Pagination


@dataclass(frozen=True)
class Shelf:
    """The records that share one value, and the address of their list."""

    mark: Mark
    address: str
    pages: Sequence[Page]


def newest_first(pages: Iterable[Page]) -> list[Page]:
    """Return pages by their day, the newest first; what has no day comes last."""
    return sorted(pages, key=lambda page: (page.day or date.min, page.address), reverse=True)


def entry(page: Page) -> Entry:
    """Return a record as an entry of a list: what it is about, its kind, number and date."""
    number = () if page.number in page.subject else (page.number,)
    return Entry(page.name, page.address, [page.kind, *number], date=page.date)


def shelves(pages: Iterable[Page]) -> list[Shelf]:
    """Return every value that records share, facet by facet; the newest year and the commonest value come first."""
    found: dict[str, dict[Mark, list[Page]]] = {name: {} for name in marks.FACETS}
    for page in newest_first(pages):
        for mark in (marks.kind(page.kind), *page.marks):
            found[mark.facet].setdefault(mark, []).append(page)
    return [
        Shelf(mark, _address(mark, lists[mark]), lists[mark])
        for name, lists in found.items()
        for mark in sorted(lists, key=lambda mark: _place(name, mark, len(lists[mark])))
    ]


def _place(facet: str, mark: Mark, count: int) -> tuple[int, str]:
    return (-int(mark.value) if facet == YEAR else -count, in_order(mark.text))


def _address(mark: Mark, pages: Sequence[Page]) -> str:
    """Return the address of the list of a value: a register's where there is one, else our own."""
    if mark.facet == KIND:
        return _kinds().get(mark.text, addresses.ARCHIVE)
    if mark.facet == YEAR:
        return addresses.year(int(mark.value))
    if mark.facet == FIELD or _has_register(mark, pages):
        return addresses.petitions(mark.facet, mark.value)
    return addresses.catalogue(mark.facet, mark.value)


def _kinds() -> Mapping[str, str]:
    return {word(f"kind.{name}"): address for name, address in _KINDS.items()}


def _has_register(mark: Mark, pages: Sequence[Page]) -> bool:
    """Return whether a state is one of petitions, whose register has a list for each."""
    return mark.facet == STATE and all(page.kind == word("kind.petition") for page in pages)


def choices(found: Sequence[Shelf]) -> list[Choice]:
    """Return every facet with its values, how many records each has, and where they are listed."""
    questions = []
    for name in marks.FACETS:
        options = [
            Option(shelf.mark.value, shelf.mark.text, shelf.address, len(shelf.pages))
            for shelf in found
            if shelf.mark.facet == name
        ]
        if options:
            questions.append(Choice(name, word(f"search.facet-{name}"), options))
    return questions


def pages(found: Sequence[Shelf], as_of: str) -> list[Page]:
    """Return the pages of areas, bodies and states of meetings, of which the day decides; each is split when it is long."""
    return [
        page
        for shelf in found
        if shelf.mark.facet in _OWN_PAGES and shelf.address == addresses.catalogue(shelf.mark.facet, shelf.mark.value)
        for page in _pages(shelf, as_of if shelf.mark.facet == STATE else "")
    ]


def _pages(shelf: Shelf, as_of: str) -> list[Page]:
    facet = word(f"search.facet-{shelf.mark.facet}").lower()
    title = word("search.catalogue-of", facet=facet, value=shelf.mark.text)
    crumbs = [Link(word("search.title"), addresses.SEARCH)]
    made = []
    for part in registers.split(title, shelf.address, shelf.pages, lambda page: page.day):
        lead = registers.counted(part, "search.records")
        view = CatalogueView(lead, [entry(page) for page in part.rows], part.periods, part.pagination)
        made.append(
            Page(part.address, "pages/catalogue.html", part.title, "archive", view, part.title, crumbs, as_of=as_of)
        )
    return made
