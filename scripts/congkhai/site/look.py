"""The look that a unit chose under `theme` in mkdocs.yml, in the words of Material: logo, icons, palette."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import cast
from urllib.parse import quote

import yaml

from congkhai import __version__
from congkhai.checks.mkdocs_file import theme_options
from congkhai.problems import Report, nearest
from congkhai.records.page import CONTENT
from congkhai.sources.yaml import Rows, Table, Text, Value
from congkhai.views.marker import marker

_SCHEMES = {"slate": "dark", "default": "light"}
_ICON_NAME = re.compile(r"[\w-]+(?:/[\w-]+)*")
_LIGHT = ":root{{{0}}}"
_DARK = (
    "@media screen and (prefers-color-scheme:dark){{:root:not([data-ck-theme]){{{0}}}}}"
    '@media screen{{:root[data-ck-theme="dark"]{{{0}}}}}'
)


@dataclass(frozen=True)
class Look:
    """How the frame of every page looks; `theme` is empty while the reader's own system decides.

    `logo` and `favicon` are addresses, `icon` is markup, `colours` are rules for the end of the style sheet,
    `images` are the files of `content/` that are shown, `generator` is the marker of every page, by which
    `congkhai check --site` knows what the plugin has made.
    """

    theme: str
    logo: str
    icon: str
    favicon: str
    colours: str
    images: frozenset[str] = frozenset()
    generator: str = marker(__version__)


def read_look(root: Path, theme_folders: Iterable[str], report: Report) -> Look:
    """Return the look of the portal at `root`; what the theme does not have is reported and left as it was."""
    theme = theme_options(root)
    palette = theme.get("palette")
    palettes = [one for one in (palette if isinstance(palette, Rows) else [palette]) if isinstance(one, Table)]
    return Look(
        theme=_theme(palettes, report),
        logo=_image(root, theme.get("logo")),
        icon=_icon(theme.get("icon"), theme_folders, report),
        favicon=_image(root, theme.get("favicon")) or _own_icon(),
        colours=_colours(palettes, report),
        images=frozenset(str(theme[key]) for key in ("logo", "favicon") if key in theme),
    )


def version(content: bytes) -> str:
    """Return eight digits that change with the content, for the address of a file that may be kept for ever."""
    return sha256(content).hexdigest()[:8]


@cache
def primaries() -> Mapping[str, Mapping[str, str]]:
    """Return Material's names of colours, each with our shades of it."""
    text = files("congkhai.theme").joinpath("styles/primaries.yml").read_text(encoding="utf-8")
    return cast("Mapping[str, Mapping[str, str]]", yaml.safe_load(text))


def _theme(palettes: list[Table], report: Report) -> str:
    """Return the theme that a page begins with: Material's own is the first, unless the system is asked."""
    schemes = [_known(one, "scheme", _SCHEMES, report) for one in palettes]
    if not palettes or any("prefers-color-scheme" in str(one.get("media", "")) for one in palettes):
        return ""
    return _SCHEMES.get(schemes[0], "")


def _colours(palettes: list[Table], report: Report) -> str:
    """Return the rules of the chosen colours; `accent` draws lines, and is the primary colour where it is not given."""
    told = [
        (_is_dark(one), _known(one, "primary", primaries(), report), _known(one, "accent", primaries(), report))
        for one in palettes
    ]
    by_day = _declared(sorted(told, key=lambda one: one[0]), "brand")
    by_night = _declared(sorted(told, key=lambda one: not one[0]), "tint")
    return (_LIGHT.format(by_day) if by_day else "") + (_DARK.format(by_night) if by_night else "")


def _declared(told: list[tuple[bool, str, str]], line: str) -> str:
    """Return the declarations of the first primary that is told and of the first accent, else the primary."""
    primary = next((primary for _, primary, _ in told if primary), "")
    accent = next((accent for _, _, accent in told if accent), primary)
    declared: dict[str, str] = {}
    if primary:
        declared |= {"brand": primaries()[primary]["brand"], "brand-deep": primaries()[primary]["deep"]}
    if accent:
        declared["accent"] = primaries()[accent][line]
    return ";".join(f"--ck-{name}:{colour}" for name, colour in declared.items())


def _is_dark(palette: Table) -> bool:
    return str(palette.get("scheme", "")).lower() == "slate" or "dark" in str(palette.get("media", ""))


def _known(palette: Table, key: str, known: Iterable[str], report: Report) -> str:
    """Return the name under `key` as Material writes it, empty when the theme does not have it."""
    value = palette.get(key)
    if not isinstance(value, Text):
        return ""
    name = value.lower().replace(" ", "-")
    if name in known:
        return name
    near = nearest(name, known)
    report.add("unknown-palette", value.place, key=key, value=value, near=near, known=", ".join(known))
    return ""


def _image(root: Path, name: Value | None) -> str:
    """Return the address of an image of `content/`, empty when there is none."""
    path = root / CONTENT / name if isinstance(name, Text) else None
    if path is None or not path.is_file():
        return ""
    return f"/{quote(str(name))}?v={version(path.read_bytes())}"


def _icon(icons: Value | None, folders: Iterable[str], report: Report) -> str:
    """Return the drawing of `icon.logo` from the installed Material or the unit's own `.icons`."""
    name = icons.get("logo") if isinstance(icons, Table) else None
    if not isinstance(name, Text):
        return ""
    paths = [Path(folder) / ".icons" / f"{name}.svg" for folder in folders] if _ICON_NAME.fullmatch(name) else []
    found = next((path for path in paths if path.is_file()), None)
    if found is None:
        report.add("unknown-icon", name.place, name=name)
        return ""
    return found.read_text(encoding="utf-8").strip().replace("<svg ", '<svg aria-hidden="true" ', 1)


def _own_icon() -> str:
    """Return our own icon as an address that asks for nothing."""
    drawing = files("congkhai.theme").joinpath("assets/favicon.svg").read_text(encoding="utf-8").strip()
    return "data:image/svg+xml," + quote(drawing, safe="=:'")
