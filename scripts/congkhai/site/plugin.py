"""The MkDocs plugin: asks the clock, lets MkDocs make a new edition of the site, and does nothing when none is due."""

import logging
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from congkhai.clock import today
from congkhai.console import use_utf8
from congkhai.problems import Problem, Severity, render_text
from congkhai.site.freshness import LastBuild
from congkhai.site.output import Output
from congkhai.words import word

if TYPE_CHECKING:
    from congkhai.site.edition import Edition

log = logging.getLogger("mkdocs.plugins.congkhai")


class _NoOptions(Config):
    """No option of ours passes through MkDocs."""


class CongKhaiPlugin(BasePlugin[_NoOptions]):
    """Turns a folder of records into pages while MkDocs builds; `edition` is None while the last build stands."""

    edition: "Edition | None"
    last: LastBuild
    site_dir: str
    staging: TemporaryDirectory[str]
    env: Environment
    nav: Navigation
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
        root = Path(config.config_file_path).parent
        config.watch.extend(str(root / kind) for kind in ("plans", "conclusions") if (root / kind).is_dir())
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Open the portal, unless the last build stands, and stop before anything is written if anything is wrong.

        Raises Abort after every problem has been told.
        """
        day = today()
        self.last = LastBuild(config, f"{day} {os.environ.get('SOURCE_DATE_EPOCH', '')}")
        self.edition = None if not self.serving and self.last.stands() else self._edition(config)
        # MkDocs empties its output folder next; the site of the last build stays as it is until this one is written.
        self.site_dir, self.staging = config.site_dir, TemporaryDirectory(prefix="congkhai-")
        config.site_dir = self.staging.name
        # The map of the site is ours: MkDocs knows no page of a record.
        config.theme.static_templates = {"404.html"} if self.edition else set()

    def _edition(self, config: MkDocsConfig) -> "Edition":
        # The whole program takes half a second to load, which a build without changes has no need of.
        from congkhai.site.edition import Edition  # noqa: PLC0415

        edition = Edition(config, today())
        self._tell(edition.problems, strict=config.strict)
        return edition

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Publish only what a page or the frame names, and of the theme only what our pages use."""
        return self.edition.files(files, config) if self.edition else Files([])

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the templates what they need."""
        del config, files
        self.env = env
        if self.edition:
            self.edition.equip(env)
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
        del config, files
        return self.edition.prose(page) if self.edition else html

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the home page what the portal computes for it."""
        del config, nav
        if self.edition:
            self.edition.add_home(context, page)
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Make the links of a page of prose relative."""
        del config
        return self.edition.page_of_prose(output, page) if self.edition else output

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Put the links of the 404 page under the site's own path."""
        del template_name
        if self.edition is None:
            return output_content
        return self.edition.not_found(output_content, config.site_url or "/")

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put MkDocs' pages and ours into the output folder, where they differ from what lies there."""
        config.site_dir = self.site_dir
        if self.edition is None:
            self.staging.cleanup()
            log.info(word("cli.unchanged", folder=self.site_dir))
            return
        self.last.forget()
        output = Output(Path(self.site_dir))
        with self.staging as staging:
            output.take(Path(staging))
        self.edition.write(output, self.env, config, self.nav)
        if self.serving:
            self.edition.write_gallery(output, self.env, config, self.nav)
        removed = output.finish()
        if not self.edition.problems and not self.serving:
            self.last.keep()
        log.info(word("cli.written", folder=self.site_dir, written=output.written, removed=removed))

    def _tell(self, problems: list[Problem], *, strict: bool) -> None:
        for problem in problems:
            level = logging.ERROR if problem.severity is Severity.ERROR else logging.WARNING
            log.log(level, render_text(problem))
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        if errors or (strict and problems):
            raise Abort(word("cli.stopped", errors=errors, warnings=len(problems) - errors))
