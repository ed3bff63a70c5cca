"""Plain text and Markdown: lines as they stand, with marks of emphasis and tables taken for what they mean."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from congkhai.importing.lines import Line, Measure, Source
from congkhai.importing.patterns import folded, pattern
from congkhai.problems import Place, Report
from congkhai.sources.text import name_encoding

MAX_LINES = 50_000
_EMPHASIS = re.compile(r"(?<![\\\w])(\*{1,3}|_{1,3})(?=\S)(?P<text>[^*_\n]*?\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\(?P<sign>[\\`*_{}\[\]()>#+.!|~-])")
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.*?)\s*#*$")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]*)[^()]*\)")
_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_plain(raw: bytes, file: str, report: Report, *, is_markdown: bool) -> Source | None:
    """Return the lines of a text file; None when its letters cannot be told or it is too long."""
    text = _decoded(raw, file, report)
    if text is None:
        return None
    # A form feed is where a page ends.
    rows = re.split(r"\r\n|\r|\n", text.replace("\f", "\n\f"))
    if len(rows) > MAX_LINES:
        report.add("import-too-long", Place(file), count=str(len(rows)))
        return None
    source = Source(file, Measure.LINE)
    _fill(source, rows, is_markdown=is_markdown)
    return source


def _decoded(raw: bytes, file: str, report: Report) -> str | None:
    """Return the letters of a text in Unicode: UTF-8, or UTF-16 with its mark, as Notepad saves it."""
    is_wide = raw.count(b"\x00") > len(raw) // 4
    try:
        if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) and name_encoding(raw) == "UTF-16":
            return raw.decode("utf-16")
        if not is_wide:
            return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        slug = "not-utf-8" if error.encoding.startswith("utf-16") else "import-encoding"
        report.add(slug, Place(file, line), encoding=name_encoding(raw))
        return None
    report.add("not-utf-8", Place(file), encoding=name_encoding(raw))
    return None


def _fill(source: Source, rows: list[str], *, is_markdown: bool) -> None:
    gap, page, number = 0, 1, 0
    front = _front_matter(rows) if is_markdown else 0
    tabled = _tabled(rows)
    for n, row in enumerate(rows):
        if row.startswith("\f"):
            page += 1
            row = row[1:]  # noqa: PLW2901 - a page's end is no line of its own
            if not row:
                continue
        number += 1
        if not row.strip():
            gap += 1
            continue
        if number <= front:
            source.aside.append(Line(row.strip(), number))
            continue
        if (is_markdown or n in tabled) and _RULE.fullmatch(row):
            # The rule under a table's head holds no word.
            continue
        if is_markdown:
            line = _markdown(row, number, gap)
        else:
            cells = _cells(row) if n in tabled else ()
            line = Line("   ".join(cells) if cells else row.rstrip(), number, gap, cells=cells)
        if page > 1 and pattern("page-mark").fullmatch(folded(line.text)):
            source.aside.append(line)
            continue
        source.lines.append(line)
        gap = 0


def _tabled(rows: list[str]) -> set[int]:
    """Return which rows are those of a table with bars: neighbours with the same number of cells."""
    counts = [len(_cells(row)) if row.count("|") > 1 else 0 for row in rows]
    pairs = (n for n in range(len(rows) - 1) if counts[n] and counts[n] == counts[n + 1])
    return {row for n in pairs for row in (n, n + 1)}


def _cells(row: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.strip().strip("|").split("|"))


def _front_matter(rows: list[str]) -> int:
    if not rows or rows[0].rstrip() != "---":
        return 0
    return next((n for n, row in enumerate(rows[1:], start=2) if row.rstrip() == "---"), 0)


def _markdown(row: str, number: int, gap: int) -> Line:
    heading = _HEADING.fullmatch(row.strip())
    text = heading["text"] if heading else row.rstrip()
    bold = heading is not None or bool(re.fullmatch(r"\s*(\*\*|__).+\1:?\s*", text))
    text = _BREAK.sub(" ", _LINK.sub(_linked, text))
    for _ in range(3):
        text = _EMPHASIS.sub(lambda found: found["text"], text)
    text = _ESCAPE.sub(lambda found: found["sign"], text)
    cells: tuple[str, ...] = ()
    if text.strip().startswith("|") and text.count("|") > 2:  # noqa: PLR2004 - two cells have three bars
        cells = _cells(text)
        text = "   ".join(cells)
    return Line(text, number, gap, is_bold=bold, cells=cells)


def _linked(found: re.Match[str]) -> str:
    return f"{found['text']} ({found['target']})" if found["target"] not in {"", found["text"]} else found["text"]
