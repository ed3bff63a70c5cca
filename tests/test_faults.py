"""Thirty faults planted at once are thirty problems: none hides another, and none is told twice."""

import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congkhai.problems import LANGUAGES, render_json, render_text
from wards import CONCLUSION, PDF, PETITIONS, PLAN, SCHEDULE, SETTINGS, Ward, sample_files, write_files

MORE = "plans/chuyen-de-2026/plan.md"
LIST = "plans/chuyen-de-2026/schedule.yml"
PAGE = "content/gioi-thieu.md"
AREA = "kind: residential-group"


class Fault(NamedTuple):
    """One fault: in `file`, `new` is written for `old`, or as the whole file; what is told, and on which line."""

    file: str
    old: str
    new: str
    slug: str
    line: int


# The sample ward is too small for thirty faults: a second plan, a page, files, a telephone.
ADDED: dict[str, str | bytes | None] = {
    MORE: (
        "---\ntitle: Kế hoạch đối thoại chuyên đề\nissuer: ubnd\nsymbol: KH-UBND\nissued: 2026-03-02\n"
        "published: 2026-03-05\nfiles:\n  - file: ke-hoach.pdf\n    title: Bản ký số\n    signed: yes\n---\n"
        "Theo [kế hoạch năm](plan:doi-thoai-2026).\n"
    ),
    LIST: (
        "meetings:\n  - id: cd-1\n    title: Đối thoại chuyên đề đất đai\n    kind: thematic\n    track: people\n"
        "    forms: [online]\n    when: 2026-12-08T08:00\n    expected:\n      min: 30\n      max: 60\n"
        "    intake:\n      - sender: Tổ dân phố\n        until: 2026-12-01\n"
    ),
    "plans/chuyen-de-2026/ke-hoach.pdf": PDF,
    PAGE: "# Giới thiệu\n\nXem [lịch](meeting:dt-1).\n\n![Trụ sở](tru-so.png)\n",
    "content/tru-so.png": b"\x89PNG\r\n\x1a\n",
}
FAULTS = (
    Fault(PLAN, "Kế hoạch đối thoại", "Kế hoạch #5 đối thoại", "trailing-comment", 2),
    Fault(PLAN, "issuer: ubnd", "issuer: ubnd-xa", "unknown-body", 3),
    Fault(PLAN, "symbol: KH", "simbol: KH", "unknown-key", 5),
    Fault(PLAN, "issued: 2026-02-10", "issued: 2026-02-30", "impossible-date", 6),
    Fault(PLAN, "published: 2026-02-12", "published: 12 tháng 2", "bad-date", 7),
    Fault(PLAN, "luat-2025-72", "luat-2052-72", "unknown-rule", 11),
    Fault(PLAN, "trong năm.", "trong <u>năm</u>.", "raw-html", 13),
    Fault(SCHEDULE, "- tdp-1", "- tdp-2", "unknown-area", 10),
    Fault(SCHEDULE, "T17:00", "T07:00", "ended-before-began", 13),
    Fault(SCHEDULE, "đợt hai\n    kind: periodic", "đợt hai\n    kind: định kì", "unknown-value", 16),
    Fault(MORE, "published: 2026-03-05", "published: 2026-03-01", "published-before-issued", 6),
    Fault(MORE, "ke-hoach.pdf", "ke-hoach-ky.pdf", "missing-file", 8),
    Fault(MORE, "signed: yes", "signed: đã ký", "bad-yes-no", 10),
    Fault(MORE, "plan:doi-thoai-2026", "plan:doi-thoai-2025", "broken-link", 12),
    Fault(LIST, "max: 60", "max: sáu mươi", "bad-number", 10),
    Fault(LIST, "- sender: Tổ dân phố", "- Tổ dân phố\n      - sender: Hội", "expected-keys", 12),
    Fault(CONCLUSION, "symbol: TB-UBND", 'number: "89"', "duplicate-key", 5),
    Fault(CONCLUSION, "issued: 2026-10-12", "issued: 2062-10-12", "future-date", 6),
    Fault(CONCLUSION, "- KN-01", "- KN-011", "unknown-petition", 15),
    Fault(CONCLUSION, "petitions:\n      - KN-02", "petitions: KN-02", "expected-list", 18),
    Fault(PETITIONS, "area: tdp-1", "area: tổ 1", "bad-id", 5),
    Fault(PETITIONS, "due: 2026-11-30", "due: [2026-11-30]", "expected-text", 9),
    Fault(PETITIONS, "competence: beyond", "competence: not-considered", "competence-contradicts-status", 15),
    Fault(PETITIONS, "to: so-xay-dung", "note: Quá thẩm quyền.", "forwarded-nowhere", 23),
    Fault(SETTINGS, "phone:", "fone:", "unknown-key", 9),
    Fault(
        SETTINGS, AREA, f"{AREA}\n        - id: TDP-1\n          name: Tổ khác\n          {AREA}", "duplicate-area", 21
    ),
    Fault(PAGE, "meeting:dt-1", "javascript:dt-1", "unsafe-link", 3),
    Fault("content/huong-dan.md", "", "Hướng\u200b dẫn.\n", "text-invisible", 1),
    Fault("content/lich.md", "", "Lịch.\n", "reserved-address", 1),
    Fault("plans/ghi-chu.txt", "", "Nháp.\n", "file-outside-dossier", 1),
)


