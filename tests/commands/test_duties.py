"""`congkhai duties`: the ledger on the command line, and what its exit code says."""

import json

import pytest

from congkhai.cli import main
from wards import CONCLUSION, SCHEDULE, Ward

DAY = ["--today", "2026-11-25"]


@pytest.mark.parametrize(
    ("states", "code"),
    [([], 0), (["overdue"], 3), (["late"], 0), (["late", "overdue"], 3)],
    ids=["none", "found", "not-found", "one-of-two"],
)
def test_a_nightly_job_can_fail_on_a_state(ward: Ward, states: list[str], code: int) -> None:
    """The code is 3 where a duty stands so, and 0 where none does."""
    options = [part for state in states for part in ("--fail-on", state)]
    assert main(["duties", str(ward.root), *DAY, *options]) == code


def test_records_with_errors_are_another_matter(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """The code is 1, whatever states were asked for, and the errors are told."""
    ward.edit(
        SCHEDULE, "kind: periodic\n    track: people\n    forms:\n      - in-person\n    when: 2026-12", "kind: x"
    )
    assert main(["duties", str(ward.root), *DAY, "--fail-on", "overdue"]) == 1
    assert capsys.readouterr().err


def test_a_warning_stops_nothing_and_is_told_as_a_flag(ward: Ward, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """A publication before the signing leaves the ledger readable, with its doubt."""
    ward.edit(CONCLUSION, "published: 2026-10-14", "published: 2026-10-11")
    assert main(["duties", str(ward.root), *DAY, "--format", "json"]) == 0
    assert "before-signing" in json.dumps(json.loads(capsysbinary.readouterr().out))


def test_a_list_can_be_filtered_and_sorted(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """The first line names the columns; only the states asked for are shown, the earliest day first, none last."""
    assert main(["duties", str(ward.root), *DAY]) == 0
    whole = capsys.readouterr().out.splitlines()
    assert whole[0].split(" | ") == ["Tình trạng", "Hạn", "Đã làm", "Nghĩa vụ", "Hồ sơ", "Căn cứ"]
    wanted = ["--state", "overdue", "--state", "no-deadline", "--sort", "due"]
    assert main(["duties", str(ward.root), *DAY, *wanted]) == 0
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines()[1:-1]]
    assert rows
    assert {row[0] for row in rows} <= {"Quá hạn", "Không quy định thời hạn"}
    days = ["/".join(reversed(row[1].split("/"))) if "/" in row[1] else "9999" for row in rows]
    assert days == sorted(days)
    assert main(["duties", str(ward.root), *DAY, "--state", "late", "--fail-on", "no-deadline"]) == 3
