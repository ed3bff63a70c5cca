"""Where an author's links lead: the address of what each target means, in a record and in a page of prose."""

from collections.abc import Callable

from congkhai.checks.files import linked_file
from congkhai.checks.links import RECORD_LINK, resolve
from congkhai.portal.relations import Portal
from congkhai.sources.folding import file_slug
from congkhai.views import addresses


def in_record(address: str) -> Callable[[str], str]:
    """Return what turns a target written in the record at `address` into an address; it names files of its own."""

    def target(written: str) -> str:
        if (found := _elsewhere(written)) is not None:
            return found
        _, mark, page = written.partition("#")
        return f"{address}{file_slug(linked_file(written))}{mark}{page}"

    return target


def in_page(portal: Portal, path: str) -> Callable[[str], str]:
    """Return what turns a target written in the page of prose at `path` below `content/` into an address."""

    def target(written: str) -> str:
        if (found := _elsewhere(written)) is not None:
            return found
        name, mark, fragment = written.partition("#")
        named = resolve(path, name)
        page = portal.content.pages.get(named)
        return f"{addresses.content(page.address if page else f'/{named}')}{mark if fragment else ''}{fragment}"

    return target


def _elsewhere(target: str) -> str | None:
    if (match := RECORD_LINK.fullmatch(target)) is not None:
        return addresses.record(match["kind"], match["id"])
    return target if ":" in target or target.startswith("#") else None
