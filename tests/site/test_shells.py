"""A page from a shell is the page that its template renders, byte for byte."""

from pathlib import Path

import pytest
from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.structure.files import Files
from mkdocs.structure.nav import get_navigation

from building import ROOT
from congkhai.clock import today
from congkhai.site import assets, links
from congkhai.site.edition import Edition
from congkhai.site.kept import Work
from congkhai.site.look import version
from congkhai.site.shells import Memory, Shell, Shells
from congkhai.site.templates import Bare
from congkhai.views.page import Page
from congkhai.views.parts import Link, Tag
from congkhai.views.registration import Registration


def test_every_page_is_what_its_template_renders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of one page stays in another, whatever came before it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795564800")
    config = load_config(str(ROOT / "mkdocs.yml"))
    work = Work(tmp_path)
    edition = Edition(config, today(), work)
    made = assets.theme_files(edition.look, edition.book.portal.settings.font)
    edition.versions = {path: version(content) for path, content in made.items()}
    env = config.theme.get_env()
    edition.equip(env)
    memory = env.globals["memory"]
    assert isinstance(memory, Memory)
    nav = get_navigation(Files([]), config)
    shared = {"page": None, "config": config, "nav": nav}
    shells = Shells(env, shared, lambda html: assets.stamped(html, edition.versions))
    pages = [*edition.book.pages, *edition.book.catalogue, *edition.book.registers()]
    # As if every second page stood in a register.
    edition.book.registrations = {page.address: _registered(page) for page in pages[::2]}
    writer = edition.writer(env, config, nav)
    expected = []
    for page in pages:
        # A fresh memory: the page on its own, as if there were no other.
        memory.forget()
        alone = env.get_template(page.template).render({**shared, **writer.given(page)})
        expected.append(links.relative(assets.stamped(alone, edition.versions), page.address))
    memory.forget()
    for page, one in zip(pages, expected, strict=True):
        assert shells.render(page.template, page.section, page.address, writer.given(page)) == one, page.address
    assert sum("ck-registration" in one for one in expected) == len(pages[::2])
    work.kept.close()


def _registered(page: Page) -> Registration:
    return Registration(Tag("Đã ghi"), f"Dòng của {page.address}.", Link("Kiểm tra", page.address))


def test_a_macro_that_fails_is_asked_once() -> None:
    """What fails in a macro is told as it is; a value without a hash is drawn all the same."""
    asked: list[object] = []

    def fails(value: object) -> str:
        asked.append(value)
        raise TypeError(value)

    env = Environment()  # noqa: S701 - no markup in it
    env.globals["fails"] = fails
    module = env.from_string("{% macro shown(value) %}{{ fails(value) }}{% endmacro %}").module
    values: tuple[tuple[object], ...] = ((1,), ([2],))
    for value in values:
        with pytest.raises(TypeError):
            Memory().drawn(module.__dict__["shown"], value)
    assert asked == list(values)


def test_what_a_value_says_keeps_its_blanks() -> None:
    """Templates lose the blanks that lines begin with, values do not."""
    env = Environment(extensions=[Bare])  # noqa: S701 - no markup in it
    assert env.from_string("<p>\n    {{ x }}\n</p>").render(x="a\n    b") == "<p>\na\n    b\n</p>"


def test_what_a_ward_puts_into_the_head_is_each_page_s_own() -> None:
    """The block for it is empty in our theme, so that a ward's own may say anything of the record."""
    template = Environment(autoescape=True).from_string("{% block extrahead %}{{ x }}{% endblock %}|{{ frame }}")
    shell = Shell(template, {"x": "1", "frame": "F"}, str)
    assert shell.render({"x": "2", "frame": "F"}, str) == "2|F"
