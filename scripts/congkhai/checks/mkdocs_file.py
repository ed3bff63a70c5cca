"""What the portal needs of mkdocs.yml beside its own section, told before MkDocs touches the site."""

from collections.abc import Iterator
from pathlib import Path

from congkhai.problems import Report, nearest
from congkhai.records.page import CONTENT, Content
from congkhai.settings import SETTINGS_FILE
from congkhai.sources.text import read_text
from congkhai.sources.yaml import Table, Text, Value, read_yaml

_THEME = "congkhai"
# Options of MkDocs that would take pages or addresses away from under the portal.
_UNUSED = ("exclude_docs", "draft_docs", "not_in_nav", "use_directory_urls")


def check_mkdocs_file(root: Path, content: Content, report: Report) -> None:
    """Report another theme, another folder of pages, options that hide pages, and menu entries without a page.

    What cannot be read at all has been told by the settings.
    """
    quiet = Report()
    text = read_text(root / SETTINGS_FILE, SETTINGS_FILE, quiet)
    table = read_yaml(text, SETTINGS_FILE, quiet) if text is not None else None
    if table is None:
        return
    theme = table.get("theme")
    name = theme.get("name") if isinstance(theme, Table) else theme
    if name != _THEME:
        report.add("wrong-theme", name.place if name is not None else table.place, found=_shown(name))
    folder = table.get("docs_dir")
    if folder != CONTENT:
        report.add("wrong-docs-dir", folder.place if folder is not None else table.place, found=_shown(folder))
    for key in _UNUSED:
        if key in table:
            report.add("unused-option", table.keys_at[key], key=key)
    for page in _pages(table.get("nav")):
        if "://" not in page and page not in content.pages:
            report.add("unknown-page", page.place, id=page, near=nearest(page, content.pages))


def _shown(value: Value | None) -> str:
    return str(value) if isinstance(value, Text) else "…"


def _pages(nav: Value | None) -> Iterator[Text]:
    if isinstance(nav, Text):
        yield nav
    elif nav is not None:
        for part in nav.values() if isinstance(nav, Table) else nav:
            yield from _pages(part)
