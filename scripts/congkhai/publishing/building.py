"""One build of a site out of a private copy of its records, by MkDocs in a process of its own, and the look at what came out."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from icalendar import Calendar

from congkhai import __version__
from congkhai.checks.mkdocs_file import site_path
from congkhai.portal.relations import Portal
from congkhai.problems import Place, Problem
from congkhai.published.inspection import inspect
from congkhai.views.marker import marker

SECONDS = 600
# What a build reads of the folder; nothing else of it is anybody's business.
_SOURCES = ("mkdocs.yml", "content", "plans", "conclusions", "theme", "register")
_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LANG", "SOURCE_DATE_EPOCH", "VIRTUAL_ENV")
# A site that lost more than this part of its pages, and more than a few, was not meant.
_MAY_SHRINK, _FEW = 0.1, 10


# Where in a program something went wrong, which says nothing to a clerk; the line below it says what.
_TRACE = re.compile(r"^Traceback \(most recent call last\):\n(?:[ \t].*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class Failure:
    """A build that ended badly: what MkDocs said, empty when it took too long."""

    said: str


def snapshot(root: Path, target: Path) -> None:
    """Copy what a build reads, so that the bytes that were checked are those that are built."""
    for name in _SOURCES:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, target / name, symlinks=True)
        elif source.exists():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def build(source: Path, site: Path) -> Failure | None:
    """Build a site into a new folder; return why that failed."""
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            command,
            cwd=source,
            env={**environment, "PYTHONUTF8": "1"},
            capture_output=True,
            timeout=SECONDS,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        return Failure("")
    return None if done.returncode == 0 else Failure(_TRACE.sub("", f"{done.stdout}{done.stderr}").strip())


def faults(portal: Portal, source: Path, site: Path, before: Path | None) -> list[Problem]:
    """Return what is wrong with a finished site, also beside the one that is shown."""
    found = inspect(portal, site, marker(__version__), site_path(source))
    return sorted([*found, *_unreadable(site), *_shrunk(site, before)])


def _unreadable(site: Path) -> Iterator[Problem]:
    """Yield the files for programs that no program can read."""
    readers: dict[str, Callable[[bytes], object]] = {
        ".json": json.loads,
        ".jsonld": json.loads,
        ".xml": ET.fromstring,
        ".svg": ET.fromstring,
        ".ics": Calendar.from_ical,
    }
    for path in sorted(site.rglob("*")):
        if (read := readers.get(path.suffix)) and path.is_file():
            try:
                read(path.read_bytes())
            except (ValueError, ET.ParseError):
                yield Problem(Place(path.relative_to(site).as_posix()), "unreadable-output", ())


def _shrunk(site: Path, before: Path | None) -> Iterator[Problem]:
    if before is None:
        return
    now, then = (sum(1 for _ in folder.rglob("*.html")) for folder in (site, before))
    if then - now > max(_FEW, then * _MAY_SHRINK):
        values = (("before", str(then)), ("now", str(now)))
        yield Problem(Place(site.name), "shrunk-site", values)
