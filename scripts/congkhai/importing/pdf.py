"""PDF: the text of every page in its order, page numbers set aside; what has no text is told, never guessed at."""

import io
import logging
import re
from dataclasses import dataclass

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, PdfObject

from congkhai.importing.lines import Line, Measure, Source
from congkhai.importing.patterns import folded, is_layout, pattern
from congkhai.importing.ruled import Grid, Matrix, Pen, point
from congkhai.problems import Place, Report
from congkhai.words import word

MAX_PAGES = 300
MAX_SIGNS = 4_000_000
# A page with fewer letters than this is a picture with, at most, a stamp on it.
_FEW = 20
# A table has a head and a row at least.
_FEWEST_ROWS = 2
# A sign that no font shows stands where a table stood.
_TABLE = "\ufdd0"
# A picture is larger than a bullet, in pixels; forms may hold forms.
_SPECK = 24
_DEEPEST = 4

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(raw: bytes, file: str, report: Report) -> Source | None:
    """Return the lines of a PDF; None when it is locked, damaged, too long or a scan."""
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            report.add("import-locked", Place(file))
            return None
        if len(reader.pages) > MAX_PAGES:
            report.add("import-too-long", Place(file), count=str(len(reader.pages)))
            return None
        pages = [_read(page) for page in reader.pages]
        pictures = [_pictures(page) for page in reader.pages]
    except (PyPdfError, MemoryError, RecursionError) as error:
        report.add("import-broken", Place(file), reason=type(error).__name__)
        return None
    except Exception as error:  # noqa: BLE001 - a damaged file may fail anywhere in the reader
        report.add("import-broken", Place(file), reason=type(error).__name__)
        return None
    source = _source([page.text for page in pages], pages, file, report)
    found = {n: count for n, count in enumerate(pictures, start=1) if count}
    if source is not None and found:
        where = word("import.on-pages", pages=", ".join(map(str, found)))
        report.add("import-pictures", source.place(1), count=str(sum(found.values())), where=where)
    return source


@dataclass(frozen=True)
class _Page:
    """The text of a page; where a table stood, a sign of its own stands, and the rows by their order."""

    text: str
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()


def _read(page: PageObject) -> _Page:
    """Return the text of a page with its ruled tables as rows; a frame around the head of a paper is no table."""
    pen = Pen()
    pieces: list[tuple[str, float, float]] = []

    def see(text: str, matrix: Matrix, inner: Matrix, *_: object) -> None:
        pieces.append((text, *point((inner[4], inner[5]), matrix)))

    def draw(operator: bytes, operands: list[object], matrix: Matrix, _: Matrix) -> None:
        pen.draw(operator, operands, matrix)

    text = page.extract_text(visitor_text=see, visitor_operand_before=draw) or ""
    grids = pen.grids()
    out: list[str] = []
    seen: list[Grid] = []
    for piece, x, y in pieces if grids else ():
        grid = next((each for each in grids if each.holds(x, y)), None)
        if grid is None:
            out.append(piece)
            continue
        if grid not in seen:
            if not piece.strip():
                continue
            seen.append(grid)
            out.append(f"\n{_TABLE}\n")
        grid.add(x, y, piece)
    tables = tuple(tuple(grid.rows()) for grid in seen)
    words = " ".join(cell for rows in tables for row in rows for cell in row)
    if not tables or is_layout(words) or any(len(rows) < _FEWEST_ROWS for rows in tables):
        return _Page(text)
    return _Page("".join(out), tables)


def _pictures(page: PageObject) -> int:
    """Return how many pictures a page shows, those of its forms with them; a speck is none."""
    return _pictures_in(page.get("/Resources"), 0)


def _pictures_in(resources: object, depth: int) -> int:
    held = resources.get_object() if isinstance(resources, PdfObject) else None
    found = held.get("/XObject") if isinstance(held, DictionaryObject) else None
    objects = found.get_object() if isinstance(found, PdfObject) else None
    count = 0
    for each in objects.values() if isinstance(objects, DictionaryObject) else ():
        drawn = each.get_object()
        if not isinstance(drawn, DictionaryObject):
            continue
        if drawn.get("/Subtype") == "/Image":
            count += min(int(drawn.get("/Width", 0)), int(drawn.get("/Height", 0))) > _SPECK
        elif depth < _DEEPEST:
            count += _pictures_in(drawn.get("/Resources"), depth + 1)
    return count


def _source(texts: list[str], pages: list[_Page], file: str, report: Report) -> Source | None:
    bare = [
        number
        for number, page in enumerate(pages, start=1)
        if not page.tables and len(re.findall(r"\w", page.text)) < _FEW
    ]
    if len(bare) == len(pages):
        report.add("import-scan", Place(file))
        return None
    if sum(map(len, texts)) > MAX_SIGNS:
        report.add("import-too-long", Place(file), count=str(len(pages)))
        return None
    source = Source(file, Measure.PAGE)
    number = 0
    for page, read in enumerate(pages, start=1):
        if page in bare:
            report.add("import-bare-page", Place(file, max(number, 1)), page=str(page))
        number = _page(source, read, page, number)
    return source


def _page(source: Source, read: _Page, page: int, number: int) -> int:
    """Add the lines of one page; return the number of its last line."""
    gap, rows, tables = 0, read.text.split("\n"), iter(read.tables)
    filled = [n for n, row in enumerate(rows) if row.strip()]
    edges = {filled[0], filled[-1]} if filled else set()
    for n, row in enumerate(rows):
        if row == _TABLE:
            for cells in next(tables):
                number += 1
                source.lines.append(Line("   ".join(cells), number, gap, cells=cells))
                gap = 0
            continue
        number += 1
        if not row.strip():
            gap += 1
            continue
        line = Line(row.rstrip(), number, gap)
        if n in edges and page > 1 and _is_page_number(row, page):
            source.aside.append(line)
            continue
        source.lines.append(line)
        gap = 0
    return number


def _is_page_number(row: str, page: int) -> bool:
    found = pattern("page-mark").fullmatch(folded(row))
    return bool(found) and str(page) in re.findall(r"\d+", row)
