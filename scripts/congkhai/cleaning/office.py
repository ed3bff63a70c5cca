"""A Word file or workbook without its properties, its comments and the names of those who changed it."""

import io
import re
import zipfile
import zlib

from congkhai.cleaning.pictures import cleaned_picture
from congkhai.cleaning.refusal import Uncleaned

MAX_UNPACKED = 200 * 2**20
_GONE = re.compile(
    r"docProps/.*|customXml/.*|(?:word|xl)/(?:threadedC|c)omments.*|(?:word|xl)/(?:persons?|people).*|xl/drawings/vmlDrawing.*|_xmlsignatures/.*",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"_xmlsignatures/", re.IGNORECASE)
_PICTURE = re.compile(r".*\.(?:jpe?g|png|webp)", re.IGNORECASE)
_EDITOR = re.compile(rb'\s(?:w:author|w:initials|w15:author|lastEdited\w*|userId|userName)="[^"]*"|\sw:rsid\w*="[^"]*"')
_ANCHORS = re.compile(rb"<w:comment(?:RangeStart|RangeEnd|Reference)\b[^>]*/>|<legacyDrawing\b[^>]*/>")
_PART = re.compile(rb'<Override\b[^>]*PartName="/([^"]+)"[^>]*/>')
_LINK = re.compile(rb'<Relationship\b[^>]*Target="([^"]+)"[^>]*/>')


def cleaned_office(content: bytes) -> bytes:
    """Return the bytes of a cleaned .docx or .xlsx; words, tables and pictures stay.

    Raises Uncleaned for a file that is damaged, signed or unpacks to more than 200 MB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if any(_SIGNED.match(entry.filename) for entry in entries):
                raise Uncleaned("signed")
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise Uncleaned("too-large")
            written = io.BytesIO()
            with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
                for entry in entries:
                    if not _GONE.fullmatch(entry.filename):
                        # The day of a ZIP entry is when the clerk saved it; 1980 is none.
                        copy.writestr(
                            zipfile.ZipInfo(entry.filename),
                            _cleaned(entry.filename, archive.read(entry)),
                            zipfile.ZIP_DEFLATED,
                        )
            return written.getvalue()
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise Uncleaned("damaged") from error


def _cleaned(name: str, content: bytes) -> bytes:
    if _PICTURE.fullmatch(name):
        return cleaned_picture(content)
    if name == "[Content_Types].xml":
        return _PART.sub(lambda match: b"" if _GONE.fullmatch(match[1].decode()) else match.group(), content)
    if name.endswith(".rels"):
        return _LINK.sub(lambda match: b"" if _is_gone(name, match[1].decode()) else match.group(), content)
    return _ANCHORS.sub(b"", _EDITOR.sub(b"", content)) if name.endswith(".xml") else content


def _is_gone(rels: str, target: str) -> bool:
    """Return whether a relation leads to a part that is taken out."""
    folder = rels.partition("_rels/")[0]
    way = target.lstrip("/") if target.startswith("/") else f"{folder}{target}"
    parts: list[str] = []
    for part in way.split("/"):
        if part == "..":
            parts = parts[:-1]
        else:
            parts.append(part)
    return _GONE.fullmatch("/".join(parts)) is not None
