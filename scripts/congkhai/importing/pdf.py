"""PDF: the text of every page in its order, page numbers set aside; what has no text is told, never guessed at."""

import io
import logging
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from congkhai.importing.lines import Line, Measure, Source
from congkhai.importing.patterns import folded, pattern
from congkhai.problems import Place, Report

MAX_PAGES = 300
MAX_SIGNS = 4_000_000
# A page with fewer letters than this is a picture with, at most, a stamp on it.
_FEW = 20

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
        pages = [page.extract_text() or "" for page in reader.pages]
    except (PyPdfError, MemoryError, RecursionError) as error:
        report.add("import-broken", Place(file), reason=type(error).__name__)
        return None
    except Exception as error:  # noqa: BLE001 - a damaged file may fail anywhere in the reader
        report.add("import-broken", Place(file), reason=type(error).__name__)
        return None
    return _source(pages, file, report)


def _source(pages: list[str], file: str, report: Report) -> Source | None:
    bare = [number for number, page in enumerate(pages, start=1) if len(re.findall(r"\w", page)) < _FEW]
    if len(bare) == len(pages):
        report.add("import-scan", Place(file))
        return None
    if sum(map(len, pages)) > MAX_SIGNS:
        report.add("import-too-long", Place(file), count=str(len(pages)))
        return None
    source = Source(file, Measure.PAGE)
    number = 0
    for page, text in enumerate(pages, start=1):
        if page in bare:
            report.add("import-bare-page", Place(file, max(number, 1)), page=str(page))
        number = _page(source, text, page, number)
    return source


def _page(source: Source, text: str, page: int, number: int) -> int:
    """Add the lines of one page; return the number of its last line."""
    gap, rows = 0, text.split("\n")
    filled = [n for n, row in enumerate(rows) if row.strip()]
    edges = {filled[0], filled[-1]} if filled else set()
    for n, row in enumerate(rows):
        number += 1
        if not row.strip():
            gap += 1
            continue
        line = Line(row.rstrip(), number, page, gap)
        if n in edges and page > 1 and _is_page_number(row, page):
            source.aside.append(line)
            continue
        source.lines.append(line)
        gap = 0
    return number


def _is_page_number(row: str, page: int) -> bool:
    found = pattern("page-mark").fullmatch(folded(row))
    return bool(found) and str(page) in re.findall(r"\d+", row)
