"""The files of the site that are ours: written all at once, or one at a time when somebody asks for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from congkhai.portal.fingerprints import digest
from congkhai.site.book import Book
from congkhai.site.maps import sitemap
from congkhai.site.output import Output
from congkhai.site.shells import Shells
from congkhai.views import addresses, feeds
from congkhai.views.page import Page

_INDEX = "index.html"


class Writer:
    """Makes files of a book in the frame of its shells; `frame` is what all pages show, `served` what is served of a register."""

    def __init__(self, book: Book, shells: Shells, frame: str, served: Mapping[str, bytes], site_url: str) -> None:
        self._book = book
        self._shells = shells
        self._frame = digest([frame])
        self._served = served
        self._site_url = site_url
        self._lists = book.lists()
        self._seen: dict[str, Page] = {}

    def write(self, output: Output) -> None:
        """Write the pages of records, the files they name, the tables, the index and the map of the site."""
        book = self._book
        for address, content in chain(book.outputs.items(), self._served.items(), self._index()):
            output.write(address, content)
        places = [(addresses.content(page.address), "") for page in book.portal.content.pages.values()]
        places += self._written(chain(book.pages, book.catalogue), output)
        # The tables and the rows of the registers take the room of what is let go of here.
        book.let_go()
        for address, parts in book.tables():
            output.write(address, *parts)
        places += self._written(book.registers(), output)
        for address, path in book.files.items():
            output.copy(address, Path(path))
        for address, feed in book.feeds.items():
            makings = (feed.fingerprint,) if feed.fingerprint else ()
            output.make(address, makings, partial(feeds.atom, book.portal, feed, self._site_url))
        if self._site_url:
            for name, content in sitemap(self._shells.env, self._site_url.rstrip("/"), places):
                output.write(name, content)

    def make(self, name: str) -> bytes | None:
        """Return the file of one name, None when the site has no such file; the map of the site is not made by itself."""
        address, book = f"/{name}", self._book
        if name.endswith(_INDEX):
            page = self._find(address.removesuffix(_INDEX))
            return self._page(page) if page else None
        if path := book.files.get(address):
            return Path(path).read_bytes()
        if address in book.feeds:
            return feeds.atom(book.portal, book.feeds[address], self._site_url)
        if address.startswith(addresses.DATA):
            return next((b"".join(parts) for at, parts in book.tables() if at == address), None)
        return self._served.get(address) or self._indexed.get(address) or book.output(address)

    def given(self, page: Page) -> dict[str, object]:
        """Return what the template of a page is given."""
        book = self._book
        return {
            "record": page,
            "view": page.shown,
            "prose": book.prose_of(page),
            "follow": book.ways.of(page.address),
            "registration": book.registrations.get(page.address),
            "linked": book.linked(page.address),
        }

    def _written(self, pages: Iterable[Page], output: Output) -> Iterator[tuple[str, str]]:
        """Write pages, and yield address and day of the last change of each."""
        for page in pages:
            output.make(f"{page.address}{_INDEX}", self._makings(page), partial(self._page, page))
            yield page.address, page.changed

    def _find(self, address: str) -> Page | None:
        if (page := self._book.record(address)) is not None:
            return page
        while address not in self._seen:
            if (found := next(self._lists, None)) is None:
                return None
            self._seen[found.address] = found
        return self._seen[address]

    @cached_property
    def _indexed(self) -> Mapping[str, bytes]:
        return dict(self._index())

    def _index(self) -> Iterator[tuple[str, bytes]]:
        for path, content in self._book.index.files():
            yield f"{addresses.INDEX}{path}", content

    def _makings(self, page: Page) -> Sequence[str]:
        """Return what a page stands on: what it says of that, else all that it shows; nothing if it cannot be told."""
        if isinstance(page.view, partial) and not page.fingerprint:
            return ()
        book, address = self._book, page.address
        rendered = book.prose_of(page)
        around = (book.ways.of(address), book.registrations.get(address), page.renditions)
        return (
            self._frame,
            page.fingerprint or repr(page),
            page.as_of,
            rendered.html if rendered else "",
            book.linked(address),
            repr(around),
        )

    def _page(self, page: Page) -> bytes:
        return self._shells.render(page.template, page.section, page.address, self.given(page)).encode()
