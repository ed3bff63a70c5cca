"""Parts of a paper as Markdown: headings, lists and tables; every sign of the author shows as itself."""

import re
from collections.abc import Iterator, Sequence

from congkhai.importing.outline import Part

_ESCAPED = re.compile(r"([\\`*_{}\[\]#])")
# What Markdown takes for a block when it begins a line.
_OPENING = re.compile(r"^(?:(?P<sign>[-+>=]|~~~)|(?P<number>\d{1,9})(?P<dot>\.)(?=\s|$))")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_TARGET = re.compile(r"(?<=\])\(")
_BULLETS = {"bullet": "-", "plus": "    -"}


def markdown(parts: Sequence[Part]) -> str:
    """Return the body of a record."""
    out: list[str] = []
    for lines in _blocks(parts):
        is_tight = bool(out) and _is_item(out[-1]) and _is_item(lines[0])
        if out and not is_tight:
            out.append("")
        out += lines
    return "\n".join(out) + "\n" if out else ""


def _is_item(line: str) -> bool:
    return re.match(r"\s*(?:-|\d{1,2}\.) ", line) is not None


def _blocks(parts: Sequence[Part]) -> Iterator[list[str]]:
    n, was_bullet = 0, False
    while n < len(parts):
        part = parts[n]
        if part.form == "row":
            end = next((m for m in range(n, len(parts)) if parts[m].form != "row"), len(parts))
            yield list(_table(parts[n:end]))
            n, was_bullet = end, False
            continue
        yield list(_lines(part, is_nested=was_bullet))
        was_bullet = part.form == "bullet" or (was_bullet and part.form == "plus")
        n += 1


def _lines(part: Part, *, is_nested: bool) -> Iterator[str]:
    if part.level and part.rest:
        yield f"{'#' * part.level} {_heading(f'{part.mark} {part.label}:'.strip())}"
        yield ""
        yield shown(part.rest)
    elif part.level:
        yield f"{'#' * part.level} {_heading(part.block.text)}"
    elif part.form in _BULLETS:
        bullet = _BULLETS[part.form] if is_nested or part.form == "bullet" else "-"
        yield f"{bullet} {shown(part.text)}"
    elif part.form == "number-mark" and re.fullmatch(r"\d{1,2}\s?\.", part.mark):
        yield f"{part.mark.replace(' ', '')} {shown(part.text)}"
    else:
        yield shown(part.block.text)


def _heading(text: str) -> str:
    # Marks of a heading's end would be taken off it.
    return _escaped(text)


def shown(text: str) -> str:
    """Return a paragraph in which no sign is markup."""
    safe = _escaped(text)
    found = _OPENING.match(safe)
    if found is None:
        return safe
    if found["number"]:
        return f"{found['number']}\\.{safe[found.end() :]}"
    if found["sign"] == "~~~":
        return f"&#126;{safe[1:]}"
    return f"{'&#61;' if found['sign'] == '=' else f'{chr(92)}' + found['sign']}{safe[1:]}"


def _escaped(text: str) -> str:
    text = _ENTITY.sub("&amp;", text)
    text = _ESCAPED.sub(r"\\\1", text)
    text = _TARGET.sub(r"\\(", text)
    return _TAG.sub("&lt;", text)


def _table(rows: Sequence[Part]) -> Iterator[str]:
    """Yield a table of Markdown; its first row is its head, as in a paper's table."""
    width = max(len(row.block.cells) for row in rows)
    for n, row in enumerate(rows):
        cells = [*row.block.cells, *([""] * (width - len(row.block.cells)))]
        yield "| " + " | ".join(_escaped(cell).replace("|", "\\|") for cell in cells) + " |"
        if n == 0:
            yield "|" + " --- |" * width
