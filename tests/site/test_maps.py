"""The map of the site: every address once, in as many files as the rules ask for."""

import re

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from building import ROOT
from congkhai.site.maps import sitemap

SITE = "https://congkhai.example.vn"
ENV = Environment(loader=FileSystemLoader(ROOT / "theme"))  # noqa: S701 - as MkDocs, which does not escape


def _located(content: bytes) -> list[str]:
    return re.findall(r"<loc>(.*?)</loc>", content.decode())


@given(count=st.integers(1, 25), limit=st.integers(1, 10))
def test_every_page_is_on_the_map_once(count: int, limit: int) -> None:
    """One file while it holds all; else files of the allowed length, and a map that names them."""
    places = [(f"/trang-{number}/", "2026-11-25" if number % 2 else "") for number in range(count)]
    files = dict(sitemap(ENV, SITE, places, limit))
    first = _located(files.pop("sitemap.xml"))
    if count > limit:
        assert first == [f"{SITE}/{name}" for name in files]
        first = [place for content in files.values() for place in _located(content)]
        assert all(len(_located(content)) <= limit for content in files.values())
    assert first == [f"{SITE}{address}" for address, _ in places]


def test_a_page_says_when_it_changed() -> None:
    """The day is there when it is known, and no empty one when it is not."""
    (content,) = (text.decode() for _, text in sitemap(ENV, SITE, [("/a/", "2026-11-25"), ("/b&c/", "")]))
    assert content.count("<lastmod>") == content.count("<lastmod>2026-11-25</lastmod>") == 1
    assert "/b&amp;c/" in content
