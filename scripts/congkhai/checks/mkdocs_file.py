"""What the portal needs of mkdocs.yml beside its own section, told before MkDocs touches the site."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from congkhai.problems import Place, Report, nearest, nearest_id
from congkhai.records.page import CONTENT, Content
from congkhai.records.reading import FOLDERS
from congkhai.settings import SETTINGS_FILE
from congkhai.sources.folders import overlap
from congkhai.sources.text import read_text
from congkhai.sources.yaml import Table, Text, Value, read_yaml

_THEME = "congkhai"
# Options of MkDocs that would take pages or addresses away from under the portal.
_UNUSED = ("exclude_docs", "draft_docs", "not_in_nav", "use_directory_urls")
_HOME = re.compile(r"(?:https?://[^\s?#]+)?")
_QUOTED = re.compile('[“”„‘’«»"]')
_IMAGES = ("svg", "png", "jpg", "jpeg", "webp", "ico")


def check_mkdocs_file(root: Path, content: Content, report: Report) -> set[str]:
    """Return the images of `content/` that the theme shows, with what is wrong in mkdocs.yml reported.

    That is another theme, another folder of pages, a site among the records, an address that is no home page's, options that hide pages, and
    menu entries and images without a file. What cannot be read at all has been told by the settings.
    """
    table = _table(root)
    if table is None:
        return set()
    theme = table.get("theme")
    name = theme.get("name") if isinstance(theme, Table) else theme
    if name is None:
        _tell_missing("theme", _THEME, table, report)
    elif name != _THEME:
        report.add("wrong-theme", name.place, found=_shown(name))
    _check_docs_dir(table, report)
    _check_site_dir(root, table, report)
    address = table.get("site_url")
    if isinstance(address, Text) and not _HOME.fullmatch(address):
        report.add("wrong-site-url", address.place, url=address)
    for key in _UNUSED:
        if key in table:
            report.add("unused-option", table.keys_at[key], key=key)
    for page in _pages(table.get("nav")):
        if "://" not in page and page not in content.pages:
            report.add("unknown-page", page.place, id=page, near=nearest(page, content.pages))
    return set(_images(theme_options(root), content, report))


def _tell_missing(key: str, value: str, table: Table, report: Report) -> None:
    """Report a setting that is not there, or the key that it was misspelt as."""
    typed = "" if key in table.keys_at else nearest_id(key, table.keys_at)
    if typed:
        report.add("unknown-key", table.keys_at[typed], key=typed, near=key, known=key)
    else:
        report.add("missing-setting", table.keys_at.get(key, table.place), key=key, value=value)


def _check_docs_dir(table: Table, report: Report) -> None:
    folder = table.get("docs_dir")
    if folder is None:
        _tell_missing("docs_dir", CONTENT, table, report)
    elif folder != CONTENT:
        report.add("wrong-docs-dir", folder.place, found=_shown(folder))


def _check_site_dir(root: Path, table: Table, report: Report) -> None:
    """Report a folder for the site in which records or a file lie, or whose name kept its quotation marks."""
    folder = table.get("site_dir")
    if folder is None:
        return
    site = (root / str(folder)).resolve() if isinstance(folder, Text) else root
    is_taken = any(overlap(site, (root / name).resolve()) for name in (CONTENT, *FOLDERS, "register"))
    if is_taken or site.is_file() or _QUOTED.search(str(folder)):
        report.add("wrong-site-dir", folder.place, found=_shown(folder))


def theme_options(root: Path) -> Table:
    """Return what stands under `theme` in mkdocs.yml, with its places."""
    table = _table(root)
    theme = table.get("theme") if table is not None else None
    return theme if isinstance(theme, Table) else Table(Place(SETTINGS_FILE))


def site_url(root: Path) -> str:
    """Return the address of the site on the web as mkdocs.yml has it, empty while it has none."""
    table = _table(root)
    address = table.get("site_url") if table is not None else None
    return str(address) if isinstance(address, Text) else ""


def site_path(root: Path) -> str:
    """Return the path under which the site lies on its server, with a slash at both ends."""
    path = urlsplit(site_url(root)).path.strip("/")
    return f"/{path}/" if path else "/"


def _table(root: Path) -> Table | None:
    quiet = Report()
    text = read_text(root / SETTINGS_FILE, SETTINGS_FILE, quiet)
    return read_yaml(text, SETTINGS_FILE, quiet) if text is not None else None


def _images(theme: Table, content: Content, report: Report) -> Iterator[str]:
    """Yield the logo and the icon of the site, with a missing or unfit one reported."""
    for name in (theme.get("logo"), theme.get("favicon")):
        if not isinstance(name, Text):
            continue
        if name not in content.files:
            report.add("missing-image", name.place, name=name, near=nearest(name, content.files))
        elif name.rpartition(".")[2].lower() not in _IMAGES:
            report.add("forbidden-file", name.place, name=name, known=", ".join(_IMAGES))
        yield name


def _shown(value: Value | None) -> str:
    return str(value) if isinstance(value, Text) else "…"


def _pages(nav: Value | None) -> Iterator[Text]:
    if isinstance(nav, Text):
        yield nav
    elif nav is not None:
        for part in nav.values() if isinstance(nav, Table) else nav:
            yield from _pages(part)
