"""The theme's files as they are sent: small, the same in meaning, kept for ever, and in every letter of Vietnamese."""

import gzip
import re
import unicodedata
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest
from jinja2 import Environment
from playwright.sync_api import Browser

from building import Build
from congkhai.site.assets import bare_script, bare_style, stamped
from congkhai.site.templates import Bare
from congkhai.words import word_list

THEME = Path(__file__).parents[2] / "theme"
SHEETS = [
    *(THEME / "styles").glob("*.css"),
    *(THEME / "components").glob("*/style.css"),
    *(THEME / "fonts").glob("*.css"),
]
SCRIPTS = [*(THEME / "components").glob("*/script.js")]
KB = 1024
# What Be Vietnam Pro does not have, and signs of computers that no sentence holds.
LEFT_TO_THE_READER = set("←→↑↓✓✕№\u200b")
LETTERS = {"Đ", "đ"} | {
    unicodedata.normalize("NFC", form)
    for vowel, tone in product("aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"))
    for form in (vowel + tone, vowel.upper() + tone)
}


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _without_blanks(text: str) -> str:
    """Return a sheet without comments, blanks outside quotes, and the last semicolon of each rule."""
    pieces = re.split(r'("[^"]*")', re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    pieces[::2] = [re.sub(r"\s+", "", piece) for piece in pieces[::2]]
    return "".join(pieces).replace(";}", "}")


def _held() -> set[str]:
    """Return the characters that the rules say the fonts hold; both weights hold the same."""
    css = (THEME / "fonts" / "be-vietnam-pro.css").read_text(encoding="utf-8")
    regular, bold = re.findall(r"/\* Holds (.*)\. \*/", css)
    assert regular == bold
    ends = [[int(end, 16) for end in run.removeprefix("U+").split("-")] for run in regular.split(", ")]
    return {chr(code) for end in ends for code in range(end[0], end[-1] + 1)}


@pytest.mark.parametrize("path", SHEETS, ids=_name)
def test_a_sheet_loses_comments_and_blanks_only(path: Path) -> None:
    """Everything else stands in the same order, and what is in quotes is as it was."""
    text = path.read_text(encoding="utf-8")
    assert "'" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL), "only double quotes are understood"
    bare = bare_style(text)
    assert _without_blanks(bare) == _without_blanks(text)
    assert bare == bare_style(bare)
    assert "/*" not in bare
    assert "\n" not in bare


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        (".a .b > .c , .d { color : red ; }", ".a .b>.c,.d{color :red}"),
        ('.a::before { content: "›  /* x */ ;} " / ""; }', '.a::before{content:"›  /* x */ ;} " / ""}'),
        (".a { width: calc(100% - ( 2 * var(--b) )); }", ".a{width:calc(100% - ( 2 * var(--b) ))}"),
        (".a/* one */.b { margin: 0 /* two */ 1px; }", ".a .b{margin:0 1px}"),
        (".a :hover { font: 1em / 1.5 x, y }", ".a :hover{font:1em / 1.5 x,y}"),
        ("@media screen and (min-width: 48em) {\n  a { b: c }\n}", "@media screen and (min-width:48em){a{b:c}}"),
        ('a[href^="/"] b + c { d: e }', 'a[href^="/"] b + c{d:e}'),
    ],
)
def test_blanks_that_say_something_stay(text: str, bare: str) -> None:
    """Between selectors, around operators and in quotes a blank has a meaning."""
    if "/* one */" not in text:
        assert _without_blanks(text) == _without_blanks(bare)
    assert bare_style(text) == bare


@pytest.mark.slow
def test_a_browser_reads_the_same_rules(browser: Browser) -> None:
    """Chromium understands every sheet alike with its blanks and without them."""
    script = """([text, bare]) => [text, bare].map((one) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(one);
      // Conditions and custom properties are told as they were written.
      return [...sheet.cssRules].map((rule) => rule.cssText.replaceAll(/([:,]) /g, "$1"));
    })"""
    page = browser.new_page()
    for path in SHEETS:
        text = path.read_text(encoding="utf-8")
        whole, bare = page.evaluate(script, [text, bare_style(text)])
        assert whole == bare, path
        assert whole, path


@pytest.mark.parametrize("path", SCRIPTS, ids=_name)
def test_a_script_can_stand_beside_others(path: Path) -> None:
    """Each is strict, closed in itself, and has no text over several lines, whose blanks would be lost."""
    text = path.read_text(encoding="utf-8")
    assert '"use strict";' in text
    assert text.endswith(");\n")
    assert not re.search(r"^(?:const|let|var|function|class)\b", text, re.MULTILINE)
    assert all(line.count("`") % 2 == 0 for line in text.splitlines())


def test_a_script_loses_lines_of_comment_and_indents_only() -> None:
    """What follows code on its line stays, whatever it looks like."""
    text = '// One.\n/* Two\n   // three. */\n(() => {\n  /* four */ run("//"); // five\n\n  // six\n  go(); /* seven\n  */\n})();\n'
    assert bare_script(text) == '(() => {\n/* four */ run("//"); // five\ngo(); /* seven\n*/\n})();\n'


@pytest.mark.parametrize("name", ["congkhai.js", "register.js", "search.js", "results.js"])
def test_old_phones_read_the_scripts_as_a_whole(name: str, build: Build) -> None:
    """One sign that a browser of 2018 does not know, and nothing of a script runs; only verifying needs ciphers of later ones."""
    text = (build.site / "assets" / name).read_text(encoding="utf-8")
    assert (
        re.findall(
            r"\?\?|\?\.(?![0-9])|\(\?<[=!]|#\w+ *[=(;]|[|&]{2}=|\bstatic \{|\.replaceAll\(|\.at\(|Object\.hasOwn", text
        )
        == []
    )


