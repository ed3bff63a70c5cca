"""A dossier to its place: read back by our own reader first, never over another, and nothing lost on the way."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from congkhai.importing.dossier import Dossier, without_petitions
from congkhai.importing.petition_file import PETITIONS
from congkhai.opening import open_portal
from congkhai.problems import Problem, Report, Severity
from congkhai.records.meeting import Meeting
from congkhai.records.reading import Records, read_records
from congkhai.records.when import When, parse_when
from congkhai.settings import SETTINGS_FILE
from congkhai.sources.writing import Tree, yaml_text

DRAFTS = "drafts"
_RECORDS = (SETTINGS_FILE, "plans", "conclusions")


@dataclass(frozen=True)
class Target:
    """Where an import goes: the portal's folder (None where there is none), and a dossier's own folder if asked for."""

    root: Path | None
    folder: Path | None = None
    slug: str | None = None


@dataclass(frozen=True)
class Placed:
    """What became of a dossier: where it lies, and the problems that its reader found; a draft lies beside the portal.

    `apart` is the draft of its petitions, where only they stood in the way.
    """

    folder: Path
    problems: tuple[Problem, ...] = ()
    is_draft: bool = False
    apart: Path | None = None


def find_target(into: Path | None) -> Target:
    """Return where to write: a portal, a dossier of one, or any other folder."""
    here = into if into is not None else Path()
    if (here / SETTINGS_FILE).is_file():
        return Target(here)
    if into is None:
        return Target(None)
    if into.parent.name in {"plans", "conclusions"} and (into.parent.parent / SETTINGS_FILE).is_file():
        return Target(into.parent.parent, into, into.name)
    return Target(None, into)


def problems_of(root: Path, dossier: Dossier, today: date) -> list[Problem]:
    """Return what our own reader says of a dossier among the records of its portal, before it is there."""
    with tempfile.TemporaryDirectory() as temporary:
        mirror = Path(temporary)
        for name in _RECORDS:
            _mirror(root / name, mirror / name)
        own = f"{dossier.kind}/{dossier.slug}"
        _write(mirror / own, dossier.files)
        problems = open_portal(mirror, today, is_trial=True).problems
        return [problem for problem in problems if problem.place.file.startswith(f"{own}/")]


def _mirror(source: Path, target: Path) -> None:
    """Copy the records of a portal; what else lies in its folders plays no part in those of one dossier."""
    if source.is_file():
        target.write_bytes(source.read_bytes())
    elif source.is_dir() and not source.is_symlink():
        target.mkdir()
        for folder in (entry for entry in source.iterdir() if entry.is_dir() and not entry.is_symlink()):
            (target / folder.name).mkdir()
            for file in folder.iterdir():
                if file.suffix in {".md", ".yml"} and file.is_file():
                    (target / folder.name / file.name).write_bytes(file.read_bytes())


def place(root: Path, dossier: Dossier, today: date) -> Placed | None:
    """Write a dossier: to its place when its reader takes it, else as a draft; None when something lies there already."""
    target = root / dossier.kind / dossier.slug
    if target.exists():
        return None
    problems = tuple(problems_of(root, dossier, today))
    if _has_errors(problems) and PETITIONS in dossier.files:
        rest = without_petitions(dossier)
        others = tuple(problems_of(root, rest, today))
        if not _has_errors(others):
            draft = free(root / DRAFTS / dossier.slug)
            _move(draft, {PETITIONS: dossier.files[PETITIONS]})
            _move(target, rest.files)
            told = [_there(problem, draft) for problem in problems if problem.place.file.endswith(f"/{PETITIONS}")]
            return Placed(target, (*others, *told), apart=draft / PETITIONS)
    if _has_errors(problems):
        draft = free(root / DRAFTS / dossier.slug)
        _move(draft, dossier.files)
        return Placed(draft, tuple(_there(problem, draft) for problem in problems), is_draft=True)
    _move(target, dossier.files)
    return Placed(target, problems)


def _has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _there(problem: Problem, draft: Path) -> Problem:
    """Return a problem at the file that an author opens to repair it."""
    file = f"{DRAFTS}/{draft.name}/{problem.place.file.rpartition('/')[2]}"
    return Problem(problem.place._replace(file=file), problem.slug, problem.values)


def free(folder: Path) -> Path:
    """Return a path that nothing lies at: this one, or the next with a number."""
    count, found = 1, folder
    while found.exists():
        count += 1
        found = folder.with_name(f"{folder.stem}-{count}{folder.suffix}")
    return found


def place_apart(folder: Path, files: Mapping[str, str]) -> Path | None:
    """Write files into a folder that is no portal's; None when one of them is there already."""
    if any((folder / name).exists() for name in files):
        return None
    if folder.exists():
        _write(folder, files)
    else:
        _move(folder, files)
    return folder


