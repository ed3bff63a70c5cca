"""Folders in, dossiers out: one folder is one dossier, and nothing lies outside one."""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from congkhai.problems import Place, Report, nearest
from congkhai.sources.files import StoredFile, is_there, tell_unreadable
from congkhai.sources.text import forbidden, legible

# Text files hold records; everything else in a dossier is an attachment.
RECORD_ENDINGS = (".yml", ".yaml", ".md")
# A paper is no record under another name: it is imported.
_PAPERS = (".doc", ".docx", ".odt", ".pdf", ".rtf")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Who lets personal data pass, and why; never published.
WAIVERS_FILE = "waivers.yml"
# Left behind by operating systems, office programs and editors; never a record.
_LITTER = re.compile(r"\..*|~\$.*|.*~|Thumbs\.db|desktop\.ini|.*\.(?:bak|tmp|swp)", re.IGNORECASE)


def overlap(one: Path, other: Path) -> bool:
    """Return whether of two folders, both resolved, one is the other or lies in it."""
    return one == other or one in other.parents or other in one.parents


@dataclass(frozen=True)
class Dossier:
    """One folder: its slug, its path, its other files by name (NFC), and the records that lie there misnamed.

    Nothing is read of a folder that is set aside, which has been told: the system refuses to list it, or it is a copy.
    """

    slug: str
    path: Path
    file: str
    attachments: Mapping[str, StoredFile] = field(default_factory=dict)
    misnamed: frozenset[str] = frozenset()
    is_set_aside: bool = False

    def named(self, name: str) -> tuple[Path, str]:
        """Return a file of this dossier: where it lies, and its name in messages."""
        return self.path / name, f"{self.file}/{name}"

    def has(self, name: str) -> bool:
        """Return whether a file of this name is to be read."""
        return not self.is_set_aside and is_there(self.path / name)


def entries(folder: Path, file: str, report: Report) -> Iterator[os.DirEntry[str]]:
    """Yield the files and folders in `folder`, by name, but no litter; report links and what cannot be read."""
    yield from _entries(_listed(folder, file, report) or (), file, report)


def _listed(folder: Path, file: str, report: Report) -> list[os.DirEntry[str]] | None:
    try:
        with os.scandir(folder) as listed:
            return sorted(listed, key=lambda entry: entry.name)
    except OSError as error:
        tell_unreadable(error, Place(file), report)
        return None


def _entries(found: Iterable[os.DirEntry[str]], file: str, report: Report) -> Iterator[os.DirEntry[str]]:
    seen: set[str] = set()
    for entry in found:
        if _LITTER.fullmatch(entry.name):
            continue
        name = unicodedata.normalize("NFC", os.fsencode(entry.name).decode(errors="replace"))
        if "\ufffd" in name:
            report.add("unreadable-name", Place(f"{file}/{name}"), name=name)
        elif sign := next(forbidden(name), None):
            report.add(sign[1], Place(f"{file}/{legible(name)}"), found=sign[2])
        elif name in seen:
            report.add("same-name", Place(f"{file}/{name}"), name=name)
        elif entry.is_symlink():
            report.add("symbolic-link", Place(f"{file}/{entry.name}"))
        elif entry.is_file() or entry.is_dir():
            yield entry
        else:
            report.add("special-file", Place(f"{file}/{entry.name}"))
        seen.add(name)


def find_dossiers(root: Path, kind: str, records: tuple[str, str], report: Report) -> list[Dossier]:
    """Return the dossiers in `root/kind`, by slug; `records` names the required and the optional file."""
    folder = root / kind
    if folder.is_symlink():
        report.add("symbolic-link", Place(kind))
        return []
    if not folder.is_dir():
        report.add("missing-folder", Place(kind), name=kind)
        return []
    dossiers = []
    found = list(entries(folder, kind, report))
    copies = _copies([entry.name for entry in found if entry.is_dir()], folder, records)
    for entry in found:
        file = f"{kind}/{entry.name}"
        if entry.name in copies:
            report.add("copied-dossier", Place(file), name=records[0], first=copies[entry.name])
            dossiers.append(_set_aside(Path(entry.path), file, records))
            continue
        if entry.is_file():
            report.add("file-outside-dossier", Place(file), name=entry.name)
            continue
        # A folder with a bad name is read all the same, so that its own faults are told too.
        is_named = SLUG.fullmatch(entry.name) is not None
        if not is_named:
            report.add("bad-slug", Place(file), name=entry.name)
        if is_named or is_there(Path(entry.path, records[0])):
            dossiers.append(_dossier(Path(entry.path), file, records, report))
    return dossiers


