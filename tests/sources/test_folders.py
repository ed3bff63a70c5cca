"""Folders and files as they lie on a disk: links, pipes, litter, letters put together in two ways."""

import hashlib
import io
import os
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.checks import files as file_checks
from congkhai.sources.files import StoredFile
from congkhai.sources.folding import file_slug, fold, slug
from wards import CONCLUSION, PDF, PLAN, SCHEDULE, SETTINGS, Ward

FILES = "files:\n  - file: {name}\n    title: Bản ký số\nrules:\n"


def test_a_missing_settings_file_is_told(ward: Ward) -> None:
    """Without mkdocs.yml the records are still read, and no portal is made."""
    (ward.root / SETTINGS).unlink()
    ward.edit(PLAN, "2026-02-10", "2026-02-30")
    assert ward.told() == [("missing-settings-file", "mkdocs.yml:1:1"), ("impossible-date", f"{PLAN}:6:9")]
    assert ward.open().portal is None


def test_an_empty_folder_is_no_portal(tmp_path: Path) -> None:
    """A failed checkout never passes for a portal, and whoever stands in a wrong folder hears of that alone."""
    assert Ward(tmp_path).told() == [("missing-settings-file", "mkdocs.yml:1:1")]


def test_lost_settings_are_told_before_the_records(ward: Ward) -> None:
    """Where records lie without mkdocs.yml, that comes first, whatever the names of the files."""
    (ward.root / SETTINGS).unlink()
    ward.edit(CONCLUSION, "2026-10-12", "2026-10-32")
    assert [slug for slug, _ in ward.told()] == ["missing-settings-file", "impossible-date"]


def test_a_folder_that_does_not_exist_is_one_problem(tmp_path: Path) -> None:
    """A wrong path says nothing of plans, pages or settings."""
    for root in (tmp_path / "khong-co", tmp_path / "tep.txt"):
        (tmp_path / "tep.txt").write_text("a", encoding="utf-8")
        assert Ward(root).told() == [("unknown-folder", f"{root}:1:1")]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("plans/doi-thoai-2026/ke-hoach.pdf", "/etc/hostname"),
        ("plans/khac", "/etc"),
        ("conclusions/ket-luan-dt-1/vong", "vong"),
        ("content/bi-mat.md", "/etc/hostname"),
        ("content/hinh", "/etc"),
    ],
)
def test_links_to_other_places_are_refused(link: str, target: str, ward: Ward) -> None:
    """A symbolic link is never followed, whether to a file, to a folder, or to itself."""
    (ward.root / link).symlink_to(target)
    assert ward.told() == [("symbolic-link", f"{link}:1:1")]


@pytest.mark.parametrize("pipe", ["plans/ong", "plans/doi-thoai-2026/ong.pdf", "content/ong.md", "content/ong"])
def test_pipes_are_refused_and_never_opened(pipe: str, ward: Ward) -> None:
    """What is no file and no folder would hold the reader for ever."""
    os.mkfifo(ward.root / pipe)
    assert ward.told() == [("special-file", f"{pipe}:1:1")]


@pytest.mark.parametrize("file", ["conclusions/ket-luan-dt-1/petitions.yml", "plans/doi-thoai-2026/plan.md"])
def test_a_pipe_in_place_of_a_record_is_never_opened(file: str, ward: Ward) -> None:
    """Nor is it where a record of that name is looked for."""
    (ward.root / file).unlink()
    os.mkfifo(ward.root / file)
    assert ("special-file", f"{file}:1:1") in ward.told()


