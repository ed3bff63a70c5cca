"""One finished page as a reader's browser gets it: its marker, its end, its links and its anchors."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from congkhai.problems import Place
from congkhai.sources.text import place_in

_MARKER = re.compile(r'<meta name="generator" content="(?P<made_by>[^"]*)">')
_LINK = re.compile(r'<[a-z][^<>]*?\s(?:href|src|action)="(?P<target>[^"]*)"')
_ID = re.compile(r'<[a-z][^<>]*?\sid="(?P<id>[^"]*)"')


@dataclass(frozen=True)
class Target:
    """Where a link leads: a file of the site by its name, empty for one outside the site's folder, and an anchor."""

    name: str
    anchor: str
    offset: int


@dataclass(frozen=True)
class FinishedPage:
    """A page by its name in the site's folder; `base` is the path under which the site lies on its server."""

    name: str
    html: str
    base: str = "/"

    @property
    def made_by(self) -> str | None:
        """Return what the page says it was made by, None when it says nothing."""
        match = _MARKER.search(self.html)
        return unescape(match["made_by"]) if match else None

    @property
    def is_whole(self) -> bool:
        """Return whether the page has its end."""
        return self.html.rstrip().endswith("</html>")

    @property
    def anchors(self) -> set[str]:
        """Return every id of the page."""
        return {unescape(match["id"]) for match in _ID.finditer(self.html)}

    def targets(self) -> Iterator[Target]:
        """Yield where every link within the site leads; links to other sites are none of ours."""
        for match in _LINK.finditer(self.html):
            found = urlsplit(unescape(match["target"]))
            if not found.scheme and not found.netloc:
                yield Target(self._name(unquote(found.path)), unquote(found.fragment), match.start("target"))

    def place(self, offset: int, folder: str) -> Place:
        """Return the place of a character, with the name that the site's folder has in messages."""
        return place_in(self.html, offset, f"{folder}/{self.name}")

    def _name(self, path: str) -> str:
        if not path:
            return self.name
        if path.startswith("/"):
            if not path.startswith(self.base):
                return ""
            way = path[len(self.base) :]
        else:
            way = posixpath.join(posixpath.dirname(self.name), path)
        name = posixpath.normpath(way or ".")
        if name.startswith(".."):
            return ""
        return (
            posixpath.normpath(f"{name}/index.html")
            if path.endswith(("/", "/.", "/..")) or path in {".", ".."}
            else name
        )