def larger_ward(root: Path) -> Ward:
    """Return the sample ward with what thirty faults need."""
    write_files(root, {**sample_files(), **ADDED})
    ward = Ward(root)
    ward.edit(SETTINGS, "province: tỉnh Giả Định", 'province: tỉnh Giả Định\n        phone: "0255 3825 825"')
    return ward


def plant(ward: Ward, faults: Collection[Fault]) -> None:
    """Plant faults, those of one file from its end, so that no fault moves the line of another."""
    for fault in sorted(faults, key=lambda fault: fault.line, reverse=True):
        if fault.old:
            ward.edit(fault.file, fault.old, fault.new)
        else:
            ward.write({fault.file: fault.new})


def told(ward: Ward) -> list[tuple[str, int, str]]:
    """Return every problem as file, line and slug."""
    return sorted((p.place.file, p.place.line, p.slug) for p in ward.problems())


def expected(faults: Collection[Fault]) -> list[tuple[str, int, str]]:
    """Return what the faults are told as."""
    return sorted((fault.file, fault.line, fault.slug) for fault in faults)


def test_the_larger_ward_is_good(tmp_path: Path) -> None:
    """Before the faults there is none."""
    assert told(larger_ward(tmp_path)) == []


def test_thirty_faults_at_once_are_thirty_problems(tmp_path: Path) -> None:
    """All are told in one run, each with its slug and line, and can be rendered."""
    ward = larger_ward(tmp_path)
    plant(ward, FAULTS)
    assert len(FAULTS) == len(set(expected(FAULTS))) == 30
    assert told(ward) == expected(FAULTS)
    opening = ward.open()
    assert opening.portal is None
    for language in LANGUAGES:
        assert render_json(opening.problems, language)
        assert len("\n".join(render_text(problem, language) for problem in opening.problems).split("\n")) == 60


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.slug}-{fault.line}")
def test_each_fault_alone_is_one_problem(fault: Fault, tmp_path: Path) -> None:
    """No fault draws another after it."""
    ward = larger_ward(tmp_path)
    plant(ward, [fault])
    assert told(ward) == expected([fault])


@settings(max_examples=60)
@given(st.sets(st.sampled_from(FAULTS)))
def test_any_faults_together_are_all_told(faults: set[Fault]) -> None:
    """Whichever faults meet, exactly these are told."""
    with tempfile.TemporaryDirectory() as folder:
        ward = larger_ward(Path(folder))
        plant(ward, faults)
        assert told(ward) == expected(faults)


@settings(max_examples=200)
@given(st.sampled_from([SETTINGS, PLAN, SCHEDULE, MORE, LIST, CONCLUSION, PETITIONS, PAGE]), st.data())
def test_spoilt_files_never_break_the_reading(file: str, data: st.DataObject) -> None:
    """A piece cut, doubled or strange in any file yields problems or a portal, never an exception."""
    with tempfile.TemporaryDirectory() as folder:
        ward = larger_ward(Path(folder))
        text = ward.read(file)
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(start + 60, len(text))))
        strange = st.sampled_from(["- ", "\n", ": ", "[]", "{}", "''", "-", "x", "\t", "9", text[start:end] * 2])
        ward.write({file: text[:start] + data.draw(strange) + text[end:]})
        opening = ward.open()
        assert ward.problems() == opening.problems
        assert (opening.portal is None) == any(problem.severity == "error" for problem in opening.problems)
