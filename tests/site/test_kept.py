"""Kept work: what was asked for is there at the next build, and a file that cannot be used is as good as none."""

import sqlite3
from contextlib import closing
from pathlib import Path
from unittest import mock

import pytest

from congkhai.site import kept
from congkhai.site.kept import KeptWork


def _file(folder: Path) -> Path:
    (found,) = folder.glob("work-*.sqlite")
    return found


def _saved(folder: Path, **work: bytes) -> None:
    """Keep some work as a build does."""
    base = KeptWork(folder)
    base.update(work)
    base.save()
    base.close()


def test_only_what_was_asked_for_stays(tmp_path: Path) -> None:
    """A build that ends well keeps what it asked for or worked out; one that does not leaves all as it was."""
    _saved(tmp_path, old=b"1", asked=b"2")
    stopped = KeptWork(tmp_path)
    stopped["never"] = b"3"
    stopped.close()
    base = KeptWork(tmp_path)
    assert sorted(base) == ["asked", "old"]
    assert (base["asked"], "old" in base, "never" in base, base.get("never")) == (b"2", True, False, None)
    base["new"] = b"4"
    base.save()
    base.close()
    assert dict(KeptWork(tmp_path)) == {"asked": b"2", "new": b"4"}


def test_another_program_begins_anew(tmp_path: Path) -> None:
    """Work of another version of the program is not used, and goes once there is new work."""
    _saved(tmp_path, old=b"1")
    (tmp_path / "work-cpython-311.bin").write_bytes(b"")
    with mock.patch.object(kept, "program", return_value="another version"):
        assert list(KeptWork(tmp_path)) == []
        _saved(tmp_path, new=b"2")
    assert [path.name for path in tmp_path.glob("work-*")] == ["work-another ve.sqlite"]


def test_what_was_let_go_of_cannot_be_read(tmp_path: Path) -> None:
    """Words that were taken back are nowhere in the file."""
    _saved(tmp_path, old=b"words that were taken back" * 999)
    _saved(tmp_path, new=b"2")
    assert b"taken back" not in _file(tmp_path).read_bytes()


@pytest.mark.parametrize(("left", "more"), [(0, b""), (0, b"no base at all" * 99), (5000, b""), (100, b"x" * 30_000)])
def test_a_damaged_file_is_as_good_as_none(left: int, more: bytes, tmp_path: Path) -> None:
    """Whatever was written over the file, the build goes on, and the next one finds what it kept."""
    _saved(tmp_path, old=bytes(9000))
    file = _file(tmp_path)
    file.write_bytes(file.read_bytes()[:left] + more)
    base = KeptWork(tmp_path)
    assert list(base) == []
    base["new"] = b"2"
    base.save()
    base.close()
    assert dict(KeptWork(tmp_path)) == {"new": b"2"}


@pytest.mark.parametrize("before", [{}, {"zero": b"0"}])
def test_two_builds_at_once(before: dict[str, bytes], tmp_path: Path) -> None:
    """Neither waits for the other, neither sees what the other has not saved, and the last one's work is kept."""
    _saved(tmp_path, **before)
    first, second = KeptWork(tmp_path), KeptWork(tmp_path)
    first["one"], second["two"] = b"1", bytes(9_000_000)
    assert (dict(first), dict(second)) == ({**before, "one": b"1"}, {**before, "two": bytes(9_000_000)})
    first.save()
    assert dict(KeptWork(tmp_path)) == {**before, "one": b"1"}
    second.save()
    assert {"two", *before} <= {*KeptWork(tmp_path)}


def test_a_build_that_waits_in_vain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program holds the file, a build has its own work at hand, keeps nothing and does not stop."""
    monkeypatch.setattr(kept, "_PATIENCE", 0)
    _saved(tmp_path, zero=b"0")
    build = KeptWork(tmp_path)
    holder = sqlite3.connect(_file(tmp_path), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    build["one"] = b"1"
    build.save()
    assert (build["one"], build.get("zero")) == (b"1", None)
    other = KeptWork(tmp_path)
    other["two"] = b"2"
    assert dict(other) == {"two": b"2"}
    holder.execute("ROLLBACK")
    build.save()
    assert build["one"] == KeptWork(tmp_path)["one"] == b"1"


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A file in the place of the folder keeps no build from its work."""
    (tmp_path / "file").write_bytes(b"")
    base = KeptWork(tmp_path / "file")
    base["one"] = b"1"
    base.save()
    assert (base["one"], len(base)) == (b"1", 1)


def test_a_value_that_was_damaged_is_none(tmp_path: Path) -> None:
    """Neither SQLite nor a reader would see that a letter is another."""
    kept = KeptWork(tmp_path)
    kept["a"] = "Mương bị tắc".encode()
    kept.save()
    kept.close()
    (file,) = tmp_path.glob("*.sqlite")
    content = file.read_bytes()
    assert content.count("Mương".encode()) == 1
    file.write_bytes(content.replace("Mương".encode(), "Nương".encode()))
    with closing(KeptWork(tmp_path)) as again, pytest.raises(KeyError):
        again["a"]
