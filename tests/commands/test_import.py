"""The command `congkhai import`: what it writes where, what it refuses, and that nothing is written over."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from building import held
from congkhai.cli import main
from paper_texts import ASKED, CONCLUSION, NOTICE, PLAN, REPORT
from papers import PAPERS
from wards import SCHEDULE, Ward
from word_files import plan_file

pytestmark = pytest.mark.usefixtures("same_day")


def _import(ward: Ward, text: str | bytes, *options: str, name: str = "van-ban.txt") -> int:
    ward.write({f"../{name}": text})
    return main(["import", str(ward.root.parent / name), "--into", str(ward.root), *options])


def _front(ward: Ward, file: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(ward.read(file).split("---\n")[1])
    return found


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    """Return the sample ward in a folder of its own, with room beside it for papers."""
    from wards import sample_files, write_files  # noqa: PLC0415

    write_files(tmp_path / "phuong", sample_files())
    return Ward(tmp_path / "phuong")


def test_a_plan_becomes_a_dossier(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """Its folder bears unit and year; the portal takes it without a problem, and every other file is as it was."""
    before = held(ward.root)
    assert _import(ward, PLAN) == 0
    after = held(ward.root)
    folder = "plans/phuong-thu-nghiem-2027"
    assert {name: raw for name, raw in after.items() if name in before} == before
    assert set(after) - set(before) == {f"{folder}/plan.md", f"{folder}/schedule.yml"}
    assert ward.problems() == []
    front = _front(ward, f"{folder}/plan.md")
    assert (front["issuer"], str(front["number"]), front["symbol"]) == ("ubnd", "40", "KH-UBND")
    assert "Đã ghi plan.md, schedule.yml" in capsys.readouterr().out


def test_signs_of_the_author_show_as_themselves(ward: Ward) -> None:
    """Marks of Markdown and HTML are escaped, so that the page shows what the paper shows."""
    assert _import(ward, PLAN) == 0
    body = ward.read("plans/phuong-thu-nghiem-2027/plan.md")
    assert r"chữ \*đậm\*, &lt;b>thẻ&lt;/b>, a\_b, \[x\]\(y) và \#1 phải" in body


def test_nothing_is_written_over(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """A second import of the same plan is refused, and goes into a folder of its own when asked to."""
    assert _import(ward, PLAN) == 0
    once = held(ward.root)
    assert _import(ward, PLAN) == 1
    assert held(ward.root) == once
    assert "import-exists" in capsys.readouterr().err
    ward.write({"../van-ban.txt": PLAN.replace("40/KH", "41/KH")})
    other = ward.root / "plans" / "khac-2027"
    assert main(["import", str(ward.root.parent / "van-ban.txt"), "--into", str(other)]) == 0
    assert sorted(path.name for path in other.iterdir()) == ["plan.md", "schedule.yml"]


def test_a_dry_run_writes_nothing(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what would be written, for every kind of paper."""
    before = held(ward.root)
    for text in (PLAN, NOTICE, CONCLUSION):
        assert _import(ward, text, "--dry-run") == 0
    assert held(ward.root) == before
    assert "plans/phuong-thu-nghiem-2027: plan.md, schedule.yml" in capsys.readouterr().out


