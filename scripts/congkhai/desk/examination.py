"""What is right, doubtful or wrong with a machine and a portal's folder, each with its repair."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from congkhai.desk.machine import CORE, System
from congkhai.zone import VIETNAM


class Grade(StrEnum):
    """How something stands: good, to be looked at, or not to be worked with."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """One thing looked at; its words stand under `doctor` by its name, the repair under the name with `-repair`."""

    grade: Grade
    name: str
    values: Mapping[str, str]


_OLDEST_PYTHON = (3, 11)
_WINDOWS = "win32"
_MAC = "darwin"
# Windows without long paths: 260 letters with the last zero, and the site adds folders below.
_LONGEST_PATH = 240
_NEEDED = ("mkdocs.yml", "content/", "content/index.md", "plans/", "conclusions/")
# Left by Git, by shared folders, by office programs that lost a race.
_CONFLICTS = re.compile(
    r"\.(?:orig|rej)$|conflicted copy|conflict[ -]\d|\(\s*(?:bản sao|copy).*\)|(?: - Copy(?: \(\d+\))?| \(\d+\))\.[a-z]+$|_(?:BASE|LOCAL|REMOTE|BACKUP)_\d+",
    re.IGNORECASE,
)
# No portal of this program is older; a machine that says so has lost its battery.
_EARLIEST = datetime(2025, 7, 1, tzinfo=VIETNAM).timestamp()
_DAY = 86_400


def examine(system: System) -> list[Finding]:
    """Return every finding, the machine first."""
    return [finding for look in _LOOKS for finding in look(system)]


def _good(name: str, /, **values: str) -> Finding:
    return Finding(Grade.GOOD, name, values)


def _doubtful(name: str, /, **values: str) -> Finding:
    return Finding(Grade.DOUBTFUL, name, values)


def _bad(name: str, /, **values: str) -> Finding:
    return Finding(Grade.BAD, name, values)


def _python(system: System) -> Iterator[Finding]:
    version = ".".join(map(str, system.python))
    yield (
        _bad("python-old", version=version) if system.python[:2] < _OLDEST_PYTHON else _good("python", version=version)
    )


def _packages(system: System) -> Iterator[Finding]:
    for name in CORE:
        version = system.packages.get(name)
        yield _good("package", name=name, version=version) if version else _bad("package-missing", name=name)
    for extra, names in system.extras.items():
        missing = ", ".join(name for name in names if not system.packages.get(name))
        if not missing:
            yield _good(f"extra-{extra}")
        elif extra == "pdf" and system.wants_pdf:
            yield _bad("pdf-wanted", missing=missing)
        else:
            yield _good(f"no-extra-{extra}", missing=missing)


def _encoding(system: System) -> Iterator[Finding]:
    if system.utf8 or _is_utf8(system.locale):
        yield _good("encoding", name=system.locale)
    else:
        yield _doubtful("encoding-old", name=system.locale)
    if not _is_utf8(system.console):
        yield _doubtful("console-old", name=system.console or "?")


def _is_utf8(name: str) -> bool:
    return name.lower().replace("-", "").replace("_", "") == "utf8"


def _clock(system: System) -> Iterator[Finding]:
    time = f"{datetime.fromtimestamp(system.now, VIETNAM):%H:%M %d/%m/%Y}"
    if system.epoch:
        yield _doubtful("clock-set", time=time)
    elif system.now < _EARLIEST:
        yield _bad("clock-wrong", time=time)
    elif system.committed is not None and system.committed > system.now + _DAY:
        yield _doubtful("clock-behind-git", time=time)
    elif system.newest > system.now + _DAY:
        yield _doubtful("clock-behind-file", time=time, file=system.newest_name)
    else:
        yield _good("clock", time=time)


def _git(system: System) -> Iterator[Finding]:
    if system.git is None:
        yield _doubtful("no-git")
        return
    if not system.is_repository:
        yield _doubtful("no-repository")
        return
    settings = system.git
    found = list(_git_settings(settings, system.platform))
    if not settings.get("user.name") or not settings.get("user.email"):
        found.append(_bad("git-nobody"))
    if system.attributes is None:
        found.append(_doubtful("no-attributes"))
    yield from found or [_good("git")]


def _git_settings(settings: Mapping[str, str], platform: str) -> Iterator[Finding]:
    if settings.get("core.autocrlf", "").lower() == "true":
        yield _doubtful("git-crlf")
    if settings.get("core.quotepath", "true").lower() != "false":
        yield _doubtful("git-quotepath")
    if platform == _MAC and settings.get("core.precomposeunicode", "true").lower() == "false":
        yield _doubtful("git-decomposed")
    if platform == _WINDOWS and settings.get("core.longpaths", "").lower() != "true":
        yield _doubtful("git-longpaths")


def _paths(system: System) -> Iterator[Finding]:
    longest = max(system.names, key=len, default="")
    length = len(system.folder) + 1 + len(longest)
    if system.platform == _WINDOWS and system.long_paths is False and length > _LONGEST_PATH:
        yield _bad("path-too-long", file=longest, length=str(length))
    alike = defaultdict(list)
    for name in system.names:
        alike[unicodedata.normalize("NFC", name).casefold()].append(name)
    clashes = [names for names in alike.values() if len(names) > 1]
    yield from (_bad("names-alike", files=", ".join(names)) for names in clashes)
    decomposed = [name for name in system.names if not unicodedata.is_normalized("NFC", name)]
    yield from (_doubtful("name-decomposed", file=name) for name in decomposed)
    left = [name for name in system.names if _CONFLICTS.search(name)]
    yield from (_doubtful("conflict-file", file=name) for name in left)
    if not clashes and not decomposed and not left:
        yield _good("names", count=str(len(system.names)))


def _pieces(system: System) -> Iterator[Finding]:
    missing = [name for name in _NEEDED if name not in system.names]
    if missing:
        yield _bad("piece-missing", name=", ".join(missing))
        return
    yield _good("pieces")
    yield _good("site-url", url=system.site_url) if system.site_url else _doubtful("no-site-url")


def _register(system: System) -> Iterator[Finding]:
    if not system.has_register:
        yield _good("no-register")
    elif system.has_key:
        yield _good("register-key", file=system.key)
    else:
        yield _doubtful("register-no-key", file=system.key)


_LOOKS: tuple[Callable[[System], Iterator[Finding]], ...] = (
    _python, _packages, _encoding, _clock, _git, _paths, _pieces, _register,
)  # fmt: skip
