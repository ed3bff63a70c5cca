"""Everything that an export writes: pages, files of records and prose, the register, calendars, feeds and tables."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from congkhai.checks.links import files_named
from congkhai.portable.pages import Computed, pages
from congkhai.portal.relations import Portal
from congkhai.views import calendars, datasets, feeds
from congkhai.views.pages import published_files
from congkhai.views.publication import Publication


def files(
    portal: Portal, publication: Publication | None, version: str, site_url: str, generator: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every file, one at a time; names are those of the site, pages end in `.md`."""
    computed = Computed.of(portal, publication, site_url)
    for name, text in pages(computed, version, generator):
        yield name, text.encode()
    for address, path in published_files(portal).items():
        yield address.lstrip("/"), Path(path).read_bytes()
    for name in sorted(files_named(portal.content)):
        yield name, portal.content.files[name].path.read_bytes()
    yield from _for_machines(computed, site_url)
    if publication is not None:
        for address, content in publication.files.items():
            yield address.lstrip("/"), content


def _for_machines(computed: Computed, site_url: str) -> Iterator[tuple[str, bytes]]:
    found = chain(
        calendars.files(computed.portal, site_url).items(),
        feeds.files(computed.portal, computed.news, site_url),
    )
    for address, content in found:
        yield address.lstrip("/"), content
    for address, parts in datasets.files(computed.portal, computed.tables, site_url):
        yield address.lstrip("/"), b"".join(parts)
