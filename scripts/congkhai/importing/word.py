"""Word: paragraphs, tables, text boxes and notes in their order, with the numbers that Word counts itself.

The only module that knows python-docx. The text is taken from the elements themselves: python-docx leaves out
what stands in insertions, in content controls and in text boxes.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from congkhai.importing.lines import Line, Measure, Source
from congkhai.importing.patterns import is_layout
from congkhai.importing.word_numbers import Numbers
from congkhai.problems import Place, Report
from congkhai.words import word

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import _Footer, _Header

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_TEXT = {f"{_W}tab": "    ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}
# What shows a picture: of today, of Word 97 to 2007, and an object of another program.
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
}
# What is not on the paper: deleted words, the code of a field, what stands in a box (it has lines of its own).
_HIDDEN = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}txbxContent", _CHOICE, f"{_W}pPr", f"{_W}rPr"}


def read_word(raw: bytes, file: str, report: Report) -> Source | None:
    """Return the paragraphs of a Word file; None when it cannot be read."""
    try:
        import docx  # noqa: PLC0415 - only whoever imports from Word needs it
    except ImportError:
        report.add("import-not-installed", Place(file), name="python-docx")
        return None
    try:
        document = docx.Document(io.BytesIO(raw))
        return _Reading(document, file, report).run()
    except (zipfile.BadZipFile, MemoryError, RecursionError) as error:
        report.add("import-broken", Place(file), reason=type(error).__name__)
    except Exception as error:  # noqa: BLE001 - a damaged file may fail anywhere in the library
        report.add("import-broken", Place(file), reason=type(error).__name__)
    return None


class _Reading:
    """Walks the body once; a paragraph's number is its place in the file."""

    def __init__(self, document: "Document", file: str, report: Report) -> None:
        self.document, self.report = document, report
        self.source = Source(file, Measure.PARAGRAPH)
        self.numbers = Numbers(document)
        self.count = 0
        self.gap = 0
        self.pictures: dict[int, int] = {}

    def run(self) -> Source:
        body = self.document.element.body
        self._blocks(body)
        self._notes()
        self._margins()
        deleted = sum(1 for _ in body.iter(f"{_W}delText"))
        inserted = sum(1 for element in body.iter(f"{_W}ins") if next(element.iter(f"{_W}t"), None) is not None)
        if deleted or inserted:
            self.report.add("import-tracked", self.source.place(1), count=str(deleted + inserted))
        if sum(1 for _ in body.iter(f"{_W}commentReference")):
            self.report.add("import-comments", self.source.place(1))
        self._tell_pictures()
        return self.source

    def _tell_pictures(self) -> None:
        """Tell pictures, which may be a scan or show somebody; those of cells and margins have no paragraph of their own."""
        parts = [self.document.element.body, *(margin._element for margin in self._every_margin())]  # noqa: SLF001 - as below
        count = sum(1 for part in parts for element in part.iter() if element.tag in _PICTURES)
        if count:
            where = word("import.at-paragraphs", paragraphs=", ".join(map(str, self.pictures)) or "–")
            self.report.add(
                "import-pictures", self.source.place(min(self.pictures, default=1)), count=str(count), where=where
            )

    def _blocks(self, parent: "BaseOxmlElement") -> None:
        for element in parent:
            if element.tag == f"{_W}p":
                self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                self._table(element)
            elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}:
                self._blocks(element)

    def _paragraph(self, paragraph: "BaseOxmlElement") -> None:
        for box in _boxes(paragraph):
            self._blocks(box)
        self.count += 1
        if shown := sum(1 for element in paragraph.iter() if element.tag in _PICTURES):
            self.pictures[self.count] = shown
        text = f"{self.numbers.of(paragraph)}{_text(paragraph)}"
        if not text.strip():
            self.gap += 1
            return
        runs = [run for run in paragraph.iter(f"{_W}r") if _text(run).strip()]
        bold = bool(runs) and all(_is_on(run, "b") for run in runs)
        jc = paragraph.find(f"{_W}pPr/{_W}jc")
        centred = jc is not None and jc.get(f"{_W}val") == "center"
        for part in text.split("\n"):
            if part.strip():
                self.source.lines.append(Line(part.rstrip(), self.count, self.gap, bold, centred, is_paragraph=True))
                self.gap = 0

    def _table(self, table: "BaseOxmlElement") -> None:
        rows = [list(_cells(row)) for row in table.iter(f"{_W}tr")]
        words = " ".join(_text(cell) for row in rows for cell in row)
        if is_layout(words):
            # A table without lines that puts two columns side by side: each cell is read downwards.
            for row in rows:
                for cell in row:
                    self._blocks(cell)
            return
        for row in rows:
            self.count += 1
            cells = tuple(re.sub(r"\s+", " ", " ".join(_paragraphs(cell))).strip() for cell in row)
            if any(cells):
                self.source.lines.append(Line("   ".join(cells), self.count, self.gap, cells=cells))
                self.gap = 0

    def _notes(self) -> None:
        for part in self.document.part.package.iter_parts():
            if part.partname.endswith(("/footnotes.xml", "/endnotes.xml")):
                from docx.oxml.parser import parse_xml  # noqa: PLC0415 - see above

                for paragraph in parse_xml(part.blob).iter(f"{_W}p"):
                    self.count += 1
                    if text := _text(paragraph).strip():
                        self.source.lines.append(Line(text, self.count, gap=1, is_paragraph=True))

    def _margins(self) -> None:
        """Set aside what stands in the margins of every page; a page's number is its usual content."""
        told: set[str] = set()
        for margin in self._every_margin():
            for paragraph in margin._element.iter(f"{_W}p"):  # noqa: SLF001 - the library has no other way to all of it
                text = _text(paragraph).strip()
                if text and text not in told:
                    told.add(text)
                    self.source.aside.append(Line(text, self.count))

    def _every_margin(self) -> Iterator["_Header | _Footer"]:
        for section in self.document.sections:
            for margin in (section.header, section.footer, section.first_page_header, section.first_page_footer):
                if not margin.is_linked_to_previous:
                    yield margin


