"""Kept work: what was asked for is there at the next build, and a file that cannot be used is as good as none."""

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
    """Work of another version of the program is not used."""
    _saved(tmp_path, old=b"1")
    with mock.patch.object(kept, "program", return_value="another"):
        assert list(KeptWork(tmp_path)) == []


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


def test_two_builds_at_once(tmp_path: Path) -> None:
    """The second keeps nothing and waits for nobody; what the first keeps is whole."""
    first = KeptWork(tmp_path)
    first["one"] = b"1"
    second = KeptWork(tmp_path)
    second["two"] = b"2"
    assert second.get("two") in {None, b"2"}
    first.save()
    second.save()
    first.close()
    second.close()
    assert dict(KeptWork(tmp_path)) == {"one": b"1"}


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A file in the place of the folder keeps no build from its work."""
    (tmp_path / "file").write_bytes(b"")
    base = KeptWork(tmp_path / "file")
    base["one"] = b"1"
    base.save()
    assert (base["one"], len(base)) == (b"1", 1)
