"""The output folder after a build holds what the build named, whatever lay there before."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def _held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@given(before=FILES, after=FILES)
def test_the_folder_becomes_what_was_named(
    before: dict[str, bytes], after: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Files come, change, go, and take the places of folders, and folders theirs; no empty folder is left."""
    folder = tmp_path_factory.mktemp("output")
    _put(folder, before).finish()
    output = _put(folder, after)
    output.finish()
    assert _held(folder) == after
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


def test_what_is_hidden_belongs_to_its_owner(tmp_path: Path) -> None:
    """A site kept in a branch of its own keeps .git and .nojekyll."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_bytes(b"ref")
    (tmp_path / ".nojekyll").touch()
    _put(tmp_path, {"index.html": b"x"}).finish()
    assert set(_held(tmp_path)) == {".git/HEAD", ".nojekyll", "index.html"}
