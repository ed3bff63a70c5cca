"""From a folder to its portal: the whole river to that point, in one function."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from congkhai.checks import check_all
from congkhai.checks.links import check_content
from congkhai.checks.mkdocs_file import check_mkdocs_file
from congkhai.checks.personal import check_personal, veiled
from congkhai.law.instruments import instruments
from congkhai.portal.relations import Portal
from congkhai.problems import Problem, Report
from congkhai.records.keeping import Readings
from congkhai.records.reading import FOLDERS, read_records
from congkhai.settings import is_portal, read_settings


@dataclass(frozen=True)
class Opening:
    """What opening a folder gave: the portal, None if there was an error, and every problem found."""

    portal: Portal | None
    problems: list[Problem]


def open_portal(root: Path, today: date, readings: Readings | None = None, *, is_trial: bool = False) -> Opening:
    """Read the folder of one unit into a portal as it stands on `today`; `readings` are those of earlier times.

    Whoever opens it for a `trial` writes files when nothing speaks against it, and wants every name told.
    """
    report = Report()
    if not is_portal(root, report):
        return Opening(None, [*report.in_order(), *_strays(root)])
    settings = read_settings(root, report)
    records = read_records(root, report, readings)
    portal = None
    if settings is not None:
        shown = check_mkdocs_file(root, records.content, report)
        check_content(records, shown, report)
        law = instruments()
        check_all(records, settings, law, today, report)
        kept = readings.work if readings else None
        check_personal(root, records, settings, report, kept, is_trial=is_trial)
        portal = None if report.failed else Portal.of(settings, law, records, today)
    return Opening(portal, veiled(report.in_order(), settings, records.dossiers))


def _strays(root: Path) -> list[Problem]:
    """Return the problems of records whose portal has lost its settings; in a wrong folder there is nothing to tell of."""
    report = Report()
    if not any((root / name).is_dir() for name in FOLDERS):
        return []
    records = read_records(root, report)
    return veiled(report.in_order(), None, records.dossiers)
