"""Clean HTML to a tree of plain values, so that no word of a record is ever read as the engine's markup."""

import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser

# A node is text, or a mapping with `tag`, `children` and what the tag needs; JSON carries both.
Node = str | dict[str, object]

_VOID = {"br", "hr", "img"}
_BLOCKS = {"blockquote", "heading", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul"}
_WIDTH = 86  # as many small letters as a line of a table holds
_BREAK = 16  # a word of as many signs may break
_MARGIN = 1.7  # the white beside a cell's words
_LONG = 300  # a cell of more signs is no reason for a wider column
_WHOLE = 900  # a row of more signs may have to go on over the page
_SIDES = {"left": "start", "center": "center", "right": "end"}


class _Reader(HTMLParser):
    """Builds elements on a stack; the HTML is our own and has passed the sanitiser."""

    def __init__(self, address_of: Callable[[str], str], image_of: Callable[[str], str]) -> None:
        super().__init__()
        self.address_of, self.image_of = address_of, image_of
        self.root: list[Node] = []
        self.open: list[tuple[str, list[Node]]] = [("", self.root)]
        self.level = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        given = {name: value or "" for name, value in attrs}
        children: list[Node] = []
        self.open[-1][1].append(self._node(tag, given, children))
        if tag not in _VOID:
            self.open.append((tag, children))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag not in _VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Take words; a line's end is a space, in preformatted text a break."""
        tags = [tag for tag, _ in self.open]
        if "pre" in tags:
            for number, line in enumerate(data.rstrip("\n").split("\n")):
                self.open[-1][1].extend([{"tag": "br", "children": []}] if number else [])
                self.open[-1][1].append(line)
        else:
            self.open[-1][1].append(re.sub(r"[ \t\n]+", " ", data))

    def _node(self, tag: str, given: dict[str, str], children: list[Node]) -> dict[str, object]:
        node: dict[str, object] = {"tag": tag, "children": children}
        if re.fullmatch(r"h[1-6]", tag):
            # A tagged PDF may not skip a level (ISO 14289-1, 7.4.2); the title of the document is the first.
            self.level = min(max(int(tag[1]), 2), self.level + 1)
            node |= {"tag": "heading", "level": self.level}
        elif tag == "a":
            node |= {"tag": "a" if (href := self.address_of(given.get("href", ""))) else "span", "href": href}
        elif tag == "img":
            node |= {"src": self.image_of(given.get("src", "")), "alt": given.get("alt", "")}
        elif tag == "ol":
            node["start"] = int(given.get("start", "1"))
        elif tag in {"td", "th"}:
            node["align"] = _SIDES.get(given.get("align", ""), "start")
        return node


def tree(html: str, address_of: Callable[[str], str], image_of: Callable[[str], str]) -> list[Node]:
    """Return the nodes of clean HTML.

    `address_of` gives the whole address of a link, empty for none; `image_of` the file of an image.
    """
    reader = _Reader(address_of, image_of)
    reader.feed(html)
    reader.close()
    return [_shaped(node) for node in _without_gaps(reader.root)]


def _without_gaps(nodes: list[Node]) -> list[Node]:
    """Return nodes without the white space that stands beside a block."""
    around = [None, *nodes, None]
    return [
        node
        for before, node, after in zip(around, nodes, around[2:], strict=False)
        if not isinstance(node, str) or node.strip() or not (_is_edge(before) or _is_edge(after))
    ]


def _is_edge(node: Node | None) -> bool:
    return node is None or (isinstance(node, dict) and node["tag"] in _BLOCKS)


def _shaped(node: Node) -> Node:
    """Return a node whose tables have columns of fitting width."""
    if isinstance(node, str):
        return node
    children = [_shaped(child) for child in _without_gaps(_children(node))]
    if node["tag"] != "table":
        return {**node, "children": children}
    rows = [_children(row) for part in children for row in _children(part)]
    return table([_children(cell) for cell in rows[0]], [[_children(cell) for cell in row] for row in rows[1:]],
                 [str(cell["align"]) for cell in rows[0] if isinstance(cell, dict)])  # fmt: skip


def _children(node: Node) -> list[Node]:
    found = node["children"] if isinstance(node, dict) else []
    return found if isinstance(found, list) else []


def table(head: Sequence[Sequence[Node]], rows: Sequence[Sequence[Sequence[Node]]], sides: Sequence[str] = ()) -> Node:
    """Return a table: the cells of its head and rows, the side each column leans to, and how wide each is."""
    columns = [[words(cell) for cell in column] for column in zip(head, *rows, strict=True)]
    # Every column holds its longest word; what is left goes where the text is long.
    least = [
        max(_width(word[:_BREAK]) for text in column for word in [*text.split(), ""]) + _MARGIN for column in columns
    ]
    wanted = [min(max(_width(text) for text in column) + _MARGIN, _LONG) for column in columns]
    needs = [max(want - low, 0.1) ** 0.8 for want, low in zip(wanted, least, strict=True)]
    left = max(_WIDTH - sum(least), 0) / sum(needs)
    widths = [round(low + left * need, 2) for low, need in zip(least, needs, strict=True)]
    return {
        "tag": "table", "children": [], "head": list(head), "rows": list(rows),
        "sides": list(sides) or ["start"] * len(head), "widths": widths,
        # Where not even the longest words fit beside each other, the letters are smaller.
        "size": round(11 * max(min(_WIDTH / sum(least), 1), 0.6), 1),
        "whole": all(len(text) < _WHOLE for column in columns for text in column),
    }  # fmt: skip


def _width(word: str) -> float:
    """Return about how many small letters are as wide as a word."""
    return sum(1.45 if sign.isupper() else 0.95 if sign.isalpha() else 1 if sign.isdigit() else 0.6 for sign in word)


def words(nodes: Sequence[Node]) -> str:
    """Return what stands in nodes as plain text."""
    parts = []
    for node in nodes:
        inside = node if isinstance(node, str) else words(_children(node)) or " "
        parts.append(f" {inside} " if isinstance(node, dict) and node["tag"] in _BLOCKS else inside)
    return "".join(parts)
