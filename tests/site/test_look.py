"""Material's settings of the theme: logo, icons and palette, honoured without an outside request."""

import re
from pathlib import Path

import material
import pytest

from building import Build, build_here, mkdocs_build
from congkhai.problems import Problem, Report
from congkhai.site.look import Look, primaries, read_look
from wards import SETTINGS, Ward, sample_files, write_files

TEMPLATES = Path(material.__file__).parent / "templates"
PALETTE = next((TEMPLATES / "assets" / "stylesheets").glob("palette.*.css")).read_text(encoding="utf-8")
NAMES = sorted(set(re.findall(r"\[data-md-color-primary=([\w-]+)\]", PALETTE)) - {"white"})
SYSTEM = """
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: teal
      toggle: {icon: material/weather-night, name: Tối}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: black
      accent: amber"""


def chosen(ward: Ward, theme: str) -> tuple[Look, list[Problem]]:
    """Return the look of the sample ward with `theme` in its mkdocs.yml, and what was told of it."""
    ward.edit(SETTINGS, "theme: congkhai", f"theme:\n  name: congkhai\n{theme}")
    report = Report()
    return read_look(ward.root, [str(TEMPLATES)], report), report.in_order()


def colours(look: Look, theme: str) -> dict[str, str]:
    """Return the colours that are changed in one theme."""
    rule = r"^:root\{(.*?)\}" if theme == "light" else rf':root\[data-ck-theme="{theme}"\]\{{(.*?)\}}'
    found = re.search(rule, look.colours)
    return dict(re.findall(r"--ck-([\w-]+):(#\w+)", found[1])) if found else {}


@pytest.mark.parametrize(
    ("palette", "theme"),
    [
        ("", ""),
        ("  palette:\n    primary: teal", ""),
        ("  palette: {scheme: slate}", "dark"),
        ("  palette: {scheme: default}", "light"),
        ("  palette: {scheme: Slate, primary: Deep Purple}", "dark"),
        (f"  palette:{SYSTEM}", ""),
        ("  palette:\n    - scheme: slate\n    - scheme: default", "dark"),
        ("  palette:\n    - media: (prefers-color-scheme)\n    - scheme: slate", ""),
        ("  palette: teal", ""),
    ],
)
def test_the_palette_says_how_a_page_begins(ward: Ward, palette: str, theme: str) -> None:
    """One scheme is the default; where the system is asked, it decides."""
    look, told = chosen(ward, palette)
    assert look.theme == theme
    assert told == []


