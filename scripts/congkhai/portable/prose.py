"""An author's own Markdown, made ready for any generator: shaped, its links resolved, its headings in their place."""

from collections.abc import Callable

from congkhai.checks.files import linked_file
from congkhai.checks.links import RECORD_LINK, resolve
from congkhai.portal.relations import Portal
from congkhai.sources.folding import file_slug
from congkhai.sources.prose import Prose, with_headings, with_targets
from congkhai.sources.shaping import shaped
from congkhai.views import addresses


def of_record(prose: Prose, address: str) -> str:
    """Return the body of the record at `address`; its highest headings stand below the page's title."""

    def target(written: str) -> str:
        if (found := _elsewhere(written)) is not None:
            return found
        _, mark, page = written.partition("#")
        return f"{address}{file_slug(linked_file(written))}{mark}{page}"

    return _written(prose, target, 1)


def of_page(prose: Prose, portal: Portal, path: str) -> str:
    """Return the body of the page of prose at `path` below `content/`."""

    def target(written: str) -> str:
        if (found := _elsewhere(written)) is not None:
            return found
        name, mark, fragment = written.partition("#")
        named = resolve(path, name)
        page = portal.content.pages.get(named)
        return f"{page.address if page else f'/{named}'}{mark}{fragment}"

    return _written(prose, target, 0)


def _elsewhere(target: str) -> str | None:
    if (match := RECORD_LINK.fullmatch(target)) is not None:
        return addresses.record(match["kind"], match["id"])
    return target if ":" in target or target.startswith("#") else None


def _written(prose: Prose, target: Callable[[str], str], lower: int) -> str:
    text = "\n".join(shaped(prose.text.split("\n")))
    anchors = iter(Prose(text, prose.file).anchors())

    def heading(level: int, words: str) -> str:
        return f'{"#" * min(level + lower, 6)} <a id="{next(anchors)}"></a>{words}'

    return with_targets(with_headings(text, heading), target).strip("\n")
