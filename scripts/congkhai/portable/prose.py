"""An author's own Markdown, made ready for any generator: shaped, its links resolved, its headings in their place."""

from collections.abc import Callable

from congkhai.portal.relations import Portal
from congkhai.sources.prose import Prose, with_headings, with_targets
from congkhai.sources.shaping import shaped
from congkhai.views import targets


def of_record(prose: Prose, address: str) -> str:
    """Return the body of the record at `address`; its highest headings stand below the page's title."""
    return _written(prose, targets.in_record(address), 1)


def of_page(prose: Prose, portal: Portal, path: str) -> str:
    """Return the body of the page of prose at `path` below `content/`."""
    return _written(prose, targets.in_page(portal, path), 0)


def _written(prose: Prose, target: Callable[[str], str], lower: int) -> str:
    text = "\n".join(shaped(prose.text.split("\n")))
    anchors = iter(Prose(text, prose.file).anchors())

    def heading(level: int, words: str) -> str:
        return f'{"#" * min(level + lower, 6)} <a id="{next(anchors)}"></a>{words}'

    return with_targets(with_headings(text, heading), target).strip("\n")
