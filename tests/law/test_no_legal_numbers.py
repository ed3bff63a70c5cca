"""No legal period stands in Python: every number of the law is dated, sourced data."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import congkhai
from congkhai.law.instruments import instruments
from congkhai.words import word_list

PACKAGE = Path(congkhai.__file__).parent
ROOMS = ("law", "duties", "checks", "portal", "views", "commands", "records")
# Periods of texts that the portal does not judge by: posting for 20 or 30 days, receipt within 10, reports within 60.
OTHER_PERIODS = {7, 10, 15, 20, 30, 45, 60, 90}
# Named places where such a number is no period: what it is.
HARMLESS = {
    ("law/counting.py", ""): "the days of a week, and those of them that are worked",
    ("law/calendar.py", "_SATURDAY"): "the number of a weekday",
    ("views/preview.py", "SHOWN"): "how many problems stand above a page while somebody works on it",
    ("checks/files.py", "MAX_BYTES"): "a size in bytes",
    ("checks/files.py", "_check_content"): "a size told in megabytes",
    ("records/when.py", "__str__"): "the arithmetic of half-years",
    ("commands/deadline.py", "_period"): "how many digits a number typed on the command line may have",
}


def _periods() -> set[int]:
    stated = {rule.offset for instrument in instruments().values() for rule in instrument.rules}
    return {offset for offset in stated if offset} | OTHER_PERIODS


def _modules() -> list[Path]:
    return [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]


def _literals(node: ast.AST, owner: str = "") -> Iterator[tuple[str, ast.Constant]]:
    """Yield every constant below a node, with the name of the function or variable that it belongs to."""
    if isinstance(node, ast.Constant):
        yield owner, node
        return
    if isinstance(node, ast.FunctionDef):
        owner = node.name
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and not owner:
        owner = node.targets[0].id
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and not owner:
        owner = node.target.id
    for child in ast.iter_child_nodes(node):
        yield from _literals(child, owner)


def _found(path: Path) -> Iterator[tuple[str, str, int]]:
    name = path.relative_to(PACKAGE).as_posix()
    for owner, constant in _literals(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(constant.value, int) and constant.value in _periods():
            yield name, owner, constant.lineno


@pytest.mark.parametrize("path", _modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_number_is_a_legal_period(path: Path) -> None:
    """No module holds a number that some law uses as a period, but for those whose harmless meaning is written down."""
    assert [found for found in _found(path) if found[:2] not in HARMLESS] == []


@pytest.mark.parametrize("path", _modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_sentence_states_a_period(path: Path) -> None:
    """No text in a module says "7 days" in either language."""
    texts = [
        str(c.value) for _, c in _literals(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(c.value, str)
    ]
    assert [text for text in texts if re.search(r"\d+\s+(ngày|(working )?days?\b)", text)] == []


def test_no_word_on_screen_states_a_period() -> None:
    """The word list has gaps where numbers of days go."""
    assert {key: text for key, text in word_list().items() if re.search(r"\d+ ngày", text)} == {}


def test_every_exception_still_stands() -> None:
    """The list of harmless numbers names nothing that is gone."""
    assert {found[:2] for path in _modules() for found in _found(path)} == set(HARMLESS)
