"""Every rendition printed once, and what the pages say of it: type, size, pages, digest."""

import hashlib
import io
import json
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from congkhai.printing.content import Content
from congkhai.printing.renditions import Rendition, Shelf
from congkhai.problems import Report
from congkhai.records.keeping import Kept
from congkhai.sources.files import page_count
from congkhai.views import addresses, documents
from congkhai.views.parts import Attachment
from congkhai.words import word

if TYPE_CHECKING:
    from congkhai.printing.press import Refusal


@dataclass
class Printed:
    """PDFs by their address, and by the address of a page what it says of its own."""

    files: dict[str, bytes] = field(default_factory=dict)
    of_page: dict[str, list[Attachment]] = field(default_factory=dict)


def printed(shelf: Shelf, report: Report, kept: Kept | None = None) -> Printed:
    """Return every PDF of a portal that asks for them; report what cannot be set, and packages that are not there.

    What is in `kept`, by a digest of all that stands on it, is not set again.
    """
    done = Printed()
    if not shelf.portal.settings.pdf:
        return done
    if find_spec("typst") is None or find_spec("segno") is None:
        report.add("pdf-not-installed", shelf.portal.settings.place_of("pdf"))
        return done
    from congkhai.printing import press  # noqa: PLC0415 - it needs the optional packages

    for one in shelf.renditions():
        url = addresses.absolute(shelf.site_url, one.page)
        short = url.partition("://")[2]
        way_back: Content = {
            "url": url,
            "address": short,
            "qr": press.qr_code(url) if url else "",
            "qr_text": word("printing.qr", address=short),
        }
        made = _set(one, one.content | way_back, kept)
        if isinstance(made, press.Refusal):
            report.add(made.slug, one.place, **made.values)
        else:
            address = _free(f"{one.page}{one.name}", [shelf.files, done.files])
            done.files[address] = made
            done.of_page.setdefault(one.page, []).append(_attachment(one.title, one.note, address, made))
    return done


def _set(one: Rendition, content: Content, kept: Kept | None) -> "bytes | Refusal":
    from congkhai.printing import press  # noqa: PLC0415 - it needs the optional packages

    key = _key(one, content) if kept is not None else ""
    if kept is not None and (found := kept.get(key)) is not None:
        return found
    made = press.typeset(one.template, content, one.folder, one.day)
    # An image that was saved meanwhile is not the one that the key names.
    if kept is not None and isinstance(made, bytes) and _key(one, content) == key:
        kept[key] = made
    return made


def _key(one: Rendition, content: Content) -> str:
    total = hashlib.blake2b(json.dumps((one.template, one.day.isoformat(), content), ensure_ascii=False).encode())
    for name in _images(content):
        total.update((one.folder / name.lstrip("/")).read_bytes())
    return f"pdf-{total.hexdigest()}"


def _images(content: object) -> Iterator[str]:
    """Yield the file of every image that stands in what is printed."""
    if isinstance(content, dict):
        yield from [content["src"]] if content.get("tag") == "img" else []
        content = list(content.values())
    for part in content if isinstance(content, list) else ():
        yield from _images(part)


def _free(stem: str, taken: Sequence[Container[str]]) -> str:
    """Return an address that no other file has: the signed file may well be called like its rendition."""
    address = f"{stem}.pdf"
    while any(address in files for files in taken):
        address = f"{address.removesuffix('.pdf')}-ban-the-hien.pdf"
    return address


def _attachment(title: str, note: str, address: str, made: bytes) -> Attachment:
    count = page_count(io.BytesIO(made))
    return Attachment(
        title=title,
        href=address,
        kind="PDF",
        size=documents.size(len(made)),
        digest=hashlib.sha256(made).hexdigest(),
        pages=str(count or ""),
        note=note,
    )
