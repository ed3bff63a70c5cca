"""`congkhai publish` and `congkhai rollback`: from the ward's folder to what readers see, and back."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from congkhai.commands import office_key, refusals
from congkhai.console import stage
from congkhai.problems import Problem, Report, Severity, render_text
from congkhai.publishing.publish import REGISTER, Job, publish, roll_back
from congkhai.publishing.releases import Releases
from congkhai.register.leaf import Kind
from congkhai.register.presence import Presence, presence
from congkhai.settings import is_portal
from congkhai.words import word

BUSY = 75


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of `publish`."""
    parser.add_argument("target", type=Path, metavar=word("cli.target-name"), help=word("cli.target"))
    parser.add_argument(
        "folder", nargs="?", default=".", type=Path, metavar=word("cli.site-name"), help=word("cli.folder")
    )
    parser.add_argument("--fewer", action="store_true", help=word("cli.fewer"))
    parser.add_argument("--after-pause", action="store_true", help=word("cli.after-pause"))
    office_key.add(parser)


def run(options: argparse.Namespace, today: date, now: Callable[[], int]) -> int:
    """Publish a folder; return 1 if its records or the site have errors, 75 while another run is at work."""
    with refusals.told(BUSY, "publish-busy", "register-busy") as ended:
        if not is_portal(options.folder, report := Report()):
            return _unpublished(report.problems)
        job = _job(options, today, now)
        done = publish(replace(job, may_shrink=options.fewer, stage=lambda name: stage(word(f"progress.{name}"))))
        if done.release is None:
            return _unpublished(done.problems)
        _tell(done.problems)
        print(word("cli.published", name=done.release.name))
        print(_added(done.entries) if job.signer is not None else word("cli.no-register"))
    return ended.code


def _tell(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(render_text(problem), file=sys.stderr)


def _unpublished(problems: Sequence[Problem]) -> int:
    """Say why nothing was published, and return the code to leave with."""
    _tell(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    print(word("cli.not-published", errors=errors, warnings=len(problems) - errors), file=sys.stderr)
    return 1


def _added(kinds: Sequence[Kind]) -> str:
    """Return how many entries were added, kind by kind."""
    parts = [f"{count} {word(f'kind-of-entry.{kind}')}" for kind, count in Counter(kinds).items()]
    return word("cli.published-entries", entries=len(kinds), kinds="; ".join(parts))


def add_rollback(parser: argparse.ArgumentParser) -> None:
    """Add the options of `rollback`."""
    parser.add_argument("target", type=Path, metavar=word("cli.target-name"), help=word("cli.target"))
    parser.add_argument(
        "folder", nargs="?", default=".", type=Path, metavar=word("cli.site-name"), help=word("cli.folder")
    )
    parser.add_argument("--release", metavar=word("cli.release-name"), help=word("cli.release"))
    parser.add_argument("--after-pause", action="store_true", help=word("cli.after-pause"))
    office_key.add(parser)


def run_rollback(options: argparse.Namespace, today: date, now: Callable[[], int]) -> int:
    """Show an earlier release again."""
    with refusals.told(BUSY, "publish-busy", "register-busy") as ended:
        shown = roll_back(_job(options, today, now), options.release)
        print(word("cli.rolled-back", name=shown.name, origin=shown.origin))
    return ended.code


def _job(options: argparse.Namespace, today: date, now: Callable[[], int]) -> Job:
    has_register = presence(options.folder / REGISTER) is not Presence.NONE
    signer = office_key.opened(options) if has_register else None
    return Job(options.folder, Releases(options.target.absolute()), signer, now, today, after_pause=options.after_pause)