@pytest.mark.parametrize("folder", ["plans", "plans/doi-thoai-2026", "content"])
def test_unreadable_folders_are_told(folder: str, ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be opened is a problem; MkDocs would leave it out in silence."""
    list_folder = os.scandir

    def refuse(path: Path) -> object:
        if path == ward.root / folder:
            raise PermissionError(13, "Permission denied")
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert ("locked-file", f"{folder}:1:1") in ward.told()


def _lock(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system refuse a path and what lies under it, as it does to whoever has no permission, which root never lacks."""
    stat, scan, opened = os.stat, os.scandir, io.open

    def refuse(path: object) -> None:
        if isinstance(path, str | Path) and Path(path).is_relative_to(locked):
            raise PermissionError(13, "Permission denied", str(path))

    def refused(function: Callable[..., object], *spared: Path) -> Callable[..., object]:
        def call(path: object, *args: object, **options: object) -> object:
            if path not in spared:
                refuse(path)
            return function(path, *args, **options)

        return call

    monkeypatch.setattr(os, "stat", refused(stat, locked))
    monkeypatch.setattr(os, "scandir", refused(scan))
    monkeypatch.setattr(io, "open", refused(opened))


@pytest.mark.parametrize(
    ("folder", "problems"),
    [
        ("plans/doi-thoai-2026", []),
        ("conclusions/ket-luan-dt-1", []),
        ("plans/doi-thoai-2026 (1)", ["bad-slug"]),
        ("content", []),
    ],
)
def test_a_locked_folder_is_told_once(
    folder: str, problems: list[str], ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said to be missing there, nor what names its records to name nothing."""
    ward.write({f"{folder}/plan.md": "", f"{folder}/schedule.yml": ""} if problems else {})
    _lock(ward.root / folder, monkeypatch)
    assert sorted(ward.told()) == sorted((slug, f"{folder}:1:1") for slug in ("locked-file", *problems))


@pytest.mark.parametrize("file", ["plans/doi-thoai-2026/ke-hoach.pdf", "content/ke-hoach.pdf", SCHEDULE, PLAN])
def test_a_locked_file_is_told_where_it_lies(file: str, ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """An attachment that is open in another program is no reason to break off, nor is a record."""
    ward.write({"plans/doi-thoai-2026/ke-hoach.pdf": PDF, "content/ke-hoach.pdf": PDF})
    ward.write({"content/gioi-thieu.md": "[Kế hoạch](ke-hoach.pdf)\n"})
    ward.edit(PLAN, "rules:\n", FILES.format(name="ke-hoach.pdf"))
    assert ward.told() == []
    _lock(ward.root / file, monkeypatch)
    assert ward.told() == [("locked-file", f"{file}:1:1")]


def test_a_folder_named_like_a_page_is_a_folder(ward: Ward) -> None:
    """`gioi-thieu.md/` holds pages of its own."""
    ward.write({"content/gioi-thieu.md/a.md": "A.\n"})
    assert ward.told() == []
    assert "gioi-thieu.md/a.md" in ward.portal().content.pages


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_put_together_in_two_ways_are_one(form: str, ward: Ward) -> None:
    """A Mac writes file names with letters and marks apart; records name them composed."""
    name = "Kế hoạch.pdf"
    ward.write({f"plans/doi-thoai-2026/{unicodedata.normalize(form, name)}": PDF})  # type: ignore[arg-type]
    ward.edit(PLAN, "rules:\n", FILES.format(name=name))
    assert ward.told() == []


@pytest.mark.parametrize(
    ("sign", "slug"),
    [
        ("\u202e", "text-direction"),
        ("\u061c", "text-direction"),
        ("\u200b", "text-invisible"),
        ("\u200f", "text-invisible"),
    ],
)
@pytest.mark.parametrize("name", ["content/van{}ban.md", "plans/doi-thoai-2026/ke-hoach{}.pdf"])
def test_names_hold_no_sign_that_nobody_sees(name: str, sign: str, slug: str, ward: Ward) -> None:
    """A page's address would read as what it is not, and nobody could type it; nor does it turn the message around."""
    ward.write({name.format(sign): PDF})
    assert ward.told() == [(slug, f"{name.format(chr(0xFFFD))}:1:1")]


@pytest.mark.parametrize("folder", ["plans", "plans/doi-thoai-2026", "content", "content/hinh"])
def test_a_name_of_another_encoding_is_told(folder: str, ward: Ward) -> None:
    """A .zip made on an old Windows leaves names that are no UTF-8: no page, table or index could hold one."""
    ward.write({"content/hinh/.keep": ""})
    with suppress(OSError):
        Path(os.fsdecode(os.fsencode(ward.root / folder) + b"/k\xea.pdf")).write_bytes(PDF)
        assert ward.told() == [("unreadable-name", f"{folder}/k\ufffd.pdf:1:1")]


@pytest.mark.parametrize("folder", ["plans/doi-thoai-2026", "content"])
def test_two_files_of_one_name_are_told(folder: str, ward: Ward) -> None:
    """One of the two would be lost in silence; a Mac keeps them as one."""
    names = [unicodedata.normalize(form, "kế.md") for form in ("NFC", "NFD")]
    ward.write({f"{folder}/{name}": "A.\n" for name in names})
    if {*names} <= {path.name for path in (ward.root / folder).iterdir()}:
        assert ("same-name", f"{folder}/kế.md:1:1") in ward.told()


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.pdf", b"%PDF-1.7"), ("a.docx", b"PK\x03\x04"), ("a.ods", b"PK\x03\x04"), ("a.PNG", b"\x89PNG\r\n\x1a\n"),
        ("a.jpeg", b"\xff\xd8\xff\xe0"), ("a.webp", b"RIFF....WEBP"),
    ],
)  # fmt: skip
def test_kinds_that_are_published(name: str, head: bytes, ward: Ward) -> None:
    """A file is what its first bytes say; with other bytes it is refused."""
    ward.edit(PLAN, "rules:\n", FILES.format(name=name))
    ward.write({f"plans/doi-thoai-2026/{name}": head})
    assert ward.told() == []
    ward.write({f"plans/doi-thoai-2026/{name}": b"MZ" + head})
    assert ward.told() == [("wrong-file-kind", f"{PLAN}:11:11")]


