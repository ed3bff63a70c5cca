"""The accessibility statement: it names the program, says what the tests do, and whom to tell."""

import re

import pytest

from browsing import MODES, WIDTHS
from building import Build
from congkhai import __version__
from congkhai.views import accessibility
from congkhai.views.accessibility import AccessibilityView, Part
from congkhai.words import word
from wards import SETTINGS, Ward

UNIT = "        province: tỉnh Giả Định\n"


def _parts(ward: Ward) -> dict[str, Part]:
    found = accessibility.page(ward.portal(), __version__).view
    assert isinstance(found, AccessibilityView)
    return {part.title: part for part in found.parts}


def test_a_unit_without_contact_says_so(ward: Ward) -> None:
    """The name of the person responsible is no way to reach anybody."""
    ward.edit(SETTINGS, UNIT, f"{UNIT}        responsible: Chánh Văn phòng\n")
    items = _parts(ward)["Báo chỗ khó dùng, xin bản ở dạng khác"].items
    assert items == ["Ủy ban nhân dân phường Thử Nghiệm", "Đơn vị chưa ghi cách liên hệ nào trên cổng này."]


@pytest.mark.parametrize(
    ("key", "line"), [("phone", "Điện thoại: {}"), ("email", "Thư điện tử: {}"), ("address", "Địa chỉ: {}")]
)
def test_each_way_to_reach_the_unit_is_named(key: str, line: str, ward: Ward) -> None:
    """One is enough, and then nothing is said to be missing."""
    ward.edit(SETTINGS, UNIT, f"{UNIT}        {key}: <1> Lê Lợi\n")
    items = _parts(ward)["Báo chỗ khó dùng, xin bản ở dạng khác"].items
    assert items == ["Ủy ban nhân dân phường Thử Nghiệm", line.format("<1> Lê Lợi")]


def test_it_says_no_other_measures_than_those_of_the_tests() -> None:
    """Widths and colour modes are the ones that axe-core is run at."""
    said = word("accessibility.checked.axe")
    assert [int(number) for number in re.findall(r"\b\d{3,4}\b", said)] == list(WIDTHS)
    assert all(word(f"display.theme-{mode}").lower() in said for mode in MODES)


def test_it_names_the_tools_as_the_pages_do(ward: Ward) -> None:
    """Who looks for the tools finds them by the same words."""
    assert f"“{word('display.label')}”" in _parts(ward)["Chỉnh trang cho dễ dùng"].items[0]


def test_the_page_is_built(build: Build) -> None:
    """It is a page of the site with one heading, and names the version of the program."""
    html = (build.site / "tiep-can" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<h1>(.*?)</h1>", html) == ["Khả năng tiếp cận"]
    assert f"phiên bản {__version__}" in html
    assert '<html lang="vi"' in html


def test_search_finds_it(ward: Ward) -> None:
    """Its words are among those of search."""
    page = accessibility.page(ward.portal(), __version__)
    assert page.kind == "Trang"
    assert "axe-core" in " ".join(page.text)
