"""Names of files and folders as other computers write them: the pages are the same."""

import os
import unicodedata
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest

from building import DAY, build_here, held
from congkhai import __version__
from congkhai.portable.export import files
from congkhai.published.inspection import inspect
from congkhai.views.marker import marker
from wards import SETTINGS, Ward, sample_files, write_files

pytestmark = pytest.mark.usefixtures("same_day")

PAGE = "# Trang\n\nXem [trang chủ](index.md).\n\n![Ảnh](hình.png)\n"
OWN = "site_description: Kế hoạch, kết luận\nnav: [index.md, {Thêm nữa: thêm.md}]\n"
PNG = b"\x89PNG\r\n\x1a\n"


def _built(ward: Ward, form: Literal["NFC", "NFD"]) -> dict[str, bytes]:
    names = [unicodedata.normalize(form, f"content/{name}") for name in ("thêm.md", "hình.png")]
    ward.write(dict(zip(names, (PAGE, PNG), strict=True)))
    ward.write({SETTINGS: unicodedata.normalize(form, f"{ward.read(SETTINGS)}{OWN}")})
    build_here(ward.root)
    return held(ward.root / "site")


def test_pages_from_a_mac(tmp_path: Path) -> None:
    """Letters and marks apart in mkdocs.yml and in the names of pages and pictures give the very site that composed ones give."""
    made = []
    forms: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
    for form in forms:
        ward = Ward(tmp_path / form)
        write_files(ward.root, sample_files())
        made.append(_built(ward, form))
    assert made[0] == made[1]
    assert "Thêm nữa" in made[0]["index.html"].decode()
    assert {"thêm/index.html", "hình.png"} <= made[0].keys()


def test_signs_that_mean_something_in_an_address(ward: Ward) -> None:
    """A page or a picture is reached whatever its name, and stands in one form in links, in the foot, on the map and in the index."""
    names = ("a?b", "50%", "thêm nữa", "ngoặc (1)")
    pages: dict[str, str | bytes | None] = {f"content/{name}.md": f"# Trang {name}\n" for name in names}
    ward.write({**pages, "content/50% hình.png": PNG})
    told = "".join(f"[Xem]({name}.md)\n" for name in names)
    ward.write({"content/index.md": f"# Cổng\n\n{told}\n![Ảnh](50% hình.png)\n"})
    ward.write({SETTINGS: f"{ward.read(SETTINGS)}site_url: https://a.vn/\n"})
    build_here(ward.root)
    site = ward.root / "site"
    assert inspect(ward.portal(DAY), site, marker(__version__)) == []
    made = held(site)
    for name in names:
        href = f"{quote(name)}/"
        assert made["index.html"].decode().count(f'href="./{href}"') == 2
        assert f"<loc>https://a.vn/{href}</loc>" in made["sitemap.xml"].decode()
    written = dict(files(ward.portal(DAY), None, __version__, "", marker(__version__)))
    assert all(f"]({quote(name)}/index.md)".encode() in written["index.md"] for name in names)
    assert {f"{name}/index.md" for name in names} < written.keys()
    assert b'"/a%3Fb/"' in b"".join(content for name, content in made.items() if name.startswith("assets/search/"))


@pytest.mark.parametrize("name", ["~$index.md", "nhap.markdown"])
def test_what_is_no_page_is_none(name: str, ward: Ward) -> None:
    """What an office program left behind, or what only MkDocs takes for a page, is not published."""
    build_here(ward.root)
    before = held(ward.root / "site")
    ward.write({f"content/{name}": "# Nháp\n", "content/index.md": f"{ward.read('content/index.md')} "})
    build_here(ward.root)
    assert held(ward.root / "site") == before


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    """The last build is remembered also in a folder whose name is no UTF-8."""
    ward = Ward(Path(os.fsdecode(os.fsencode(tmp_path) + b"/ph\xea")))
    try:
        write_files(ward.root, sample_files())
    except OSError:
        pytest.skip("this disk has no such names")
    build_here(ward.root)
    assert (ward.root / ".cache" / "congkhai" / "last-build.json").stat().st_size > 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have names on POSIX only")
def test_a_pipe_is_never_opened(ward: Ward) -> None:
    """Whether the last build stands is looked at before the records are; a pipe would hold the look for ever."""
    build_here(ward.root)
    os.mkfifo(ward.root / "content" / "ong.md")
    with pytest.raises(SystemExit):
        build_here(ward.root)
