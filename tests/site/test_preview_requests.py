"""`mkdocs serve`: whatever somebody asks for, and whatever happens meanwhile, is answered and harms nothing."""

import gc
from dataclasses import replace
from unittest import mock

import pytest

from congkhai.site import book, prose
from congkhai.site.kept import KeptWork
from congkhai.site.output import Output
from congkhai.sources.prose import Prose
from previewing import BROKEN, PAGE, Served
from wards import CONCLUSION, PDF, PETITIONS, Ward

pytestmark = pytest.mark.usefixtures("same_day")

ANSWER = "    answers:\n      - at: 2026-10-20\n        text: Đã cấp.\n        files:\n          - {file: tra-loi.pdf, title: Văn bản}\n"
STRANGE = [
    "/a\0b",
    "/a\0b/",
    "/index.html/",
    "/assets/congkhai.css/",
    f"/{'a' * 300}/",
    "/\xff\xfe/",
    "/C:/x/",
    "/..\\..\\x/",
    "//",
    "/..",
]


@pytest.fixture
def served(ward: Ward) -> Served:
    """Return the sample ward under `mkdocs serve`."""
    return Served(ward)


@pytest.mark.parametrize("is_broken", [False, True])
def test_whatever_is_asked_for_is_answered(ward: Ward, *, is_broken: bool) -> None:
    """Also while one page stands for all: signs that no file has, files as if they were folders, ways of Windows."""
    if is_broken:
        ward.edit(PETITIONS, *BROKEN)
    served = Served(ward)
    for path in STRANGE:
        assert served.get(path)[0] in {"200 OK", "302 Found", "404 Not Found"}, path
    for path in ("/a\0b/", "/C:/x/", "/..\\..\\x/"):
        assert served.get(path)[0] == "404 Not Found"
    assert not list(served.site.glob("*:*")) + list(served.site.glob("*\\*"))


def test_nobody_can_ask_for_a_file_to_be_deleted(served: Served) -> None:
    """A system that does not tell large letters from small ones took `/Index.html` for the page of MkDocs."""
    there = served.site / "Index.html"
    there.write_bytes(b"x")
    served.get("/Index.html")
    assert there.exists()


def test_an_address_without_its_slash_leads_to_the_page(served: Served) -> None:
    """As it does on a server, also where nobody has looked at the page yet."""
    assert served.get("/kien-nghi")[0] == "302 Found"
    assert served.get(PAGE.rstrip("/"))[0] == "302 Found"
    assert served.get("/kien-nghi/kn-99")[0] == "404 Not Found"


def test_the_site_may_lie_under_a_path(ward: Ward) -> None:
    """What is asked for outside it is not there."""
    served = Served(ward, "http://127.0.0.1:8000/cong/")
    assert "KN-01" in served.text(f"/cong{PAGE}")
    assert "<main" in served.text("/cong/")
    assert served.get("/cong")[0] == "302 Found"
    assert served.get("/")[0] == "302 Found"
    assert served.get(PAGE)[0] == "404 Not Found"


def test_a_file_that_is_no_more_is_not_found(ward: Ward) -> None:
    """The page that names it stays as it was, under what is wrong."""
    ward.edit(PETITIONS, "    summary: Cấp giấy", f"{ANSWER}    summary: Cấp giấy")
    (ward.root / "conclusions/ket-luan-dt-1/tra-loi.pdf").write_bytes(PDF)
    served = Served(ward)
    address = "/ket-luan/ket-luan-dt-1/tra-loi.pdf"
    assert served.get(address)[0] == "200 OK"
    (ward.root / "conclusions/ket-luan-dt-1/tra-loi.pdf").unlink()
    (served.site / address.lstrip("/")).unlink()
    for _ in ("before the next build", "after it"):
        assert served.get(address)[0] == "404 Not Found"
        for path in ("/kien-nghi/kn-02/", "/ket-luan/ket-luan-dt-1/", "/"):
            assert served.get(path)[0] in {"200 OK", "404 Not Found"}
        served.rebuild()


def test_a_new_page_is_not_lost_when_it_is_asked_for_too_early(served: Served) -> None:
    """A browser may ask for it after MkDocs has put it there and before the new edition is shown."""
    served.ward.write({"content/them.md": "# Trang thêm\n"})
    finish = Output.finish

    def asked_meanwhile(self: Output) -> int:
        count = finish(self)
        assert not served.plugin.workshop.preview.making.acquire(blocking=False)  # type: ignore[union-attr]
        return count

    with mock.patch.object(Output, "finish", asked_meanwhile):
        served.rebuild()
    assert "Trang thêm" in served.text("/them/")


def test_unsafe_markup_of_a_page_is_told(served: Served) -> None:
    """What is found only when MkDocs asks for the page stands in the strip like everything else."""
    unclean = replace(prose.render(Prose("Xin chào", "content/index.md"), lambda target: target), unclean="<x>")
    with mock.patch.object(book, "render", return_value=unclean):
        served.rebuild()
    assert "mã không an toàn" in served.text("/")


def test_many_edits_leave_nothing_behind(served: Served) -> None:
    """What was kept of versions that are no more is let go."""
    sizes = []
    for number in range(24):
        served.ward.write({CONCLUSION: f"{served.ward.read(CONCLUSION)}\nThêm đoạn {number}.\n"})
        served.rebuild()
        served.get("/tim-kiem/")
        sizes.append(len(_kept(served)))
    assert sizes[-1] == sizes[-8]


def test_no_garbage_is_looked_for_in_what_stays(ward: Ward) -> None:
    """A million values would be walked a second long after an edit, while a person waits for the page."""
    gc.unfreeze()
    try:
        served = Served(ward)
        before = gc.get_freeze_count()
        served.rebuild()
        assert 0 < gc.get_freeze_count() <= before
        assert gc.isenabled()
    finally:
        gc.unfreeze()


def _kept(served: Served) -> KeptWork:
    assert served.plugin.workshop is not None
    return served.plugin.workshop._work.kept  # noqa: SLF001 - nothing outside shows it


def test_the_register_is_watched(ward: Ward) -> None:
    """What the register proves stands on pages."""
    (ward.root / "register").mkdir()
    config = Served(ward).config()
    assert str(ward.root / "register") in config.plugins.on_config(config).watch
