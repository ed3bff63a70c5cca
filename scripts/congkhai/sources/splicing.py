"""Where in a YAML text a value stands, and what has to be written there to have another."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final, cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from congkhai.sources.lines import Splice
from congkhai.sources.writing import Tree, block, scalar, yaml_text

_WIDTH: Final = 110
_BLOCK_HEAD = re.compile(r"[|>][+\-0-9]*")
# What a plain scalar inside brackets may be.
_FLOW_PLAIN = re.compile(r"[^\W_][\w./-]*")
_WORDLESS = {"null", "Null", "NULL"}


class Unsplicable(Exception):  # noqa: N818 - it says what the text is
    """Says that a text cannot be changed in this way and keep everything else."""


@dataclass(frozen=True)
class _Spot:
    """Where a path leads: the node there, None when there is none, the node around it, and whether in brackets."""

    node: Node | None
    key: ScalarNode | None
    around: Node
    is_flow: bool


def _find(root: Node, path: Sequence[str | int]) -> _Spot:
    spot = _Spot(root, None, root, is_flow=False)
    for step in path:
        node = spot.node
        is_flow = spot.is_flow or bool(getattr(node, "flow_style", False))
        if isinstance(node, MappingNode):
            found = next(((key, part) for key, part in node.value if key.value == step), (None, None))
            spot = _Spot(found[1], found[0], node, is_flow)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            spot = _Spot(node.value[step], None, node, is_flow)
        else:
            raise Unsplicable
    return spot


def _is_blank(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.style and node.value == ""


def _flow(value: Tree) -> str:
    """Return a value as it stands inside brackets, on one line."""
    if isinstance(value, str):
        is_plain = _FLOW_PLAIN.fullmatch(value) and value not in _WORDLESS
        return value if is_plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    return "[" + ", ".join(_flow(part) for part in value) + "]"


def _indented(lines: Sequence[str], column: int) -> str:
    return "".join(f"{' ' * column}{line}\n" if line else "\n" for line in lines)


def _row_lines(rows: Sequence[Tree]) -> list[str]:
    return [line.removeprefix("  ") for line in yaml_text({"rows": rows}).splitlines()[1:]]


class Spliceable:
    """A YAML text that our reader reads, with its nodes by line and column.

    What its methods return has to be written where, so that the text says what they are asked for; they raise
    Unsplicable when the text offers no way to do it.
    """

    def __init__(self, text: str) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.root = cast("Node", yaml.compose(text, Loader=loader))
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def put(self, path: Sequence[str | int], value: Tree, order: Sequence[str] = ()) -> Splice:
        """Return the splice after which `value` stands at `path`; a new key comes after those before it in `order`."""
        spot = _find(self.root, path)
        if spot.node is None:
            return self._with_key(spot.around, str(path[-1]), value, order)
        if _is_blank(spot.node):
            return self._filled(spot, value)
        if isinstance(spot.node, ScalarNode):
            return self._replaced(spot, value)
        if isinstance(value, str):
            raise Unsplicable
        return self._rewritten(spot.node, value)

    def append(self, path: Sequence[str | int], rows: Sequence[Tree], order: Sequence[str] = ()) -> Splice:
        """Return the splice after which `rows` follow the last one of the list at `path`, which may be absent."""
        node = _find(self.root, path).node
        return self._with_rows(node, rows) if isinstance(node, SequenceNode) else self.put(path, rows, order)

    def drop(self, path: Sequence[str | int]) -> Splice:
        """Return the splice after which nothing stands at `path`."""
        return self._without(_find(self.root, path))

    def _offset(self, mark: yaml.Mark) -> int:
        return min(self.starts[mark.line] + mark.column, len(self.text))

    def _line_end(self, number: int) -> int:
        return self.starts[number] + len(self.lines[number])

    def _last_line(self, node: Node) -> int:
        """Return the number of the last line on which a node has words."""
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._last_line(last[1] if isinstance(last, tuple) else last)
        end = cast("yaml.Mark", node.end_mark)
        if not isinstance(node, ScalarNode) or node.style not in {"|", ">"}:
            return end.line
        number = end.line if end.column or end.line >= len(self.lines) else end.line - 1
        while not self.lines[number].strip() and number > node.start_mark.line:
            number -= 1
        return number

    def _with_comments(self, number: int, column: int) -> int:
        """Return the last of the comments that follow a line and are indented further than `column`."""
        while number + 1 < len(self.lines):
            words = self.lines[number + 1].lstrip(" ")
            if not words.startswith("#") or len(self.lines[number + 1]) - len(words) <= column:
                break
            number += 1
        return number

    def _after(self, number: int, text: str) -> Splice:
        """Return the splice that puts whole lines behind a line."""
        if number + 1 >= len(self.lines):
            return Splice(len(self.text), len(self.text), "\n" + text.removesuffix("\n"))
        return Splice(self.starts[number + 1], self.starts[number + 1], text)

    def _with_key(self, around: Node, key: str, value: Tree, order: Sequence[str]) -> Splice:
        """Return the splice that adds a key to a table."""
        if not isinstance(around, MappingNode):
            raise Unsplicable
        if around.flow_style:
            at = self._offset(around.value[-1][1].end_mark if around.value else around.end_mark) - (not around.value)
            return Splice(at, at, f"{', ' if around.value else ''}{key}: {_flow(value)}")
        before = set(order[: order.index(key)]) if key in order else {name.value for name, _ in around.value}
        earlier = [pair for pair in around.value if pair[0].value in before] or around.value[:1]
        column = around.start_mark.column
        number = max(self._with_comments(self._last_line(part), column) for _, part in earlier)
        return self._after(number, _indented(yaml_text({key: value}).splitlines(), column))

    def _with_rows(self, node: SequenceNode, rows: Sequence[Tree]) -> Splice:
        """Return the splice that adds rows to a list, with a blank line before each where the others have one."""
        if node.flow_style:
            at = self._offset(node.value[-1].end_mark if node.value else node.end_mark) - (not node.value)
            return Splice(at, at, (", " if node.value else "") + ", ".join(_flow(row) for row in rows))
        column = node.start_mark.column
        number = self._with_comments(self._last_line(node), column)
        above = node.value[-1].start_mark.line - 1
        while self.lines[above].lstrip().startswith("#"):
            above -= 1
        is_spaced = len(node.value) > 1 and not self.lines[above].strip()
        parts = [_indented(_row_lines([row]), column) for row in rows]
        return self._after(number, "".join(f"\n{part}" if is_spaced else part for part in parts))

    def _filled(self, spot: _Spot, value: Tree) -> Splice:
        """Return the splice that gives a blank key its value."""
        node = cast("Node", spot.node)
        at = self._offset(node.start_mark)
        if spot.is_flow:
            return Splice(at, at, f" {_flow(value)}")
        rest = self.text[at : self._line_end(node.start_mark.line)]
        column = spot.around.start_mark.column
        if isinstance(value, str):
            return Splice(at, at + len(rest), " " + self._written(value, rest, column))
        lines = _row_lines(value) if isinstance(value, Sequence) else yaml_text(value).splitlines()
        return Splice(at, at + len(rest), f"{rest}\n{_indented(lines, column + 2)}".removesuffix("\n"))

    def _replaced(self, spot: _Spot, value: Tree) -> Splice:
        """Return the splice that puts a value in the place of a scalar."""
        node = cast("ScalarNode", spot.node)
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        if spot.is_flow:
            return Splice(start, end, _flow(value))
        if head := _BLOCK_HEAD.match(self.text, start) if node.style in {"|", ">"} else None:
            rest = self.text[head.end() : self._line_end(node.start_mark.line)]
            end = self._line_end(self._last_line(node))
        else:
            rest = self.text[end : self._line_end(node.end_mark.line)]
            end += len(rest)
        if not isinstance(value, str):
            return Splice(start, end, _flow(value) + rest)
        if not node.style and node.end_mark.line > node.start_mark.line:
            return Splice(start, end, self._wrapped(value, node, spot.around.start_mark.column))
        return Splice(start, end, self._written(value, rest, spot.around.start_mark.column))

    def _written(self, value: str, rest: str, column: int) -> str:
        """Return a text as it stands after its key, with what followed on the line of the key."""
        if (lines := block(value)) is not None:
            return f"|-{rest}\n{_indented(lines, column + 2)}".removesuffix("\n")
        text = scalar(value)
        # After plain words a comment is an error to our reader.
        is_bare = text == value and "#" in rest
        return (json.dumps(value, ensure_ascii=False) if is_bare else text) + rest

    def _wrapped(self, value: str, node: ScalarNode, column: int) -> str:
        """Return a text broken into lines as the one before it was."""
        if scalar(value) != value or "  " in value:
            return self._written(value, "", column)
        second = self.lines[node.end_mark.line]
        indent = " " * (len(second) - len(second.lstrip(" ")))
        begun = " " * node.start_mark.column
        lines = wrap(
            value,
            _WIDTH,
            initial_indent=begun,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return "\n".join((lines[0].lstrip(" "), *lines[1:]))

    def _rewritten(self, node: Node, value: Tree) -> Splice:
        """Return the splice that puts a list or table in the place of another."""
        if cast("MappingNode | SequenceNode", node).flow_style:
            return Splice(self._offset(node.start_mark), self._offset(node.end_mark), _flow(value))
        lines = yaml_text(value).splitlines() if isinstance(value, Mapping) else _row_lines(value)
        text = _indented(lines, node.start_mark.column).strip()
        return Splice(self._offset(node.start_mark), self._line_end(self._last_line(node)), text)

    def _without(self, spot: _Spot) -> Splice:
        """Return the splice that takes away an entry: its lines, or only its value where others share them."""
        if spot.node is None:
            raise Unsplicable
        node = spot.node
        first = (spot.key or node).start_mark
        last = self._last_line(node)
        shared = self.lines[first.line][: first.column].strip(" ")
        is_alone = len(cast("MappingNode | SequenceNode", spot.around).value) == 1
        is_row = spot.key is None
        if spot.is_flow or is_alone or (is_row and shared != "-") or (not is_row and shared):
            if is_row:
                return self._without_in_brackets(spot.around, node)
            return Splice(self._offset(node.start_mark), self._value_end(node), "")
        return Splice(self.starts[first.line], min(self.starts[last + 1], len(self.text)), "")

    def _without_in_brackets(self, around: Node, node: Node) -> Splice:
        """Return the splice that takes a row out of brackets, with the comma before it or, of the first, after it."""
        rows = cast("SequenceNode", around).value
        number = rows.index(node)
        if not getattr(around, "flow_style", False) or len(rows) == 1:
            raise Unsplicable
        if number:
            return Splice(self._offset(rows[number - 1].end_mark), self._offset(node.end_mark), "")
        return Splice(self._offset(node.start_mark), self._offset(rows[1].start_mark), "")

    def _value_end(self, node: Node) -> int:
        if isinstance(node, ScalarNode) and node.style not in {"|", ">"}:
            return self._offset(node.end_mark)
        return (
            self._offset(node.end_mark) if getattr(node, "flow_style", False) else self._line_end(self._last_line(node))
        )
