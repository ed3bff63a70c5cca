"""Drafts are written all or none, and never over what somebody else wrote meanwhile."""

import os
from pathlib import Path
from unittest import mock

import pytest

from congkhai.desk.filing import Draft, file_all


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_all_are_written(tmp_path: Path) -> None:
    """New folders are made, an old file is replaced and keeps its mode, and nothing else is left."""
    old = tmp_path / "a.yml"
    old.write_bytes(b"1")
    old.chmod(0o600)
    assert file_all([Draft(old, b"2", b"1"), Draft(tmp_path / "x/y/b.md", b"3")]) is None
    assert _names(tmp_path) == ["a.yml", "x", "x/y", "x/y/b.md"]
    assert (old.read_bytes(), (tmp_path / "x/y/b.md").read_bytes()) == (b"2", b"3")
    if os.name == "posix":
        assert old.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("there", [b"other", None])
def test_a_file_that_changed_meanwhile_stops_everything(there: bytes | None, tmp_path: Path) -> None:
    """It is named, and nothing is written."""
    old = tmp_path / "a.yml"
    if there is not None:
        old.write_bytes(there)
    assert file_all([Draft(tmp_path / "x/b.md", b"3"), Draft(old, b"2", b"1")]) == old
    assert _names(tmp_path) == ([] if there is None else ["a.yml"])
    if there is not None:
        assert old.read_bytes() == there


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    """A draft of a new file is refused where there is one."""
    (tmp_path / "a.yml").write_bytes(b"1")
    assert file_all([Draft(tmp_path / "a.yml", b"2")]) == tmp_path / "a.yml"
    assert (tmp_path / "a.yml").read_bytes() == b"1"


@pytest.mark.parametrize("refused", [1, 2])
def test_a_refusal_leaves_everything_as_it_was(refused: int, tmp_path: Path) -> None:
    """Whichever file the system refuses, the others are taken back."""
    old = tmp_path / "a.yml"
    old.write_bytes(b"1")
    replace, calls = Path.replace, []

    def refusing(path: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == refused:
            raise OSError(28, "No space left on device")
        return replace(path, target)

    drafts = [Draft(tmp_path / "x/b.md", b"3"), Draft(old, b"2", b"1")]
    with mock.patch.object(Path, "replace", refusing), pytest.raises(OSError, match="No space"):
        file_all(drafts)
    assert old.read_bytes() == b"1"
    assert _names(tmp_path) == ["a.yml"]


def test_over_takes_what_stands_there(tmp_path: Path) -> None:
    """A file that is ours to write again is written over what it holds now."""
    (tmp_path / "a.json").write_bytes(b"1")
    for name in ("a.json", "b.json"):
        assert file_all([Draft.over(tmp_path / name, b"2")]) is None
        assert (tmp_path / name).read_bytes() == b"2"
