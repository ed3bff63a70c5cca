"""What a page of prose is called: in the tab, in the foot of every page and in search."""

import pytest

from congkhai.records.page import Page, PageMatter
from congkhai.sources.prose import Prose
from congkhai.views.pages import prose_page


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Giới thiệu **phường** và [kế hoạch](plan:doi-thoai-2026)\n", "Giới thiệu phường và kế hoạch"),
        ("```\n# lenh\n```\n\n# Cách dùng\n", "Cách dùng"),
        ("```\n# lenh\n```\n", "trang"),
        ("Giới thiệu\n=====\n", "Giới thiệu"),
        ("Mục\n---\n\n# Giới thiệu\n", "Giới thiệu"),
        ("# #5 và #6\n", "#5 và #6"),
        ("# Giới thiệu #\n", "Giới thiệu"),
        ("## Mục\n", "trang"),
    ],
)
def test_a_page_is_called_by_its_first_heading(text: str, title: str) -> None:
    """In plain words, without marks; without a heading it is called by its file."""
    assert prose_page(Page("trang.md", PageMatter(), Prose(text, "trang.md"))).title == title
