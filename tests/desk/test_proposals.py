"""What the desk proposes: the next of a series, free and fit for an address."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from congkhai.desk import proposals
from congkhai.records.fields import ID
from congkhai.sources.folders import SLUG

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "proposals.yml").read_text(encoding="utf-8")
)
_IDS = st.from_regex(r"[A-Za-z]{1,3}-(?:2026-)?[0-9]{1,3}", fullmatch=True)


@pytest.mark.parametrize("case", CASES["plans"], ids=lambda case: case["name"])
def test_plans(case: dict[str, Any]) -> None:
    """A plan's folder is called by its year, else by its title."""
    assert proposals.plan_folder(case["title"], case["year"], case["taken"]) == case["name"]


@pytest.mark.parametrize("case", CASES["meetings"], ids=lambda case: f"{case['siblings']} {case['taken']}")
def test_meetings(case: dict[str, Any]) -> None:
    """A meeting's id is the next of its plan."""
    assert proposals.meeting_id(case["plan"], case["siblings"], case["taken"]) == case["id"]


@pytest.mark.parametrize("case", CASES["petitions"], ids=lambda case: f"{case['codes']} {case['year']}")
def test_petitions(case: dict[str, Any]) -> None:
    """A petition's code is the next of its year."""
    assert proposals.petition_code(case["year"], case["codes"]) == case["code"]


@given(st.lists(_IDS, unique_by=str.casefold), st.integers(2020, 2030))
def test_what_is_proposed_is_free_and_an_id(names: list[str], year: int) -> None:
    """Nothing bears it yet, whatever the capitals, and the reader takes it."""
    for one in (proposals.petition_code(year, names), proposals.meeting_id("ke-hoach", names, names)):
        assert one.casefold() not in {name.casefold() for name in names}
        assert ID.fullmatch(one)


@given(st.text(max_size=200))
def test_folders_are_addresses(title: str) -> None:
    """Any title gives a folder of at most 60 letters that can be an address."""
    name = proposals.plan_folder(title, None, [])
    assert SLUG.fullmatch(name)
    assert len(name) <= 60
