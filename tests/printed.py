"""What a PDF holds, read back: its text without the furniture of its pages, its structure, its QR code."""

import io
import zlib
from collections.abc import Iterable
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream


def squeezed(parts: Iterable[str]) -> str:
    """Return words without the white space and the list marks between them, in small letters."""
    return "".join("".join(part.split()) for part in parts).translate({ord("-"): None, ord("+"): None}).casefold()


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of every page as a reader extracts it."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def running_text(pdf: bytes, marks: Iterable[str], first_foot: Iterable[str], foot: Iterable[str]) -> str:
    """Return the squeezed text without head and foot, which every page must have."""
    text = ""
    for number, page in enumerate(pages_of(pdf), start=1):
        head = squeezed([str(number) if number > 1 else "", *marks])
        tail = squeezed(foot if number > 1 else first_foot)
        shown = squeezed([page])
        assert shown.startswith(head), (number, shown[:80], head)
        assert shown.endswith(tail), (number, shown[-200:], tail)
        text += shown[len(head) : len(shown) - len(tail)]
    return text


def catalogue_of(pdf: bytes) -> dict[str, Any]:
    """Return the catalogue of a PDF."""
    return dict(PdfReader(io.BytesIO(pdf)).root_object)


def tags_of(pdf: bytes) -> list[str]:
    """Return the structure types of a tagged PDF, in reading order."""

    def walk(element: Any) -> Iterable[str]:
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, dict):
            yield from [str(element["/S"]).lstrip("/")] if "/S" in element else []
            kids = element.get("/K", [])
            kids = kids.get_object() if hasattr(kids, "get_object") else kids
            for kid in kids if isinstance(kids, list) else [kids]:
                yield from walk(kid)

    return list(walk(PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"]))


def qr_modules(pdf: bytes) -> list[list[bool]]:
    """Return the dark modules of the QR code on the first page, as drawn: strokes, one module high, on a square."""
    reader = PdfReader(io.BytesIO(pdf))
    found: list[tuple[int, int, int]] = []
    inside, start = False, (0.0, 0.0)
    for operands, operator in ContentStream(reader.pages[0].get_contents(), reader).operations:
        if operator in {b"BDC", b"EMC"}:
            inside = operator == b"BDC" and isinstance(operands[1], dict) and "/Alt" in operands[1]
        elif inside and operator == b"m":
            start = (float(operands[0]), float(operands[1]))
        elif inside and operator == b"l":
            found.append((int(start[1]), round(start[0]), round(float(operands[0]))))
    size = max((row for row, _, _ in found), default=-5) + 5
    dark = {(row, column) for row, begin, end in found for column in range(begin, end)}
    return [[(row, column) in dark for column in range(size)] for row in range(size)]


def png(shade: int = 0) -> bytes:
    """Return a picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes([0, shade]))) + chunk(b"IEND", b"")
