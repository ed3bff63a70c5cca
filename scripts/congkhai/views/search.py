"""The search page, which is the full catalogue without JavaScript, and the records that search reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from congkhai.sources.folding import fold
from congkhai.views import addresses
from congkhai.views.parts import Entry, Group, Page
from congkhai.words import word


@dataclass(frozen=True)
class SearchView:
    """The search page: `index` is where the script finds the records, `groups` the catalogue by kind."""

    lead: str
    index: str
    groups: Sequence[Group]


def search_page(pages: Iterable[Page]) -> Page:
    """Return the search page over `pages`."""
    kinds: dict[str, list[Page]] = {}
    for page in pages:
        kinds.setdefault(page.kind, []).append(page)
    groups = [Group(kind, [_entry(page) for page in _newest_first(found)]) for kind, found in kinds.items()]
    view = SearchView(word("search.lead"), addresses.SEARCH_INDEX, groups)
    return Page(addresses.SEARCH, "pages/search.html", word("search.title"), "search", view, word("search.lead"))


def _newest_first(pages: Iterable[Page]) -> list[Page]:
    return sorted(pages, key=lambda page: (page.date.iso if page.date else "", page.address), reverse=True)


def _entry(page: Page) -> Entry:
    return Entry(page.title, page.address, [page.lead] if page.lead else (), date=page.date)


def index(pages: Iterable[Page]) -> list[dict[str, str]]:
    """Return one record a page: address, title, kind, lead, date, words, and all of it folded for matching."""
    return [
        {
            "href": page.address,
            "title": page.title,
            "kind": page.kind,
            "lead": page.lead,
            "date": page.date.text if page.date else "",
            "text": _plain(page.text),
            "folded": fold(_plain((page.title, page.description, *page.text))),
        }
        for page in pages
    ]


def _plain(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).replace("#", " ").replace("*", " ").split())
