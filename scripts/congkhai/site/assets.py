"""The theme's files: one style sheet from the components, and nothing of Material that no page uses."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

STYLE = "assets/congkhai.css"
_STYLES = ("tokens.css", "base.css")


def style_sheet() -> str:
    """Return the whole style sheet: tokens, base, components by name, print."""
    theme = files("congkhai.theme")
    parts = [theme.joinpath("styles", name).read_text(encoding="utf-8") for name in _STYLES]
    for component in sorted(theme.joinpath("components").iterdir(), key=lambda entry: entry.name):
        style = component.joinpath("style.css")
        if style.is_file():
            parts.append(style.read_text(encoding="utf-8"))
    return "\n".join([*parts, theme.joinpath("styles", "print.css").read_text(encoding="utf-8")])


def keep_only_ours(found: Files, config: MkDocsConfig) -> Files:
    """Return the files that the site needs: pages, named files, our assets, the unit's logo and icon."""
    settings = {str(config.theme.get("logo") or ""), str(config.theme.get("favicon") or "")}
    kept = [file for file in found if _belongs(file, config, settings)]
    return Files([*kept, File.generated(config, STYLE, content=style_sheet())])


def _belongs(file: File, config: MkDocsConfig, settings: set[str]) -> bool:
    if file.src_dir == config.docs_dir or file.generated_by is not None or file.src_uri in settings:
        return True
    return _is_ours(file) and file.src_uri.startswith("assets/")


def _is_ours(file: File) -> bool:
    return file.src_dir is not None and Path(file.src_dir).resolve() == theme_folder()


def theme_folder() -> Path:
    """Return where the theme lies."""
    return Path(str(files("congkhai.theme"))).resolve()


def unnamed(found: Files, named: set[str], config: MkDocsConfig) -> Iterator[File]:
    """Yield the files in `content/` that no page names; they stay private."""
    for file in found:
        if file.src_dir == config.docs_dir and not file.is_documentation_page() and file.src_uri not in named:
            yield file
