"""A cache spares work and changes nothing: with it and without it, a site has the same bytes after any edit."""

import gc
import io
import logging
import os
import re
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from building import EPOCH, ROOT, build_here, held
from congkhai.site import freshness, plugin
from congkhai.site.edition import Edition
from congkhai.views import datasets
from wards import CONCLUSION, PDF, PETITIONS, PLAN, SETTINGS, Ward, sample_files, write_files

pytestmark = pytest.mark.usefixtures("same_day")

DAY = 24 * 60 * 60
CACHE = Path(".cache") / "congkhai"


def _times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def _change_words(ward: Ward, number: int) -> None:
    text = ward.read(PETITIONS)
    ward.write({PETITIONS: text.replace("summary: ", f"summary: Lần {number}. ", 1)})


def _change_title(ward: Ward, number: int) -> None:
    ward.write({SETTINGS: ward.read(SETTINGS).replace("site_name: ", f"site_name: Lần {number} ", 1)})


def _change_prose(ward: Ward, number: int) -> None:
    ward.write({CONCLUSION: f"{ward.read(CONCLUSION)}\nThêm đoạn {number}.\n"})


def _add_page(ward: Ward, number: int) -> None:
    ward.write({f"content/trang-{number}.md": f"# Trang {number}\n\nKHÔNG có gì.\n"})


def _change_nothing(ward: Ward, number: int) -> None:
    """Leave the ward as it is."""


def _spoil(ward: Ward, number: int) -> None:
    """Change, remove or add a file of the output, as a person should not."""
    pages = sorted((ward.root / "site").rglob("*.html"))
    page = pages[number % len(pages)]
    (page.unlink, lambda: page.write_bytes(b"x"), lambda: (page.parent / "la.txt").write_bytes(b"x"))[number % 3]()


EDITS = [_change_words, _change_title, _change_prose, _add_page, _change_nothing, _spoil]


