"""The search page, which is the catalogue without JavaScript, and what the index is built from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a document has a date

from congkhai.search import Document, Facet
from congkhai.views import addresses, catalogue, dates, marks
from congkhai.views.choices import Choice
from congkhai.views.data.json_text import in_block
from congkhai.views.facets import FIELD, STATE
from congkhai.views.page import Page
from congkhai.views.parts import Entry
from congkhai.views.unmarked import unmarked
from congkhai.words import word

# The newest records that the page itself lists; every first search loads it.
NEWEST = 12
_DAY = len("2025-10-28")
# What a record is filed under says less of it than its own words.
_LABELS = {FIELD, STATE}


@dataclass(frozen=True)
class SearchView:
    """The search page: `index` is the folder of the index, `manifest` its table of contents as JSON for a data block.

    Without a manifest there is no index, and the page is the catalogue alone.
    """

    lead: str
    index: str
    manifest: str
    facets: Sequence[Choice]
    newest: Sequence[Entry]
    archive: str


def pages(every: Iterable[Page], today: Day, manifest: str = "") -> list[Page]:
    """Return the search page over the records among `every`, and the pages of the catalogue."""
    records = [page for page in every if page.marks]
    shelves = catalogue.shelves(records)
    view = SearchView(
        lead=word("search.lead"),
        index=addresses.INDEX,
        manifest=in_block(manifest),
        facets=catalogue.choices(shelves),
        newest=[catalogue.entry(page) for page in catalogue.newest_first(records)[:NEWEST]],
        archive=addresses.ARCHIVE,
    )
    title, lead = word("search.title"), word("search.lead")
    as_of = dates.as_of(today)
    front = Page(addresses.SEARCH, "pages/search.html", title, "search", view, lead, as_of=as_of)
    return [front, *catalogue.pages(shelves, as_of)]


def facets(every: Iterable[Page]) -> list[Facet]:
    """Return what results are filtered by, in the order of the catalogue."""
    found = catalogue.choices(catalogue.shelves(page for page in every if page.kind))
    return [Facet(one.name, one.label, {option.value: option.text for option in one.options}) for one in found]


def documents(every: Iterable[Page]) -> Iterator[Document]:
    """Yield what can be found: every page that has a kind, by what it publishes."""
    for page in every:
        if page.kind:
            yield Document(
                address=page.address,
                title=page.name,
                kind=page.kind,
                date=_date(page),
                number=page.number,
                texts=list(_texts(page)),
                labels=[
                    *_filed(page),
                    *(mark.text for mark in page.marks if mark.facet in _LABELS),
                    *map(unmarked, page.mentions),
                ],
                facets=_values(page),
                is_named_by_date=page.section != "petitions",
                is_guide=not page.marks,
            )


def _filed(page: Page) -> Sequence[str]:
    """Return under what a record is found on the site: its kind, if no number stands beside it in its head, and its list."""
    if not page.marks:
        return ()
    lists = [crumb.text for crumb in page.crumbs if crumb.text != page.kind]
    return lists if page.number else [page.kind, *lists]


def _date(page: Page) -> str:
    """Return the day or month of a page, only the year where the record says a quarter or a half."""
    if page.date is not None and page.date.iso:
        return page.date.iso[:_DAY]
    return str(page.day.year) if page.day is not None else ""


def _texts(page: Page) -> Iterator[str]:
    """Yield the words of a page beside its title; a list of others has only what it says of itself."""
    yield from (unmarked(text) for text in page.text)
    if page.date is not None and len(page.date.iso) < _DAY:
        yield page.date.text
    if not page.marks and not page.text:
        yield page.description


def _values(page: Page) -> Mapping[str, Sequence[str]]:
    values: dict[str, list[str]] = {}
    for mark in (marks.kind(page.kind), *page.marks):
        values.setdefault(mark.facet, []).append(mark.value)
    return values
