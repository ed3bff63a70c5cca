"""What a PDF holds: the words of its pages, who made it, remarks and files within it."""

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

_CREATOR = re.compile(r"<dc:creator>(?P<names>.*?)</dc:creator>", re.DOTALL)
# A page that is one picture has fewer letters than this.
_FEW = 20


def pdf_parts(content: bytes) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return the parts of a PDF, each with where it stands, and why some of it could not be read.

    The words for both are those of `sources.inside`.
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return (), "locked"
        texts = [page.extract_text() for page in reader.pages]
        parts = [("text", text) for text in texts if text.strip()]
        parts += _makers(reader)
        parts += _remarks(reader)
        embedded = [("embedded", name) for name in reader.attachments]
    except Exception:  # noqa: BLE001 - a damaged file may fail anywhere in the reader
        return (), "damaged"
    scanned = not texts or any(len(text.strip()) < _FEW for text in texts)
    return (*parts, *embedded), "embedded" if embedded else "scan" if scanned else ""


def _makers(reader: PdfReader) -> Iterator[tuple[str, str]]:
    for key, value in (reader.metadata or DictionaryObject()).items():
        if (
            isinstance(value, str)
            and value.strip()
            and key not in {"/CreationDate", "/ModDate", "/Producer", "/Creator"}
        ):
            yield "author" if key == "/Author" else "properties", str(value)
    packet = reader.root_object.get("/Metadata")
    packet = packet.get_object() if packet is not None else None
    if isinstance(packet, StreamObject):
        xml = packet.get_data().decode("utf-8", errors="replace")
        for found in _CREATOR.finditer(xml):
            for name in re.findall(r"<rdf:li[^>]*>([^<]+)<", found["names"]):
                yield "author", name
        yield "properties", re.sub(r"<[^>]*>", "\n", _CREATOR.sub("", xml))


def _remarks(reader: PdfReader) -> Iterator[tuple[str, str]]:
    for page in reader.pages:
        found = page.get("/Annots")
        for reference in (found.get_object() if found is not None else None) or ():
            remark = reference.get_object()
            if not isinstance(remark, DictionaryObject):
                continue
            kind = remark.get("/Subtype")
            for key in ("/Contents", "/T", "/V"):
                value = remark.get(key)
                # The name of a form's field is its maker's word, not a reader's name.
                if isinstance(value, str) and value.strip() and not (key == "/T" and kind == "/Widget"):
                    yield "author" if key == "/T" else "comment", str(value)