def _boxes(paragraph: "BaseOxmlElement") -> Iterator["BaseOxmlElement"]:
    """Yield the text boxes of a paragraph; Word writes each twice, for old and for new programs."""
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(parent.tag == _CHOICE for parent in box.iterancestors()):
            yield box
    if next(paragraph.iter(f"{_W}pict"), None) is None:
        yield from (box for choice in paragraph.iter(_CHOICE) for box in choice.iter(f"{_W}txbxContent"))


def _cells(row: "BaseOxmlElement") -> Iterator["BaseOxmlElement"]:
    for element in row:
        if element.tag == f"{_W}tc":
            yield element
        elif element.tag == f"{_W}sdt":
            yield from element.iter(f"{_W}tc")


def _paragraphs(cell: "BaseOxmlElement") -> Iterator[str]:
    yield from (_text(paragraph) for paragraph in cell.iter(f"{_W}p"))


def _is_on(run: "BaseOxmlElement", name: str) -> bool:
    switch = run.find(f"{_W}rPr/{_W}{name}")
    return switch is not None and switch.get(f"{_W}val") not in {"0", "false", "none"}


def _text(element: "BaseOxmlElement") -> str:
    found: list[str] = []
    _gather(element, found)
    return "".join(found)


def _gather(element: "BaseOxmlElement", found: list[str]) -> None:
    for child in element:
        if child.tag in _HIDDEN:
            continue
        if child.tag == f"{_W}t":
            found.append(child.text or "")
        elif child.tag == f"{_W}sym":
            found.append(chr(int(child.get(f"{_W}char", "F0B7"), 16)))
        elif child.tag in _TEXT:
            found.append(_TEXT[child.tag])
        elif child.tag != f"{_W}tbl":
            _gather(child, found)
