"""`congkhai init`: a new portal that can be checked and built at once, and that writes over nothing."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml
from jsonschema import Draft7Validator

from clerks import Terminal
from congkhai.cli import main
from congkhai.opening import open_portal
from congkhai.portal.relations import Portal

TODAY = date(2026, 11, 25)
NAMED = ["--name", "Phường Minh Hoạ", "--province", "tỉnh Giả Định"]


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795564800")  # 2026-11-25, 07:00 in Vietnam
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def _portal(root: Path) -> Portal:
    opening = open_portal(root, TODAY)
    assert opening.problems == []
    assert opening.portal is not None
    return opening.portal


@pytest.mark.slow
def test_a_new_portal_is_checked_and_built_at_once(tmp_path: Path) -> None:
    """Nothing has to be filled in before the first look."""
    root = tmp_path / "cong"
    assert main(["init", str(root), *NAMED, "--area", "Tổ dân phố 1"]) == 0
    assert main(["check", "--strict", str(root)]) == 0
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=root, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert "Cổng công khai phường Minh Hoạ" in (root / "site/index.html").read_text(encoding="utf-8")
    assert main(["check", "--strict", str(root), "--site", str(root / "site")]) == 0


@pytest.mark.parametrize(
    ("name", "level", "agency", "within"),
    [
        ("Phường Minh Hoạ", "ward", "Ủy ban nhân dân phường Minh Hoạ", "phường Minh Hoạ"),
        ("Xã Giả Sơn", "commune", "Ủy ban nhân dân xã Giả Sơn", "xã Giả Sơn"),
        ("Đặc khu Giả Hải", "special-zone", "Ủy ban nhân dân đặc khu Giả Hải", "đặc khu Giả Hải"),
        (normalize("NFD", "  Xã   Giả Sơn "), "commune", "Ủy ban nhân dân xã Giả Sơn", "xã Giả Sơn"),
    ],
)
def test_what_follows_from_the_name(name: str, level: str, agency: str, within: str, tmp_path: Path) -> None:
    """Level, agency, the bodies that every unit has, and a name that stands well in a sentence."""
    assert main(["init", str(tmp_path / "cong"), "--name", name, "--province", "tỉnh Giả Định"]) == 0
    portal = _portal(tmp_path / "cong")
    unit = portal.settings.unit
    assert (unit.level, unit.agency) == (level, agency)
    assert [body.name for body in portal.bodies.values()] == [
        agency, f"Hội đồng nhân dân {within}", f"Đảng ủy {within}", f"Ủy ban Mặt trận Tổ quốc Việt Nam {within}",
    ]  # fmt: skip
    assert [area.name for area in portal.areas.values()] == [f"Toàn {within}"]
    assert within in portal.content.pages["index.md"].body.text


def test_areas_have_ids_and_kinds(tmp_path: Path) -> None:
    """By the words of their names; the same name twice is one area, two names alike are two."""
    names = ["Tổ dân phố 1", "Thôn Đông", "thon dong", "Khu phố 2", "Tổ dân phố 1", "Bến Cát", "…"]
    areas = [part for name in names for part in ("--area", name)]
    assert main(["init", str(tmp_path / "cong"), "--name", "Xã Giả Sơn", "--province", "tỉnh Giả Định", *areas]) == 0
    found = [(area.id, area.kind.value) for area in list(_portal(tmp_path / "cong").areas.values())[1:]]
    assert found == [
        ("to-dan-pho-1", "residential-group"), ("thon-dong", "village"), ("thon-dong-2", "village"),
        ("khu-pho-2", "residential-group"), ("ben-cat", "village"), ("dia-ban", "village"),
    ]  # fmt: skip


def test_what_may_be_named_has_its_place(tmp_path: Path) -> None:
    """Every key of `privacy` stands there blank, and takes what is written below it."""
    root = tmp_path / "cong"
    assert main(["init", str(root), *NAMED]) == 0
    blank = _portal(root).settings.privacy
    assert (blank.officials, blank.places, blank.numbers) == ((), (), ())
    path = root / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    given = {"officials": "Trần Văn Mẫu", "places": "đường Lê Thị Mẫu", "numbers": '"0999 ### ###"'}
    for key, value in given.items():
        assert text.count(f"        {key}:\n") == 1
        text = text.replace(f"        {key}:\n", f"        {key}:\n          - {value}\n")
    path.write_text(text, encoding="utf-8")
    found = _portal(root).settings.privacy
    assert (found.officials, found.places, found.numbers) == (
        ("Trần Văn Mẫu",),
        ("đường Lê Thị Mẫu",),
        ("0999 ### ###",),
    )


def test_the_address_of_an_office_is_no_house_of_anybody(tmp_path: Path) -> None:
    """What is asked for may be answered: the portal's own address stops no build."""
    root = tmp_path / "cong"
    assert main(["init", str(root), *NAMED, "--address", "Số 12 đường Hoa Mẫu, phường Minh Hoạ"]) == 0
    assert main(["check", "--strict", str(root)]) == 0


