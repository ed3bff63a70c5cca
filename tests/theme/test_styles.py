"""The style sheets: discipline, weight, and the contrast of every pair of colours that meet."""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from congkhai.site.assets import bare_style
from congkhai.site.look import primaries

THEME = Path(__file__).parents[2] / "theme"
STYLES = THEME / "styles"
COMPONENTS = {path.parent.name: path for path in sorted((THEME / "components").glob("*/style.css"))}
SHEETS = [*STYLES.glob("*.css"), *COMPONENTS.values()]
LIMIT = 8_000
TONES = ("neutral", "good", "waiting", "bad", "info")
PLACES = ("lead", "state", "text", "plain")
# Ground, what stands on it, and the ratio that WCAG asks: AAA for words, 3 for lines that carry meaning.
PAIRS = [
    *[(ground, ink, 7.0) for ground in ("ground", "ground-soft") for ink in ("text", "muted", "link")],
    *[(f"{tone}-ground", tone, 7.0) for tone in TONES],
    *[(ground, f"{tone}-rule", 3.0) for tone in TONES for ground in ("ground", f"{tone}-ground")],
    *[(f"{tone}-ground", ink, 7.0) for tone in ("info", "waiting") for ink in ("text", "link")],
    ("ground", "rule-strong", 3.0),
    ("ground", "accent", 3.0),
    ("brand", "on-brand", 7.0),
    ("brand-deep", "on-brand", 7.0),
    ("gold", "on-gold", 7.0),
    ("focus-edge", "focus", 7.0),
    ("brand", "focus", 3.0),
]
RAW_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|\b(?:white|black|red|yellow)\b"
)
PLAIN = {"html", "body", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "a", "th", "td"}


class Rule(NamedTuple):
    """One rule: the at-rules around it, its selectors, its declarations."""

    around: str
    selectors: list[str]
    declarations: dict[str, str]


def rules(path: Path) -> Iterator[Rule]:
    """Yield the rules of a sheet; declarations of the same name keep the last."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    around: list[str] = []
    for head, mark in re.findall(r"([^{}]*)([{}])", text):
        if mark == "{":
            around.append(" ".join(head.split()))
        elif head.strip():
            pairs = (line.split(":", 1) for line in head.split(";") if line.strip())
            declarations = {name.strip(): " ".join(value.split()) for name, value in pairs}
            yield Rule(" ".join(around[:-1]), around.pop().split(", "), declarations)
        else:
            around.pop()


@cache
def theme(name: str) -> dict[str, str]:
    """Return the colours of one theme, by name without prefix."""
    found: dict[str, str] = {}
    for rule in rules(STYLES / "tokens.css"):
        if rule.selectors in ([":root"], [f':root[data-ck-theme="{name}"]']):
            found |= rule.declarations
    return {key.removeprefix("--ck-"): value for key, value in found.items()}


def luminance(colour: str) -> float:
    """Return the relative luminance of `#abc` or `#aabbcc` (WCAG 2.2)."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("ground", "ink", "least"), PAIRS)
def test_colours_that_meet_can_be_told_apart(name: str, ground: str, ink: str, least: float) -> None:
    """Every theme keeps every ratio."""
    dark, light = sorted(luminance(theme(name)[key]) for key in (ground, ink))
    assert (light + 0.05) / (dark + 0.05) >= least


@pytest.mark.parametrize("primary", primaries())
@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_primary_colour_keeps_every_ratio(name: str, primary: str) -> None:
    """The colours that a unit may choose meet ours; gold also marks the current page on them."""
    shades = primaries()[primary]
    line = shades["brand"] if name == "light" else shades["tint"]
    colours = theme(name) | {"brand": shades["brand"], "brand-deep": shades["deep"], "accent": line}
    for ground, ink, least in [*PAIRS, ("brand", "gold", 3.0), ("brand-deep", "gold", 3.0)]:
        dark, light = sorted(luminance(colours[key]) for key in (ground, ink))
        assert (light + 0.05) / (dark + 0.05) >= least, (ground, ink)


def test_the_system_s_dark_is_the_chosen_dark() -> None:
    """CSS cannot share the two lists, so they are kept equal here."""
    found = {rule.selectors[0]: rule.declarations for rule in rules(STYLES / "tokens.css")}
    assert found[":root:not([data-ck-theme])"] == found[':root[data-ck-theme="dark"]']


def test_paper_keeps_the_light_colours() -> None:
    """Only screens get another theme."""
    assert all(
        rule.around.startswith("@media screen") for rule in rules(STYLES / "tokens.css") if rule.selectors != [":root"]
    )


def test_the_sheets_are_light() -> None:
    """The whole style sheet, as served, has one budget."""
    assert (
        len(gzip.compress(bare_style("".join(path.read_text(encoding="utf-8") for path in SHEETS)).encode(), 9))
        <= LIMIT
    )


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sheet_names_no_id_and_no_colour(path: Path) -> None:
    """Colours are named once, in tokens.css; nothing moves and nothing is fetched."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"@import|url\(|gradient|animation|transition|!important", text)
    for rule in rules(path):
        assert not any("#" in selector for selector in rule.selectors)
        for value in rule.declarations.values():
            assert path.name == "tokens.css" or not RAW_COLOUR.search(value.lower())


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_token_that_is_used_exists_and_the_other_way_round(path: Path) -> None:
    """A misspelt custom property fails in silence in a browser."""
    used = set(re.findall(r"var\(--ck-([\w-]+)\)", path.read_text(encoding="utf-8")))
    assert used <= set(theme("light"))
    everywhere = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    assert all(f"var(--ck-{name})" in everywhere for name in theme("light") if name != "color-scheme")


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_styles_only_its_own_block_and_flat(name: str) -> None:
    """One class, at most one plain element after it."""
    for rule in rules(COMPONENTS[name]):
        for selector in rule.selectors:
            first, *rest = re.sub(
                r"::?[\w-]+(\(.*?\))?|\[(?:hidden|open|aria-[\w-]+(?:=\"\w+\")?)\]", "", selector
            ).split()
            assert re.fullmatch(rf"\.ck-{name}(__[a-z-]+?)?(--[a-z]+)?", first), selector
            assert set(rest) <= PLAIN, selector
            assert len(rest) <= 1, selector


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_styles_what_its_template_holds(name: str) -> None:
    """No rule outlives its markup."""
    folder = COMPONENTS[name].parent
    template = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix in {".html", ".js"})
    styled = set(re.findall(r"\.(ck-[\w-]+)", COMPONENTS[name].read_text(encoding="utf-8")))
    held = set(re.findall(r"ck-[\w-]+(?:--(?=\{\{))?", re.sub(r"components/|data-ck-[\w-]+", "", template)))
    assert {one for one in held if not one.startswith(f"ck-{name}")} <= {"ck-visually-hidden"}
    toned = {f"{one}{tone}" for one in held if one.endswith("--") for tone in (*TONES, *PLACES, "warning")}
    assert styled <= held | toned


@pytest.mark.parametrize(
    ("component", "selector"),
    [
        ("value", ".ck-value"),
        ("value", ".ck-value__note"),
        ("notice-banner", ".ck-notice-banner__text"),
        ("publication-history", ".ck-publication-history__reason"),
        ("timeline", ".ck-timeline__note"),
    ],
)
def test_paragraphs_stay_apart(component: str, selector: str) -> None:
    """Where a record may hold paragraphs, a blank line between them is shown."""
    spaces = [
        rule.declarations.get("white-space") for rule in rules(COMPONENTS[component]) if rule.selectors == [selector]
    ]
    assert spaces == ["pre-line"]
