"""Markdown to HTML: one renderer for records and pages, with no way for markup of the author's own."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from itertools import zip_longest
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from congkhai.sources.prose import Prose, anchor
from congkhai.sources.shaping import shaped
from congkhai.views.parts import Link

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
# An image from another host would make every reader's browser ask that host.
_OUTSIDE_IMAGE = re.compile(r'<img [^>]*src="(?!/)[^"]*"')
_WORDS = re.compile(r">[^<]+")
_SCHEMES = {"https", "mailto", "tel"}


@dataclass(frozen=True)
class Rendered:
    """HTML, its highest headings, and what the sanitiser would have taken away."""

    html: str
    headings: tuple[Link, ...]
    unclean: str = ""


class _Shape(Preprocessor):
    """Shapes the author's lines before Markdown reads them."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the shaped lines."""
        return shaped(lines)


class _Links(Treeprocessor):
    """Gives every link and image its address on the site."""

    def __init__(self, md: Markdown, resolve: Callable[[str], str]) -> None:
        super().__init__(md)
        self.resolve = resolve

    def run(self, root: Element) -> None:
        """Rewrite the targets in place."""
        for element in root.iter():
            attribute = {"a": "href", "img": "src"}.get(element.tag)
            if attribute and (target := element.get(attribute)):
                element.set(attribute, self.resolve(target))


class _Ours(Extension):
    def __init__(self, resolve: Callable[[str], str]) -> None:
        super().__init__()
        self.resolve = resolve

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register both processors; links come after inline patterns have made them."""
        md.preprocessors.register(_Shape(md), "congkhai-shape", 5)
        md.treeprocessors.register(_Links(md, self.resolve), "congkhai-links", 15)


def render(prose: Prose, resolve: Callable[[str], str], top_level: int = 2) -> Rendered:
    """Return the HTML of `prose`; `resolve` turns a link's target into an address.

    `top_level` is the heading level of `#`: 2 in records, whose title is the page's h1.
    """
    # An empty marker: `[TOC]` in a document is its author's words.
    toc = {"baselevel": top_level, "slugify": lambda text, _separator: anchor(text), "permalink": False, "marker": ""}
    markdown = Markdown(
        extensions=["tables", "sane_lists", "toc", _Ours(resolve)],
        extension_configs={"toc": toc, "tables": {"use_align_attribute": True}},
        output_format="html",
    )
    # Whoever makes links relative takes a quotation mark before a slash for that of an attribute.
    html = _WORDS.sub(lambda words: words.group().replace('"', "&quot;"), markdown.convert(prose.text))
    before, after = _tokens(html), _tokens(_sanitised(html))
    lost = next((token for token, kept in zip_longest(before, after, fillvalue="") if token != kept), "")
    outside = _OUTSIDE_IMAGE.search(html)
    lost = outside.group() if outside else lost
    # Python-Markdown nests the tokens; their names are escaped, as in the page.
    tokens: list[dict[str, str]] = getattr(markdown, "toc_tokens", [])
    headings = tuple(Link(unescape(token["name"]), f"#{token['id']}") for token in tokens)
    return Rendered(html, headings, lost)


def _sanitised(html: str) -> str:
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)


class _Tokens(HTMLParser):
    """Lists what a browser would see, so that two spellings of the same markup are equal."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag with its attributes, in order of name."""
        self.found.append(f"<{tag} {sorted(attrs)}>")

    def handle_data(self, data: str) -> None:
        """Note words; white space between blocks is none."""
        if data.strip():
            self.found.append(" ".join(data.split()))


def _tokens(html: str) -> list[str]:
    parser = _Tokens()
    parser.feed(html)
    parser.close()
    return parser.found