def _move(target: Path, files: Mapping[str, str]) -> None:
    """Write a new folder in one step: whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=".import-", dir=target.parent))
    try:
        _write(staged, files)
        staged.chmod(0o755)
        staged.rename(target)
    except OSError:
        shutil.rmtree(staged, ignore_errors=True)
        raise


def _write(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())


def meetings_of(root: Path) -> list[tuple[str, Meeting]]:
    """Return the meetings of a portal with the folder of their plan; what is faulty is left out."""
    records: Records = read_records(root, Report())
    return [(dossier.folder.slug, meeting) for dossier in records.plans for meeting in dossier.meetings]


def codes_of(root: Path) -> list[str]:
    """Return the codes of a portal's petitions, in the order of its files."""
    records = read_records(root, Report())
    return [str(petition.code) for dossier in records.conclusions for petition in dossier.petitions]


def find_meeting(root: Path, told: str | None, issuer: str | None) -> list[tuple[str, Meeting]]:
    """Return the meetings that a day belongs to: those on that day, else those whose month or quarter holds it."""
    when = parse_when(told) if told else None
    if when is None or when.first is None:
        return []
    records = read_records(root, Report())
    every = [
        (dossier.folder.slug, meeting)
        for dossier in records.plans
        if issuer is None or dossier.plan is None or dossier.plan.issuer in {None, issuer}
        for meeting in dossier.meetings
    ]
    exact = [each for each in every if _day(each[1]) == when.first]
    return exact or [each for each in every if _holds(each[1].date, when)]


def _day(meeting: Meeting) -> date | None:
    if meeting.held is not None:
        return meeting.held.began.first
    return meeting.date.day if meeting.date is not None else None


def _holds(wide: When | None, when: When) -> bool:
    if wide is None or wide.first is None or wide.last is None or when.first is None or wide.day is not None:
        return False
    return wide.first <= when.first <= wide.last


def with_notice(text: str, meeting: Meeting, table: Mapping[str, Tree]) -> str | None:
    """Return a schedule with a notice under one meeting; every other line as it is. None when it cannot be done safely."""
    lines = text.split("\n")
    first = meeting.origin.line - 1
    head = re.match(r"(?P<indent>\s*)-(?P<gap>\s+)\S", lines[first]) if first < len(lines) else None
    if head is None:
        return None
    indent = len(head["indent"])
    end = next((n for n in range(first + 1, len(lines)) if re.match(rf"\s{{0,{indent}}}\S", lines[n])), len(lines))
    while end > first + 1 and (not lines[end - 1].strip() or _is_comment(lines[end - 1], indent)):
        end -= 1
    inner = " " * (indent + 1 + len(head["gap"]))
    new = [f"{inner}{line}" if line else line for line in yaml_text({"notice": table}).rstrip("\n").split("\n")]
    return "\n".join([*lines[:end], *new, *lines[end:]])


def _is_comment(line: str, indent: int) -> bool:
    return bool(re.match(rf"\s{{0,{indent}}}#", line))
