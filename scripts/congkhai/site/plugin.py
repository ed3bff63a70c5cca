"""The MkDocs plugin: asks the clock, opens the portal, and lets MkDocs write what the views say."""

import json
import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from jinja2 import Environment
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from congkhai import open_portal
from congkhai.clock import today
from congkhai.console import use_utf8
from congkhai.problems import Problem, Report, Severity, render_text
from congkhai.site import assets, gallery, links
from congkhai.site.book import Book, bind
from congkhai.site.look import Look, read_look, version
from congkhai.site.output import Output
from congkhai.site.shells import Bare, Shells
from congkhai.views.parts import Page
from congkhai.words import word

log = logging.getLogger("mkdocs.plugins.congkhai")


class _NoOptions(Config):
    """No option of ours passes through MkDocs."""


class CongKhaiPlugin(BasePlugin[_NoOptions]):
    """Turns a folder of records into pages while MkDocs builds."""

    book: Book
    look: Look
    site_dir: str
    staging: TemporaryDirectory[str]
    serving = False

    def load_config(
        self, options: dict[str, object], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Take no options from MkDocs: settings.py reads mkdocs.yml itself and knows lines and columns."""
        del options, config_file_path
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Speak Vietnamese on every console, and remember whether a person is at work on the site."""
        del dirty
        self.serving = command == "serve"
        use_utf8()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Rebuild also when a record changes while `mkdocs serve` runs."""
        root = self._root(config)
        config.watch.extend(str(root / kind) for kind in ("plans", "conclusions") if (root / kind).is_dir())
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Open the portal and stop before MkDocs empties the output folder if anything is wrong.

        Raises Abort after every problem has been told.
        """
        opening = open_portal(self._root(config), today())
        report = Report(list(opening.problems))
        self.look = read_look(self._root(config), config.theme.dirs, report)
        problems = report.in_order()
        if opening.portal is not None:
            self.book, found = bind(opening.portal, config.site_url or "")
            problems += found
        self._tell(problems, strict=config.strict)
        # MkDocs empties its output folder next; the site of the last build stays as it is until this one is written.
        self.site_dir, self.staging = config.site_dir, TemporaryDirectory(prefix="congkhai-")
        config.site_dir = self.staging.name

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Publish only what a page or the frame names, and of the theme only what our pages use."""
        for file in list(assets.unnamed(files, self.book.named_files | self.look.images, config)):
            files.remove(file)
        made = assets.theme_files(self.look, self.book.portal.settings.font)
        self.index = json.dumps(self.book.index, ensure_ascii=False, separators=(",", ":")).encode()
        versioned = {**made, self.book.index_address.lstrip("/"): self.index}
        self.versions = {path: version(content) for path, content in versioned.items()}
        return assets.only_ours(files, made, config)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the templates their words, the frame and its look."""
        del config, files
        env.add_extension(Bare)
        env.globals.update(word=word, frame=self.book.frame, look=self.look, portal_pages=self.book.pages)
        self.env = env
        return env

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the pages of prose for the frame's foot."""
        del config, files
        self.nav = nav
        return nav

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Return nothing: MkDocs would lose broken front matter in silence, and we have read the page."""
        del page, config
        return ""

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Return the page as we rendered it."""
        del html, config, files
        title, description = self.book.title_of(page.file.src_uri)
        template = "pages/home.html" if page.is_homepage else "main.html"
        page.meta = {"title": title, "description": description, "template": template}
        return self.book.prose[page.file.src_uri].html

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the home page what the portal computes for it."""
        del config, nav
        if page.is_homepage:
            context["view"] = self.book.home  # type: ignore[typeddict-unknown-key]  # MkDocs types its own keys only
            context["follow"] = self.book.follow.get(f"/{page.url}")  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Make the links of a page of prose relative."""
        del config
        return links.relative(self._stamped(output), f"/{page.url}")

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Put the links of the 404 page under the site's own path: it is shown at any address."""
        if not template_name.endswith(".html"):
            return output_content
        base = (config.site_url or "/").split("://")[-1].partition("/")[2]
        return links.under(self._stamped(output_content), base)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put MkDocs' pages, the pages of records, the files they name and the tables into the output folder."""
        config.site_dir = self.site_dir
        output = Output(Path(self.site_dir))
        with self.staging as staging:
            if not config.site_url:
                _drop_empty_sitemap(Path(staging))
            output.take(Path(staging))
        shells = Shells(self.env, {"page": None, "config": config, "nav": self.nav}, self._stamped)
        for page in self.book.pages:
            output.write(f"{page.address}index.html", self._page(shells, page).encode())
        if self.serving and f"{gallery.ADDRESS}index.html" not in output:
            html = links.relative(self._stamped(gallery.render(self.env, config=config, nav=self.nav)), gallery.ADDRESS)
            output.write(f"{gallery.ADDRESS}index.html", html.encode())
        for address, path in self.book.files.items():
            output.copy(address, Path(path))
        for address, content in {**self.book.outputs, self.book.index_address: self.index}.items():
            output.write(address, content)
        removed = output.finish()
        log.info(word("cli.written", folder=self.site_dir, written=output.written, removed=removed))

    def _page(self, shells: Shells, page: Page) -> str:
        book = self.book
        return shells.render(
            page.template,
            page.section,
            page.address,
            {
                "record": page,
                "view": page.shown,
                "prose": book.prose_of(page),
                "follow": book.follow.get(page.address),
                "linked": book.linked.get(page.address, ""),
            },
        )

    def _stamped(self, html: str) -> str:
        return assets.stamped(html, self.versions)

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent

    def _tell(self, problems: list[Problem], *, strict: bool) -> None:
        for problem in problems:
            level = logging.ERROR if problem.severity is Severity.ERROR else logging.WARNING
            log.log(level, render_text(problem))
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        if errors or (strict and problems):
            raise Abort(word("cli.stopped", errors=errors, warnings=len(problems) - errors))


def _drop_empty_sitemap(site: Path) -> None:
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site / name).unlink(missing_ok=True)
