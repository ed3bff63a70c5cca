"""Words, links and values within one line of Markdown; addresses still begin at the site's root."""

import posixpath
import re
from collections.abc import Iterable

from congkhai.views.parts import Date, Link, Tag, Value
from congkhai.words import word

# Signs that some dialect of Markdown reads as its own; a backslash works before those of all, a code for the others.
_SIGNS = re.compile(r"[\\`*_\[\]]")
_CODES = {ord(sign): f"&#{ord(sign)};" for sign in "<>|{}~^=$#"} | {ord("&"): "&amp;"}
_BEGINNING = re.compile(r"(?P<number>\d+)(?P<dot>[.)])(?=\s|$)|(?P<sign>[-+!:?/])")
_ROOTED = re.compile(r"(?<!\\)\]\((?P<path>/[^)#\s]*)(?P<anchor>#[^)\s]*)?\)")


def text(words: str) -> str:
    """Return words that mean themselves in Markdown, on one line."""
    return _SIGNS.sub(lambda sign: f"\\{sign.group()}", " ".join(words.split())).translate(_CODES)


def line(words: str) -> str:
    """Return words that may begin a line and are then neither a list nor a heading."""
    return _BEGINNING.sub(_unmarked, text(words), count=1) if _BEGINNING.match(text(words)) else text(words)


def _unmarked(match: re.Match[str]) -> str:
    if match["number"]:
        return f"{match['number']}\\{match['dot']}"
    return f"&#{ord(match['sign'])};"


def link(words: str, href: str) -> str:
    """Return a link, only its words when it leads nowhere."""
    target = f"<{href}>" if re.search(r"[()\s]", href) else href
    return f"[{text(words)}]({target})" if href and words else text(words)


def links(found: Iterable[Link]) -> str:
    """Return links after each other."""
    return ", ".join(link(one.text, one.href) for one in found)


def tag(one: Tag | None) -> str:
    """Return a state in bold."""
    return f"**{text(one.text)}**" if one else ""


def value(one: Value) -> str:
    """Return a value with its state, its note and its details; one that says nothing says so."""
    shown = link(date(one.date) if one.date else one.text, one.href)
    details = one.details
    lines = f"{text(details.summary)}: {'; '.join(text(part) for part in details.lines)}" if details else ""
    nothing = "" if one.tag or one.note else word("component.not-stated")
    note = f"({text(one.note)})" if one.note else ""
    return joined(shown or nothing, tag(one.tag), note, lines)


def date(one: Date | None) -> str:
    """Return a date in words."""
    return one.text if one else ""


def joined(*parts: str) -> str:
    """Return the parts that say something, with a blank between them."""
    return " ".join(part for part in parts if part)


def relative(markdown: str, address: str) -> str:
    """Return Markdown whose links lead from the page at `address` to files: a page is the `index.md` of its folder."""

    def way(match: re.Match[str]) -> str:
        path = match["path"] + ("index.md" if match["path"].endswith("/") else "")
        return f"]({posixpath.relpath(path, address)}{match['anchor'] or ''})"

    return _ROOTED.sub(way, markdown)
