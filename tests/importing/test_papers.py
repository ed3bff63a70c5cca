"""Papers of wards that do not exist, in the many ways in which real ones are written, and what has to be read in each."""

from typing import Any

import pytest

from congkhai.importing.reading import read_paper
from congkhai.problems import LANGUAGES, Report
from papers import PAPERS, found_in, source_of


@pytest.mark.parametrize("case", PAPERS, ids=lambda case: case["title"])
def test_what_is_read(case: dict[str, Any]) -> None:
    """Every field that the case names is read as it says, and no gap is told beside those that it names."""
    paper = read_paper(source_of(case["text"], case.get("ending", ".txt")), None, None, Report())
    found = found_in(paper)
    expected = dict(case["expected"])
    if "gaps" in expected:
        expected["gaps"] = sorted(expected["gaps"])
    assert {key: found[key] for key in expected} == expected
    for gap in paper.gaps:
        assert all(gap.message(language) and gap.hint(language) for language in LANGUAGES)
