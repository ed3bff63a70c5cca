"""The theme's files: one style sheet, a script for each kind of page, the typeface; and nothing of Material that no page uses."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from importlib.resources import files
from importlib.resources.abc import Traversable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from congkhai.settings import Typeface
from congkhai.site.look import Look, version

FONTS = ("be-vietnam-pro-400.woff2", "be-vietnam-pro-700.woff2", "OFL.txt")
_STYLES = ("tokens.css", "base.css")
# A page loads one script: the frame's, or another that holds the frame's part too.
_FRAME = ("components/display-tools/script.js", "components/search-box/script.js")
# The reader of the search index, in the order in which one part needs another.
_ASKING = tuple(f"search/{name}.js" for name in ("words", "query", "files", "asking"))
READER = (*_ASKING, *(f"search/{name}.js" for name in ("ranking", "spelling", "excerpt", "engine")))
# What computes a verdict, in the same order of need.
VERIFIER = tuple(f"verify/{name}.js" for name in ("tree", "note", "words", "served", "leaf", "log", "inquiry"))
_SCRIPTS = {
    "congkhai.js": _FRAME,
    "register.js": (*_FRAME, "components/filters/script.js", "components/table/script.js"),
    "verify.js": (*_FRAME, *VERIFIER, "components/verification/script.js"),
    # Other pages load both once somebody begins to type a question; the first asks, the second answers.
    "search.js": (*_FRAME, *_ASKING, "search/early.js"),
    "results.js": (*READER[len(_ASKING) :], "search/ahead.js", "components/search-results/script.js"),
}
# What stands in quotes is kept; a comment parts what it stands between, as a blank does.
_QUOTED_OR_BLANK = re.compile(r'("[^"\n]*")|(?:/\*.*?\*/|\s)+', re.DOTALL)
_COMMENT_LINES = re.compile(r"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/[ \t]*)$", re.MULTILINE)
_ADDRESS = re.compile(r'(\s(?:href|src|data-ck-start|data-ck-then)="/)([^"?]+)(?=")')


def theme_files(look: Look, typeface: Typeface) -> dict[str, bytes]:
    """Return what the theme adds to a site, by path."""
    names = FONTS if typeface is Typeface.BE_VIETNAM_PRO else ()
    made = {f"assets/fonts/{name}": _theme().joinpath("fonts", name).read_bytes() for name in names}
    made["assets/congkhai.css"] = _style_sheet(look, made).encode()
    for name, parts in _SCRIPTS.items():
        text = "".join(bare_script(_theme().joinpath(part).read_text(encoding="utf-8")) for part in parts)
        made[f"assets/{name}"] = text.encode()
    return made


def _style_sheet(look: Look, fonts: Mapping[str, bytes]) -> str:
    """Return the whole style sheet: typeface, tokens, base, components by name, print, the unit's colours."""
    styles = _theme().joinpath("styles")
    faces = _theme().joinpath("fonts", "be-vietnam-pro.css").read_text(encoding="utf-8") if fonts else ""
    for path, content in fonts.items():
        name = path.removeprefix("assets/")
        faces = faces.replace(f'url("{name}")', f'url("{name}?v={version(content)}")')
    parts = [
        faces,
        *(styles.joinpath(name).read_text(encoding="utf-8") for name in _STYLES),
        *_component_styles(),
        styles.joinpath("print.css").read_text(encoding="utf-8"),
        look.colours,
    ]
    return "".join(bare_style(part) for part in parts)


def bare_style(text: str) -> str:
    """Return a style sheet without comments and without the blanks that say nothing."""
    text = _QUOTED_OR_BLANK.sub(lambda match: match[1] or " ", text).strip()
    pieces = re.split(r'("[^"]*")', text)
    for at in range(0, len(pieces), 2):
        pieces[at] = re.sub(r" ?([{};,>]) ?|(?<=:) ", r"\1", pieces[at]).replace(";}", "}")
    return "".join(pieces)


def bare_script(text: str) -> str:
    """Return a script without whole lines of comment and without the blanks that lines begin with."""
    lines = (line.strip() for line in _COMMENT_LINES.sub("", text).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def stamped(html: str, versions: Mapping[str, str]) -> str:
    """Return `html` with the version of each file in its address, so that it may be kept for ever."""
    return _ADDRESS.sub(lambda match: f"{match[0]}?v={versions[match[2]]}" if match[2] in versions else match[0], html)


def only_ours(found: Files, shown: AbstractSet[str], made: Mapping[str, bytes], config: MkDocsConfig) -> Files:
    """Return the files of `content/` that are shown, and those that the theme made: of Material nothing is published."""
    kept = [_renamed(file) for file in found if file.src_dir == config.docs_dir]
    others = [file for file in found if file.generated_by is not None]
    generated = [File.generated(config, path, content=content) for path, content in made.items()]
    return Files([*(file for file in kept if file.src_uri in shown), *others, *generated])


def _renamed(file: File) -> File:
    """Return a file under its name in NFC, as links write it and whatever the disk of a Mac wrote."""
    name = unicodedata.normalize("NFC", file.src_uri)
    if name == file.src_uri:
        return file
    found = File(name, file.src_dir, file.dest_dir, file.use_directory_urls, inclusion=file.inclusion)
    found.abs_src_path = file.abs_src_path
    return found


def _component_styles() -> Iterator[str]:
    for component in sorted(_theme().joinpath("components").iterdir(), key=lambda entry: entry.name):
        if component.joinpath("style.css").is_file():
            yield component.joinpath("style.css").read_text(encoding="utf-8")


def _theme() -> Traversable:
    return files("congkhai.theme")
