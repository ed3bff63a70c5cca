"""The parts of a paper's text: which block is a heading of what depth, which an item, and what stands above each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from congkhai.importing.joining import Block, begins_roman
from congkhai.importing.patterns import folded, pattern

_MAX_HEADING = 130
_MAX_LABEL = 70
_WITH_STOP = 50
_RUN_IN = re.compile(r"^(?P<label>[^:;]{2,70}?):\s+(?P<rest>\S.*)$")
_DEEPEST = 5


@dataclass(frozen=True)
class Part:
    """One block in its place: `level` is a heading's depth (0 for text), `mark` what numbers it, `text` the words behind.

    `label` and `rest` are the two sides of a colon; `path` holds the headings above, outermost first.
    """

    block: Block
    form: str
    mark: str
    text: str
    level: int = 0
    label: str = ""
    rest: str = ""
    path: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """Return the number of its first line."""
        return self.block.number


def outline(blocks: Sequence[Block]) -> list[Part]:
    """Return the blocks as parts, in their order."""
    parts = [_part(block) for block in blocks]
    has_roman = any(part.form == "roman" for part in parts)
    headed = _headed(parts)
    out: list[Part] = []
    path: dict[int, str] = {}
    forms: dict[int, str] = {}
    for n, part in enumerate(parts):
        level = _level(part, forms, has_roman=has_roman) if n in headed else 0
        above = tuple(text for depth, text in sorted(path.items()) if not level or depth < level)
        out.append(replace(part, level=level, path=above))
        if level:
            path = {depth: text for depth, text in path.items() if depth < level}
            path[level] = part.label or part.text
            forms = {depth: form for depth, form in forms.items() if depth < level} | {level: part.form}
    return out


def _part(block: Block) -> Part:
    text, plain = block.text, folded(block.text)
    if block.cells:
        return Part(block, "row", "", text)
    if begins_roman(text):
        found = pattern("roman").match(plain)
        assert found is not None  # noqa: S101 - `begins_roman` has matched it
        return _split(block, "roman", text[: found.end()].strip(), text[found.end() :])
    for form in ("part", "decimal", "number-mark", "letter", "bullet", "plus"):
        if (found := pattern(form).match(plain)) is not None:
            # `B. NỘI DUNG` is a part of the paper, `b) nội dung` a point.
            is_part = form == "letter" and text[:1].isupper() and _is_capitals(text[found.end() :])
            return _split(block, "part" if is_part else form, text[: found.end()].strip(), text[found.end() :])
    return _split(block, "capitals" if _is_capitals(text) else "text", "", text)


def _split(block: Block, form: str, mark: str, text: str) -> Part:
    found = _RUN_IN.match(text.strip())
    if found is None or folded(found["label"]).startswith(("http", "luu")):
        label = text.strip().rstrip(": ") if text.rstrip().endswith(":") and len(text) <= _MAX_LABEL else ""
        return Part(block, form, mark, text.strip(), label=label)
    return Part(block, form, mark, text.strip(), label=found["label"].strip(), rest=found["rest"].strip())


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(sign.isalpha() for sign in text) > 3 and len(text) <= _MAX_HEADING  # noqa: PLR2004 - not `TTĐT`


def _headed(parts: Sequence[Part]) -> set[int]:
    """Return which parts are headings: short, without a full stop, with something below them."""
    plain = {n for n, part in enumerate(parts) if _is_heading(parts, n)}
    siblings: set[int] = set()
    for n, part in enumerate(parts):
        # A label with its words on the same line is a heading where its neighbours are.
        if part.form in {"number-mark", "decimal", "letter"} and part.rest and len(part.label) <= _MAX_LABEL:
            group = _siblings(parts, n)
            if group & plain:
                siblings.add(n)
    return plain | siblings


def _siblings(parts: Sequence[Part], n: int) -> set[int]:
    """Return the parts of the same form under the same heading."""
    ranks = {"roman": 0, "part": 0, "capitals": 0, "number-mark": 1, "decimal": 2, "letter": 3}
    rank = ranks[parts[n].form]
    group = {n}
    for step in (-1, 1):
        m = n + step
        while 0 <= m < len(parts) and ranks.get(parts[m].form, 9) >= rank:
            if parts[m].form == parts[n].form and parts[m].mark.count(".") == parts[n].mark.count("."):
                group.add(m)
            m += step
    return group


# What closes a section of each form, so that a heading of that form would have nothing below it.
_ABOVE = {
    "number-mark": {"roman", "part", "capitals"},
    "decimal": {"roman", "part", "capitals", "number-mark"},
    "letter": {"roman", "part", "capitals", "number-mark", "decimal"},
}


def _is_heading(parts: Sequence[Part], n: int) -> bool:
    part = parts[n]
    if part.form in {"roman", "part", "capitals"}:
        return len(part.text) <= _MAX_HEADING or part.text.isupper()
    if part.form not in _ABOVE or not part.text or part.rest:
        return False
    is_short = len(part.text) <= _MAX_HEADING and not re.search(r"[;,…]$", part.text)
    # `1. Công chức Văn phòng – Thống kê.` ends with a stop, and is a heading all the same.
    is_open = not part.text.endswith(".") or part.block.is_bold or len(part.text) < _WITH_STOP
    return is_short and is_open and _has_below(parts, n)


def _has_below(parts: Sequence[Part], n: int) -> bool:
    part, following = parts[n], parts[n + 1] if n + 1 < len(parts) else None
    if following is None or following.form in _ABOVE[part.form]:
        return False
    return following.form != part.form or following.mark.count(".") != part.mark.count(".")


def _level(part: Part, forms: dict[int, str], *, has_roman: bool) -> int:
    """Return how deep a heading is; `forms` are those of the headings above it."""
    if part.form in {"roman", "part", "capitals"}:
        return 2 if part.form == "roman" and forms.get(1) == "part" else 1
    base = 2 if has_roman or forms.get(1) in {"part", "capitals"} else 1
    base = 3 if forms.get(2) == "roman" else base
    if part.form == "number-mark":
        return base
    if part.form == "decimal":
        return min(base + part.mark.strip(" .)/").count("."), _DEEPEST)
    above = [depth for depth, form in forms.items() if form != "letter"]
    return min(max(above, default=base - 1) + 1, _DEEPEST)
