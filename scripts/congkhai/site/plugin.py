"""The MkDocs plugin: asks the clock, lets MkDocs make a new edition of the site, and does nothing when none is due."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
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

from congkhai.clock import today, wrong_setting
from congkhai.console import stage, use_utf8
from congkhai.problems import Severity
from congkhai.site.build import Build, errors, lines, refused, stopped, tell
from congkhai.site.freshness import RECORDS, Told
from congkhai.site.guard import may_empty, stand_aside
from congkhai.site.output import Output
from congkhai.sources.folders import overlap
from congkhai.sources.text import composed
from congkhai.words import word

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from congkhai.site.edition import Edition
    from congkhai.site.preview import Workshop

log = logging.getLogger("mkdocs.plugins.congkhai")
_WATCHED = (*RECORDS, "register")
# What MkDocs reads itself and pages show; all other text is composed where it is read.
_SHOWN = ("site_name", "site_description", "site_url", "nav")
_ICONS = ".icons/material"
_OF_A_SITE = ("index.html", "404.html", "assets/congkhai.css")
_OF_THE_DISK = "lost+found"


class _NoOptions(Config):
    """No option of ours passes through MkDocs."""


class CongKhaiPlugin(BasePlugin[_NoOptions]):
    """Turns a folder of records into pages while MkDocs builds; `edition` is None while the last build stands."""

    edition: "Edition | None"
    build: Build | None = None
    told: Sequence[Told]
    site_dir: str
    staging: TemporaryDirectory[str]
    env: Environment
    nav: Navigation
    serving = False
    itself: "CongKhaiPlugin"
    workshop: "Workshop | None" = None

    def load_config(
        self, options: dict[str, object], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Take no options from MkDocs: settings.py reads mkdocs.yml itself and knows lines and columns."""
        del options, config_file_path
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Speak Vietnamese on every console, and remember whether a person is at work on the site."""
        del dirty
        # Without live reload MkDocs asks no plugin about its server, and what it serves has to lie in its folder.
        self.serving = command == "serve" and "--no-livereload" not in sys.argv
        self.workshop = None
        use_utf8()
        if not os.environ.get("SOURCE_DATE_EPOCH", "").strip():
            # Set but empty it means the clock; MkDocs would read a number in it.
            os.environ.pop("SOURCE_DATE_EPOCH", None)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse what the portal cannot be built with, and rebuild also when a record or the register changes in `mkdocs serve`.

        Raises Abort.
        """
        root, self.site_dir = Path(config.config_file_path).parent, config.site_dir
        if reason := _refused(config, root) or ("" if self.serving else _lost(self.site_dir)):
            raise Abort(reason)
        for name in _SHOWN:
            config[name] = composed(config[name])
        config.watch.extend(str(root / kind) for kind in _WATCHED if (root / kind).is_dir())
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Open the portal, unless the last build stands, and stop before anything is written if anything is wrong.

        Raises Abort after every problem has been told.
        """
        # It would walk a million records, pages and rows again and again, and none of them is in a cycle.
        gc.disable()
        day, strict = today(), config.strict
        if self.serving:
            self.edition = self._opened_for_work(config, day)
        else:
            gc.unfreeze()
            self.build = Build(config, f"{day} {os.environ.get('SOURCE_DATE_EPOCH', '')}")
            with stage(word("progress.read")):
                self.edition = _edition(config, day) if self.build.told is None else None
            self.told = lines(self.edition.problems) if self.edition else self.build.told or []
            tell(self.told)
            if errors(self.told) or (strict and self.told):
                raise Abort(stopped(self.told))
        # MkDocs empties its output folder next; the site of the last build stays as it is until the new one is made.
        self.staging = TemporaryDirectory(prefix="congkhai-")
        config.site_dir = self.staging.name
        may_empty(config.site_dir)
        # Our pages use none of Material's templates, and MkDocs would look at each of its 14,000 icons.
        config.theme.dirs = [folder for folder in config.theme.dirs if not (Path(folder) / _ICONS).is_dir()]
        # The map of the site is ours: MkDocs knows no page of a record.
        config.theme.static_templates = {"404.html"} if self.edition else set()
        if self.edition is None:
            config.nav = None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Publish only what a page or the frame names, and of the theme only what our pages use."""
        if self.workshop:
            return self.workshop.files(files, config)
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
        if self.workshop:
            with self.staging as staging:
                self.workshop.show(Path(staging), Path(self.site_dir), self.env, config, self.nav)
            gc.enable()
            return
        if self.edition is None or self.build is None:
            self.staging.cleanup()
            log.info(word("cli.unchanged", folder=self.site_dir))
            self._end()
            return
        self.build.write(Path(self.site_dir), partial(self._fill, config), self.told, strict=config.strict)
        gc.freeze()
        self._end()

    def on_serve(
        self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> "LiveReloadServer":
        """Make pages when they are asked for, before MkDocs' server looks for them, and watch the folders of records closely."""
        from congkhai.site.watching import watch_closely  # noqa: PLC0415 - only a person at work waits for it

        watch_closely(server, Path(config.config_file_path).parent, _WATCHED)
        if self.workshop:
            server.builder = self.workshop.go_on(builder, today)
            server.set_app(self.workshop.preview.stand_before(server.serve_request, server.root, server.mount_path))
        return server

    def on_shutdown(self) -> None:
        """Leave what the process holds to the system; Python would give it back value by value, for seconds."""
        # A circle that the collector no longer looks at is never taken apart.
        self.itself = self
        gc.freeze()

    def on_build_error(self, error: Exception) -> None:
        """Let others build, and collect garbage again: `mkdocs serve` goes on after a build that failed.

        Raises Abort with the reason of the system when it is the system that refused.
        """
        self._end()
        if isinstance(error, OSError):
            raise Abort(refused(error, self.site_dir)) from error

    def _fill(self, config: MkDocsConfig, output: Output) -> None:
        """Make every file of the site: what MkDocs has made, and what is ours."""
        with self.staging as staging:
            output.take(Path(staging))
        with stage(word("progress.pages")):
            if self.edition:
                self.edition.writer(self.env, config, self.nav).write(output)

    def _end(self) -> None:
        if self.build is not None:
            self.build.end()
            self.build = None
        if not self.serving:
            stand_aside()
        gc.enable()

    def _opened_for_work(self, config: MkDocsConfig, day: date) -> "Edition | None":
        """Return the portal as it is now, None when it has errors; they are told, and the server goes on."""
        from congkhai.site.preview import Workshop  # noqa: PLC0415 - only a person at work waits for it

        self.workshop = self.workshop or Workshop(Path(config.config_file_path).parent)
        edition = self.workshop.open(config, day)
        return edition if self.workshop.is_sound else None


def _edition(config: MkDocsConfig, day: date) -> "Edition":
    # The whole program takes half a second to load, which a build without changes has no need of.
    from congkhai.site.edition import Edition  # noqa: PLC0415
    from congkhai.site.kept import Work  # noqa: PLC0415

    work = Work(Path(config.config_file_path).parent)
    try:
        edition = Edition(config, day, work)
        if all(problem.severity is not Severity.ERROR for problem in edition.problems):
            edition.bind()
            work.kept.save()
    finally:
        work.kept.close()
    return edition


def _refused(config: MkDocsConfig, root: Path) -> str:
    """Return why a portal cannot be built with these options and this clock, empty when it can."""
    if found := wrong_setting():
        return word("cli.wrong-clock", found=found)
    if config.theme.name != "congkhai":
        return word("cli.other-theme", theme=str(config.theme.name))
    if not config.use_directory_urls:
        return word("cli.no-directory-urls")
    site = Path(config.site_dir).resolve()
    if site.exists() and not site.is_dir():
        return word("cli.site-is-file", site=config.site_dir)
    for folder in (config.docs_dir, *_WATCHED):
        kept = (root / folder).resolve()
        if overlap(site, kept):
            return word("cli.site-in-records", site=config.site_dir, folder=kept.name)
    return ""


def _lost(site_dir: str) -> str:
    """Return why no site is built where files lie and none that a site has, empty when it may be: they would be lost."""
    folder = Path(site_dir)
    names = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
    is_taken = any(not name.startswith(".") and name != _OF_THE_DISK for name in names)
    is_site = any((folder / name).exists() for name in _OF_A_SITE)
    return word("cli.site-is-other", site=site_dir) if is_taken and not is_site else ""
