"""Explanations: every problem has one, and every example goes wrong as it says."""

import pytest

from congkhai.desk.explaining import Example, examples, explanation, grouped, nearest_slug
from congkhai.problems import catalogue
from examples import EXAMPLES, text
from test_cases import BESIDE, BYTES, ELSEWHERE
from wards import Ward

# A waiver that has lapsed leaves the passage untold of, which is told too.
NEVER_ALONE = {"privacy-waiver-lapsed"}


@pytest.mark.parametrize("slug", examples())
def test_an_example_has_exactly_its_problem(slug: str, ward: Ward) -> None:
    """The sample ward with the lines of an example has this problem and no other."""
    for change in _example(slug).changes:
        if change.bad is None or change.good is None:
            ward.write({change.file: change.bad})
        else:
            ward.edit(change.file, change.good, change.bad)
    assert {problem.slug for problem in ward.problems()} == {slug}


def _example(slug: str) -> Example:
    found = explanation(slug).example
    assert found is not None
    return found


def test_examples_are_those_of_the_cases() -> None:
    """The file in the package is what the cases yield."""
    assert EXAMPLES.read_text(encoding="utf-8") == text(), "run: python tests/examples.py"


def test_every_problem_of_a_record_has_an_example() -> None:
    """Only what no text shows has none: bytes, the built site, the rooms beside the river."""
    told = {slug for slug in catalogue() if not slug.startswith(BESIDE)} - ELSEWHERE - BYTES - NEVER_ALONE
    assert told - set(examples()) == set()


@pytest.mark.parametrize("slug", catalogue())
def test_every_problem_has_cause_and_repair(slug: str) -> None:
    """Whole sentences, with dots where the author's words would stand."""
    found = explanation(slug)
    assert found.cause.endswith(".")
    assert found.repair.endswith(".")
    assert "{" not in found.cause + found.repair


def test_every_problem_stands_in_one_group() -> None:
    """The list holds the whole catalogue, each problem once."""
    listed = [slug for slugs in grouped().values() for slug in slugs]
    assert sorted(listed) == sorted(catalogue())


@pytest.mark.parametrize(("typed", "slug"), [("bad-dat", "bad-date"), ("BAD-DATE", "bad-date"), ("xyz", "")])
def test_the_nearest_problem(typed: str, slug: str) -> None:
    """A slip of the hand finds its problem, a stranger none."""
    assert nearest_slug(typed) == slug
