"""The gallery of components: whole while a person works on the theme, absent from every published site."""

import re
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from wards import sample_files, write_files

pytestmark = pytest.mark.usefixtures("same_day")


def _site(root: Path, command: Literal["build", "serve"]) -> Path:
    """Return the sample ward's site as one command makes it; of what `serve` makes only the gallery is asked for."""
    write_files(root, sample_files())
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
    config.plugins.on_startup(command=command, dirty=False)
    build(config)
    server = LiveReloadServer(lambda: None, "127.0.0.1", 8000, config.site_dir)
    config.plugins.on_serve(server, config=config, builder=build)
    if command == "serve":
        list(server.get_app()({"PATH_INFO": "/thanh-phan/"}, lambda *_: None))  # type: ignore[misc,arg-type]
    return root / "site"


def test_every_example_of_every_component_is_shown_once(tmp_path: Path) -> None:
    """Names, purposes, parameters and examples, in our own frame."""
    html = (_site(tmp_path, "serve") / "thanh-phan" / "index.html").read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert '<html lang="vi"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert len(re.findall(r"<h1\b", html)) == 1
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    sections = re.split(r'<section class="ck-section">\s*<h2 id="', html)[1:]
    folders = sorted(path.name for path in files("congkhai.theme").joinpath("components").iterdir())
    assert [section.partition('"')[0] for section in sections] == folders
    for name, section in zip(folders, sections, strict=True):
        text = files("congkhai.theme").joinpath("components", name, "examples.yml").read_text(encoding="utf-8")
        described = yaml.safe_load(text)
        shown = [re.sub(r"<.*", "", head).strip() for head in re.findall(r'<h3 lang="en">(.*?)</h3>', section)]
        assert shown == [example["name"] for example in described["examples"]]
        assert re.findall(r"<tr><td><code>(\w+)</code>", section) == [param["name"] for param in described["params"]]


def test_a_published_site_has_no_gallery(tmp_path: Path) -> None:
    """`mkdocs build` writes no such page, and no page or map leads to one."""
    site = _site(tmp_path, "build")
    assert (site / "index.html").is_file()
    assert not (site / "thanh-phan").exists()
    assert [page for page in site.rglob("*.html") if "thanh-phan/" in page.read_text(encoding="utf-8")] == []


def test_a_page_of_the_unit_keeps_its_address(tmp_path: Path) -> None:
    """A page of prose that has the gallery's address is shown instead of it."""
    write_files(tmp_path, {"content/thanh-phan.md": "# Thành phần hồ sơ\n"})
    html = (_site(tmp_path, "serve") / "thanh-phan" / "index.html").read_text(encoding="utf-8")
    assert "Thành phần hồ sơ" in html
    assert "noindex" not in html
