"""Every word of a paper stands in its record or in the report, whatever the paper looks like."""

import html
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congkhai.importing.dossier import conclusion_dossier, plan_dossier
from congkhai.importing.paper import Paper
from congkhai.importing.reading import read_paper
from congkhai.importing.telling import report
from congkhai.problems import Report
from congkhai.sources.old_fonts import find_old_font
from papers import PAPERS, SEEDS, source_of

_LINES = [line for case in PAPERS for line in case["text"].split("\n")]


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text.lower()))


def _output(paper: Paper) -> str:
    make = conclusion_dossier(paper, "x", None) if paper.is_conclusion else plan_dossier(paper, "x")
    files = "\n".join(make.files.values())
    return html.unescape(files.replace("\\", "")) + "\n".join(report(paper, with_body=False)).replace("\\", "")


def _lost(text: str, ending: str = ".txt") -> Counter[str]:
    paper = read_paper(source_of(text, ending), None, None, Report())
    return _words(text.replace("\\", "")) - _words(_output(paper))


@pytest.mark.parametrize("case", PAPERS, ids=lambda case: case["title"])
def test_papers_keep_every_word(case: dict[str, str]) -> None:
    """No word of the cases is lost."""
    assert _lost(case["text"], case.get("ending", ".txt")) == Counter()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five published texts do not lie beside this repository")
@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_published_plans_keep_every_word(name: str) -> None:
    """No word of the five published plans is lost."""
    text = next(SEEDS.glob(f"{name}*")).read_text(encoding="utf-8")
    assert _lost(text) == Counter()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_LINES), min_size=1, max_size=40))
def test_shuffled_papers_keep_every_word(lines: list[str]) -> None:
    """Lines of many papers in any order lose no word either."""
    text = "\n".join(lines)
    if any(sign.isalnum() for sign in text):
        assert _lost(text) == Counter()


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([case["text"] for case in PAPERS]),
    st.lists(
        st.tuples(
            st.integers(0, 200),
            st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Z"]), max_size=30).filter(
                lambda text: find_old_font(text) is None
            ),
        ),
        max_size=6,
    ),
)
def test_papers_with_strange_lines_keep_every_word(text: str, strange: list[tuple[int, str]]) -> None:
    """Strange lines among those of a paper lose no word."""
    lines = text.split("\n")
    for at, line in strange:
        lines.insert(at % (len(lines) + 1), line)
    assert _lost("\n".join(lines)) == Counter()
