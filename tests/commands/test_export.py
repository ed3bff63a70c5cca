"""The command `congkhai export`: where it writes, and what it never touches."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from building import held
from congkhai.cli import main
from congkhai.portable.folder import LIST, foreign_file, write
from congkhai.portable.inline import line, link, relative
from wards import PLAN, Ward

pytestmark = pytest.mark.usefixtures("same_day")

PETITION = "kien-nghi/kn-01/index.md"


def _export(ward: Ward, target: Path) -> int:
    return main(["export", str(ward.root), "--markdown", str(target)])


def test_every_page_begins_with_what_it_is(ward: Ward, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Title, description, day, address and maker stand in the front matter."""
    assert _export(ward, tmp_path / "out") == 0
    assert "tệp vào" in capsys.readouterr().out
    _, matter, body = (tmp_path / "out" / PETITION).read_text(encoding="utf-8").split("---\n", 2)
    found = yaml.safe_load(matter)
    assert set(found) == {"title", "description", "date", "address", "generator"}
    assert (found["title"], found["address"]) == ("Kiến nghị KN-01", "/kien-nghi/kn-01/")
    assert found["generator"].startswith("congkhai ")
    assert body.startswith("\n# Kiến nghị KN-01\n")


def test_two_exports_are_the_same(ward: Ward, tmp_path: Path) -> None:
    """Byte for byte; the second goes in the place of the first, and what is gone from the portal is gone from it."""
    assert _export(ward, tmp_path / "out") == 0
    first = held(tmp_path / "out")
    assert _export(ward, tmp_path / "out") == 0
    assert held(tmp_path / "out") == first
    ward.write({"content/gioi-thieu.md": "# Giới thiệu\n"})
    assert _export(ward, tmp_path / "out") == 0
    assert "gioi-thieu/index.md" in held(tmp_path / "out")
    ward.write({"content/gioi-thieu.md": None})
    assert _export(ward, tmp_path / "out") == 0
    assert held(tmp_path / "out") == first
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("change", ["added", "edited", "link", "file", "no-list", "bad-list"])
def test_nothing_of_others_is_touched(
    change: str, ward: Ward, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with anything that the last export did not write is left as it is, and the command leaves with 2."""
    out = tmp_path / "out"
    if change == "file":
        out.write_text("ghi chú", encoding="utf-8")
    else:
        assert _export(ward, out) == 0
    if change == "added":
        (out / "ghi-chu.txt").write_text("của tôi", encoding="utf-8")
    elif change == "edited":
        (out / PETITION).write_text("sửa tay", encoding="utf-8")
    elif change == "link":
        (out / "tai-lieu").symlink_to(ward.root)
    elif change == "no-list":
        (out / LIST).unlink()
    elif change == "bad-list":
        (out / LIST).write_bytes(b"\xff\xfe")
    before = held(out) if out.is_dir() else out.read_bytes()
    capsys.readouterr()
    assert _export(ward, out) == 2
    assert "Không ghi gì" in capsys.readouterr().err
    assert (held(out) if out.is_dir() else out.read_bytes()) == before


def test_where_nothing_can_be_written_is_told(ward: Ward, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder below a file; the command leaves with 2 and no traceback."""
    (tmp_path / "tep").write_bytes(b"x")
    assert _export(ward, tmp_path / "tep" / "out") == 2
    assert f"Không ghi được “{tmp_path / 'tep' / 'out'}”" in capsys.readouterr().err


def test_an_empty_folder_is_taken(ward: Ward, tmp_path: Path) -> None:
    """A clerk may have made it before."""
    (tmp_path / "out").mkdir()
    assert _export(ward, tmp_path / "out") == 0
    assert PETITION in held(tmp_path / "out")


def test_faulty_records_are_not_exported(ward: Ward, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every problem is told, and no folder is made."""
    ward.edit(PLAN, "2026-02-10", "2026-02-30")
    assert _export(ward, tmp_path / "out") == 1
    assert "impossible-date" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_damaged_register_is_not_exported(ward: Ward, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages that say nothing of a register would pass for those of a portal that never had one."""
    ward.write({"register/checkpoint": "hỏng\n"})
    assert _export(ward, tmp_path / "out") == 1
    assert "register/" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_an_export_that_fails_leaves_the_last_one(tmp_path: Path) -> None:
    """What was there before is still there, and nothing half-made lies beside it."""

    def files() -> list[tuple[str, bytes]]:
        return [("a/index.md", b"# A\n")]

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "b/index.md", b"# B\n"
        message = "disk full"
        raise OSError(message)

    assert write(tmp_path / "out", files()) == 1
    with pytest.raises(OSError, match="disk full"):
        write(tmp_path / "out", failing())
    assert foreign_file(tmp_path / "out") is None
    assert os.listdir(tmp_path) == ["out"]  # noqa: PTH208 - hidden ones too


@given(st.text(alphabet=st.sampled_from("aă1 .)*_`#[](){}<>|\\&;:-+!~=$^/\"'"), max_size=30))
def test_words_of_a_record_are_no_markdown(words: str) -> None:
    """Whatever stands in a record reads the same once a generator has made HTML of it."""
    made = Markdown(extensions=["toc", "tables", "fenced_code", "attr_list", "def_list", "sane_lists"])
    html = made.convert(f"Trước\n\n{line(words)}\n\nSau")
    shown = " ".join(words.split())
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    wanted = f"<p>{escaped}</p>\n" if shown else ""
    for sign in "|{}~^=$-+#!:?/":
        html = html.replace(f"&#{ord(sign)};", sign)
    assert html.replace("&#60;", "&lt;").replace("&#62;", "&gt;") == f"<p>Trước</p>\n{wanted}<p>Sau</p>"


@pytest.mark.parametrize(
    ("href", "page", "way"),
    [
        ("/ke-hoach/a/", "/", "ke-hoach/a/index.md"),
        ("/ke-hoach/a/", "/kien-nghi/kn-1/", "../../ke-hoach/a/index.md"),
        ("/ke-hoach/a/#muc-1", "/ke-hoach/a/", "index.md#muc-1"),
        ("/ke-hoach/a/b.pdf", "/ke-hoach/a/", "b.pdf"),
        ("/", "/lich/", "../index.md"),
        ("https://example.org/x", "/lich/", "https://example.org/x"),
    ],
)
def test_links_lead_to_files(href: str, page: str, way: str) -> None:
    """A page is the `index.md` of its folder; other files keep their names, other sites their addresses."""
    assert relative(link("x", href), page) == f"[x]({way})"


def test_words_that_look_like_a_link_stay_words() -> None:
    """Brackets in a record make no link."""
    assert relative(line("[x](/a/)"), "/lich/") == "\\[x\\](/a/)"
