"""The packaged instruments: each readable, sourced, and told apart from an author's fault."""

from pathlib import Path

import pytest

import congkhai
from congkhai.law import instruments

FOLDER = Path(congkhai.__file__).parent / "law" / "regulations"


def test_every_instrument_is_read() -> None:
    """The packaged law has no fault, and each rule names its source."""
    law = instruments.instruments()
    assert set(law) == {path.stem for path in FOLDER.glob("*.yml")}
    assert all(entry.source and entry.title for entry in law.values())
    assert all(entry.replaced_by in {None, *law} for entry in law.values())


def test_a_fault_in_the_packaged_law_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stops the program by name and is never told as the author's."""
    (tmp_path / "regulations").mkdir()
    (tmp_path / "regulations" / "a.yml").write_text("id: a\nsymbol: 1\n", encoding="utf-8")
    (tmp_path / "regulations" / "b.yml").write_text("", encoding="utf-8")
    monkeypatch.setattr(instruments, "files", lambda _: tmp_path)
    instruments.instruments.cache_clear()
    with pytest.raises(instruments.BrokenLawError):
        instruments.instruments()
    monkeypatch.undo()
    assert instruments.instruments()