def test_the_files_are_small(build: Build) -> None:
    """Styles, scripts and fonts keep their budgets as sent."""
    assets = build.site / "assets"
    assert len(gzip.compress((assets / "congkhai.css").read_bytes())) <= 8 * KB
    scripts = {path.name: len(gzip.compress(path.read_bytes())) for path in assets.glob("*.js")}
    assert scripts.pop("search.js") <= 7.75 * KB, "it stands before the index comes"
    assert scripts.pop("results.js") <= 11 * KB, "it comes beside the index"
    assert scripts.pop("verify.js") <= 9.5 * KB, "only who verifies loads it"
    assert max(scripts.values()) <= 4 * KB, "a page loads one"
    assert scripts["congkhai.js"] <= KB
    assert sum(path.stat().st_size for path in (assets / "fonts").glob("*.woff2")) <= 22 * KB


def test_search_comes_to_any_page(build: Build) -> None:
    """No two scripts have a name in common: those of search are loaded beside each of the others."""
    names = [
        name
        for path in (build.site / "assets").glob("*.js")
        for name in re.findall(r"^const (ck\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert "ckEngine" in names
    assert len(names) == len(set(names))


def test_every_address_changes_with_its_file(build: Build) -> None:
    """Pages name a file of the theme only with the version that its bytes have, and so does the style sheet."""
    seen = set()
    for path in (*build.pages(), build.site / "assets" / "congkhai.css"):
        for name, version in re.findall(
            r'="?[^"]*(assets/[^"?]*[^"?/])(?:\?v=(\w+))?"', path.read_text(encoding="utf-8")
        ):
            seen.add(name)
            assert version == sha256((build.site / name).read_bytes()).hexdigest()[:8], (path, name)
    assert {"assets/congkhai.css", "assets/search.js", "assets/results.js"} <= seen
    css = (build.site / "assets" / "congkhai.css").read_text(encoding="utf-8")
    for name, version in re.findall(r'url\("(.*?)\?v=(\w+)"\)', css):
        assert version == sha256((build.site / "assets" / name).read_bytes()).hexdigest()[:8]
    assert css.count("@font-face") == css.count("?v=") == css.count("font-display:optional") == 2


def test_only_known_addresses_get_a_version() -> None:
    """A file of the unit, an address in words, and one that has a question already stay as they are."""
    versions = {"assets/a.css": "12345678"}
    assert stamped('<link href="/assets/a.css">', versions) == '<link href="/assets/a.css?v=12345678">'
    for html in ('<a href="/assets/b.css">', "/assets/a.css", '<link href="/assets/a.css?v=1">'):
        assert stamped(html, versions) == html


def test_the_licence_lies_beside_the_fonts(build: Build) -> None:
    """Whoever gets the fonts gets the terms on which they may be used, and nothing of how they were made."""
    fonts = build.site / "assets" / "fonts"
    assert {path.name for path in fonts.iterdir()} == {
        "OFL.txt",
        "be-vietnam-pro-400.woff2",
        "be-vietnam-pro-700.woff2",
    }
    licence = (fonts / "OFL.txt").read_text(encoding="utf-8")
    assert licence.startswith("Copyright 2021 The Be Vietnam Pro Project Authors")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_every_letter_of_vietnamese_is_in_the_fonts() -> None:
    """All vowels in all tones, small and capital, and whatever our own words are written with."""
    assert len(LETTERS) == 146
    ours = set("".join(word_list().values())) - {"\n"}
    assert LETTERS | ours <= _held() | LEFT_TO_THE_READER


@pytest.mark.slow
@pytest.mark.parametrize("weight", [400, 700])
def test_the_fonts_hold_what_their_rules_say(build: Build, browser: Browser, weight: int) -> None:
    """Chromium draws every character of the rule with the font itself, and no other comes to its help."""
    font = (build.site / "assets" / "fonts" / f"be-vietnam-pro-{weight}.woff2").read_bytes()
    characters = sorted(_held() - {" ", "\u00a0"})
    page = browser.new_page()
    page.evaluate(
        """async ([bytes, text, weight]) => {
          const face = new FontFace("tried", new Uint8Array(bytes), { weight });
          document.fonts.add(await face.load());
          document.body.style.font = `${weight} 20px tried`;
          document.body.textContent = text;
        }""",
        [list(font), "".join(characters), str(weight)],
    )
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    body = session.send("DOM.querySelector", {"nodeId": root, "selector": "body"})["nodeId"]
    drawn = session.send("CSS.getPlatformFontsForNode", {"nodeId": body})["fonts"]
    assert [(found["isCustomFont"], int(found["glyphCount"])) for found in drawn] == [(True, len(characters))]


def test_a_page_loses_indents_only() -> None:
    """Blank lines between paragraphs and what stands in code are kept."""
    template = "<div>\n    <p>Một.\n\n  Hai.</p>\n\t<pre>a\n    b</pre>\n  <pre>\n c</pre>\n</div>"
    bare = Environment(extensions=[Bare]).from_string(template).render()  # noqa: S701 - no values in it
    assert bare == "<div>\n<p>Một.\n\nHai.</p>\n<pre>a\n    b</pre>\n<pre>\n c</pre>\n</div>"
