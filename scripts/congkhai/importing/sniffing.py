"""What a file really is, by its first bytes and, for a packed one, by the names of what it holds."""

import io
import re
import zipfile
from pathlib import Path

from congkhai.problems import Place, Report
from congkhai.sources.files import tell_unreadable

MAX_BYTES = 50 * 2**20
# A packed file that grows further than this is no paper of a commune, and may be made to fill the memory.
MAX_UNPACKED = 200 * 2**20
MAX_PARTS = 5_000

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "packed"),
    (b"PK\x05\x06", "packed"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml)", re.IGNORECASE)
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx", "content.xml": "odt"}
# Endings that a reader of ours takes, and what their content must be.
ENDINGS = {".docx": "docx", ".pdf": "pdf", ".txt": "text", ".md": "text"}


def read_bytes(path: Path, report: Report) -> bytes | None:
    """Return the bytes of a file to import; None when the system refuses it, or it is too large or empty."""
    place = Place(path.name)
    try:
        if path.stat().st_size > MAX_BYTES:
            report.add("import-too-large", place, size=f"{path.stat().st_size / 2**20:.0f}")
            return None
        raw = path.read_bytes()
    except OSError as error:
        tell_unreadable(error, place, report)
        return None
    if not raw.strip(b"\x00\xef\xbb\xbf \r\n\t"):
        report.add("import-empty", place)
        return None
    return raw


def kind_of(raw: bytes) -> str:
    """Return what the bytes are: a key of `_MAGIC`, `_PARTS`, or `bomb`, `broken`, `locked`, `html`, `text`."""
    kind = next((kind for magic, kind in _MAGIC if raw.startswith(magic)), "")
    if not kind and b"%PDF-" in raw[:1024]:
        kind = "pdf"
    if kind == "packed":
        return _packed(raw)
    if kind == "ole":
        # A document locked by a password is an old container with this one stream in it.
        return "locked" if "EncryptedPackage".encode("utf-16-le") in raw else "doc"
    if kind == "image" and raw.startswith(b"BM") and b"\x00" not in raw[:64]:
        kind = ""
    return kind or ("html" if _PAGE.match(raw) else "text")


def _packed(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "broken"
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        return "bomb"
    names = {part.filename for part in parts}
    return next((kind for name, kind in _PARTS.items() if name in names), "archive")
