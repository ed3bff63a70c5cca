"""`mkdocs serve`: what it shows is what a build would write, and errors stand on the page instead of stopping the work."""

from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from building import mkdocs_build
from congkhai import __version__
from congkhai.published.inspection import inspect
from congkhai.site.preview import Preview
from congkhai.views.marker import PREVIEW, marker
from previewing import BROKEN, PAGE, Served
from wards import PETITIONS, SETTINGS, Ward

pytestmark = pytest.mark.usefixtures("same_day")


@pytest.fixture
def served(ward: Ward) -> Served:
    """Return the sample ward under `mkdocs serve`."""
    return Served(ward)


def _without_strip(html: bytes) -> bytes:
    """Return a page as a build would write it: without the strip of the preview, under the marker of a finished site."""
    before, _, after = html.partition(b'<aside class="ck-page ck-strip" aria-label="B\xe1\xba\xa3n xem th\xe1\xbb\xad')
    rest = after.partition(b"</aside>")[2] if after else b""
    return (before + rest).replace(PREVIEW.encode(), marker(__version__).encode())


def test_every_file_is_what_a_build_writes(served: Served, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pages, feeds, calendars, tables, the index of search: byte for byte, but for the strip."""
    site = tmp_path_factory.mktemp("built") / "site"
    served.ward.edit("mkdocs.yml", "site_name:", "site_url: http://127.0.0.1:8000/\nsite_name:")
    served.rebuild()
    assert mkdocs_build(served.ward.root, site).code == 0
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    # The map of the site is for search engines, which see no preview.
    names = [name for name in names if not name.startswith("sitemap")]
    assert len(names) > 100
    for name in names:
        status, body = served.get(f"/{name.removesuffix('index.html')}")
        assert status == "200 OK", name
        assert (_without_strip(body) if name.endswith(".html") else body) == (site / name).read_bytes(), name


def test_an_edit_is_seen(served: Served) -> None:
    """Only what is asked for is made, and made anew after an edit; what is no more is gone."""
    assert "nhiều ngày" not in served.text()
    served.ward.edit(PETITIONS, "bị tắc", "bị tắc nhiều ngày")
    served.rebuild()
    assert "nhiều ngày" in served.text()
    assert not (served.site / "kien-nghi" / "kn-02").exists()


def test_what_is_no_more_is_not_found(served: Served) -> None:
    """A page that was looked at goes with its record."""
    served.ward.write({"content/them.md": "# Trang thêm\n"})
    served.rebuild()
    assert "Trang thêm" in served.text("/them/")
    (served.ward.root / "content" / "them.md").unlink()
    served.rebuild()
    assert served.get("/them/")[0] == "404 Not Found"
    assert served.get("/kien-nghi/kn-99/")[0] == "404 Not Found"
    assert served.get("/../../mkdocs.yml")[0] == "404 Not Found"


def test_an_error_stands_on_every_page(served: Served) -> None:
    """File, line and repair, above the page that was good last; it goes when the error is mended."""
    before = served.text()
    served.ward.edit(PETITIONS, *BROKEN)
    served.rebuild()
    for path in (PAGE, "/", "/kien-nghi/"):
        html = served.text(path)
        assert f"{PETITIONS}:" in html
        assert "moi-truong" in html
        assert "bản trước khi có lỗi" in html
    assert _without_strip(served.text().encode()) == _without_strip(before.encode())
    served.ward.edit(PETITIONS, *reversed(BROKEN))
    served.rebuild()
    assert served.text() == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("plugins:\n", "plugin:\n", "Không có phần congkhai dưới plugins"),
        ("plugins:\n", "   plugins:\n", "mkdocs.yml:"),
        ("system: state\n", "system: state\n          valid_to: 2025-02-30\n", "2025-02-30"),
        ("site_name:", "hooks: [khong-co.py]\nsite_name:", "khong-co.py"),
        ("", None, "Không có tệp mkdocs.yml"),
    ],
    ids=["no-plugin", "indentation", "impossible-day", "only-mkdocs-minds", "no-file"],
)
def test_settings_that_stop_mkdocs_stop_no_page(served: Served, old: str, new: str | None, told: str) -> None:
    """MkDocs' server let every page wait until they were mended; now they say what is wrong, above what was good last."""
    before, settings = served.text(), served.ward.read(SETTINGS)
    served.ward.write({SETTINGS: new if new is None else settings.replace(old, new, 1)})
    served.save()
    html = served.text()
    assert told in html
    assert "bản trước khi có lỗi" in html
    assert _without_strip(html.encode()) == _without_strip(before.encode())
    served.ward.write({SETTINGS: settings})
    served.save()
    assert served.text() == before


def test_a_strict_builder_goes_on(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """What it counts at the end has been told, and the pages are those of the last edit."""
    served.ward.edit(SETTINGS, "site_name:", "strict: true\nsite_name:")
    served.ward.edit("plans/doi-thoai-2026/plan.md", "published: 2026-02-12", "published: 2026-02-02")
    served.save()
    html = served.text()
    assert "1 lời nhắc" in html
    assert "bản trước khi có lỗi" not in html
    assert "failed-build" not in caplog.text


def test_what_was_just_told_is_told_in_one_line(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """Who saves two files at once need not read the same errors twice; when they have changed, all are told."""
    served.ward.edit(PETITIONS, *BROKEN)
    served.save()
    first = caplog.messages[:]
    assert any("moi-truong" in line for line in first)
    served.save()
    assert [line for line in caplog.messages[len(first) :] if "lỗi" in line] == [
        "Vẫn còn 1 lỗi, 0 lời nhắc như vừa nêu."
    ]
    served.ward.edit(PETITIONS, *reversed(BROKEN))
    served.save()
    served.ward.edit(PETITIONS, *BROKEN)
    caplog.clear()
    served.save()
    assert any("moi-truong" in line for line in caplog.messages)


def test_work_may_begin_with_an_error(ward: Ward) -> None:
    """Every page says what is wrong, with the look of the portal, and the portal comes once that is mended."""
    ward.edit(PETITIONS, *BROKEN)
    served = Served(ward)
    for path in ("/", PAGE):
        html = served.text(path)
        assert "Chưa dựng được cổng" in html
        assert "moi-truong" in html
    assert served.get("/assets/congkhai.css")[0] == "200 OK"
    ward.edit(PETITIONS, *reversed(BROKEN))
    served.rebuild()
    assert "Chưa dựng được cổng" not in served.text("/")
    assert "KN-01" in served.text()


def test_what_was_mended_before_anybody_looked_is_shown(ward: Ward) -> None:
    """The folder of `mkdocs serve` holds no page yet, and is its own all the same."""
    ward.edit(PETITIONS, *BROKEN)
    served = Served(ward)
    ward.edit(PETITIONS, *reversed(BROKEN))
    served.rebuild()
    assert "KN-01" in served.text()


def test_a_warning_stops_nothing(served: Served) -> None:
    """It stands in the strip, also where the builder is strict."""
    served.ward.edit("plans/doi-thoai-2026/plan.md", "published: 2026-02-12", "published: 2026-02-02")
    served.rebuild()
    assert "lời nhắc" in served.text()


def test_nothing_of_it_can_be_published(served: Served) -> None:
    """Hardly a page lies on disk, and none bears the marker of a finished site."""
    served.text()
    assert marker(__version__).encode() not in b"".join(page.read_bytes() for page in served.site.rglob("*.html"))
    told = inspect(served.ward.portal(), served.site, marker(__version__), "")
    assert {problem.slug for problem in told} >= {"missing-page", "other-version-page"}


def test_a_page_of_an_old_edition_is_made_again(ward: Ward) -> None:
    """MkDocs' server waits for the build that runs; what was made before it is not what is shown after."""
    preview = Preview()
    turns: list[int] = []

    def serve(environ: object, start: Callable[..., object]) -> list[bytes]:
        del environ
        turns.append(len(turns))
        if len(turns) == 1:
            preview.wait("<html><header></header></html>", (), "<p>mới</p>")
        start("200 OK", [("Content-Type", "text/html")])
        return [(ward.root / "index.html").read_bytes()] if (ward.root / "index.html").exists() else [b""]

    preview.wait("<html><header></header>x</html>", (), "<p>cũ</p>")
    answer = preview.stand_before(serve, str(ward.root), "/")
    body = b"".join(answer({"PATH_INFO": "/"}, lambda *_: None))
    assert turns == [0, 1]
    assert body.decode() == "<html><header></header><p>mới</p></html>"


def test_without_reloading_everything_is_written(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs then asks no plugin about its server."""
    monkeypatch.setattr("sys.argv", ["mkdocs", "serve", "--no-livereload"])
    config = load_config(str(ward.root / "mkdocs.yml"), site_dir=str(ward.root / "served"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    assert Path(ward.root / "served" / "kien-nghi" / "kn-01" / "index.html").is_file()
