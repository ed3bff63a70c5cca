"""What a problem says: in the author's words, with the repair that was most likely meant."""

import pytest

from congkhai.problems import Problem, nearest_id
from wards import CONCLUSION, PETITIONS, PLAN, SETTINGS, Ward

PARTY = "        - {id: dang-uy, name: Đảng ủy phường Thử Nghiệm, system: party}\n"


def _only(ward: Ward) -> Problem:
    (problem,) = ward.problems()
    return problem


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("KN-07", ["KN-01", "KN-02"], ""),
        ("KN-1", ["KN-01", "KN-02"], "KN-01"),
        ("luat-2052-72", ["luat-2025-72", "luat-2025-70"], "luat-2025-72"),
        ("ubdn", ["ubnd", "hdnd"], "ubnd"),
        ("KM-01", ["KN-01", "KN-02"], "KN-01"),
        ("tdp-9", ["tdp-1"], ""),
        ("mh-2026-quy-5", ["mh-2026-quy-1", "mh-2026-quy-4", "mh-2026-quy-hoach"], ""),
        ("KN-2026-001", ["KN-2026-010", "KN-2026-100"], ""),
        ("xa-thuong-hong-2025", ["xa-thuong-hai-2025", "xa-an-mau-2025"], ""),
        ("doi-thoai-2025", ["doi-thoai-2026", "doi-thoai"], ""),
        ("hdnd-phuong-an-mau", ["ubnd-phuong-an-mau", "dang-uy-phuong-an-mau"], ""),
        ("doithoai-2026", ["doi-thoai-2026"], "doi-thoai-2026"),
        ("luat-72-2025", ["luat-2025-72", "luat-2025-71"], "luat-2025-72"),
        ("mh-2026-quy-hoch", ["mh-2026-quy-1", "mh-2026-quy-hoach"], "mh-2026-quy-hoach"),
    ],
)
def test_another_number_is_no_slip(word: str, known: list[str], near: str) -> None:
    """Ids that differ in a letter, in a zero or in the figures of a year are alike; other numbers and words are not."""
    assert nearest_id(word, known) == near


@pytest.mark.parametrize(
    ("file", "old", "new", "near"),
    [
        (PETITIONS, "handler: ubnd", "handler: Sở xây dựng", "so-xay-dung"),
        (PETITIONS, "area: tdp-1", "area: Tổ dân phố 1", "tdp-1"),
        (PLAN, "issuer: ubnd", "issuer: Ủy ban nhân dân", "ubnd"),
        (PETITIONS, "handler: ubnd", "handler: Phòng Kinh tế", ""),
        (PLAN, "issuer: ubnd", "issuer: UBND phường Thử Nghiệm", "ubnd"),
        (PLAN, "issuer: ubnd", "issuer: uỷ ban nhân dân Phường thử nghiệm", "ubnd"),
        (PLAN, "issuer: ubnd", "issuer: HĐND phường Thử Nghiệm", ""),
        (PLAN, "issuer: ubnd", "issuer: phường Thử Nghiệm", ""),
        (PETITIONS, "area: tdp-1", "area: Tổ dân phố 11", ""),
    ],
)
def test_a_name_in_place_of_an_id(file: str, old: str, new: str, near: str, ward: Ward) -> None:
    """The hint says where ids stand, and gives that of the one body or area that is called so.

    An office that only belongs to the same place is another one.
    """
    ward.edit(SETTINGS, "system: state\n", f"system: state\n          short: UBND phường Thử Nghiệm\n{PARTY}")
    ward.edit(file, old, new)
    (problem,) = {one for one in ward.problems() if one.slug == "bad-id"}
    assert dict(problem.values).get("near", "") == near
    assert "mục bodies của mkdocs.yml" in problem.hint()


def test_the_hint_is_the_petition_that_nobody_settles(ward: Ward) -> None:
    """KN-03 stands for KN-02, although KN-01 is as near: KN-01 is settled."""
    ward.edit(CONCLUSION, "- KN-02", "- KN-03")
    assert dict(_only(ward).values)["near"] == "KN-02"


def test_a_code_too_many_has_no_hint(ward: Ward) -> None:
    """Where every petition is settled, another number stands for none of them."""
    ward.edit(CONCLUSION, "- KN-02", "- KN-02\n      - KN-03")
    assert dict(_only(ward).values)["near"] == ""


def test_dates_are_told_as_typed(ward: Ward) -> None:
    """A clerk finds the words of the file in the message."""
    ward.edit(PETITIONS, "due: 2026-11-30", "due: trước ngày 1/10/2026")
    assert _only(ward).message() == "Hạn “trước ngày 1/10/2026” sớm hơn ngày bắt đầu 2026-10-06."


@pytest.mark.parametrize(
    ("file", "old", "new", "forms"),
    [
        (PLAN, "issued: 2026-02-10", "issued: 10-02-2026", "28/10/2025"),
        (PLAN, "published: 2026-02-12", "published: hôm qua", "28/10/2025 14:00"),
        (PETITIONS, "due: 2026-11-30", "due: trước 30-11-2026", "trước ngày 28/10/2025, before 2025-10-28"),
    ],
)
def test_hints_name_the_forms_that_clerks_write(file: str, old: str, new: str, forms: str, ward: Ward) -> None:
    """A date that is not understood shows how to write it the Vietnamese way."""
    ward.edit(file, old, new)
    assert forms in _only(ward).hint()
    assert new.partition(": ")[2] in _only(ward).message()


@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("plan.md", "plan:doi-thoai-2026"),
        ("./schedule.yml", "plan:doi-thoai-2026"),
        ("www.example.vn", "https://www.example.vn"),
        ("http://example.vn/a", "https://example.vn/a"),
        ("javascript:x", ""),
    ],
)
def test_an_unsafe_link_shows_what_was_meant(target: str, near: str, ward: Ward) -> None:
    """A record is linked to by its id, a site by its whole address."""
    ward.edit(PLAN, "Ủy ban nhân dân phường tổ chức", f"Theo [nguồn]({target}), phường tổ chức")
    assert (_only(ward).slug, dict(_only(ward).values)["near"]) == ("unsafe-link", near)
