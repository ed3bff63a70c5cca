"""The catalogue of problems: complete, bilingual, and rendered for people and for programs."""

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import congkhai
from congkhai.problems import (
    LANGUAGES,
    Place,
    Problem,
    Report,
    Severity,
    catalogue,
    nearest,
    render_json,
    render_text,
)

PACKAGE = Path(congkhai.__file__).parent
# The functions that take a slug, and at which position.
TELLERS = {
    "report.add": 0, "self.report.add": 0, "self._stop": 0, "fault": 0, "_check_once": 0, "_check_order": 2,
    "Refusal": 0, "self._fault": 0,
}  # fmt: skip
PROBLEM = Problem(Place("plans/a/plan.md", 6, 9), "bad-date", (("forms", "2025-10-28"), ("found", "mai")))
NEAR = Problem(Place("plans/a/plan.md", 3, 9), "unknown-body", (("id", "ubdn"), ("near", "ubnd")))


def _trees() -> Iterator[ast.Module]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def _nodes() -> Iterator[ast.AST]:
    for tree in _trees():
        yield from ast.walk(tree)


def _told_slugs() -> Iterator[ast.expr]:
    for node in _nodes():
        position = TELLERS.get(ast.unparse(node.func)) if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and position is not None and len(node.args) > position:
            yield node.args[position]


def _texts() -> set[str]:
    return {node.value for node in _nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _patterns() -> list[re.Pattern[str]]:
    """Return the slugs that are put together of parts, such as `text-{kind}`, as patterns."""
    written = [ast.unparse(node).removeprefix("f").strip("'\"") for node in _nodes() if isinstance(node, ast.JoinedStr)]
    slugs = [re.sub(r"{[^{}]+}", "[a-z]+", text) for text in written]
    return [re.compile(slug) for slug in slugs if re.fullmatch(r"[a-z]+-\[a-z\]\+", slug)]


def _gaps(text: str) -> set[str]:
    """Return the gaps of a text; one that is filled with words of its language counts as the same in both."""
    return {re.sub("_(vi|en)$", "", name) for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_slug_told_is_in_the_catalogue() -> None:
    """No code can tell a problem that the catalogue does not know."""
    told = {node.value for node in _told_slugs() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert len(told) > 70
    assert told <= set(catalogue())
    mentions = [node.args[0] for node in _nodes() if isinstance(node, ast.Call) and ast.unparse(node.func) == "Mention"]
    kinds = {ast.literal_eval(kind) for kind in mentions if isinstance(kind, ast.Constant)}
    assert {f"unknown-{kind}" for kind in kinds} <= set(catalogue())


def test_every_problem_of_the_catalogue_is_told_somewhere() -> None:
    """No message is left over from code that is gone."""
    texts, patterns = _texts(), _patterns()
    unused = {slug for slug in catalogue() if slug not in texts and not any(p.fullmatch(slug) for p in patterns)}
    assert unused == set()


@pytest.mark.parametrize("slug", catalogue())
def test_both_languages_say_the_same(slug: str) -> None:
    """Both languages have a message and a hint, with the same gaps, as whole sentences."""
    entry = catalogue()[slug]
    assert set(entry) <= {"severity", *LANGUAGES}
    for part in ("message", "hint"):
        assert len({frozenset(_gaps(entry[language][part])) for language in LANGUAGES}) == 1
    for language in LANGUAGES:
        assert set(entry[language]) == {"message", "hint"}
        assert all(text.endswith(".") and text == text.strip() for text in entry[language].values())


def test_only_these_problems_are_warnings() -> None:
    """A file that nobody names, a look that is not had, a letter that no face has, and what may truly have happened so; all else is an error.

    What a paper leaves blank or says twice is no error of the clerk's either, nor is what the gate cannot read.
    """
    every = {slug for slug in catalogue() if Problem(Place("a"), slug).severity is Severity.WARNING}
    warnings = {slug for slug in every if not slug.startswith("import-")}
    facts = {"published-before-issued", "changes-out-of-order", "duplicate-reference"}
    facts |= {
        "meeting-of-withdrawn-plan",
        "planned-in-other-year",
        "register-changed-paper",
        "register-erased-before",
        "register-late-import",
        "register-moved-claim",
        "register-retraction",
    }
    unsure = {"privacy-unread", "privacy-waiver-unused"}
    assert warnings == {"unnamed-file", "unknown-palette", "unknown-icon", "pdf-strange-letter", *unsure, *facts}
    assert PROBLEM.severity is Severity.ERROR


def test_text_names_place_message_and_repair() -> None:
    """A terminal shows where, how bad, which, what and what to do."""
    assert render_text(PROBLEM) == (
        "plans/a/plan.md:6:9: lỗi: bad-date: Không hiểu ngày “mai”.\n  Viết theo một trong các dạng: 2025-10-28."
    )
    assert render_text(PROBLEM, "en") == (
        "plans/a/plan.md:6:9: error: bad-date: The date “mai” is not understood.\n  Write one of these forms: 2025-10-28."
    )


def test_the_nearest_known_word_comes_first() -> None:
    """A hint begins with what was most likely meant."""
    assert NEAR.hint() == "Có phải “ubnd”? Thêm cơ quan vào mục bodies trong mkdocs.yml, hoặc sửa mã."
    assert NEAR.hint("en").startswith("Did you mean “ubnd”? ")


def test_json_holds_every_part() -> None:
    """Programs read an array of objects, in Vietnamese letters."""
    text = render_json([PROBLEM])
    assert "Không hiểu ngày" in text
    assert json.loads(text) == [
        {
            "file": "plans/a/plan.md",
            "line": 6,
            "column": 9,
            "severity": "error",
            "slug": "bad-date",
            "message": "Không hiểu ngày “mai”.",
            "hint": "Viết theo một trong các dạng: 2025-10-28.",
        }
    ]
    assert json.loads(render_json([], "en")) == []


def test_report_tells_each_problem_once_and_in_order() -> None:
    """Problems come by file, then line and column as numbers."""
    report = Report()
    for line in (10, 2, 10):
        report.add("empty-item", Place("b", line))
    report.add("empty-item", Place("a", 30))
    assert [str(problem.place) for problem in report.in_order()] == ["a:30:1", "b:2:1", "b:10:1"]


def test_report_fails_by_errors_only() -> None:
    """A warning alone fails nothing."""
    report = Report()
    report.add("unnamed-file", Place("a"), name="a")
    assert not report.failed
    report.add("empty-item", Place("a"))
    assert report.failed


@pytest.mark.parametrize(
    ("word", "near"), [("tilte", "title"), ("TITLE", "title"), ("xyz", ""), ("", "")], ids=repr
)  # fmt: skip
def test_nearest_word(word: str, near: str) -> None:
    """A slip finds its word whatever the capitals; a stranger finds none."""
    assert nearest(word, ["title", "issued"]) == near


def test_braces_of_the_author_stay_words() -> None:
    """Words such as `{found}` in a record are shown and never filled."""
    problem = Problem(Place("a"), "bad-date", (("forms", "{x}"), ("found", "{forms}"), ("near", "{0}")))
    assert problem.message() == "Không hiểu ngày “{forms}”."
    assert problem.hint() == "Có phải “{0}”? Viết theo một trong các dạng: {x}."
