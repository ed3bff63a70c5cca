"""Markdown: every link that a page will have is seen, and no prose can hold up the reader."""

import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from congkhai.problems import Report
from congkhai.sources.prose import Prose, check_prose, split_front_matter, with_headings, with_targets

PARTS = ("[a](plan:x)", "[", "]", "(", ")", "](", "![", "a", " ", "\n", "\n\n", "- ", "> ", "[1]: plan:y", "[1]", '"t"',
         "'t'", "<", ">", "`", "\\", "x.pdf", "https://a.vn/")  # fmt: skip
LINKS = (
    "[a](plan:x)",
    "![a](x.png)",
    '[a](x.pdf "tiêu đề")',
    "[a](x.pdf 'tiêu đề')",
    '[a](x.pdf\n"tiêu đề")',
    "[![a](b.png)](plan:x)",
    "[a [b] c](plan:x)",
    "[a]( plan:x )",
    "[a](\nplan:x)",
    "[a\nb](plan:x)",
    "[a](plan:(x)y)",
    "[a][b]\n\n[b]: plan:x",
    "[b]\n\n[b]: plan:x",
    "[b]:\n  plan:x\n\n[x][b]",
    "> [b]: plan:x\n\n[x][b]",
    "- [b]: plan:x\n\n[x][b]",
    "1. [b]: plan:x\n\n[x][b]",
    "[a](<plan:x>)",
    "[a\\]](plan:x)",
    "*[a](plan:x)*",
    "| a | b |\n|---|---|\n| [a](plan:x) | b |",
)


def told(text: str) -> list[tuple[str, str]]:
    """Return the problems of prose as slug and place."""
    report = Report()
    check_prose(Prose(text, "f"), report)
    return [(problem.slug, str(problem.place)) for problem in report.in_order()]


def rendered(text: str) -> set[str]:
    """Return the targets that Markdown makes links of, without the automatic ones, which are refused as HTML."""
    html = markdown(text, extensions=["tables", "sane_lists"])
    return {unescape(target) for target in re.findall(r'<(?:a|img)\b[^>]*?(?:href|src)="([^"]*)"', html)}


@pytest.mark.parametrize("text", LINKS)
def test_every_form_of_link_is_seen(text: str) -> None:
    """What Markdown renders as a link is what the checks see."""
    seen = {link.target for link in Prose(text, "f").links()}
    assert rendered(text)
    assert rendered(text) <= seen


@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join))
def test_no_link_escapes(text: str) -> None:
    """A record link that Markdown renders is seen as it is rendered, however the brackets around it stand."""
    seen = {link.target for link in Prose(text, "f").links()}
    records = {target for target in rendered(text) if re.fullmatch(r"plan:\S+", target)}
    assert records <= seen or "raw-html" in {slug for slug, _ in told(text)}


def test_links_know_their_place() -> None:
    """Line and column of the target, counted from the file."""
    prose = Prose("a\n[b](x.pdf) [c]( y.pdf )\n\n[d]: z.pdf", "f.md", first_line=10)
    found = [(link.target, str(link.place)) for link in prose.links()]
    assert found == [("x.pdf", "f.md:11:5"), ("y.pdf", "f.md:11:17"), ("z.pdf", "f.md:13:6")]


@pytest.mark.parametrize(
    "text",
    ["[" * 60 + "x" * 200, "[" * 99_000, "[x\n" * 20_000, "](" * 20_000, "](a(" * 10_000, "](a " * 20_000, "<a" * 20_000,
     "`" * 20_000, "[a](" * 20_000, "[a " * 20_000, "- " * 20_000, "[]: " * 20_000, "](x 't" * 10_000],
    ids=lambda text: text[:8].replace("\n", " "),
)  # fmt: skip
def test_no_prose_holds_up_the_reader(text: str) -> None:
    """The checks take time in proportion to the text."""
    begin = time.process_time()
    told(text)
    list(Prose(text, "f").links())
    assert time.process_time() - begin < 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>c</b>", [("raw-html", "f:1:3")]),
        ("<b>a</b> <b>c</b>", [("raw-html", "f:1:1"), ("raw-html", "f:1:10")]),
        ("a </b>", [("raw-html", "f:1:3")]),
        ("<script>x</script>", [("raw-html", "f:1:1")]),
        ("a\n<!-- b -->", [("raw-html", "f:2:1")]),
        ("<?php", [("raw-html", "f:1:1")]),
        ("<https://a.vn>", [("autolink", "f:1:1")]),
        ("3 < 5, 5 > 3, <3, a<-b", []),
        ("[" * 100, [("prose-too-deep", "f:1:1")]),
        ("*_" * 60, [("prose-too-deep", "f:1:1")]),
        ("[ab" * 100, [("prose-too-deep", "f:1:1")]),
        ("- a\n" + "    " * 11 + "- b", []),
        ("- a\n" + "\t" * 12 + "- b", [("prose-too-deep", "f:2:1")]),
    ],
)
def test_markup_of_the_authors_own(text: str, expected: list[tuple[str, str]]) -> None:
    """Raw HTML and needless nesting are refused, each once; signs in words are not."""
    assert told(text) == expected


def test_front_matter_and_body_keep_their_lines() -> None:
    """The body begins after the second `---`; a third is a rule of the body."""
    report = Report()
    table, body = split_front_matter("--- \ntitle: a\n---\t\nb\n\n---\nc", "f", report)
    assert table == {"title": "a"}
    assert (body.text, body.first_line) == ("b\n\n---\nc", 4)
    assert report.problems == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](x.md) và ![b](y.png 'Hình')", "[a](X.MD) và ![b](Y.PNG 'Hình')"),
        ("[a](<x y.pdf>)", "[a](<X Y.PDF>)"),
        ("[a][d]\n\n[d]: z.pdf", "[a][d]\n\n[d]: Z.PDF"),
        ("[x.md](x.md) (x.md)", "[x.md](X.MD) (x.md)"),
        ("[a]() không đổi", "[a]() không đổi"),
    ],
)
def test_targets_are_written_anew(text: str, expected: str) -> None:
    """Only the target changes; words, titles and brackets stay."""
    assert with_targets(text, str.upper) == expected


def test_headings_are_written_anew() -> None:
    """Both ways of writing a heading are known by their level; what only looks like one is left alone."""
    text = "# Một #\n\nHai\n---\n\nBa\n===\n\n#### Bốn\n\n#5 Năm\n===\n\n#Sáu\n\n - không\n"
    assert with_headings(text, lambda level, words: f"{level}:{words}") == (
        "1:Một\n\n2:Hai\n\n1:Ba\n\n4:Bốn\n\n1:#5 Năm\n\n#Sáu\n\n - không\n"
    )
