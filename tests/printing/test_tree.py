"""Clean HTML as a tree: nothing lost, nothing read as markup, levels and columns in order."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.printing.tree import Node, tree, words
from congkhai.site.prose import render
from congkhai.sources.prose import Prose


def _tree(markdown: str) -> list[Any]:
    html = render(Prose(markdown, "f.md"), lambda target: f"/{target}").html
    return tree(html, lambda href: f"https://a.vn{href}", lambda source: f"/tep{source}")


def _squeezed(nodes: list[Node]) -> str:
    return "".join(words(nodes).split())


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [
        ("# Một\n\n## Hai\n\n# Ba", [2, 3, 2]),
        ("### Sâu\n\n###### Sâu nữa", [2, 3]),
        ("## a\n\n# b\n\n### c", [2, 2, 3]),
    ],
)
def test_no_heading_skips_a_level(markdown: str, levels: list[int]) -> None:
    """Whatever the author began with, the first heading stands below the title and each step down is one."""
    assert [node["level"] for node in _tree(markdown) if node["tag"] == "heading"] == levels


def test_links_and_images_have_their_addresses() -> None:
    """A link without an address is words."""
    paragraph = _tree("Xem [lịch](lich.pdf) và ![ảnh](anh.png).")[0]
    link, image = (node for node in paragraph["children"] if isinstance(node, dict))
    assert (link["tag"], link["href"]) == ("a", "https://a.vn/lich.pdf")
    assert (image["tag"], image["src"], image["alt"]) == ("img", "/tep/anh.png", "ảnh")
    (bare,) = tree("<p><a href='#muc'>chữ</a></p>", lambda _: "", str)
    assert bare == {"tag": "p", "children": [{"tag": "span", "href": "", "children": ["chữ"]}]}


def test_lists_keep_their_numbers_and_depth() -> None:
    """A list that begins at 3 stays so, and what is nested stays inside."""
    (ordered,) = _tree("3. ba\n    - trong\n4. bốn")
    assert (ordered["tag"], ordered["start"], len(ordered["children"])) == ("ol", 3, 2)
    inner = ordered["children"][0]["children"][-1]
    assert (inner["tag"], words(inner["children"])) == ("ul", " trong ")


def test_a_table_gives_room_to_long_text() -> None:
    """Every column holds its longest word, and the longest text has the most room."""
    (found,) = _tree("| Mã | Nội dung | Hạn |\n|:-|:-:|-:|\n| KN-2026-042 | " + "chữ " * 50 + " | 10/12/2026 |")
    code, text, due = found["widths"]
    assert found["sides"] == ["start", "center", "end"]
    assert code >= len("KN-2026-042")
    assert due >= len("10/12/2026")
    assert text > code + due
    assert code + text + due == pytest.approx(86, abs=0.1)


def test_preformatted_lines_stay_lines() -> None:
    """Line ends inside a code block are breaks."""
    (block,) = _tree("    một\n    hai")
    inside = block["children"][0]["children"]
    assert inside == ["một", {"tag": "br", "children": []}, "hai"]


@given(st.text(alphabet="ab #*-1.|[]()\n>`_", max_size=80))
def test_no_word_is_lost(markdown: str) -> None:
    """The tree holds the letters and figures that the page shows."""
    html = render(Prose(markdown, "f.md"), str).html
    shown = [letter for letter in _text_of(html) if letter in "ab"]
    assert [letter for letter in _squeezed(tree(html, lambda _: "", str)) if letter in "ab"] == shown


def _text_of(html: str) -> str:
    inside, text = False, ""
    for letter in html:
        inside = letter == "<" or (inside and letter != ">")
        text += "" if inside or letter == ">" else letter
    return text
