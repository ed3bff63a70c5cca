"""What is let in: a workbook of Excel, not locked, without programs, of a size that a table of a ward can have."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Final
from xml.etree.ElementTree import ParseError, iterparse

from congkhai.problems import Place, Report

MAX_BYTES: Final = 20 * 2**20
_MAX_UNPACKED: Final = 200 * 2**20
_MAX_PARTS: Final = 2_000
_MAX_CELLS: Final = 300_000
# Cells under one merge or link; the library makes each of them.
_MAX_SPANNED: Final = 100_000
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_DOCTYPE = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E|E\x00?N\x00?T\x00?I\x00?T\x00?Y)")
_REF = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


def is_safe(raw: bytes, file: str, report: Report) -> bool:
    """Return whether a file is a workbook that can be read; report what it is otherwise."""
    slug = _refused(raw)
    if slug is not None:
        report.add(slug, Place(file))
    return slug is None


def _refused(raw: bytes) -> str | None:
    if not 0 < len(raw) <= MAX_BYTES:
        return "workbook-too-large" if raw else "workbook-empty"
    if raw.startswith(_OLE):
        return "workbook-locked" if _LOCKED in raw else "workbook-old"
    if not raw.startswith(b"PK"):
        return "workbook-other-kind"
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _refused_parts(archive)
    except (zipfile.BadZipFile, ParseError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return "workbook-broken"
    except Exception:  # noqa: BLE001 - the decompressor's own errors have no common ancestor
        return "workbook-broken"


def _refused_parts(archive: zipfile.ZipFile) -> str | None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
        return "workbook-too-large"
    if any(part.flag_bits & 1 for part in parts):
        return "workbook-locked"
    kind = archive.read("mimetype")[:60] if "mimetype" in names else b""
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    kinds = {
        "workbook-open-document": kind.startswith(b"application/vnd.oasis.opendocument"),
        "workbook-macros": b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names),
        "workbook-binary": "xl/workbook.bin" in names,
        "workbook-other-kind": "xl/workbook.xml" not in names,
    }
    return next((slug for slug, is_so in kinds.items() if is_so), None) or _refused_content(archive)


def _refused_content(archive: zipfile.ZipFile) -> str | None:
    parts = archive.infolist()
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if any(_DOCTYPE.search(archive.read(part)) for part in texts):
        return "workbook-broken"
    sheets = [part for part in texts if _SHEET.fullmatch(part.filename)]
    return "workbook-too-large" if any(_is_vast(archive, part) for part in sheets) else None


def _is_vast(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    cells = spanned = 0
    with archive.open(part) as stream:
        for name, ref in _elements(stream):
            cells += name == "c"
            spanned += _area(ref) if name in {"mergeCell", "hyperlink"} else 0
            if cells > _MAX_CELLS or spanned > _MAX_SPANNED:
                return True
    return False


def _elements(stream: IO[bytes]) -> Iterator[tuple[str, str]]:
    for event, element in iterparse(stream, events=("start", "end")):  # noqa: S314 - no document type is let in
        if event == "start":
            yield element.tag.rpartition("}")[2], element.get("ref", "")
        else:
            element.clear()


def _area(ref: str) -> int:
    if not (match := _REF.fullmatch(ref)):
        return 1
    return (_column(match[3]) - _column(match[1]) + 1) * (int(match[4]) - int(match[2]) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
