"""The output folder after a build holds what the build named, whatever lay there before."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import held
from congkhai.site import output as output_module
from congkhai.site.found import find
from congkhai.site.output import Output

NAMES = st.sampled_from(["a", "a/b", "a/b/c", "d/e", "f", "d"])
FILES = st.dictionaries(NAMES, st.binary(max_size=3), max_size=5).filter(
    lambda files: not any(other.startswith(f"{name}/") for name in files for other in files)
)


def _put(folder: Path, files: dict[str, bytes]) -> Output:
    output = Output(folder)
    for name, content in files.items():
        output.write(f"/{name}", content)
    return output


@given(before=FILES, after=FILES)
def test_the_folder_becomes_what_was_named(
    before: dict[str, bytes], after: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Files come, change, go, and take the places of folders, and folders theirs; no empty folder is left."""
    folder = tmp_path_factory.mktemp("output")
    _put(folder, before).finish()
    output = _put(folder, after)
    output.finish()
    assert held(folder) == after
    assert output.written == sum(before.get(name) != content for name, content in after.items())
    assert all(any(path.iterdir()) for path in folder.rglob("*") if path.is_dir())


def test_what_has_not_changed_is_not_touched(tmp_path: Path) -> None:
    """A file with the same bytes keeps its time, whether it was written or copied."""
    source = tmp_path / "source.pdf"
    source.write_bytes(b"%PDF")
    for _ in range(2):
        output = _put(tmp_path / "site", {"a/index.html": b"x"})
        output.copy("/a/signed.pdf", source)
        output.finish()
        times = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*.*")}
    assert output.written == 0
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_what_somebody_does_to_the_folder_meanwhile_shows(tmp_path: Path) -> None:
    """Files are told as they were when the build looked or made them: what is done to one of them later differs."""
    site = tmp_path / "site"
    _put(site, {"kept": b"1", "changed": b"1", "gone": b"1"}).finish()
    output = _put(site, {"kept": b"1", "changed": b"2"})
    (site / "kept").write_bytes(b"somebody's own")
    output.finish()
    assert output.files.keys() == find(site).files.keys() == {"kept", "changed"}
    assert output.files["changed"] == find(site).files["changed"]
    assert output.files["kept"] != find(site).files["kept"]


def test_of_two_files_of_one_name_the_last_is_kept(tmp_path: Path) -> None:
    """However often it is built: what lies there from the last build is no reason to let the first one in."""
    (tmp_path / "source").write_bytes(b"2")
    for _ in range(3):
        output = _put(tmp_path / "site", {"a": b"1", "b": b"1"})
        output.write("/a", b"2")
        output.copy("/b", tmp_path / "source")
        output.finish()
        assert held(tmp_path / "site") == {"a": b"2", "b": b"2"}


def test_what_is_gone_at_once_is_not_told(tmp_path: Path) -> None:
    """A scanner for viruses may take a file away as soon as it is there: the site stands, and the next build makes the file."""
    output = _put(tmp_path / "site", {"a": b"1", "b": b"1"})
    output.finish()
    (tmp_path / "site" / "a").unlink()
    assert output.files.keys() == {"b"}


