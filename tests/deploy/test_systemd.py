"""The nightly rebuild: what systemd itself says of the units that we ship."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).parents[2] / "deploy" / "systemd"
UNITS = ("congkhai.service", "congkhai.timer")
PROGRAM = "ExecStart=/opt/congkhai/bin/congkhai "
# Of 100; systemd calls up to 20 safe.
EXPOSED = 20


@pytest.fixture
def analyze() -> str:
    """Return the program that knows units, or skip the test where there is none."""
    path = shutil.which("systemd-analyze")
    if path is None:
        pytest.skip("systemd-analyze is not installed: this is no machine with systemd")
    return path


@pytest.fixture
def units(tmp_path: Path) -> list[str]:
    """Return the shipped units in a folder of their own, with a program that this machine has."""
    for name in UNITS:
        text = (SYSTEMD / name).read_text(encoding="utf-8")
        assert (PROGRAM in text) == name.endswith(".service")
        (tmp_path / name).write_text(text.replace(PROGRAM, f"ExecStart={sys.executable} "), encoding="utf-8")
    return [str(tmp_path / name) for name in UNITS]


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_systemd_finds_nothing_wrong(analyze: str, units: list[str]) -> None:
    """No unknown line, no bad value, no unit that is not there."""
    said = _said(analyze, "verify", "--man=no", *units)
    assert [line for line in said.splitlines() if "congkhai" in line] == []


def test_the_service_is_locked_in(analyze: str, units: list[str]) -> None:
    """What the program never needs is closed to it."""
    if "--offline" not in _said(analyze, "--help"):
        pytest.skip("this systemd cannot weigh a unit that is not loaded")
    _said(analyze, "security", "--no-pager", "--offline=true", f"--threshold={EXPOSED}", units[0])
