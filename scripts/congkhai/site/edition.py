"""One edition of the site: the portal opened and bound, and every page of it written."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from congkhai.checks.links import files_named
from congkhai.opening import open_portal
from congkhai.problems import Problem, Report
from congkhai.settings import Typeface
from congkhai.site import assets, gallery, links
from congkhai.site.book import Book
from congkhai.site.kept import Work
from congkhai.site.look import read_look, version
from congkhai.site.shells import Memory, Shells
from congkhai.site.templates import quicken
from congkhai.site.writing import Writer
from congkhai.views.publication import read_publication
from congkhai.words import word


class Edition:
    """The site as it is made from one folder on one day; `problems` are all that was found on the way.

    Nothing but `problems` and `look` may be asked of an edition that holds an error.
    """

    book: Book

    def __init__(self, config: MkDocsConfig, today: date, work: Work, generator: str = "") -> None:
        """Open the portal; `generator` is the marker of its pages, that of a finished site if empty."""
        root = Path(config.config_file_path).parent
        opening = open_portal(root, today, work.readings)
        report = Report(list(opening.problems))
        look = read_look(root, config.theme.dirs, report)
        self.look = replace(look, generator=generator) if generator else look
        self._publication = read_publication(root, report)
        self.problems: list[Problem] = report.in_order()
        if opening.portal is not None:
            self.book = Book(opening.portal, config.site_url or "", work.kept, self._publication)

    def bind(self) -> None:
        """Work out all that can have problems, beside the records."""
        self.problems += self.book.bind()

    def files(self, files: Files, config: MkDocsConfig) -> Files:
        """Return what MkDocs may publish: what a page or the frame names, and of the theme what our pages use."""
        # MkDocs takes for pages also what an office program left behind, or what ends with `.markdown`.
        content = self.book.portal.content
        shown = files_named(content) | self.look.images | content.pages.keys()
        return self.theme(files, config, self.book.portal.settings.font, shown)

    def theme(
        self,
        files: Files,
        config: MkDocsConfig,
        font: Typeface = Typeface.SYSTEM,
        shown: AbstractSet[str] = frozenset(),
    ) -> Files:
        """Return files of `content/` that are shown, with what our pages use of the theme."""
        made = assets.theme_files(self.look, font)
        self.versions = {path: version(content) for path, content in made.items()}
        return assets.only_ours(files, shown, made, config)

    def equip(self, env: Environment) -> None:
        """Give the templates their words, the frame and its look."""
        quicken(env)
        env.globals.update(word=word, frame=self.book.frame, look=self.look)
        # What templates import keeps the names that it finds, so that there is one for the life of the environment.
        env.globals.setdefault("memory", Memory())

    def prose(self, page: MkDocsPage) -> str:
        """Return a page of prose as we rendered it, its title and description told to MkDocs."""
        title, description = self.book.title_of(page.file.src_uri)
        template = "pages/home.html" if page.is_homepage else "main.html"
        page.meta = {"title": title, "description": description, "template": template}
        return self.book.content(page.file.src_uri).html

    def add_home(self, context: TemplateContext, page: MkDocsPage) -> None:
        """Give the home page what the portal computes for it."""
        if page.is_homepage:
            context["view"] = self.book.home  # type: ignore[typeddict-unknown-key]  # MkDocs types its own keys only
            context["follow"] = self.book.ways.of(f"/{page.url}")  # type: ignore[typeddict-unknown-key]

    def page_of_prose(self, html: str, page: MkDocsPage) -> str:
        """Return a page of prose as it is served."""
        return links.relative(self._stamped(html), f"/{page.url}")

    def not_found(self, html: str, site_url: str) -> str:
        """Return the 404 page with its links under the site's own path: it is shown at any address."""
        return links.under(self._stamped(html), site_url.rsplit("://", maxsplit=1)[-1].partition("/")[2])

    def writer(self, env: Environment, config: MkDocsConfig, nav: Navigation) -> Writer:
        """Return what makes the files of records, once MkDocs has its templates and its pages."""
        shells = Shells(env, {"page": None, "config": config, "nav": nav}, self._stamped)
        frame = repr(
            (self.book.frame, self.look, self.versions, [(page.title, page.url, page.meta) for page in nav.pages])
        )
        served = self._publication.files if self._publication else {}
        return Writer(self.book, shells, frame, served, config.site_url or "")

    def gallery(self, env: Environment, config: MkDocsConfig, nav: Navigation) -> bytes:
        """Return the page of all components."""
        return links.relative(self._stamped(gallery.render(env, config=config, nav=nav)), gallery.ADDRESS).encode()

    def _stamped(self, html: str) -> str:
        return assets.stamped(html, self.versions)
