"""Cases that an official can read: files of a ward, and exactly the problems that they have.

A room of the program is a folder in `cases`. Every case begins from the sample ward (`ward.yml`). `files` lays whole files over it (nothing deletes
one), `edit` replaces words that stand once in a file, `today` is the day.
"""

from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from congkhai.problems import Problem, catalogue
from wards import TODAY, Ward

CASES = Path(__file__).parent / "cases"
# What only the site can find, once it renders, and what files of a case cannot show.
ELSEWHERE = {
    "unclean-html", "unknown-palette", "unknown-icon", "pdf-not-installed", "pdf-strange-letter", "pdf-failed",
    "missing-site", "missing-page", "unmarked-page", "other-version-page", "unfinished-page", "broken-page-link",
    "stray-page", "privacy-site", "privacy-file-number", "privacy-file-passage",
}  # fmt: skip
BYTES = {
    "unreadable-file", "vanished-file", "locked-file", "folder-for-file", "special-file", "unreadable-name", "same-name",
    "unknown-folder",
    "missing-settings-file", "symbolic-link", "file-too-large", "line-too-long", "not-utf-8", "attachment-too-large",
}  # fmt: skip
# Rooms beside the river, whose cases are their own: tests/register and cases/register-attacks.yml, cases/new-records.yml.
BESIDE = (
    "register-",
    "publish-",
    "verify-",
    "stamp-",
    "witness-",
    "letter-",
    "new-",
    "edit-refused",
    "workbook-",
    "import-",
    "failed-build",
    "shrunk-site",
    "unreadable-output",
)


class Told(TypedDict):
    """A problem that a case expects."""

    slug: str
    at: str


class Case(TypedDict, total=False):
    """One case, as it stands in a file."""

    title: str
    files: dict[str, str | None]
    edit: dict[str, dict[str, str]]
    today: date
    problems: list[Told]


def _cases() -> list[Case]:
    return [case for file in sorted(CASES.glob("*/*.yml")) for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


def _told(problem: Problem) -> str:
    return f"{problem.place} {problem.slug}"


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["title"])
def test_case_has_exactly_its_problems(case: Case, ward: Ward) -> None:
    """The ward of the case has the problems that the case names, and no other."""
    ward.write(case.get("files", {}))
    for file, edits in case.get("edit", {}).items():
        for old, new in edits.items():
            ward.edit(file, old, new)
    found = [_told(problem) for problem in ward.problems(case.get("today", TODAY))]
    assert sorted(found) == sorted(f"{problem['at']} {problem['slug']}" for problem in case["problems"])


def test_cases_cover_every_problem() -> None:
    """Every problem that text can have is the subject of a case."""
    shown = {problem["slug"] for case in _cases() for problem in case["problems"]}
    assert shown == {slug for slug in catalogue() if not slug.startswith(BESIDE)} - ELSEWHERE - BYTES


def test_titles_are_sentences_said_once() -> None:
    """Each title is a sentence, and no two are the same."""
    titles = [case["title"] for case in _cases()]
    assert len(titles) == len(set(titles))
    assert [title for title in titles if not title.endswith(".")] == []