@pytest.mark.slow
@given(
    edits=st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 99)), min_size=1, max_size=4),
    days=st.integers(0, 1),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_cached_build_has_the_bytes_of_an_uncached_one(
    edits: list[tuple[object, int]], days: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After every edit the site is what a folder without a cache gives on the same day."""
    ward = Ward(tmp_path_factory.mktemp("ward"))
    write_files(ward.root, sample_files())
    build_here(ward.root)
    epoch = int(EPOCH)
    for edit, number in edits:
        edit(ward, number)  # type: ignore[operator]  # one of EDITS
        epoch += days * DAY
        build_here(ward.root, epoch)
    fresh = Ward(tmp_path_factory.mktemp("fresh"))
    shutil.copytree(ward.root, fresh.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site", ".cache"))
    build_here(fresh.root, epoch)
    assert held(ward.root / "site") == held(fresh.root / "site")


def test_a_build_stands_on_every_package_that_reads_or_draws() -> None:
    """Another version of one of them makes the site anew; those that only publish or lock have no part in its pages."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split("[<>=]", one)[0] for one in (*project["dependencies"], *project["optional-dependencies"]["pdf"])}
    assert named - {"annotated-types", "cryptography", "filelock"} == set(freshness._PACKAGES)  # noqa: SLF001 - the list itself


def test_a_build_without_changes_touches_nothing(ward: Ward) -> None:
    """The second build writes no file; with the cache gone it reads everything, and again touches no page."""
    build_here(ward.root)
    times = _times(ward.root / "site")
    build_here(ward.root)
    assert _times(ward.root / "site") == times
    shutil.rmtree(ward.root / CACHE)
    build_here(ward.root)
    assert _times(ward.root / "site") == times


def test_a_renamed_folder_is_told(ward: Ward, caplog: pytest.LogCaptureFixture) -> None:
    """Its address goes with its name; it is no warning, since a strict build must let a record be taken back."""
    caplog.set_level(logging.INFO, "mkdocs")
    build_here(ward.root, strict=True)
    (ward.root / PLAN).parent.rename(ward.root / "plans" / "ten-moi")
    ward.write({"content/trang-1.md": "# Trang\n"})
    build_here(ward.root, strict=True)
    (told,) = (line for line in caplog.messages if "Không còn trang" in line)
    assert "Không còn trang của 1 hồ sơ mà lần dựng trước có: /ke-hoach/doi-thoai-2026/." in told
    caplog.clear()
    # What is no record's needs no word.
    (ward.root / "content" / "trang-1.md").unlink()
    build_here(ward.root, strict=True)
    assert "Không còn trang" not in caplog.text


def test_a_build_of_one_change_writes_what_shows_it(ward: Ward) -> None:
    """A new word in one petition leaves the pages of others as they were."""
    build_here(ward.root)
    times = _times(ward.root / "site")
    _change_words(ward, 1)
    build_here(ward.root)
    touched = {
        path.relative_to(ward.root / "site").as_posix()
        for path, at in _times(ward.root / "site").items()
        if times.get(path) != at
    }
    assert {"kien-nghi/index.html", "kien-nghi/kn-01/index.html"} <= touched
    assert not {"kien-nghi/kn-02/index.html", "gioi-thieu/index.html", "assets/congkhai.css"} & touched


def test_a_strict_build_with_a_menu_may_be_repeated(ward: Ward, caplog: pytest.LogCaptureFixture) -> None:
    """When nothing is done, nothing is missed: no entry of the menu is called lost."""
    ward.write({SETTINGS: f"{ward.read(SETTINGS)}nav:\n  - Trang chủ: index.md\n"})
    for _ in range(2):
        build_here(ward.root, strict=True)
    assert [record for record in caplog.records if record.levelname == "WARNING"] == []


@pytest.mark.parametrize("made", ["plans/moi", "plans/doi-thoai-2026/moi"])
def test_an_empty_folder_is_an_input(made: str, ward: Ward) -> None:
    """A dossier without a file, or a folder in one, is told after a good build as it is before one."""
    build_here(ward.root)
    (ward.root / made).mkdir()
    with pytest.raises(Abort):
        build_here(ward.root)


def test_settings_are_watched_whatever_file_mkdocs_reads(ward: Ward) -> None:
    """Ours are read from mkdocs.yml even when another file is named."""
    ward.write({"other.yml": ward.read(SETTINGS)})
    build_here(ward.root, settings="other.yml")
    ward.edit(SETTINGS, "agency: Ủy ban nhân dân phường Thử Nghiệm", "agency: Ủy ban nhân dân phường Khác")
    build_here(ward.root, settings="other.yml")
    assert "phường Khác" in (ward.root / "site" / "index.html").read_text(encoding="utf-8")


def test_no_place_is_overlooked(ward: Ward, tmp_path: Path) -> None:
    """A folder of prose may have any name; a link that somebody put into the site goes with the next build."""
    ward.write({"content/__pycache__/a.md": "# Một\n"})
    build_here(ward.root)
    page = ward.root / "site" / "__pycache__" / "a" / "index.html"
    assert "<h1" in page.read_text(encoding="utf-8")
    ward.write({"content/__pycache__/a.md": "# Hai\n"})
    (ward.root / "site" / "la").symlink_to(tmp_path)
    build_here(ward.root)
    assert "Hai" in page.read_text(encoding="utf-8")
    (ward.root / "site" / "la").symlink_to(tmp_path)
    build_here(ward.root)
    assert not (ward.root / "site" / "la").is_symlink()


def test_a_failure_while_pages_are_made_leaves_the_site(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of a new site is no site: what lay there lies there still, and nothing beside it."""
    build_here(ward.root)
    before, beside = held(ward.root / "site"), set(ward.root.iterdir())
    _change_title(ward, 1)
    monkeypatch.setattr(datasets, "files", _fail)
    with pytest.raises(ZeroDivisionError):
        build_here(ward.root)
    assert held(ward.root / "site") == before
    gc.collect()
    assert set(ward.root.iterdir()) == beside


def _fail(*_: object) -> None:
    raise ZeroDivisionError


def test_what_cannot_be_read_is_no_reason_to_stop(ward: Ward) -> None:
    """A link that leads nowhere in the output is left out of account."""
    build_here(ward.root)
    (ward.root / "site" / ".la").symlink_to(ward.root / "khong-co")
    build_here(ward.root)
    assert (ward.root / "site" / "index.html").is_file()


@pytest.mark.parametrize("content", [b"", b"x", b"{", b"N", b"[1]", b"{}", b'{"made": null, "files": 3}'])
def test_a_spoilt_cache_is_none(content: bytes, ward: Ward) -> None:
    """What another program left there, or half a file, is built anew."""
    build_here(ward.root)
    before = held(ward.root / "site")
    for path in (ward.root / CACHE).iterdir():
        path.write_bytes(content)
    build_here(ward.root)
    assert held(ward.root / "site") == before


@pytest.mark.parametrize("within", [False, True])
def test_what_was_saved_during_a_build_and_taken_back(
    ward: Ward, monkeypatch: pytest.MonkeyPatch, *, within: bool
) -> None:
    """After the build or within it: the site shows words that are no more in any file, and does not stand."""
    build_here(ward.root)
    read, before = plugin._edition, ward.read(PETITIONS)  # noqa: SLF001 - between the look at the files and their reading

    def saved_meanwhile(config: MkDocsConfig, day: date) -> Edition:
        ward.write({PETITIONS: before.replace("bị tắc", "bị tắc hẳn")})
        edition = read(config, day)
        if within:
            ward.write({PETITIONS: before})
        return edition

    monkeypatch.setattr(plugin, "_edition", saved_meanwhile)
    _change_title(ward, 1)
    build_here(ward.root)
    monkeypatch.undo()
    ward.write({PETITIONS: before})
    build_here(ward.root)
    page = (ward.root / "site" / "kien-nghi" / "kn-01" / "index.html").read_text(encoding="utf-8")
    assert ("bị tắc" in page, "bị tắc hẳn" in page) == (True, False)


def test_what_mkdocs_warns_of_stops_a_strict_build(ward: Ward, caplog: pytest.LogCaptureFixture) -> None:
    """Before the site changes, and each time anew; without strictness it is told each time."""
    build_here(ward.root)
    before = held(ward.root / "site")
    settings = f"{ward.read(SETTINGS)}nav:\n  - Trang chủ: index.md\nvalidation: {{nav: {{omitted_files: warn}}}}\n"
    ward.write({SETTINGS: settings, "content/la.md": "# Lạ\n\nChữ.\n"})
    for _ in range(2):
        with pytest.raises(Abort):
            build_here(ward.root, strict=True)
        assert held(ward.root / "site") == before
    for _ in range(2):
        caplog.clear()
        build_here(ward.root)
        assert "la.md" in caplog.text
    with pytest.raises(Abort):
        build_here(ward.root, strict=True)


def test_a_quiet_build_hears_what_it_does_not_tell(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--quiet` prints no warning; a strict build that follows stops all the same."""
    settings = f"{ward.read(SETTINGS)}nav:\n  - Trang chủ: index.md\nvalidation: {{nav: {{omitted_files: warn}}}}\n"
    ward.write({SETTINGS: settings, "content/la.md": "# Lạ\n\nChữ.\n"})
    logger, printed = logging.getLogger("mkdocs"), io.StringIO()
    monkeypatch.setattr(logger, "handlers", [logging.StreamHandler(printed)])
    logger.setLevel(logging.ERROR)
    try:
        build_here(ward.root)
        assert (printed.getvalue(), logger.level) == ("", logging.ERROR)
    finally:
        logger.setLevel(logging.NOTSET)
    with pytest.raises(Abort):
        build_here(ward.root, strict=True)


def test_warnings_are_told_again(ward: Ward, caplog: pytest.LogCaptureFixture) -> None:
    """A build that warned is no reason to be silent the next time."""
    ward.edit(PLAN, "published: 2026-02-12", "published: 2026-02-01")
    for _ in range(2):
        caplog.clear()
        build_here(ward.root)
        assert "published-before-issued" in caplog.text


def test_a_file_of_a_record_counts_by_its_bytes(ward: Ward) -> None:
    """A signed file with new bytes, of the same size and time, is published."""
    name = "conclusions/ket-luan-dt-1/ban-ky.pdf"
    ward.write({name: PDF})
    ward.edit(CONCLUSION, "meeting: dt-1\n", "meeting: dt-1\nfiles:\n  - file: ban-ky.pdf\n    title: Bản ký\n")
    build_here(ward.root)
    at = (ward.root / name).stat()
    ward.write({name: PDF.replace(b"7", b"6")})
    os.utime(ward.root / name, ns=(at.st_atime_ns, at.st_mtime_ns))
    build_here(ward.root)
    assert (ward.root / "site" / "ket-luan" / "ket-luan-dt-1" / "ban-ky.pdf").read_bytes() == PDF.replace(b"7", b"6")
