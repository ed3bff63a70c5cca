"""The book: a portal's pages bound together before anything is written, with their prose rendered."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from congkhai import __version__
from congkhai.checks.links import resolve
from congkhai.duties.ledger import Ledger, ledger
from congkhai.portal.relations import Portal
from congkhai.printing.binding import printed
from congkhai.printing.renditions import Shelf
from congkhai.problems import Problem, Report
from congkhai.search import Index, Kept, build
from congkhai.site.prose import Rendered, render
from congkhai.site.publication import Publication
from congkhai.sources.prose import Prose
from congkhai.views import (
    accessibility,
    calendars,
    datasets,
    documents,
    english,
    feeds,
    linked_data,
    petition_register,
    registration,
    search,
    targets,
    verify,
)
from congkhai.views.conclusions import ConclusionView
from congkhai.views.feeds import Feed
from congkhai.views.follow import Follow, follow
from congkhai.views.home import HomeView, home
from congkhai.views.pages import Frame, frame, prose_page, published_files, register_pages, single_pages
from congkhai.views.parts import Attachment, Page
from congkhai.views.plans import PlanView
from congkhai.views.proved_times import ProvedTimes
from congkhai.views.registration import Registration


@dataclass(frozen=True)
class Book:
    """Everything that the site will hold; `prose` is keyed by a page's path or a record's address.

    `follow`, `linked` and `registrations` are keyed by a page's address, `outputs` are files and `feeds` are feeds by theirs; what is
    too much to be held all at once, the pages of the registers and the tables, is made when it is asked for.
    """

    portal: Portal
    frame: Frame
    home: HomeView
    pages: list[Page]
    prose: dict[str, Rendered]
    files: dict[str, str]
    index: Index
    follow: dict[str, Follow]
    linked: dict[str, str]
    registrations: dict[str, Registration]
    outputs: dict[str, bytes]
    registers: Callable[[], Iterator[Page]]
    feeds: Mapping[str, Feed]
    tables: Callable[[], Iterator[tuple[str, bytes]]]

    @property
    def named_files(self) -> set[str]:
        """Return the files of `content/` that its pages name."""
        return {
            resolve(page.path, link.target) for page in self.portal.content.pages.values() for link in page.body.links()
        }

    def prose_of(self, page: Page) -> Rendered | None:
        """Return the rendered prose of a page, None when it has none."""
        return self.prose.get(page.address)

    def title_of(self, path: str) -> tuple[str, str]:
        """Return title and description of a page of prose."""
        page = prose_page(self.portal.content.pages[path])
        return page.title, page.description


def bind(
    portal: Portal, site_url: str = "", kept: Kept | None = None, publication: Publication | None = None
) -> tuple[Book, list[Problem]]:
    """Return the book of a portal, and what is wrong with its prose once rendered; `kept` is work of an earlier build."""
    report = Report()
    duties = ledger(portal)
    times = ProvedTimes(portal, publication.registered) if publication else None
    tables, news = datasets.datasets(portal, duties, site_url, times), feeds.feeds(portal)
    pages = [
        *single_pages(portal, duties),
        *datasets.pages(tables),
        english.page(portal),
        accessibility.page(portal, __version__),
        *_register_pages(portal, publication, duties),
    ]
    prose: dict[str, Rendered] = {}
    for page in pages:
        if page.prose is not None:
            prose[page.address] = render(page.prose, targets.in_record(page.address))
            _check_rendered(page.prose, prose[page.address], report)
    for path, content in portal.content.pages.items():
        prose[path] = render(content.body, targets.in_page(portal, path), top_level=1)
        _check_rendered(content.body, prose[path], report)
    files = published_files(portal)
    html = {address: rendered.html for address, rendered in prose.items()}
    made = printed(Shelf(portal, {page.address: page for page in pages}, html, files, site_url), report)
    pages = [_with_files(page, made.of_page.get(page.address, ())) for page in pages]
    prose_pages = [prose_page(page) for page in portal.content.pages.values()]
    # Of the registers only the first page, that of petitions, is found by what it says of itself.
    every = [page for page in (*prose_pages, petition_register.front(portal), *pages) if page.kind]
    index = build(search.documents(every), search.facets(every), kept=kept)
    book = Book(
        portal=portal,
        frame=frame(portal, has_register=publication is not None),
        home=home(portal),
        pages=[*pages, *search.pages(every, index.manifest)],
        prose=prose,
        files=files,
        index=index,
        follow=follow(portal, news),
        linked=linked_data.blocks(portal, tables, site_url),
        registrations=registration.registrations(portal, publication.registered) if publication else {},
        outputs={**calendars.files(portal, site_url), **made.files},
        registers=lambda: register_pages(portal, duties, times),
        feeds=news,
        tables=lambda: datasets.files(portal, tables, site_url),
    )
    return book, report.in_order()


def _register_pages(portal: Portal, publication: Publication | None, duties: Ledger) -> Iterator[Page]:
    if publication is not None:
        yield verify.page()
        yield registration.page(portal, publication.registered, publication.log, duties, publication.newest)


def _with_files(page: Page, made: Sequence[Attachment]) -> Page:
    """Return a page with its PDFs; a document's summary leads to all its files."""
    return replace(page, view=partial(_with_downloads, page, made) if page.prose else page.view, renditions=made)


def _with_downloads(page: Page, made: Sequence[Attachment]) -> object:
    view = page.shown
    if not isinstance(view, PlanView | ConclusionView):
        return view
    files = [*view.paper.attachments, *made]
    return replace(view, summary=documents.with_downloads(view.summary, files))


def _check_rendered(prose: Prose, rendered: Rendered, report: Report) -> None:
    if rendered.unclean:
        report.add("unclean-html", prose.place(0), found=rendered.unclean[:80])
