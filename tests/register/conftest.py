"""What tests of the register share: an office, and a disk that is not waited for."""

import os
from pathlib import Path

import pytest

from registering import Office


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test cuts the power."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return an office without a register."""
    return Office.new(tmp_path)
