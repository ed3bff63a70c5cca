"""The command `congkhai check`: what it prints, and how it leaves."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from building import EPOCH, ROOT
from congkhai import clock
from congkhai.cli import main
from congkhai.commands import refusals
from congkhai.console import use_utf8
from wards import PLAN, Ward

pytestmark = pytest.mark.usefixtures("same_day")


def spoil(ward: Ward) -> None:
    """Plant one error and one warning."""
    ward.edit(PLAN, "2026-02-10", "2026-02-30")
    ward.write({"content/cu.png": b"PNG"})


def test_good_records_leave_with_0(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says that nothing was found."""
    assert main(["check", str(ward.root)]) == 0
    assert capsys.readouterr().out == "0 lỗi, 0 lời nhắc.\n"


def test_errors_leave_with_1(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """Every problem is printed, in Vietnamese, with its repair."""
    spoil(ward)
    assert main(["check", str(ward.root)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("content/cu.png:1:1: nhắc: unnamed-file: Tệp “cu.png” không được")
    assert lines[2] == f"{PLAN}:6:9: lỗi: impossible-date: Ngày, giờ “2026-02-30” không có thật."
    assert lines[4] == "1 lỗi, 1 lời nhắc."


def test_messages_in_english(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """`--lang en` says the same for others."""
    spoil(ward)
    assert main(["check", str(ward.root), "--lang", "en"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == f"{PLAN}:6:9: error: impossible-date: There is no such date or hour as “2026-02-30”."
    assert lines[-1] == "1 errors, 1 warnings."


@pytest.mark.parametrize("language", ["vi", "en"])
def test_json_for_programs(language: str, ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """`--format json` prints one array and nothing else."""
    spoil(ward)
    assert main(["check", str(ward.root), "--format", "json", "--lang", language]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [(row["file"], row["line"], row["severity"]) for row in rows] == [
        ("content/cu.png", 1, "warning"),
        (PLAN, 6, "error"),
    ]


def test_warnings_fail_only_when_strict(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """`--strict` makes an error of each."""
    ward.write({"content/cu.png": b"PNG"})
    assert main(["check", str(ward.root)]) == 0
    assert main(["check", str(ward.root), "--strict"]) == 1
    assert "0 lỗi, 1 lời nhắc." in capsys.readouterr().out
    (ward.root / "content/cu.png").unlink()
    assert main(["check", str(ward.root), "--strict"]) == 0


def test_the_folder_is_this_one_unless_named(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clerk types `congkhai check` beside mkdocs.yml."""
    monkeypatch.chdir(ward.root)
    assert main(["check"]) == 0
    monkeypatch.setattr(sys, "argv", ["congkhai", "check"])
    assert main() == 0


@pytest.mark.parametrize("arguments", [["check", "--lang", "fr"], ["check", "--format", "xml"], ["dung"]])
def test_a_wrong_command_leaves_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Usage goes to the error stream."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "congkhai" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"]])
def test_help_is_vietnamese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Each command explains itself."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 0
    assert "Kiểm tra mọi hồ sơ" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_console_shows_vietnamese(encoding: str, ward: Ward) -> None:
    """A console with an old code page gets UTF-8, never a traceback."""
    spoil(ward)
    command = [sys.executable, "-c", "import sys; from congkhai.cli import main; sys.exit(main())", "check", "."]
    environment = {"PYTHONIOENCODING": encoding, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(command, cwd=ward.root, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr == b""
    assert "Ngày, giờ “2026-02-30” không có thật." in done.stdout.decode("utf-8")


def test_a_stream_that_is_no_console_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that calls us may catch what we print."""
    monkeypatch.setattr(sys, "stdout", caught := io.StringIO())
    use_utf8()
    assert sys.stdout is caught


@pytest.mark.parametrize(
    ("epoch", "day"),
    [(EPOCH, date(2026, 11, 25)), ("1795539600", date(2026, 11, 25)), ("1795539599", date(2026, 11, 24))],
)
def test_the_day_is_vietnams(epoch: str, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day begins at 17:00 UTC."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert clock.today() == day


def test_without_an_epoch_the_clock_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is today."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs((clock.today() - datetime.now(UTC).date()).days) <= 1


@pytest.mark.parametrize("epoch", ["abc", "-1", "1.5", "²", "253402300800", "9" * 5000])
@pytest.mark.parametrize("command", ["check", "doctor"])
def test_a_clock_that_tells_no_time_is_told(
    command: str, epoch: str, ward: Ward, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither words nor a year that no calendar has end a command in a traceback."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main([command, str(ward.root)]) == 2
    assert f"SOURCE_DATE_EPOCH đang là “{epoch}”" in capsys.readouterr().err


def test_the_last_second_of_the_clock_is_one_like_others(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spaces around it mean nothing."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", " 9999999999\n")
    assert main(["duties", str(ward.root)]) == 0


RUN = "import sys; from congkhai.cli import main; sys.exit(main())"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk that is always there exists on Linux only")
@pytest.mark.parametrize(
    "arguments", [["check"], ["duties"], ["duties", "--format", "json"], ["deadline", "--help"], []], ids=" ".join
)
def test_a_full_disk_is_told(arguments: list[str]) -> None:
    """What cannot be written is no good end, and no traceback, whether it is a line or more than a buffer holds."""
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", RUN, *arguments]
        # Help that leaves no buffer is lost where the library writes it, in silence.
        buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
        done = subprocess.run(command, cwd=ROOT, env=buffered, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode() == "Không ghi ra được kết quả: đĩa đầy.\n"


def test_whoever_has_read_enough_may_go() -> None:
    """`congkhai duties | head` ends without a traceback, whenever the reader leaves."""
    command = [sys.executable, "-c", RUN, "duties"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""


def test_whoever_reads_of_a_register_may_go_too() -> None:
    """It is no refusal of the system that a person could mend."""
    with pytest.raises(BrokenPipeError), refusals.told():
        raise BrokenPipeError
