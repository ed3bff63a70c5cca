"""What the register refuses has words for people, filled with what is at hand, and is refused in some test."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import congkhai.register
from congkhai.problems import Place, Problem, catalogue
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.refusal import Refusal
from congkhai.register.state import replay
from registering import BEGAN

ROOM = Path(congkhai.register.__file__).parent
TESTS = Path(__file__).parent
FAULT = {"index", "document"}


def refusals() -> Iterator[tuple[str, set[str]]]:
    """Yield every refusal of the room: its slug, and the names of its values."""
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if (
                isinstance(node, ast.Call)
                and name in {"Refusal", "self._fault"}
                and isinstance(node.args[0], ast.Constant)
            ):
                values = {str(keyword.arg) for keyword in node.keywords} if name == "Refusal" else FAULT
                yield str(node.args[0].value), values


SLUGS = sorted({slug for slug, _ in refusals()})


@pytest.mark.parametrize("slug", SLUGS)
def test_words_are_filled(slug: str) -> None:
    """Wherever it is refused, every gap of its words has a value."""
    words = [text for language in ("vi", "en") for text in catalogue()[slug][language].values()]
    gaps = {name for text in words for _, name, _, _ in string.Formatter().parse(text) if name}
    assert all(gaps <= values for known, values in refusals() if known == slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_refusal_has_a_test(slug: str) -> None:
    """Its slug stands in a test of this room."""
    files = [*TESTS.glob("test_*.py"), TESTS.parent / "cases" / "register-attacks.yml"]
    assert any(slug in file.read_text(encoding="utf-8") for file in files)


def test_a_refusal_is_told_as_a_problem() -> None:
    """Slug and values are all that a problem needs."""
    fault = replay([Leaf(Kind.RETRACT, BEGAN, document=4, previous=1, reason="a")]).faults[-1]
    problem = Problem(Place("register"), fault.slug, tuple(fault.values.items()))
    assert problem.message() == "Mục 0 nói về hồ sơ số 4, mà sổ chưa ghi hồ sơ này."
    assert (
        str(Refusal("register-no-entry", index="1", size="0")) == "('register-no-entry', {'index': '1', 'size': '0'})"
    )
