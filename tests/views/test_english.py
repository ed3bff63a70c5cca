"""The page in English: names as the unit gives them, contact details or their absence, and the bodies of the day."""

import html
import re
from datetime import date
from pathlib import Path

import pytest

from building import Build, mkdocs_build
from congkhai.views import english
from congkhai.views.english import EnglishView, Fact, Name
from wards import SETTINGS, TODAY, Ward

UNIT = "        province: tỉnh Giả Định\n"
STATE = "          system: state\n"
GIVEN = {
    "address": "Số 1 <đường> Lê Lợi",
    "phone": "0255 000 000",
    "email": "ubnd@example.vn",
    "responsible": "Chánh Văn phòng",
    "takedown": "Văn phòng & Một cửa",
}


def _view(ward: Ward, today: date = TODAY) -> EnglishView:
    found = english.page(ward.portal(today)).view
    assert isinstance(found, EnglishView)
    return found


def _give(ward: Ward, *keys: str) -> None:
    """Write contact details of the unit into its settings."""
    lines = "".join(f'        {key}: "{GIVEN[key]}"\n' for key in keys)
    ward.edit(SETTINGS, UNIT, f"{UNIT}{lines}")


def _bodies(view: EnglishView) -> dict[str, list[Name]]:
    return {group.system: list(group.bodies) for group in view.structure}


@pytest.fixture(scope="module")
def built(build: Build) -> str:
    """Return the page of our own portal as built."""
    return (build.site / "en" / "index.html").read_text(encoding="utf-8")


def test_a_name_without_an_english_one_stays_vietnamese(ward: Ward) -> None:
    """No translation is made up; the words are marked as what they are."""
    name, _, province, agency = [fact.name for fact in _view(ward).about]
    assert name == Name("Phường Thử Nghiệm", is_vietnamese=True)
    assert province == Name("tỉnh Giả Định", is_vietnamese=True)
    assert agency == Name("Ủy ban nhân dân phường Thử Nghiệm", is_vietnamese=True)
    assert _bodies(_view(ward)) == {
        "State agencies": [Name("Ủy ban nhân dân phường Thử Nghiệm", is_vietnamese=True)],
        "Agencies at a higher level": [Name("Sở Xây dựng tỉnh Giả Định", is_vietnamese=True)],
    }


def test_a_name_in_english_stands_beside_the_vietnamese_one(ward: Ward) -> None:
    """Unit, agency and body are shown as the unit calls them in English."""
    ward.edit(SETTINGS, UNIT, f"{UNIT}        name_en: Thu Nghiem Ward\n        agency_en: The Committee\n")
    ward.edit(SETTINGS, STATE, f"{STATE}          name_en: The Committee of Thu Nghiem Ward\n")
    view = _view(ward)
    assert view.about[0].name == Name("Thu Nghiem Ward", vietnamese="Phường Thử Nghiệm")
    assert view.about[3].name == Name("The Committee", vietnamese="Ủy ban nhân dân phường Thử Nghiệm")
    (body,) = _bodies(view)["State agencies"]
    assert body == Name("The Committee of Thu Nghiem Ward", vietnamese="Ủy ban nhân dân phường Thử Nghiệm")


def test_every_contact_is_shown(ward: Ward) -> None:
    """Words are marked as Vietnamese; a number and a mail address belong to no language."""
    _give(ward, *GIVEN)
    facts = _view(ward).contact
    assert [fact.name.text for fact in facts] == list(GIVEN.values())
    assert [fact.name.is_vietnamese for fact in facts] == [True, False, False, True, True]


def test_an_absent_contact_is_said(ward: Ward) -> None:
    """Each is told apart, and help refers to no contact that is not there."""
    view = _view(ward)
    assert {fact.name for fact in view.contact} == {Name("not given by the unit")}
    assert "given no contact details" in view.help_text
    _give(ward, "phone")
    view = _view(ward)
    assert view.contact[1] == Fact("Telephone", Name(GIVEN["phone"]))
    assert view.contact[2] == Fact("E-mail", Name("not given by the unit"))
    assert "given no contact details" not in view.help_text


@pytest.mark.parametrize(
    ("life", "is_shown"),
    [
        ("valid_from: 2026-11-25", True),
        ("valid_from: 2026-11-26", False),
        ("valid_to: 2026-11-25", True),
        ("valid_to: 2026-11-24", False),
    ],
)
def test_the_structure_is_that_of_the_day(life: str, *, is_shown: bool, ward: Ward) -> None:
    """A body is shown from its first day to its last; a system without bodies is not."""
    ward.edit(SETTINGS, "          system: upper-level\n", f"          system: upper-level\n          {life}\n")
    assert ("Agencies at a higher level" in _bodies(_view(ward))) == is_shown


def test_only_a_demonstration_says_so(ward: Ward) -> None:
    """What the frame says in Vietnamese, the page repeats in English."""
    assert _view(ward).notices == []
    ward.edit(SETTINGS, "      unit:\n", "      demonstration: yes\n      unit:\n")
    assert [notice.title for notice in _view(ward).notices] == ["Demonstration portal"]


def test_contact_details_are_escaped(ward: Ward, tmp_path: Path) -> None:
    """On both pages that show them, what the unit wrote is text and no markup."""
    _give(ward, *GIVEN)
    done = mkdocs_build(ward.root, tmp_path / "built")
    assert done.code == 0, done.output
    shown = {name: (done.site / name / "index.html").read_text(encoding="utf-8") for name in ("en", "tiep-can")}
    assert all(html.escape(value) in shown["en"] for value in GIVEN.values())
    assert all(html.escape(GIVEN[key]) in shown["tiep-can"] for key in ("address", "phone", "email"))
    assert "<đường>" not in "".join(shown.values())


def test_the_page_tells_its_languages(built: str) -> None:
    """The page is English, the frame around it Vietnamese, and nothing inside it has unmarked Vietnamese letters."""
    assert '<html lang="en"' in built
    assert '<body lang="vi">' in built
    assert built.count("<h1") == 1
    article = built.partition('<article class="ck-prose" lang="en">')[2].partition("</article>")[0]
    assert '<span lang="vi">Phường Minh Hoạ (đơn vị giả định)</span>' in article
    english_only = re.sub(r'<span lang="vi">[^<]*</span>', "", article)
    assert [char for char in english_only if char.isalpha() and not char.isascii()] == []


def test_every_other_page_is_vietnamese(build: Build) -> None:
    """Only the page in English changes the language of its page."""
    found = {path.parent.name: re.search(r"<html lang=\"(\w+)\"", path.read_text("utf-8")) for path in build.pages()}
    assert {name for name, match in found.items() if match is None or match[1] != "vi"} == {"en"}