def test_a_scan_of_more_than_20_mb_is_refused(ward: Ward) -> None:
    """The limit is 20 MB, to the byte."""
    path = ward.root / "plans/doi-thoai-2026/a.pdf"
    path.write_bytes(PDF)
    os.truncate(path, file_checks.MAX_BYTES)
    ward.edit(PLAN, "rules:\n", FILES.format(name="a.pdf"))
    # Zeros after a head are no PDF that could be looked into.
    assert ward.told() == [("privacy-unread", "plans/doi-thoai-2026/a.pdf:1:1")]
    os.truncate(path, file_checks.MAX_BYTES + 1)
    assert ward.told() == [("attachment-too-large", f"{PLAN}:11:11")]


def test_a_text_file_of_more_than_1_mb_is_refused(ward: Ward) -> None:
    """A record file is read only when it is small enough to be one."""
    ward.write({"content/dai.md": "a\n" * 600_000})
    assert ward.told() == [("file-too-large", "content/dai.md:1:1")]


def test_an_old_encoding_costs_one_problem(ward: Ward) -> None:
    """A list saved as UTF-16 hides no other file, and what names its entries is not told as broken."""
    schedule = ward.root / "plans/doi-thoai-2026/schedule.yml"
    schedule.write_bytes(schedule.read_text(encoding="utf-8").encode("utf-16"))
    ward.edit(PLAN, "2026-02-10", "2026-02-30")
    assert [slug for slug, _ in ward.told()] == ["impossible-date", "not-utf-8"]


def test_a_stored_file_knows_its_bytes(tmp_path: Path) -> None:
    """Size, first bytes and SHA-256 are those of the file."""
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF * 10)
    file = StoredFile(path)
    assert (file.size, file.head) == (90, (PDF * 10)[:16])
    assert file.digest == hashlib.sha256(PDF * 10).hexdigest()


@given(st.text())
def test_addresses_are_plain(text: str) -> None:
    """Any title yields letters, digits and single hyphens, and the same again."""
    assert all(part.isascii() and part.isalnum() and part == part.lower() for part in slug(text).split("-") if part)
    assert slug(slug(text)) == slug(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Đất đai", "dat-dai"), ("Ất ai", "at-ai"), ("Kế hoạch số 12/KH-UBND", "ke-hoach-so-12-kh-ubnd"), ("…", "")],
)
def test_vietnamese_letters_keep_their_base(text: str, expected: str) -> None:
    """`Đ` becomes `d` and is never dropped."""
    assert slug(text) == expected


def test_file_names_keep_their_ending() -> None:
    """Only the name before the ending is folded; a name of signs alone still has one."""
    assert file_slug("Kế hoạch (bản ký).PDF") == "ke-hoach-ban-ky.pdf"
    assert file_slug("….pdf") == "tep.pdf"
