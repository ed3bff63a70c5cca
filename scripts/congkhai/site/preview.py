"""`mkdocs serve`: a page is made when somebody looks at it, and problems stand on every page instead of stopping the work.

Nothing of it can be published: hardly a page lies on disk, and none bears the marker of a finished site.
"""

import gc
import logging
import posixpath
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path, PureWindowsPath
from threading import Lock
from typing import Any

from jinja2 import Environment, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from congkhai.opening import open_portal
from congkhai.problems import Place, Problem, Severity
from congkhai.settings import SETTINGS_FILE
from congkhai.site.build import errors, lines, tell
from congkhai.site.edition import Edition
from congkhai.site.freshness import Told
from congkhai.site.gallery import ADDRESS
from congkhai.site.hearing import Hearing
from congkhai.site.kept import Work
from congkhai.site.output import Output, holds
from congkhai.site.writing import Writer
from congkhai.views.marker import PREVIEW
from congkhai.views.preview import preview
from congkhai.words import word

# PEP 3333 gives these no other types.
Environ = Mapping[str, Any]
Start = Callable[..., object]
Application = Callable[[Environ, Start], Iterable[bytes]]
Headers = Sequence[tuple[str, str]]
log = logging.getLogger("mkdocs.plugins.congkhai")
_HEADER_END = b"</header>"
_INDEX = "index.html"


class Preview:
    """The site as it stands while a person works on it, between MkDocs' server and its folder.

    `others` are pages that only a preview has, `missing` stands for every page while there is no portal at all. Who changes
    the folder or what is shown holds `making`: no page of the old edition is made between the two. `turn` counts what was shown.
    """

    def __init__(self) -> None:
        self._writer: Writer | None = None
        self._own: Container[str] = ()
        self._others: Mapping[str, Callable[[], bytes]] = {}
        self._missing = b""
        self._banner = b""
        self.turn = 0
        self.making = Lock()

    @property
    def is_empty(self) -> bool:
        """Return whether no portal was ever shown."""
        return self._writer is None

    def stand_before(self, serve: Application, root: str, mount: str) -> Application:
        """Return what answers before MkDocs' server does, which serves the folder `root` under the path `mount`."""
        return partial(self._answer, serve, Path(root), mount)

    def show(self, writer: Writer, own: Container[str], others: Mapping[str, Callable[[], bytes]], banner: str) -> None:
        """Show a new edition; `own` are the files that MkDocs has written itself."""
        self._writer, self._own, self._others = writer, own, others
        self.tell(banner)

    def wait(self, missing: str, own: Container[str], banner: str) -> None:
        """Tell what is wrong on a page that stands for all, while there is no portal that could be shown."""
        self._missing, self._own = missing.encode(), own
        self.tell(banner)

    def tell(self, banner: str) -> None:
        """Tell on every page what is wrong, above the edition that was good last."""
        self._banner = banner.encode()
        self.turn += 1

    def _answer(self, serve: Application, root: Path, mount: str, environ: Environ, start: Start) -> Iterable[bytes]:
        path = str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "ignore")
        if path.startswith("/livereload/") or not path.startswith(mount):
            return serve(environ, start)
        name = _name(path[len(mount) :])
        if _leads_out(name):
            start("404 Not Found", [("Content-Type", "text/plain")])
            return []
        while True:
            turn = self.turn
            self._make(root, name)
            status, headers, body = _heard(serve, environ)
            # MkDocs' server waits while a new edition is made: then this page was of the old one.
            if turn == self.turn:
                break
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            body = body.replace(_HEADER_END, _HEADER_END + self._banner, 1)
            headers = [(name, value) for name, value in headers if name != "Content-Length"]
            headers.append(("Content-Length", str(len(body))))
        start(status, headers)
        return [body]

    def _make(self, root: Path, name: str) -> None:
        """Make the file of a name, or the page of a folder, where MkDocs' server looks for it."""
        # A file that went while somebody asked for it, or a name that no file can have: there is none.
        with self.making, suppress(OSError):
            for one in (name, f"{name}/{_INDEX}"):
                if one in self._own:
                    return
                if (content := self._content(one)) is not None:
                    _put(root / one, content)
                    return

    def _content(self, name: str) -> bytes | None:
        if self._writer is None:
            return self._missing if name.endswith(_INDEX) else None
        content = self._writer.make(name)
        return self._others[name]() if content is None and name in self._others else content


def _name(asked: str) -> str:
    """Return the name of the file that MkDocs' server opens for a path."""
    page = f"{asked}{_INDEX}" if asked.endswith("/") or not asked else asked
    return posixpath.normpath(f"/{page}").lstrip("/")


