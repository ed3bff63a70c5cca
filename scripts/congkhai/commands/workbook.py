"""`congkhai export … --xlsx` and `congkhai import …xlsx`: the lists of a dossier to Excel and back."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from congkhai.checks.passing import portal_gate
from congkhai.checks.personal import veiled
from congkhai.problems import Place, Report, render_text
from congkhai.records.reading import Records, read_records
from congkhai.settings import SETTINGS_FILE, Settings, read_settings
from congkhai.words import reason, word
from congkhai.workbooks.layout import Layout, layouts
from congkhai.workbooks.rows import ListFile, read_list, too_long


@dataclass(frozen=True)
class Home:
    """A portal's folder, its settings, and the one dossier that is meant, if any."""

    root: Path
    settings: Settings
    dossier: Path | None

    @cached_property
    def records(self) -> Records:
        """Return every record of the portal, as far as it can be read."""
        return read_records(self.root, Report())

    @cached_property
    def veil(self) -> Callable[[str], str]:
        """Return what masks personal data in a text that is to be printed."""
        return portal_gate(self.settings, self.records.dossiers).veiled


def export(options: argparse.Namespace) -> int:
    """Write a workbook; return 1 if the records have errors, 2 for wrong use. A file that exists is never replaced."""
    target, *dossiers = options.xlsx
    layout = layouts().get(str(options.folder))
    if layout is None or target.suffix.lower() != ".xlsx" or len(dossiers) > 1 or not _is_installed():
        return _misused("cli.export-what" if _is_installed() else "cli.no-openpyxl", names=", ".join(layouts()))
    if target.exists():
        return _misused("cli.export-exists", file=target)
    report = Report()
    home = find_home(dossiers[0] if dossiers else Path(), report)
    found = _lists(home, layout, report) if home is not None else []
    for one in found:
        too_long(layout, one, report)
    if report.failed or home is None:
        return refused(report, home)
    from congkhai.workbooks import making  # noqa: PLC0415 - knows the optional library
    from congkhai.workbooks.choices import Choices  # noqa: PLC0415 - stands with it

    try:
        written(target, making.workbook(layout, found, Choices.of(home.settings)))
    except OSError as error:
        return _misused("cli.not-writable", file=target, reason=reason(error))
    print(word("cli.export-xlsx-done", file=target, count=sum(len(one.records) for one in found)))
    return 0


def import_(options: argparse.Namespace, today: date) -> int:
    """Show what a table changes and write it when told to; return 1 if anything has to be asked or repaired first."""
    if not _is_installed():
        return _misused("cli.no-openpyxl")
    from congkhai.commands import workbook_import  # noqa: PLC0415 - knows the optional library

    return workbook_import.run(options, today)


def find_home(place: Path, report: Report) -> Home | None:
    """Return the portal that a folder is, or that has it as a dossier; None with the reason told."""
    place = place.resolve()
    is_root = (place / SETTINGS_FILE).exists()
    root = place if is_root else place.parent.parent
    if not is_root and (
        place.parent.name not in {layout.folder for layout in layouts().values()} or not place.is_dir()
    ):
        report.add("workbook-no-dossier", Place(str(place.name)), name=str(place))
        return None
    settings = read_settings(root, report)
    return None if settings is None else Home(root, settings, None if is_root else place)


def _lists(home: Home, layout: Layout, report: Report) -> list[ListFile]:
    folders = [home.dossier] if home.dossier is not None else _dossiers(home.root, layout)
    if home.dossier is not None and home.dossier.parent.name != layout.folder:
        report.add("workbook-no-dossier", Place(home.dossier.name), name=f"{layout.folder}/{home.dossier.name}")
        return []
    return [one for folder in folders if (one := read_list(layout, folder, report)) is not None]


def _dossiers(root: Path, layout: Layout) -> list[Path]:
    return sorted(path.parent for path in (root / layout.folder).glob(f"*/{layout.file}"))


def written(path: Path, raw: bytes) -> None:
    """Write a file whole or not at all.

    Raises OSError.
    """
    waiting = path.with_name(f".{path.name}.tmp")
    try:
        waiting.write_bytes(raw)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def _is_installed() -> bool:
    return find_spec("openpyxl") is not None


def _misused(key: str, **values: object) -> int:
    print(word(key, **values), file=sys.stderr)
    return 2


def refused(report: Report, home: Home | None) -> int:
    """Print the problems that stand in the way, personal data masked; return 1."""
    problems = veiled(report.in_order(), home.settings if home else None, home.records.dossiers if home else ())
    print("\n".join(render_text(problem) for problem in problems), file=sys.stderr)
    return 1
