"""What was found clean once is what was looked at, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from congkhai.opening import open_portal
from congkhai.problems import Report
from congkhai.records import reading
from congkhai.records.keeping import Readings
from congkhai.sources import text
from wards import CONCLUSION, PETITIONS, Ward

DAY = date(2026, 11, 25)


def _told(ward: Ward, kept: dict[str, bytes]) -> set[str]:
    return {problem.slug for problem in open_portal(ward.root, DAY, Readings(kept)).problems}


def test_a_file_that_changes_while_it_is_looked_at_is_not_clean(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor may save between the digest and the look: the new words are looked at the next time."""
    clean = ward.read(PETITIONS)
    ward.edit(PETITIONS, "bị tắc", "bị tắc, gọi 0912345678")
    read = Path.read_bytes
    old = clean.encode()
    monkeypatch.setattr(Path, "read_bytes", lambda path: old if path == ward.root / PETITIONS else read(path))
    kept: dict[str, bytes] = {}
    assert "privacy-number" not in _told(ward, kept)
    monkeypatch.undo()
    assert "privacy-number" in _told(ward, kept)
    ward.write({PETITIONS: clean})
    assert "privacy-number" not in _told(ward, kept)


def test_what_is_read_in_the_meantime_is_looked_at(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dossier is read anew for another file; what was saved since its files were told apart is in the records, and told."""
    kept: dict[str, bytes] = {}
    assert _told(ward, kept) == set()
    ward.write({CONCLUSION: ward.read(CONCLUSION) + "\nThông tin thêm.\n"})
    read = text.read_text

    def saved_meanwhile(path: Path, file: str, report: Report) -> str | None:
        if file == PETITIONS:
            ward.edit(PETITIONS, "bị tắc", "bị tắc, gọi 0912345678")
        return read(path, file, report)

    monkeypatch.setattr(reading, "read_text", saved_meanwhile)
    assert "privacy-number" in _told(ward, kept)