def test_local_rules_bind_the_agency(tmp_path: Path) -> None:
    """A profile that was chosen stands at the body that issues the plans."""
    assert main(["init", str(tmp_path / "cong"), *NAMED, "--rules", "quang-ngai-29-2022"]) == 0
    bound = {body.id: list(body.rules) for body in _portal(tmp_path / "cong").bodies.values() if body.rules}
    assert bound == {"ubnd-phuong-minh-hoa": ["quang-ngai-29-2022"]}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "--name"),
        (["--name", "Minh Hoạ", "--province", "tỉnh Giả Định"], "--level"),
        ([*NAMED, "--level", "huyện"], "--level: Mục “Cấp” không nhận “huyện”."),
        ([*NAMED, "--rules", "khong-co"], "--rules"),
        (
            [*NAMED, "--site-url", "congkhai.phuong.example"],
            "--site-url: “congkhai.phuong.example” không phải là địa chỉ",
        ),
        ([*NAMED, "--answers", "khong-co.yml"], "khong-co.yml"),
    ],
)
def test_what_is_missing_or_wrong_is_told(
    options: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written then."""
    assert main(["init", str(tmp_path / "cong"), *options]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_name_without_a_level_needs_one(tmp_path: Path) -> None:
    """And is written as it is within sentences."""
    options = ["--name", "Minh Hoạ", "--province", "tỉnh Giả Định", "--level", "phường"]
    assert main(["init", str(tmp_path / "cong"), *options]) == 0
    assert _portal(tmp_path / "cong").settings.unit.agency == "Ủy ban nhân dân Minh Hoạ"


def test_answers_come_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An option says more than the file; a key that does not exist is told with its line, and nothing is written."""
    answers = tmp_path / "tra-loi.yml"
    answers.write_text(
        "name: Xã Giả Sơn\nprovince: tỉnh Giả Định\narea:\n  - Thôn Đông\n  - Thôn Tây\nphone: 0255 000 000\n"
        "site-url: https://giason.example/\n",
        encoding="utf-8",
    )
    assert main(["init", str(tmp_path / "cong"), "--answers", str(answers), "--province", "tỉnh Khác"]) == 0
    portal = _portal(tmp_path / "cong")
    assert (portal.settings.unit.province, portal.settings.unit.phone) == ("tỉnh Khác", "0255 000 000")
    assert len(portal.areas) == 3
    assert "site_url: https://giason.example/" in (tmp_path / "cong/mkdocs.yml").read_text(encoding="utf-8")
    answers.write_text("name: Xã Giả Sơn\nprovince: [a]\ntinh: x\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["init", str(tmp_path / "khac"), "--answers", str(answers)]) == 2
    told = capsys.readouterr().err
    assert f"{answers}:3:1: lỗi: unknown-key" in told
    assert f"{answers}:2:11: lỗi: expected-text" in told
    assert not (tmp_path / "khac").exists()


def test_everything_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter takes what follows from the name; the rest may be left out."""
    typed = ["Phường Minh Hoạ", "", "tỉnh Giả Định", "", "", "", "vp@phuong.example", "", "", "",
             "Tổ dân phố 1", "Tổ dân phố 2", "", "1, 2, 6", "-"]  # fmt: skip
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in typed)))
    assert main(["init", str(tmp_path / "cong")]) == 0
    portal = _portal(tmp_path / "cong")
    assert portal.settings.unit.email == "vp@phuong.example"
    assert list(portal.areas) == ["toan-phuong-minh-hoa", "to-dan-pho-1", "to-dan-pho-2"]
    assert [body.name for body in portal.bodies.values()][2] == "Phòng Kinh tế, Hạ tầng và Đô thị phường Minh Hoạ"


def test_what_is_still_missing_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the screen and in README.md, and what was said is not in the list."""
    main(["init", str(tmp_path / "cong"), *NAMED, "--phone", "0255 000 000"])
    told, readme = capsys.readouterr().out, (tmp_path / "cong/README.md").read_text(encoding="utf-8")
    for text in (told, readme):
        assert "(address)" in text
        assert "(phone)" not in text


@pytest.mark.parametrize("there", ["mkdocs.yml", "content/index.md", "README.md", ".gitignore"])
def test_nothing_is_written_over(there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that clashes is named, and the folder stays as it was; others beside do no harm."""
    root = tmp_path / "cong"
    (root / there).parent.mkdir(parents=True)
    (root / there).write_text("cũ", encoding="utf-8")
    assert main(["init", str(root), *NAMED]) == 2
    assert there in capsys.readouterr().err
    assert [path for path in root.rglob("*") if path.is_file()] == [root / there]
    (root / there).rename(root / "khac.txt")
    assert main(["init", str(root), *NAMED]) == 0
    assert (root / "khac.txt").read_text(encoding="utf-8") == "cũ"


def test_a_file_in_the_folders_place_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The system's refusal is told, and the file stays."""
    (tmp_path / "cong").write_text("cũ", encoding="utf-8")
    assert main(["init", str(tmp_path / "cong"), *NAMED]) == 1
    assert "cong/content”: một tệp đang ở chỗ của thư mục." in capsys.readouterr().err
    assert (tmp_path / "cong").read_text(encoding="utf-8") == "cũ"


def test_editors_are_wired(tmp_path: Path) -> None:
    """Every schema that a file or the settings name is there, and takes the new settings."""
    root = tmp_path / "cong"
    main(["init", str(root), *NAMED])
    settings = json.loads((root / ".vscode/settings.json").read_text(encoding="utf-8"))
    for name in settings["yaml.schemas"]:
        assert (root / name).is_file()
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    named = text.splitlines()[0].partition("$schema=")[2]
    Draft7Validator(json.loads((root / named).read_text(encoding="utf-8"))).validate(yaml.safe_load(text))


def test_git_keeps_what_it_should(tmp_path: Path) -> None:
    """Ends of lines stay LF, other bytes stay as they are, and the built site is no part of it."""
    root = tmp_path / "cong"
    main(["init", str(root), *NAMED])
    (root / "site").mkdir()
    (root / "site/index.html").touch()
    (root / "khoa.pem").touch()
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)  # noqa: S607 - the one on the path
    listed = subprocess.run(["git", "ls-files", "--eol"], cwd=root, check=True, capture_output=True, text=True)  # noqa: S607
    assert "plans/.gitkeep" in listed.stdout
    assert "site/" not in listed.stdout
    assert ".pem" not in listed.stdout
    assert "mkdocs.yml" in listed.stdout
    assert "crlf" not in listed.stdout