def test_a_build_that_ends_late_takes_nothing_from_the_next(tmp_path: Path) -> None:
    """Its own files go when it is given up; those of another build wait on."""
    first = _put(tmp_path / "site", {"a": b"1"})
    second = _put(tmp_path / "site", {"b": b"2"})
    first.abandon()
    second.finish()
    assert held(tmp_path) == {"site/b": b"2"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_file_that_goes_by_two_names_stays(tmp_path: Path) -> None:
    """Where a disk takes capitals for small letters, the old name of a file is the file."""
    _put(tmp_path / "site", {"Anh.pdf": b"1"}).finish()
    os.link(tmp_path / "site" / "Anh.pdf", tmp_path / "site" / "anh.pdf")
    _put(tmp_path / "site", {"anh.pdf": b"1"}).finish()
    assert (tmp_path / "site" / "anh.pdf").read_bytes() == b"1"


def test_what_is_hidden_belongs_to_its_owner(tmp_path: Path) -> None:
    """A site kept in a branch of its own keeps .git and .nojekyll, and what they lead to."""
    (tmp_path.parent / "acme").mkdir(exist_ok=True)
    (tmp_path / ".well-known").symlink_to(tmp_path.parent / "acme")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_bytes(b"ref")
    (tmp_path / ".nojekyll").touch()
    _put(tmp_path, {"index.html": b"x"}).finish()
    assert set(held(tmp_path)) == {".git/HEAD", ".nojekyll", "index.html"}
    assert (tmp_path / ".well-known").is_symlink()


def test_a_folder_may_be_a_link(tmp_path: Path) -> None:
    """What the web server reads lies elsewhere, on another disk perhaps; the link stays a link, and nothing is left beside it."""
    elsewhere = tmp_path / "disk" / "site"
    elsewhere.mkdir(parents=True)
    (tmp_path / "site").symlink_to(elsewhere)
    for files in ({"a/b": b"1", "f": b"1"}, {"a/b": b"2"}):
        _put(tmp_path / "site", files).finish()
        assert held(elsewhere) == files
    assert (tmp_path / "site").is_symlink()
    assert {path.name for path in tmp_path.iterdir()} == {"disk", "site"}
    assert [path.name for path in elsewhere.parent.iterdir()] == ["site"]


def test_a_folder_may_be_a_disk_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder is mounted, files wait inside it, hidden, so that they can be moved: from beside it none can."""
    (tmp_path / "site").mkdir()
    replace = os.replace

    def across(source: str | Path, target: str | Path) -> None:
        if len({Path(path).is_relative_to(tmp_path / "site") for path in (source, target)}) > 1:
            raise OSError(errno.EXDEV, "another disk")
        replace(source, target)

    monkeypatch.setattr(os, "replace", across)
    for files in ({"a/b": b"1", "f": b"1"}, {"a/b": b"2"}):
        _put(tmp_path / "site", files).finish()
        assert held(tmp_path / "site") == files
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_lies_behind_a_link_is_not_ours(tmp_path: Path) -> None:
    """A folder of the site that was replaced by a link becomes a folder again; what the link led to is left alone."""
    site, other = tmp_path / "site", tmp_path / "other"
    files = {"a/b": b"1", "a/c": b"2", "f": b"3"}
    _put(site, files).finish()
    (site / "a").rename(other)
    (site / "a").symlink_to(other)
    _put(site, files).finish()
    assert (held(site), (site / "a").is_symlink()) == (files, False)
    assert held(other) == {"b": b"1", "c": b"2"}


def test_what_an_interrupted_build_left_is_removed(tmp_path: Path) -> None:
    """A process that was killed could not clean up; the next build does."""
    left = tmp_path / ".congkhai-site" / "tmp" / "site"
    left.mkdir(parents=True)
    (left / "a").write_bytes(b"half")
    output = Output(tmp_path / "site", alone=True)
    output.write("/f", b"1")
    output.finish()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert held(tmp_path / "site") == {"f": b"1"}


def test_no_file_goes_before_all_have_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails while files are moved in, no page of the former site is missing."""
    before = {"a": b"1", "b": b"1", "old": b"1"}
    _put(tmp_path, before).finish()
    output = _put(tmp_path, {"a": b"2", "b": b"2", "new": b"2"})
    move = output_module._move  # noqa: SLF001 - it fails in its middle

    def fail(waiting: str, folder: Path, name: str) -> None:
        if name == "b":
            raise OSError("disk")
        move(waiting, folder, name)

    monkeypatch.setattr(output_module, "_move", fail)
    with pytest.raises(OSError, match="disk"):
        output.finish()
    assert {name: content for name, content in held(tmp_path).items() if name in before} == {**before, "a": b"2"}