def _leads_out(name: str) -> bool:
    """Return whether Windows would look for a name elsewhere than in the folder that is served, or no system can."""
    return "\0" in name or "\\" in name or bool(PureWindowsPath(name).drive)


def _put(target: Path, content: bytes) -> None:
    if not holds(str(target), content):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _heard(serve: Application, environ: Environ) -> tuple[str, Headers, bytes]:
    """Return status, headers and body of what a server answers."""
    heard: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, *_: object) -> None:
        heard.append((status, headers))

    body = b"".join(serve(environ, start))
    return (*heard[-1], body)


class Workshop:
    """What stays from one build of `mkdocs serve` to the next."""

    _strip: Template

    def __init__(self, root: Path) -> None:
        """Begin to work on the portal at `root`."""
        self.preview = Preview()
        self._root, self._work = root, Work(root)
        self._told: Sequence[Told] = ()

    def open(self, config: MkDocsConfig, today: date) -> Edition:
        """Open the portal as it is now."""
        self._work.turn()
        self._edition = Edition(config, today, self._work, PREVIEW)
        self._tell(self._edition.problems)
        return self._edition

    def go_on(self, builder: Callable[[], None], today: Callable[[], date]) -> Callable[[], None]:
        """Return a builder that never fails: MkDocs' server would let every page wait until what stopped it is mended."""

        def build() -> None:
            turn, hearing = self.preview.turn, Hearing()
            try:
                builder()
            except Exception as error:
                # In whatever way the settings stop MkDocs; `--verbose` shows where.
                log.debug("", exc_info=True)
                # What comes later, such as the count of warnings of a strict build, has been told.
                if turn == self.preview.turn:
                    told = [text for severity, text in hearing.told if severity == Severity.ERROR]
                    said = str(error) if isinstance(error, MkDocsException) else repr(error)
                    self._stand_still(" ".join([*told, said]), today())
            finally:
                hearing.end()

        return build

    @property
    def is_sound(self) -> bool:
        """Return whether the portal that was opened last can be shown."""
        return all(problem.severity is not Severity.ERROR for problem in self._edition.problems)

    def files(self, files: Files, config: MkDocsConfig) -> Files:
        """Return what MkDocs may write: all that is published, or what the page needs that tells of the errors."""
        return self._edition.files(files, config) if self.is_sound else self._edition.theme(Files([]), config)

    def show(self, staging: Path, site: Path, env: Environment, config: MkDocsConfig, nav: Navigation) -> None:
        """Show the portal that was opened last, or tell what is wrong with it above the one before."""
        env.globals["word"] = word
        self._strip = env.get_template("partials/preview.html")
        # What pages of prose say wrongly shows once MkDocs has asked for them.
        problems = [*self._edition.problems, *(self._edition.book.problems if self.is_sound else ())]
        banner = self._banner(problems, is_sound=self.is_sound)
        if not self.is_sound and not self.preview.is_empty:
            self.preview.tell(banner)
            return
        with self.preview.making:
            own = _write(staging, site)
            if not self.is_sound:
                self.preview.wait(env.get_template("preview.html").render(), own, banner)
                return
            others = {f"{ADDRESS.lstrip('/')}{_INDEX}": partial(self._edition.gallery, env, config, nav)}
            is_first = self.preview.is_empty
            self.preview.show(self._edition.writer(env, config, nav), own, others, banner)
        if is_first:
            # Most of it stays for as long as the server runs, and to look for garbage in it takes up to a second after an edit.
            # The first edition, which is in a circle, is never given back.
            gc.freeze()
        if self._work.is_new:
            self._work.kept.save()
            self._work.is_new = False

    def _stand_still(self, said: str, today: date) -> None:
        """Tell what is wrong above the edition that was good last: in our own words, or those of MkDocs when we see nothing."""
        problems = open_portal(self._root, today, self._work.readings).problems
        if not any(one.severity is Severity.ERROR and one.place.file == SETTINGS_FILE for one in problems):
            problems = [Problem(Place(SETTINGS_FILE), "failed-build", (("said", " ".join(said.split())),)), *problems]
        self._tell(problems)
        self.preview.tell(self._banner(problems, is_sound=False))

    def _banner(self, problems: Sequence[Problem], *, is_sound: bool) -> str:
        return self._strip.render(view=preview(problems, is_old=not is_sound and not self.preview.is_empty))

    def _tell(self, problems: Sequence[Problem]) -> None:
        """Tell problems on the terminal, those that were told just before in one line."""
        told = lines(problems)
        if told and told == self._told:
            log.warning(word("preview.same", errors=errors(told), warnings=len(told) - errors(told)))
        else:
            tell(told)
        self._told = told


def _write(staging: Path, site: Path) -> Container[str]:
    output = Output(site)
    output.take(staging)
    output.finish()
    return output.named