def test_personal_data_in_a_paper_is_masked_in_the_report(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """What a citizen is called and where she is reached is in the paper; who signed it is told."""
    asked = "Bà Nguyễn Thị Hoa, số điện thoại 0912345678, đề nghị"
    _import(ward, PLAN.replace("Nơi nhận:\n", f"Nơi nhận:\n- {asked};\n"), "--dry-run")
    fragment = NOTICE.replace("tháng 12 năm 2026 (thứ Ba)", "tháng 8 năm 2026")
    _import(ward, fragment.replace("Nơi nhận:\n", f"Nơi nhận:\n- {asked};\n"), "--dry-run")
    _import(ward, f"Giấy gì đó\n{asked}\n")
    told = "".join(capsys.readouterr())
    assert "Bà N•••" in told
    assert "Trần Văn Mẫu" in told
    assert "0•••" in told
    assert not re.search("Thị Hoa|0912", told)


@pytest.mark.parametrize("name", ["van-ban-den", "so.xlsx"])
def test_a_folder_is_not_renamed_but_opened(name: str, ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever names a folder is told to choose a file in it."""
    (ward.root.parent / name).mkdir()
    assert main(["import", str(ward.root.parent / name), "--into", str(ward.root)]) == 1
    told = capsys.readouterr().err
    assert f"{name}:1:1: lỗi: import-folder: Đây là thư mục" in told
    assert "Chọn một tệp trong thư mục này" in told


def test_an_unknown_issuer_is_told(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """The record waits for the body with a comment, and the report has the lines for mkdocs.yml."""
    assert _import(ward, PLAN.replace("THỬ NGHIỆM", "AN MẪU").replace("Thử Nghiệm", "An Mẫu")) == 0
    out = capsys.readouterr().out
    assert "import-unknown-body" in out
    assert "- id: ubnd-phuong-an-mau\n      name: Ủy ban nhân dân phường An Mẫu" in out
    text = ward.read("plans/phuong-an-mau-2027/plan.md")
    assert "# issuer: ubnd-phuong-an-mau\n" in text
    assert ward.problems() == []


def test_a_notice_goes_under_its_meeting(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """The meeting of that month takes it; no other line of the schedule changes, and a second notice is refused."""
    ward.edit(SCHEDULE, "    when: 2026-12\n", "    when: 2026-12\n    # Ghi chú của người soạn.\n")
    before = ward.read(SCHEDULE)
    assert _import(ward, NOTICE) == 0
    after = ward.read(SCHEDULE)
    assert after.startswith(before.rstrip("\n"))
    assert "# Ghi chú của người soạn." in after
    meeting = yaml.safe_load(after)["meetings"][1]
    assert (meeting["notice"]["number"], meeting["notice"]["issuer"]) == (145, "ubnd")
    out = capsys.readouterr().out
    assert "15/12/2026, 08:00" in out
    assert "1. Thời gian: 08 giờ 00 phút" in out
    assert ward.problems() == []
    assert _import(ward, NOTICE) == 1
    assert ward.read(SCHEDULE) == after
    assert "import-has-notice" in capsys.readouterr().err


def test_a_notice_between_meetings(ward: Ward) -> None:
    """A notice goes to the end of its own meeting, before what stands between it and the next."""
    ward.edit(SCHEDULE, "  - id: dt-2\n", "\n  # Cuộc thứ hai.\n  - id: dt-2\n")
    assert _import(ward, NOTICE, "--meeting", "dt-1") == 0
    found = yaml.safe_load(ward.read(SCHEDULE))["meetings"]
    assert "notice" in found[0]
    assert "notice" not in found[1]
    assert '        - "Lưu: VT"\n\n  # Cuộc thứ hai.\n  - id: dt-2\n' in ward.read(SCHEDULE)


def test_a_notice_without_a_meeting(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """It becomes a fragment of its own, and the report says where to paste it; two of them stand side by side."""
    text = NOTICE.replace("tháng 12 năm 2026 (thứ Ba)", "tháng 8 năm 2026")
    assert _import(ward, text) == 1
    assert _import(ward, text) == 1
    drafts = sorted(path.name for path in (ward.root / "drafts").iterdir())
    assert drafts == ["phuong-thu-nghiem-2026-notice-2.yml", "phuong-thu-nghiem-2026-notice.yml"]
    assert "import-no-meeting" in capsys.readouterr().err
    assert _import(ward, text, "--meeting", "dt-9") == 1
    assert "import-unknown-meeting" in capsys.readouterr().err
    assert ward.problems() == []


def test_a_conclusion_of_a_meeting(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """It finds the meeting held on its day; the portal says that the meeting has a conclusion, so it is a draft."""
    assert _import(ward, CONCLUSION) == 1
    assert "second-conclusion" in capsys.readouterr().out
    front = _front(ward, "drafts/phuong-thu-nghiem-ket-luan-2026-10-06/conclusion.md")
    assert front["meeting"] == "dt-1"
    assert front["items"] == [
        {
            "number": 1,
            "text": "Giao Sở Xây dựng xem xét trước ngày 20/11/2026.",
            "assignee": "so-xay-dung",
            "due": "before 2026-11-20",
        }
    ]
    ward.write({"conclusions/ket-luan-dt-1/conclusion.md": None, "conclusions/ket-luan-dt-1/petitions.yml": None})
    (ward.root / "conclusions").mkdir(exist_ok=True)
    assert _import(ward, CONCLUSION) == 0
    assert (ward.root / "conclusions/phuong-thu-nghiem-ket-luan-2026-10-06/conclusion.md").exists()
    assert ward.problems() == []


def test_petitions_of_a_conclusion(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """They lie apart until a clerk has written what the paper leaves out; then the portal takes them as they are."""
    ward.write({"conclusions/ket-luan-dt-1/conclusion.md": None, "conclusions/ket-luan-dt-1/petitions.yml": None})
    (ward.root / "conclusions").mkdir(exist_ok=True)
    assert _import(ward, ASKED) == 1
    told = capsys.readouterr().out
    name = "phuong-thu-nghiem-ket-luan-2026-10-06"
    assert f"drafts/{name}/petitions.yml" in told
    assert "Kiến nghị 2: văn bản không nêu field, petitioner, competence." in told
    assert (ward.root / f"conclusions/{name}/conclusion.md").exists()
    draft = ward.root / f"drafts/{name}/petitions.yml"
    petitions = yaml.safe_load(draft.read_text("utf-8"))["petitions"]
    assert [petition["code"] for petition in petitions] == ["KN-2026-001", "KN-2026-002"]
    assert petitions[0]["area"] == "tdp-1"
    assert [step["status"] for step in petitions[0]["history"]] == ["received", "answered-on-spot"]
    assert [str(step["at"]) for step in petitions[1]["history"]] == ["2026-10-06", "2026-10-12"]
    assert (petitions[1]["handler"], petitions[1]["history"][1]["to"]) == ("so-xay-dung", "so-xay-dung")
    whole = draft.read_text("utf-8").replace(
        "    petitioner: residential-group", "    field: transport\n    petitioner: group"
    )
    whole = whole.replace(
        "    handler:", "    field: transport\n    petitioner: group\n    competence: ours\n    handler:"
    )
    conclusion = (ward.root / f"conclusions/{name}/conclusion.md").read_text("utf-8")
    assert main(["check", str(ward.root)]) == 0
    ward.write({f"conclusions/{name}/petitions.yml": whole})
    ward.write({f"conclusions/{name}/conclusion.md": re.sub(r"(?m)^#(?= )", "", conclusion)})
    assert main(["check", str(ward.root)]) == 0


def test_petitions_of_a_notice_of_results(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """They belong to a dossier that is there, so they are put beside the portal to be compared."""
    text = ASKED.replace(
        "Kết luận của Chủ tịch UBND phường tại buổi đối thoại", "Kết quả giải quyết kiến nghị của Nhân dân"
    )
    assert _import(ward, text) == 1
    assert "-petitions.yml" in capsys.readouterr().out
    assert len(list((ward.root / "drafts").glob("*-petitions.yml"))) == 1


def test_a_paper_of_another_kind(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """A report is read and told, and written only as what the clerk says it is."""
    before = held(ward.root)
    assert _import(ward, REPORT) == 1
    told = capsys.readouterr()
    assert "import-other-paper" in told.err
    assert "báo cáo" in told.err
    assert "phải giữ nguyên" in told.out
    assert held(ward.root) == before
    assert _import(ward, REPORT, "--as", "plan") == 0


def test_a_paper_without_a_kind(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """A news item is no paper."""
    news = next(case["text"] for case in PAPERS if case["title"].startswith("Tin trên"))
    assert _import(ward, news) == 1
    assert "import-no-kind" in capsys.readouterr().err


def test_a_future_date_makes_a_draft(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """What the portal would refuse lies beside it with its problems, and nothing is lost."""
    assert _import(ward, PLAN.replace("năm 2026\n", "năm 2036\n")) == 1
    out = capsys.readouterr().out
    assert "future-date" in out
    assert "drafts/phuong-thu-nghiem-2027" in out
    assert (ward.root / "drafts/phuong-thu-nghiem-2027/plan.md").exists()
    # The places that are told are those of the draft.
    assert re.search(r"^drafts/phuong-thu-nghiem-2027/\w+\.\w+:\d+:\d+: lỗi: ", out, re.MULTILINE)
    assert not re.search(r"^plans/", out, re.MULTILINE)
    assert ward.problems() == []


def test_word_through_the_command(ward: Ward) -> None:
    """A Word file goes the same way."""
    assert _import(ward, plan_file(), name="ke-hoach.docx") == 0
    assert (ward.root / "plans/phuong-an-mau-2026/schedule.yml").exists()


def test_outside_a_portal(ward: Ward, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a portal nothing is written unless a folder is named; a file there is not written over."""
    ward.write({"../van-ban.txt": PLAN})
    folder = ward.root.parent / "noi-khac"
    monkeypatch.chdir(ward.root.parent)
    assert main(["import", "van-ban.txt"]) == 2
    assert "mkdocs.yml" in capsys.readouterr().err
    assert main(["import", "van-ban.txt", "--dry-run"]) == 0
    assert main(["import", "van-ban.txt", "--into", str(folder)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["plan.md", "schedule.yml"]
    assert main(["import", "van-ban.txt", "--into", str(folder)]) == 1


def test_a_refused_file(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read is told with its way out, and nothing is written."""
    before = held(ward.root)
    assert _import(ward, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), name="cu.doc") == 1
    assert "Lưu lại dạng .docx, bảng mã Unicode" in capsys.readouterr().err
    assert main(["import", str(ward.root / "khong-co.txt"), "--into", str(ward.root)]) == 1
    assert held(ward.root) == before


def test_wrong_use() -> None:
    """Without a file, or with a kind that does not exist, the command ends with 2."""
    for arguments in (["import"], ["import", "x.txt", "--as", "letter"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
