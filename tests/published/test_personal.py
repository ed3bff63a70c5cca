"""Personal data in a finished site: pages, alternative texts, files for programs."""

from pathlib import Path

import pytest

from congkhai.privacy.detecting import gate
from congkhai.problems import Report
from congkhai.published.page import FinishedPage
from congkhai.published.personal import PersonalSearch

STOPS = {
    "words": "<p>Ông <b>Nguyễn Văn Thử</b> hỏi.</p>",
    "number broken by markup": "<p>Số 079<em>203</em>001234.</p>",
    "alternative text": '<img src="a.png" alt="Nhà bà Trần Thị Mẫu">',
    "entities": "<p>Số &#48;79203001234.</p>",
}


@pytest.mark.parametrize("name", STOPS)
def test_page_with_personal_data_stops(name: str) -> None:
    """Whatever it came from; what a waiver let pass in the source passes here."""
    report = Report()
    PersonalSearch(gate(), frozenset()).in_page(FinishedPage("a.html", STOPS[name]), "site", report)
    assert [problem.slug for problem in report.problems] == ["privacy-site"]
    waived = Report()
    search = PersonalSearch(gate(), frozenset({"nguyễn văn thử", "trần thị mẫu"}))
    search.in_page(FinishedPage("a.html", STOPS[name]), "site", waived)
    assert bool(waived.problems) == (name in {"number broken by markup", "entities"})


def test_clean_page_and_its_markup_pass() -> None:
    """Addresses, scripts and digests are no words; cells of a table are no one number."""
    html = '<a href="/a/079203001234/">Xem</a><script>var a=79203001234</script><td>2025</td><td>12345</td>'
    report = Report()
    PersonalSearch(gate(), frozenset()).in_page(FinishedPage("a.html", html), "site", report)
    assert report.problems == []


def test_files_for_programs_are_read(tmp_path: Path) -> None:
    """Tables, calendars and feeds too; the search index is made of them."""
    (tmp_path / "a.csv").write_text("mã,nội dung\n1,gọi 0912 345 678\n", encoding="utf-8")
    (tmp_path / "b.ics").write_text("UID:a@congkhai.invalid\r\nSUMMARY:gọi 0912\r\n 345678\r\n", encoding="utf-8")
    report = Report()
    files = {name: tmp_path / name for name in ("a.csv", "b.ics")}
    PersonalSearch(gate(), frozenset()).in_data(files, "site", report)
    assert sorted(problem.place.file for problem in report.problems) == ["site/a.csv", "site/b.ics"]