def test_every_name_of_the_installed_material_is_known() -> None:
    """All but white: the words of our header are white."""
    assert len(NAMES) > 15
    assert sorted(primaries()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_primary_colour_is_the_header_s_and_draws_the_lines(ward: Ward, name: str) -> None:
    """One name colours both themes, with lighter lines on the dark ground."""
    look, _ = chosen(ward, f"  palette: {{primary: {name}}}")
    shades = primaries()[name]
    header = {"brand": shades["brand"], "brand-deep": shades["deep"]}
    assert colours(look, "light") == header | {"accent": shades["brand"]}
    assert colours(look, "dark") == header | {"accent": shades["tint"]}
    assert look.colours.count("{") == look.colours.count("}") == 5
    assert re.search(r"@media screen and \(prefers-color-scheme:dark\)\{:root:not\(\[data-ck-theme\]\)", look.colours)


def test_day_and_night_have_their_own_colours(ward: Ward) -> None:
    """Each entry of a list colours its own scheme."""
    look, _ = chosen(ward, f"  palette:{SYSTEM}")
    assert colours(look, "light")["brand"] == primaries()["teal"]["brand"]
    assert colours(look, "dark")["brand"] == primaries()["black"]["brand"]
    assert colours(look, "dark")["accent"] == primaries()["amber"]["tint"]


def test_an_accent_alone_changes_the_lines_alone(ward: Ward) -> None:
    """The header stays ours."""
    look, _ = chosen(ward, "  palette: {accent: teal}")
    assert set(colours(look, "light")) == set(colours(look, "dark")) == {"accent"}


@pytest.mark.parametrize(
    ("entry", "at"), [("primary: custom", 12), ("primary: white", 12), ("accent: gold", 11), ("scheme: night", 11)]
)
def test_what_the_theme_does_not_have_is_told(ward: Ward, entry: str, at: int) -> None:
    """Our own look stays, and the message names what may be written."""
    key, _, value = entry.partition(": ")
    look, told = chosen(ward, f"  palette:\n    {entry}")
    assert (look.theme, look.colours) == ("", "")
    assert [problem.slug for problem in told] == ["unknown-palette"]
    assert told[0].place.line == 24
    assert told[0].place.column == at + 2
    assert f"“{value}” ở mục theme.palette.{key}" in told[0].message()
    assert ("slate" if key == "scheme" else "blue-grey") in told[0].hint()


def test_an_icon_of_material_is_drawn_in_the_page(ward: Ward) -> None:
    """It is read from the installed Material and hidden from those who listen."""
    look, told = chosen(ward, "  icon:\n    logo: material/town-hall")
    assert look.icon.startswith('<svg aria-hidden="true" xmlns=')
    assert look.icon.endswith("</svg>")
    assert told == []


@pytest.mark.parametrize("name", ["material/no-such-icon", "../mkdocs_theme", "/etc/hostname", "material/../logo"])
def test_an_icon_that_is_not_there_is_told(ward: Ward, name: str) -> None:
    """No name leads out of the folder of icons."""
    look, told = chosen(ward, f"  icon:\n    logo: {name}")
    assert look.icon == ""
    assert [(problem.slug, problem.place.line) for problem in told] == [("unknown-icon", 24)]


def test_our_own_icon_asks_for_nothing(ward: Ward) -> None:
    """It is written in the page, in letters that an attribute may hold."""
    look, _ = chosen(ward, "")
    assert look.favicon.startswith("data:image/svg+xml,%3Csvg%20xmlns='http:%2F%2F")
    assert not set('"<>&#') & set(look.favicon)
    assert look.images == set()


def _built(root: Path, theme: str, setting: str = "") -> Build:
    write_files(
        root, {**sample_files(), "content/hình/lô gô.png": b"\x89PNG\r\n\x1a\n", "content/hình/la.svg": "<svg/>"}
    )
    ward = Ward(root)
    ward.edit(SETTINGS, "theme: congkhai", f"theme:\n  name: congkhai\n{theme}")
    ward.edit(SETTINGS, "- congkhai:\n", f"- congkhai:\n{setting}")
    return mkdocs_build(root, root / "site", "--strict")


def test_a_unit_s_own_look_is_on_every_page(tmp_path: Path) -> None:
    """Logo and icon are files with a version; no typeface is fetched from outside, whatever is asked for."""
    build = _built(
        tmp_path,
        "  logo: hình/lô gô.png\n  favicon: hình/la.svg\n  icon: {logo: material/town-hall}\n"
        "  font: {text: Roboto, code: Roboto Mono}\n  palette: {scheme: slate, primary: indigo}\n",
    )
    assert build.code == 0, build.output
    for page in build.pages():
        html = page.read_text(encoding="utf-8")
        assert re.search(r'<html lang="\w+" data-ck-theme="dark">', html)
        assert re.search(
            r'<img class="ck-logo" src="(\.\./|\./|/)*h%C3%ACnh/l%C3%B4%20g%C3%B4\.png\?v=\w{8}" alt="">', html
        )
        assert re.search(r'<link rel="icon" href="(\.\./|\./|/)*h%C3%ACnh/la\.svg\?v=\w{8}">', html)
        assert "Roboto" not in html
        assert "fonts.g" not in html
    css = (build.site / "assets" / "congkhai.css").read_text(encoding="utf-8")
    assert css.endswith("}}")
    assert primaries()["indigo"]["brand"] in css
    assert (build.site / "hình" / "lô gô.png").is_file()


def test_the_reader_s_own_typeface_needs_no_file(tmp_path: Path) -> None:
    """With `font: system` there is no font, no rule for one, and no licence."""
    build = _built(tmp_path, "  logo: hình/lô gô.png\n  favicon: hình/la.svg\n", "      font: system\n")
    assert build.code == 0, build.output
    assert "font-face" not in (build.site / "assets" / "congkhai.css").read_text(encoding="utf-8")
    assert [path.name for path in (build.site / "assets").iterdir() if "font" in path.name] == []


def test_a_strict_build_stops_before_an_unknown_colour(tmp_path: Path) -> None:
    """What is told of the look is a warning as every other: strict stops, and nothing was written."""
    images = "  logo: hình/lô gô.png\n  favicon: hình/la.svg\n"
    build = _built(tmp_path, f"{images}  palette: {{primary: custom}}\n")
    assert build.code == 1
    assert "nhắc: unknown-palette" in build.output
    assert not build.site.exists()


def test_a_theme_of_ones_own_is_an_input(ward: Ward) -> None:
    """What the ward's own templates say stands on the next site."""
    ward.edit(SETTINGS, "theme: congkhai\n", "theme:\n  name: congkhai\n  custom_dir: rieng\n")
    for said in ("Một", "Hai"):
        ward.write({"rieng/404.html": f"<!doctype html><title>{said}</title>"})
        build_here(ward.root)
        assert said in (ward.root / "site" / "404.html").read_text(encoding="utf-8")
