"""Markdown as a clerk writes it keeps its structure and its numbers on the page."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from congkhai.site import prose
from congkhai.site.prose import Rendered, render
from congkhai.sources.prose import Prose

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "markdown.yml").read_text(encoding="utf-8"))


def _html(text: str) -> str:
    rendered = render(Prose(text, "f.md"), lambda target: f"/{target}")
    assert rendered.unclean == ""
    return re.sub(r"\s*\n\s*", "", rendered.html)


def _anchors(rendered: Rendered) -> set[str]:
    return set(re.findall(r'<h[1-6] id="([^"]+)"', rendered.html))


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_markdown(case: dict[str, str]) -> None:
    """What is typed becomes what the author meant."""
    assert _html(case["typed"]) == re.sub(r"\s*\n\s*", "", case["page"]).strip()


def test_an_end_that_is_taken_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it says again what the beginning said."""
    monkeypatch.setattr(prose, "_sanitised", lambda html: html[: html.rindex("<p>")])
    assert render(Prose("Như trên.\n\nNhư trên.", "f.md"), str).unclean == "<p []>"


@given(st.lists(st.integers(1, 99), min_size=1, max_size=6))
def test_numbers_stay_as_printed(numbers: list[int]) -> None:
    """Whatever numbers a document gives its items, the page gives the same."""
    html = _html("\n".join(f"{number}. mục" for number in numbers))
    found: list[int] = []
    for start, items, printed in re.findall(r'<ol(?: start="(\d+)")?>(.*?)</ol>|<p>(\d+)\. mục</p>', html):
        count = items.count("<li>")
        found += [int(printed)] if printed else range(int(start or 1), int(start or 1) + count)
    assert found == numbers


@given(st.text(alphabet="ab1.)-*+• \n|#–", max_size=80))
def test_no_words_are_lost(text: str) -> None:
    """Shaping never drops a letter."""
    rendered = render(Prose(text, "f.md"), str)
    assert re.findall("[ab]", re.sub(r"<[^>]*>", "", rendered.html)) == re.findall("[ab]", text)


SIGNS = ("#5 a", "#b", "##a", "####### b", "# a", "## a #b", "### C#", "a #5", "- #5 a", "  - #b", "1. #a", "> #5 b", "- - #a", "",
         "  #a", "ab", "#5 | a")  # fmt: skip


@given(st.lists(st.sampled_from(SIGNS), max_size=7))
def test_no_number_sign_before_a_word_is_lost(lines: list[str]) -> None:
    """Only `# ` opens a heading; the checks know every heading, and the page shows every other sign."""
    prose = Prose("\n".join(lines), "f.md")
    rendered = render(prose, str)
    words = r"#+[ab5]|C#|#{7}"
    assert re.findall(words, re.sub(r"<[^>]*>", "", rendered.html)) == re.findall(words, prose.text)
    assert _anchors(rendered) <= set(prose.anchors())


@given(
    st.lists(st.sampled_from(["```", "  ```", "- a", "  - b", "1. a", "# a", "", "    b", "a | b", "ab"]), max_size=9)
)
def test_no_words_are_lost_between_fences(lines: list[str]) -> None:
    """Open, closed, within lists: every letter stays, and every anchor of the page is known."""
    prose = Prose("\n".join(lines), "f.md")
    rendered = render(prose, str)
    assert re.findall("[ab]", re.sub(r"<[^>]*>", "", rendered.html)) == re.findall("[ab]", prose.text)
    assert _anchors(rendered) <= set(prose.anchors())


@given(st.lists(st.text(alphabet="ab đ1.-_*[]", min_size=1, max_size=12), max_size=5))
def test_anchors_are_known_without_rendering(headings: list[str]) -> None:
    """The checks know the id of every heading that the page will have."""
    prose = Prose("\n\n".join(f"# x {heading}" for heading in headings), "f.md")
    assert sorted(_anchors(render(prose, str))) == sorted(set(prose.anchors()))