def _copies(names: Iterable[str], folder: Path, records: tuple[str, str]) -> dict[str, str]:
    """Return the folders whose records are those of another byte for byte, and which: one with an address, many files, a short name."""
    sizes: dict[int, list[str]] = {}
    for name in sorted(names, key=lambda name: (SLUG.fullmatch(name) is None, -_count(folder / name), len(name), name)):
        with suppress(OSError):
            sizes.setdefault((folder / name / records[0]).stat().st_size, []).append(name)
    copies: dict[str, str] = {}
    for alike in (alike for size, alike in sizes.items() if size and len(alike) > 1):
        first: dict[tuple[bytes, ...], str] = {}
        for name in alike:
            contents = tuple(_content(folder / name / record) for record in records)
            if contents[0] and (original := first.setdefault(contents, name)) != name:
                copies[name] = original
    return copies


def _count(folder: Path) -> int:
    """Return how many files lie in a folder: who copies records seldom copies all that lies beside them."""
    with suppress(OSError):
        return sum(1 for _ in folder.iterdir())
    return 0


def _content(path: Path) -> bytes:
    """Return what a file holds, nothing while it cannot be read, which is told by whoever reads it for its records."""
    with suppress(OSError):
        return path.read_bytes() if path.is_file() else b""
    return b""


def _set_aside(folder: Path, file: str, records: tuple[str, str]) -> Dossier:
    """Return the dossier of which nothing is read, as if its records were there under other names."""
    return Dossier(folder.name, folder, file, misnamed=frozenset(records), is_set_aside=True)


def walk(folder: Path, file: str, report: Report) -> Iterator[Path]:
    """Yield every file below `folder`, by path; what `entries` leaves out is left out at every depth."""
    for entry in entries(folder, file, report):
        if entry.is_dir():
            yield from walk(Path(entry.path), f"{file}/{entry.name}", report)
        else:
            yield Path(entry.path)


def _dossier(folder: Path, file: str, records: tuple[str, str], report: Report) -> Dossier:
    names: list[str] = []
    listed = _listed(folder, file, report)
    if listed is None:
        return _set_aside(folder, file, records)
    for entry in _entries(listed, file, report):
        if entry.is_dir():
            report.add("folder-in-dossier", Place(f"{file}/{entry.name}"), name=entry.name)
        else:
            names.append(entry.name)
    misnamed = {
        name: record for record in records if record not in names and (name := _stand_in(folder, record, names))
    }
    if records[0] not in (*names, *misnamed.values()):
        report.add("missing-record", Place(file), name=records[0])
    others = [name for name in names if name not in records and name not in misnamed]
    unknown = {
        name: nearest(name, records) for name in others if name.endswith(RECORD_ENDINGS) and name != WAIVERS_FILE
    }
    for name, near in sorted({**unknown, **misnamed}.items()):
        report.add("unknown-record", Place(f"{file}/{name}"), name=name, near=near)
    stored = {unicodedata.normalize("NFC", name): StoredFile(folder / name) for name in others}
    return Dossier(folder.name, folder, file, stored, frozenset({*unknown.values(), *misnamed.values()}))


def _stand_in(folder: Path, record: str, names: list[str]) -> str:
    """Return the file that is `record` under a wrong name (`Schedule.YML`, `schedule.yml.txt`, `.bak`), if any."""
    stem = record.partition(".")[0]
    found = list(names)
    with suppress(OSError):
        found = [entry.name for entry in folder.iterdir() if entry.is_file()]
    alike = [name for name in found if name.casefold().startswith(f"{stem}.") and name != record]
    alike = [name for name in alike if not name.casefold().endswith(_PAPERS)]
    return min(alike, default="") or nearest(record, [name for name in names if name.endswith(RECORD_ENDINGS)])
