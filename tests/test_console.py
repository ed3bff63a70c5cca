"""Colour and progress: only for a person who looks on."""

import io
import sys

import pytest

from congkhai.cli import main
from congkhai.console import painted, stage
from congkhai.problems import catalogue
from wards import PLAN, Ward


class Screen(io.StringIO):
    """A terminal that keeps what it is sent."""

    def isatty(self) -> bool:
        """Return that somebody looks on."""
        return True


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM", "WT_SESSION", "TERM_PROGRAM", "ANSICON", "ConEmuANSI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


def test_a_terminal_shows_colours() -> None:
    """The words stay as they are between the signs."""
    assert painted("lỗi", "red", Screen()) == "\x1b[31mlỗi\x1b[0m"
    assert painted("lỗi", "red", io.StringIO()) == "lỗi"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_can_be_turned_off(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the variables that others know too."""
    monkeypatch.setenv(name, value)
    assert painted("lỗi", "red", Screen()) == "lỗi"


def test_old_consoles_of_windows_show_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that understands colours says so."""
    monkeypatch.setattr(sys, "platform", "win32")
    assert painted("lỗi", "red", Screen()) == "lỗi"
    monkeypatch.setenv("WT_SESSION", "x")
    assert painted("lỗi", "red", Screen()) == "\x1b[31mlỗi\x1b[0m"


def test_a_stage_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written over, also when the work fails; nothing is written where nobody looks on."""
    monkeypatch.setattr(sys, "stderr", screen := Screen())
    with stage("Đang đọc…"):
        assert screen.getvalue() == "Đang đọc…"
    with pytest.raises(KeyError), stage("Đang"):
        catalogue()["khong-co"]
    assert screen.getvalue() == "Đang đọc…\r         \rĐang\r    \r"
    monkeypatch.setattr(sys, "stderr", quiet := io.StringIO())
    with stage("Đang đọc…"):
        pass
    assert quiet.getvalue() == ""


def test_check_colours_the_severity_only(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """Red errors and yellow warnings on a terminal; a stage while it reads."""
    ward.write({"content/cu.png": b"PNG"})
    ward.edit(PLAN, "2026-02-10", "2026-02-30")
    monkeypatch.setattr(sys, "stdout", out := Screen())
    monkeypatch.setattr(sys, "stderr", err := Screen())
    assert main(["check", str(ward.root)]) == 1
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("content/cu.png:1:1: \x1b[33mnhắc\x1b[0m: unnamed-file: ")
    assert lines[2].startswith(f"{PLAN}:6:9: \x1b[31mlỗi\x1b[0m: impossible-date: ")
    assert out.getvalue().count("\x1b") == 4
    assert err.getvalue().startswith("Đang đọc")


def test_a_task_without_a_console_runs(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """The task scheduler of Windows may give a program no console, and Python then no streams."""
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    with stage("Đang đọc…"):
        assert painted("lỗi", "red") == "lỗi"
    assert main(["check", str(ward.root)]) == 0
