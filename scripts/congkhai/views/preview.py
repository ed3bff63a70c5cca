"""What stands on every page while a person works on the portal: that this is no published site, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from congkhai.problems import Problem, Severity
from congkhai.views.parts import Notice
from congkhai.words import word

# More do not fit above a page; the command line tells all.
SHOWN = 10
_TONES = {Severity.ERROR: "warning", Severity.WARNING: "info"}


@dataclass(frozen=True)
class PreviewView:
    """A strip with one notice for each problem, errors first, and what is left out."""

    title: str
    notices: Sequence[Notice]
    more: str


def preview(problems: Sequence[Problem], *, is_old: bool) -> PreviewView:
    """Return the strip; `is_old` when the page below it was made before there were errors."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    counts = word("preview.counts", errors=errors, warnings=len(problems) - errors) if problems else ""
    parts = [word("preview.title"), counts, word("preview.old") if is_old else ""]
    first = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)[:SHOWN]
    left = len(problems) - len(first)
    return PreviewView(
        title=" ".join(part for part in parts if part),
        notices=[_notice(problem) for problem in first],
        more=word("preview.more", count=left) if left else "",
    )


def _notice(problem: Problem) -> Notice:
    text = " ".join(part for part in (problem.message("vi"), problem.hint("vi")) if part)
    return Notice(str(problem.place), text, _TONES[problem.severity])
