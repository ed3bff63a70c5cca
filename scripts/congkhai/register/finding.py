"""Hints by which a reader's browser finds what the register says of a file: made again at any time, never believed."""

import json
from collections.abc import Iterator

from congkhai.register.log import Log
from congkhai.register.state import replay
from congkhai.register.tiles import WIDTH


def files(log: Log) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each hint: where a content is spoken of, and which leaves a document has.

    What was erased is not in them.
    """
    contents: dict[str, dict[str, list[tuple[int, str]]]] = {}
    histories: dict[int, dict[int, list[int]]] = {}
    state = replay(log.leaves())
    for document in state.documents.values():
        said = [*document.versions, *([document.retraction] if document.retraction else [])]
        histories.setdefault(document.number % WIDTH, {})[document.number] = [one.index for one in said]
        for version in document.versions:
            for part in version.leaf.parts:
                if part not in state.erased:
                    content = log.opening(part).sha256
                    contents.setdefault(content[:2], {}).setdefault(content, []).append((version.index, part))
    # All of them: a browser tells an error for every file that is not there.
    for prefix in (f"{number:02x}" for number in range(WIDTH)):
        yield f"find/{prefix}.json", _json(contents.get(prefix, {}))
    for number in sorted(histories):
        yield f"find/document/{number}.json", _json(histories[number])


def _json(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
