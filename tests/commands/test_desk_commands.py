"""`congkhai explain`, `schema` and `doctor`: what they print, and how they leave."""

import json
from pathlib import Path

import pytest

from congkhai.cli import main
from congkhai.desk.explaining import examples
from congkhai.problems import catalogue
from wards import PLAN, Ward

pytestmark = pytest.mark.usefixtures("same_day")


def test_one_problem_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """Cause, repair, and the lines before and after; a colon that was copied with it does no harm."""
    assert main(["explain", "Bad-Date:"]) == 0
    assert capsys.readouterr().out == (
        "bad-date: lỗi, việc đang làm dừng lại cho đến khi sửa xong.\n"
        "\nNguyên nhân\n    Không hiểu ngày “…”.\n"
        "\nCách sửa\n    Viết theo một trong các dạng: ….\n"
        "\nVí dụ\n    Ngày ghi bằng lời không đọc được.\n"
        "\n  plans/doi-thoai-2026/plan.md\n"
        "  Sai:\n    issued: mồng mười tháng hai\n  Đúng:\n    issued: 2026-02-10\n"
    )


@pytest.mark.parametrize("slug", catalogue())
def test_every_problem_is_explained(slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With an example where there is one; no sign is printed that nobody sees, or that rings a bell."""
    assert main(["explain", slug]) == 0
    told = capsys.readouterr().out
    assert ("\nVí dụ\n" in told) == (slug in examples())
    assert [char for char in told if not char.isprintable() and char != "\n"] == []


def test_all_problems_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each on a line of its own, in groups."""
    assert main(["explain"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert sorted(line.strip().partition(":")[0] for line in told if line.startswith("  ")) == sorted(catalogue())


@pytest.mark.parametrize(("typed", "near"), [("bad-dat", "Có phải “bad-date”?"), ("xyz", "congkhai explain.")])
def test_an_unknown_problem_leaves_with_2(typed: str, near: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest is named."""
    assert main(["explain", typed]) == 2
    assert capsys.readouterr().err.rstrip().endswith(near)


def test_check_leads_to_explain(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """The first error is named, before any warning; without a problem nothing is."""
    ward.write({"content/cu.png": b"PNG"})
    ward.edit(PLAN, "2026-02-10", "2026-02-30")
    main(["check", str(ward.root)])
    assert capsys.readouterr().out.endswith("\nMuốn hiểu rõ một lỗi: congkhai explain impossible-date\n")


def test_schemas_are_written_and_written_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An earlier version is replaced; what the editor does not check is said."""
    folder = tmp_path / "luoc-do"
    assert main(["schema", str(folder)]) == 0
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 6
    (folder / names[0]).write_text("{}", encoding="utf-8")
    assert main(["schema", str(folder)]) == 0
    for name in names:
        assert json.loads((folder / name).read_text(encoding="utf-8"))["title"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert "phần đầu của plan.md, conclusion.md" in capsys.readouterr().out


def test_schemas_where_a_file_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The system's refusal is told."""
    (tmp_path / "luoc-do").touch()
    assert main(["schema", str(tmp_path / "luoc-do")]) == 1
    assert "một tệp đang ở chỗ của thư mục." in capsys.readouterr().err


def test_doctor_prints_repairs_and_counts(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """What is missing is bad, and the command leaves with 1; its repair stands below it."""
    ward.write({"content/index.md": None})
    assert main(["doctor", str(ward.root)]) == 1
    told = capsys.readouterr().out.splitlines()
    place = next(number for number, line in enumerate(told) if line.startswith("[hỏng] Thiếu content/"))
    assert told[place + 1].startswith("       Chạy lệnh ở thư mục của cổng")
    assert "điều phải sửa" in told[-1]


def test_doctor_of_a_good_ward(ward: Ward, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Doubts alone leave with 0; the time that was set by hand is one."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(ward.root.parent))
    assert main(["doctor", str(ward.root)]) == 0
    assert "[nhắc] Biến SOURCE_DATE_EPOCH đang đặt giờ là 07:00 25/11/2026" in capsys.readouterr().out


def test_doctor_of_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that does not exist is told as such, and nothing is said of Git."""
    assert main(["doctor", str(tmp_path / "khong")]) == 1
    told = capsys.readouterr()
    assert "unknown-folder" in told.err
    assert told.out == ""
