"""`congkhai deadline`: the answer with its working, for a person and for a program."""

import json

import pytest

from congkhai.cli import main


def test_the_working_is_printed_day_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    """Seven working days before 28/10/2025: 17/10, with each day counted or skipped and why."""
    assert main(["deadline", "--before", "7", "working-days", "--from", "28/10/2025"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Ít nhất 7 ngày làm việc trước Thứ Ba, 28/10/2025"
    assert "  Thứ Bảy, 25/10/2025: không tính. Cuối tuần" in lines
    assert "  Thứ Sáu, 17/10/2025: ngày thứ 7" in lines
    assert lines[-2:] == [
        "  Hạn cuối: hết Thứ Sáu, 17/10/2025",
        "Ngày an toàn theo cách hiểu chặt nhất: Thứ Năm, 16/10/2025",
    ]


def test_a_holiday_is_called_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    """The day off of 24/11/2026 is skipped by name."""
    main(["deadline", "--within", "2", "working-days", "--from", "2026-11-23"])
    assert "Thứ Ba, 24/11/2026: không tính. Ngày Văn hóa Việt Nam" in capsys.readouterr().out


def test_json_tells_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads due day, safe day, whether the calendar is decided, and every step."""
    main(["deadline", "--before", "7", "days", "--from", "2025-10-28", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["due"], told["safe"], told["verified"]) == ("2025-10-21", "2025-10-20", True)
    assert [step["number"] for step in told["steps"]] == [None, 1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("options", "due"),
    [
        ([], "2026-01-10"),
        (["--no-make-up-days"], "2026-01-12"),
    ],
)
def test_a_reading_can_be_chosen(options: list[str], due: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Saturday 10/01/2026 was worked for Friday 02/01: a working day unless one reads it otherwise."""
    main(["deadline", "--within", "1", "working-days", "--from", "2026-01-09", "--format", "json", *options])
    assert json.loads(capsys.readouterr().out)["due"] == due


def test_clear_days_and_rolling(capsys: pytest.CaptureFixture[str]) -> None:
    """The strict reading wants whole days between; without rolling a period may end on a day off."""
    main(
        ["deadline", "--before", "7", "working-days", "--from", "2025-10-28", "--strict-clear-days", "--format", "json"]
    )
    assert json.loads(capsys.readouterr().out)["due"] == "2025-10-16"
    main(["deadline", "--within", "4", "days", "--from", "2025-10-28", "--no-roll", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["due"] == "2025-11-01"


def test_an_undecided_year_is_provisional(capsys: pytest.CaptureFixture[str]) -> None:
    """The calendar of 2027 is not decided, and the answer says so."""
    main(["deadline", "--within", "7", "days", "--from", "2027-01-28"])
    assert "kết quả là dự kiến" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["7", "tuần"], ["bảy", "days"], ["-1", "days"], ["99999", "days"]])
def test_a_wrong_period_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A period that cannot be read is told in Vietnamese, with the forms that can."""
    code = _code(["deadline", "--within", *words, "--from", "2025-10-28"])
    assert code == 2
    assert capsys.readouterr().err


def test_a_wrong_day_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A day that does not exist is told in Vietnamese."""
    assert _code(["deadline", "--within", "7", "days", "--from", "30/02/2026"]) == 2
    assert "không phải là ngày" in capsys.readouterr().err


def _code(arguments: list[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as exit_:
        return int(str(exit_.code))
