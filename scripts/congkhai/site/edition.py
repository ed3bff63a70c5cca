"""One edition of the site: the portal opened and bound, and every page of it written."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from congkhai.opening import open_portal
from congkhai.problems import Problem, Report
from congkhai.site import assets, gallery, links
from congkhai.site.book import Book, bind
from congkhai.site.freshness import CACHE
from congkhai.site.kept import KeptWork
from congkhai.site.look import read_look, version
from congkhai.site.maps import sitemap
from congkhai.site.output import Output
from congkhai.site.publication import read_publication
from congkhai.site.shells import Shells
from congkhai.site.templates import quicken
from congkhai.views import addresses, feeds
from congkhai.views.parts import Page
from congkhai.words import word


class Edition:
    """The site as it is made from one folder on one day; `problems` are all that was found on the way.

    Nothing but `problems` may be asked of an edition that holds an error.
    """

    book: Book

    def __init__(self, config: MkDocsConfig, today: date) -> None:
        root = Path(config.config_file_path).parent
        kept = KeptWork(root / CACHE)
        opening = open_portal(root, today, kept)
        report = Report(list(opening.problems))
        self.look = read_look(root, config.theme.dirs, report)
        self._publication = read_publication(root, report)
        self.problems: list[Problem] = report.in_order()
        if opening.portal is not None:
            self.book, found = bind(opening.portal, config.site_url or "", kept, self._publication)
            self.problems += found
            kept.save()

    def files(self, files: Files, config: MkDocsConfig) -> Files:
        """Return what MkDocs may publish: what a page or the frame names, and of the theme what our pages use."""
        for file in list(assets.unnamed(files, self.book.named_files | self.look.images, config)):
            files.remove(file)
        made = assets.theme_files(self.look, self.book.portal.settings.font)
        self.versions = {path: version(content) for path, content in made.items()}
        return assets.only_ours(files, made, config)

    def equip(self, env: Environment) -> None:
        """Give the templates their words, the frame and its look."""
        quicken(env)
        env.globals.update(word=word, frame=self.book.frame, look=self.look)

    def prose(self, page: MkDocsPage) -> str:
        """Return a page of prose as we rendered it, its title and description told to MkDocs."""
        title, description = self.book.title_of(page.file.src_uri)
        template = "pages/home.html" if page.is_homepage else "main.html"
        page.meta = {"title": title, "description": description, "template": template}
        return self.book.prose[page.file.src_uri].html

    def add_home(self, context: TemplateContext, page: MkDocsPage) -> None:
        """Give the home page what the portal computes for it."""
        if page.is_homepage:
            context["view"] = self.book.home  # type: ignore[typeddict-unknown-key]  # MkDocs types its own keys only
            context["follow"] = self.book.follow.get(f"/{page.url}")  # type: ignore[typeddict-unknown-key]

    def page_of_prose(self, html: str, page: MkDocsPage) -> str:
        """Return a page of prose as it is served."""
        return links.relative(self._stamped(html), f"/{page.url}")

    def not_found(self, html: str, site_url: str) -> str:
        """Return the 404 page with its links under the site's own path: it is shown at any address."""
        return links.under(self._stamped(html), site_url.rsplit("://", maxsplit=1)[-1].partition("/")[2])

    def write(self, output: Output, env: Environment, config: MkDocsConfig, nav: Navigation) -> None:
        """Write the pages of records, the files they name, the tables, the index and the map of the site."""
        shells = Shells(env, {"page": None, "config": config, "nav": nav}, self._stamped)
        frame = repr((self.book.frame, self.look, self.versions, [(page.title, page.url) for page in nav.pages]))
        places = [(page.address, "") for page in self.book.portal.content.pages.values()]
        for page in chain(self.book.pages, self.book.registers()):
            output.make(f"{page.address}index.html", self._makings(page, frame), partial(self._page, shells, page))
            places.append((page.address, page.changed))
        for address, path in self.book.files.items():
            output.copy(address, Path(path))
        for address, feed in self.book.feeds.items():
            makings = (feed.fingerprint,) if feed.fingerprint else ()
            output.make(address, makings, partial(feeds.atom, self.book.portal, feed, config.site_url or ""))
        for address, content in chain(self.book.outputs.items(), self.book.tables()):
            output.write(address, content)
        for address, content in self._publication.files.items() if self._publication else ():
            output.write(address, content)
        for path, content in self.book.index.files():
            output.write(f"{addresses.INDEX}{path}", content)
        if config.site_url:
            for name, content in sitemap(env, config.site_url.rstrip("/"), places):
                output.write(name, content)

    def write_gallery(self, output: Output, env: Environment, config: MkDocsConfig, nav: Navigation) -> None:
        """Write the page of all components, unless a record has its address."""
        if (name := f"{gallery.ADDRESS}index.html") not in output:
            html = self._stamped(gallery.render(env, config=config, nav=nav))
            output.write(name, links.relative(html, gallery.ADDRESS).encode())

    def _makings(self, page: Page, frame: str) -> Sequence[str]:
        """Return what a page stands on: what it says of that, else all that it shows; nothing if it cannot be told."""
        if isinstance(page.view, partial) and not page.fingerprint:
            return ()
        book, address = self.book, page.address
        rendered = book.prose_of(page)
        around = (book.follow.get(address), book.registrations.get(address), page.renditions)
        return (
            frame,
            page.fingerprint or repr(page),
            rendered.html if rendered else "",
            book.linked.get(address, ""),
            repr(around),
        )

    def _page(self, shells: Shells, page: Page) -> bytes:
        book = self.book
        html = shells.render(
            page.template,
            page.section,
            page.address,
            {
                "record": page,
                "view": page.shown,
                "prose": book.prose_of(page),
                "follow": book.follow.get(page.address),
                "registration": book.registrations.get(page.address),
                "linked": book.linked.get(page.address, ""),
            },
        )
        return html.encode()

    def _stamped(self, html: str) -> str:
        return assets.stamped(html, self.versions)
