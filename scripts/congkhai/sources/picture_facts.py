"""What a picture tells beside what it shows: the place where it was taken, who took it (Exif 2.32)."""

import re
import struct
from collections.abc import Iterator

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_MARK, _APPLICATION = 0xFF, 0xE1
_ARTIST, _COPYRIGHT, _DESCRIPTION, _OWNER, _COMMENT, _GPS, _EXIF = 315, 33432, 270, 42032, 37510, 34853, 34665
_WORDS = {
    _ARTIST: "author",
    _OWNER: "author",
    _COPYRIGHT: "properties",
    _DESCRIPTION: "properties",
    _COMMENT: "properties",
}
_ASCII_LIKE = re.compile(rb"[\x20-\x7e\x80-\xff]{3,}")


def picture_facts(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield where each fact stands (`author`, `properties`, `location`) and what it says; for no picture, nothing."""
    if content.startswith(_JPEG):
        blocks = _jpeg(content)
    elif content.startswith(_PNG):
        blocks = _png(content)
    elif content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        blocks = _webp(content)
    else:
        return
    for kind, block in blocks:
        if kind == "exif":
            yield from _exif(block)
        else:
            yield "properties", _printable(block)


def _jpeg(content: bytes) -> Iterator[tuple[str, bytes]]:
    at = 2
    while at + 4 <= len(content) and content[at] == _MARK and content[at + 1] not in {0xDA, 0xD9}:
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        block = content[at + 4 : at + 2 + size]
        if marker == _APPLICATION and block.startswith(b"Exif\0\0"):
            yield "exif", block[6:]
        elif (marker == _APPLICATION and b"xmp" in block[:64].lower()) or marker in {0xED, 0xFE}:
            yield "words", block
        at += 2 + size


def _png(content: bytes) -> Iterator[tuple[str, bytes]]:
    at = 8
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if kind == b"eXIf":
            yield "exif", content[at + 8 : at + 8 + size]
        elif kind in {b"tEXt", b"iTXt", b"zTXt"}:
            yield "words", content[at + 8 : at + 8 + size]
        at += 12 + size


def _webp(content: bytes) -> Iterator[tuple[str, bytes]]:
    at = 12
    while at + 8 <= len(content):
        kind, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        block = content[at + 8 : at + 8 + size]
        if kind == b"EXIF":
            yield "exif", block.removeprefix(b"Exif\0\0")
        elif kind == b"XMP ":
            yield "words", block
        at += 8 + size + size % 2


def _exif(block: bytes) -> Iterator[tuple[str, str]]:
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 8:  # noqa: PLR2004 - the head of a TIFF
        return
    (first,) = struct.unpack_from(f"{order}I", block, 4)
    seen: set[int] = set()
    waiting = [first]
    while waiting:
        at = waiting.pop()
        if at in seen or at + 2 > len(block):
            continue
        seen.add(at)
        for tag, kind, count, value in _entries(block, at, order):
            if tag == _GPS:
                yield "location", "GPS"
            elif tag == _EXIF:
                waiting.append(int.from_bytes(value, "little" if order == "<" else "big"))
            elif tag in _WORDS and kind in {2, 7}:
                offset = int.from_bytes(value, "little" if order == "<" else "big")
                yield _WORDS[tag], _printable(block[offset : offset + count] if count > len(value) else value)


def _entries(block: bytes, at: int, order: str) -> Iterator[tuple[int, int, int, bytes]]:
    (count,) = struct.unpack_from(f"{order}H", block, at)
    for n in range(count):
        if at + 14 + n * 12 > len(block):
            return
        tag, kind, number = struct.unpack_from(f"{order}HHI", block, at + 2 + n * 12)
        yield tag, kind, number, block[at + 10 + n * 12 : at + 14 + n * 12]


def _printable(block: bytes) -> str:
    words = b"\n".join(_ASCII_LIKE.findall(block)).decode("utf-8", errors="replace")
    return re.sub(r"<[^>]*>|\w+:\w+=", "\n", words)
