"""What was found clean once is what was looked at, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from congkhai.opening import open_portal
from congkhai.records.keeping import Readings
from wards import PETITIONS, Ward

DAY = date(2026, 11, 25)


def _told(ward: Ward, kept: dict[str, bytes]) -> set[str]:
    return {problem.slug for problem in open_portal(ward.root, DAY, Readings(kept)).problems}


def test_a_file_that_changes_while_it_is_looked_at_is_not_clean(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor may save between the digest and the look: the new words are looked at the next time."""
    clean = ward.read(PETITIONS)
    number = "bị tắc, gọi 0912345678"
    ward.edit(PETITIONS, "bị tắc", number)
    read = Path.read_bytes
    old = clean.encode()
    monkeypatch.setattr(Path, "read_bytes", lambda path: old if path == ward.root / PETITIONS else read(path))
    kept: dict[str, bytes] = {}
    assert "privacy-number" not in _told(ward, kept)
    monkeypatch.undo()
    assert "privacy-number" in _told(ward, kept)
    ward.write({PETITIONS: clean})
    assert "privacy-number" not in _told(ward, kept)
