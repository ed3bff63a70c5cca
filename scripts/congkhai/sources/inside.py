"""What a published file holds beside what one sees: its words, who made it, where a picture was taken."""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from congkhai.sources.picture_facts import picture_facts

MAX_UNPACKED = 200 * 2**20
# Shorter than any file of its kind can be: a stub, read as the text that it is.
_LEAST = 100


class Where(StrEnum):
    """Where in a file something stands."""

    TEXT = "text"
    AUTHOR = "author"
    PROPERTIES = "properties"
    COMMENT = "comment"
    LOCATION = "location"
    EMBEDDED = "embedded"


class Unread(StrEnum):
    """Why a file, or a part of it, could not be looked at."""

    SCAN = "scan"
    LOCKED = "locked"
    DAMAGED = "damaged"
    EMBEDDED = "embedded"
    TOO_LARGE = "too-large"


@dataclass(frozen=True)
class Inside:
    """The parts of a file, each with where it stands, and why some of it could not be read."""

    parts: tuple[tuple[str, str], ...] = ()
    unread: str = ""


def look_inside(path: Path) -> Inside:
    """Return what a file holds; whatever is none of the known kinds holds nothing.

    A file that lies about its kind, or is cut short, is unread; nothing is raised.
    """
    try:
        content = path.read_bytes()
        return _inside(content)
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return Inside((), Unread.DAMAGED)


def _inside(content: bytes) -> Inside:
    if len(content) < _LEAST and content.startswith((b"%PDF-", b"PK\x03\x04")):
        return Inside(((Where.TEXT, content.decode("utf-8", errors="replace")),))
    if content.startswith(b"%PDF-"):
        from congkhai.sources.pdf_inside import pdf_parts  # noqa: PLC0415 - its reader takes a tenth of a second to load

        return Inside(*pdf_parts(content))
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return Inside(tuple(picture_facts(content)))


def _office(content: bytes) -> Inside:
    """Return what a file of Word, Excel or LibreOffice holds: all of them are archives of XML."""
    parts: list[tuple[str, str]] = []
    unread = ""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            return Inside((), Unread.TOO_LARGE)
        for entry in archive.infolist():
            name = entry.filename.casefold()
            if name.endswith((".xml", ".rels")):
                parts += _xml_parts(name, archive.read(entry).decode("utf-8", errors="replace"))
            elif name.endswith((".jpg", ".jpeg", ".png", ".webp")):
                parts += picture_facts(archive.read(entry))
            elif "embeddings/" in name or name.endswith((".bin", ".docx", ".xlsx", ".pdf")):
                unread = Unread.EMBEDDED
    return Inside(tuple(parts), unread)


_MAKERS = re.compile(
    r"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator|(?:\w+:)?(?:Manager|author))\b[^>]*>(?P<name>[^<]+)<"
    r"|\sw:author=\"(?P<by>[^\"]+)\"",
)
_BLOCK_END = re.compile(
    r"</(?:w:p|a:p|row|si|text:p|text:h|table:table-row|w:tr|is)>|<w:br\b[^>]*>|<text:line-break\b[^>]*>"
)
_CELL_END = re.compile(r"</(?:c|v|table:table-cell|w:tc)>|<w:tab\b[^>]*>")
_SHARED = re.compile(r"<c\b[^>]*\bt=\"(?:s|b|e)\"[^>]*>.*?</c>", re.DOTALL)
# A round amount of money is no number of a person; Excel keeps neither its unit nor its points.
_ROUND = re.compile(r"<v>[1-9]\d*000</v>|<v>\d*\.\d+(?:E-?\d+)?</v>")


_WORDS = ("word/", "xl/worksheets/", "xl/sharedstrings", "ppt/slides", "content.xml", "styles.xml")
_LOOKS = ("word/theme", "word/styles", "word/font", "word/settings", "word/numbering")


def _xml_parts(name: str, xml: str) -> Iterator[tuple[str, str]]:
    for match in _MAKERS.finditer(xml):
        yield Where.AUTHOR, html.unescape(match["name"] or match["by"])
    if name.startswith("docprops/") or name == "meta.xml":
        yield Where.PROPERTIES, _words(re.sub(r"<[^>]*>", "\n", _MAKERS.sub("\n", xml)))
    elif "comments" in name:
        yield Where.COMMENT, _words(xml)
    elif name.startswith(_WORDS) and not name.startswith(_LOOKS):
        yield Where.TEXT, _words(_ROUND.sub("", _SHARED.sub("", xml)) if name.startswith("xl/worksheets") else xml)
    if name.endswith(".rels"):
        yield (
            Where.TEXT,
            "\n".join(html.unescape(found) for found in re.findall(r'Target="((?:mailto|tel):[^"]*)"', xml)),
        )


def _words(xml: str) -> str:
    text = _CELL_END.sub("\t|\t", _BLOCK_END.sub("\n", xml))
    return html.unescape(re.sub(r"<[^>]*>", "", text))
