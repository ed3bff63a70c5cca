"""The book: a portal's pages bound together before anything is written, with their prose rendered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

from congkhai import __version__
from congkhai.duties.ledger import Ledger, ledger
from congkhai.portal.relations import Portal
from congkhai.printing.binding import Printed, printed
from congkhai.printing.renditions import Shelf
from congkhai.problems import Problem, Report
from congkhai.search import Index, Kept, build
from congkhai.site.prose import Rendered, render
from congkhai.sources.prose import Prose
from congkhai.views import (
    addresses,
    calendars,
    datasets,
    documents,
    linked_data,
    petition_register,
    registration,
    search,
    targets,
)
from congkhai.views.conclusions import ConclusionView
from congkhai.views.data.columns import Dataset
from congkhai.views.feeds import Feeds
from congkhai.views.follow import Ways
from congkhai.views.home import HomeView, home
from congkhai.views.page import Page
from congkhai.views.pages import (
    Frame,
    frame,
    list_pages,
    lone_pages,
    prose_page,
    published_files,
    record_page,
    record_pages,
    register_pages,
)
from congkhai.views.parts import Attachment
from congkhai.views.plans import PlanView
from congkhai.views.proved_times import ProvedTimes
from congkhai.views.publication import Publication
from congkhai.views.registration import Registration


class Book:
    """Everything that the site will hold; each part is worked out when it is first asked for.

    What is too much to be held all at once, the pages of the registers and the tables, is made anew each time.
    """

    def __init__(
        self, portal: Portal, site_url: str = "", kept: Kept | None = None, publication: Publication | None = None
    ) -> None:
        """Bind a portal; `kept` is work of an earlier build."""
        self.portal = portal
        self._site_url = site_url
        self._kept = kept
        self._publication = publication
        self._report = Report()
        self._rendered: dict[str, Rendered] = {}
        self._single: dict[str, bytes] = {}

    @property
    def problems(self) -> list[Problem]:
        """Return what was found wrong with prose and PDFs so far."""
        return self._report.in_order()

    def bind(self) -> list[Problem]:
        """Make all prose, all PDFs and the index, and return what is wrong with them."""
        for page in self.pages:
            self.prose_of(page)
        for path in self.portal.content.pages:
            self.content(path)
        self.index  # noqa: B018 - made now, so that what it worked out can be kept
        return self.problems

    @cached_property
    def frame(self) -> Frame:
        """Return what stands around every page."""
        return frame(self.portal, has_register=self._publication is not None)

    @cached_property
    def home(self) -> HomeView:
        """Return what the home page shows."""
        return home(self.portal)

    @cached_property
    def pages(self) -> list[Page]:
        """Return every page but those of the registers and of the catalogue: lists first, then records."""
        return [*list_pages(self.portal, self._ledger), *self._records[0], *self._alone()]

    def lists(self) -> Iterator[Page]:
        """Yield every page that is no record's: cheap ones first, then the registers, the search page and the catalogue."""
        yield from self._alone()
        yield from list_pages(self.portal, self._ledger)
        yield from self.registers()
        yield from self.catalogue

    def registers(self) -> Iterator[Page]:
        """Yield the pages of the long registers."""
        return register_pages(self.portal, self._ledger, self._times)

    @cached_property
    def catalogue(self) -> list[Page]:
        """Return the search page and the pages of the catalogue."""
        return search.pages(self._found, self.portal.today, self.index.manifest)

    def record(self, address: str) -> Page | None:
        """Return the page of the record that lives at an address, made by itself."""
        kind, name = self._addresses.get(address, ("", ""))
        page = record_page(self.portal, lambda: (self._ledger, self._times), kind, name) if kind else None
        if page is None:
            return None
        made = self._print([page])
        self._single.update(made.files)
        return _with_files(page, made)

    def prose_of(self, page: Page) -> Rendered | None:
        """Return the rendered prose of a page, None when it has none."""
        if page.prose is not None and page.address not in self._rendered:
            self._rendered[page.address] = render(page.prose, targets.in_record(page.address))
            self._check(page.prose, self._rendered[page.address])
        return self._rendered.get(page.address)

    def content(self, path: str) -> Rendered:
        """Return a rendered page of prose, by its path in `content/`."""
        if path not in self._rendered:
            body = self.portal.content.pages[path].body
            self._rendered[path] = render(body, targets.in_page(self.portal, path), top_level=1)
            self._check(body, self._rendered[path])
        return self._rendered[path]

    def title_of(self, path: str) -> tuple[str, str]:
        """Return title and description of a page of prose."""
        page = prose_page(self.portal.content.pages[path])
        return page.title, page.description

    @cached_property
    def files(self) -> dict[str, str]:
        """Return by address the path of every file that a record names."""
        return published_files(self.portal)

    @cached_property
    def outputs(self) -> dict[str, bytes]:
        """Return calendars and PDFs by address."""
        return {**self._calendars, **self._records[1].files}

    def output(self, address: str) -> bytes | None:
        """Return one calendar, or one PDF, made with the page that it lies beside."""
        if address not in self._single:
            self.record(f"{address.rpartition('/')[0]}/")
        return self._calendars.get(address) or self._single.get(address)

    @cached_property
    def feeds(self) -> Feeds:
        """Return the feeds."""
        return Feeds(self.portal)

    @cached_property
    def ways(self) -> Ways:
        """Return how a reader follows each page."""
        return Ways(self.portal, self.feeds)

    def linked(self, address: str) -> str:
        """Return the linked data of the page at an address, empty when it has none."""
        if address == addresses.DATA:
            return linked_data.tables(self.portal, self._tables, self._site_url)
        return self._events.get(address, "")

    @cached_property
    def registrations(self) -> dict[str, Registration]:
        """Return what the publication register says of each page, by its address."""
        known = self._publication
        return registration.registrations(self.portal, known.registered) if known else {}

    def tables(self) -> Iterator[tuple[str, Sequence[bytes]]]:
        """Yield the files of open data, in parts, with their addresses."""
        return datasets.files(self.portal, self._tables, self._site_url)

    @cached_property
    def index(self) -> Index:
        """Return the search index."""
        return build(search.documents(self._found), search.facets(self._found), kept=self._kept)

    def let_go(self) -> None:
        """Let go of the pages of records and of the index, once they are written; whoever asks for them again has them made again."""
        for part in ("pages", "catalogue", "index", "outputs", "_records", "_found"):
            self.__dict__.pop(part, None)

    @cached_property
    def _events(self) -> dict[str, str]:
        return linked_data.events(self.portal, self._site_url)

    @cached_property
    def _calendars(self) -> dict[str, bytes]:
        return calendars.files(self.portal, self._site_url)

    @cached_property
    def _ledger(self) -> Ledger:
        return ledger(self.portal)

    @cached_property
    def _times(self) -> ProvedTimes | None:
        return ProvedTimes(self.portal, self._publication.registered) if self._publication else None

    @cached_property
    def _tables(self) -> Sequence[Dataset]:
        return datasets.datasets(self.portal, self._ledger, self._site_url, self._times)

    @cached_property
    def _addresses(self) -> Mapping[str, tuple[str, str]]:
        return {addresses.record(kind, name): (kind, name) for kind, name in self.portal.records}

    @cached_property
    def _records(self) -> tuple[list[Page], Printed]:
        pages = list(record_pages(self.portal, self._ledger, self._times))
        made = self._print(pages)
        return [_with_files(page, made) for page in pages], made

    @cached_property
    def _found(self) -> list[Page]:
        # Of the registers only that of petitions and its lists of late ones are found, by what they say of themselves.
        prose = [prose_page(page) for page in self.portal.content.pages.values()]
        return [page for page in (*prose, *petition_register.fronts(self.portal), *self.pages) if page.kind]

    def _alone(self) -> Iterator[Page]:
        return lone_pages(self.portal, self._ledger, self._tables, self._publication, __version__)

    def _print(self, pages: Sequence[Page]) -> Printed:
        html = {page.address: rendered.html for page in pages if (rendered := self.prose_of(page))}
        shelf = Shelf(self.portal, {page.address: page for page in pages}, html, self.files, self._site_url)
        return printed(shelf, self._report, self._kept)

    def _check(self, prose: Prose, rendered: Rendered) -> None:
        if rendered.unclean:
            self._report.add("unclean-html", prose.place(0), found=rendered.unclean[:80])


def _with_files(page: Page, printed: Printed) -> Page:
    """Return a page with its PDFs; a document's summary leads to all its files."""
    made = printed.of_page.get(page.address, ())
    if not made and not page.prose:
        return page
    return replace(page, view=partial(_with_downloads, page, made) if page.prose else page.view, renditions=made)


def _with_downloads(page: Page, made: Sequence[Attachment]) -> object:
    view = page.shown
    if not isinstance(view, PlanView | ConclusionView):
        return view
    files = [*view.paper.attachments, *made]
    return replace(view, summary=documents.with_downloads(view.summary, files))
