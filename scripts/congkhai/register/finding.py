"""Hints by which a reader's browser finds what the register says of a file: made again at any time, never believed."""

import json
from collections.abc import Iterator

from congkhai.register.leaf import PUBLICATIONS
from congkhai.register.log import Log
from congkhai.register.openings import Role
from congkhai.register.state import replay
from congkhai.register.tiles import WIDTH

# So many documents share a file: few enough that it stays small, whatever the register's size.
DOCUMENTS = 16
# How much of a content's digest a hint gives: two places are its file's name, the rest is its key.
_PREFIX, _KEY = 2, 16


def files(log: Log) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each hint: where a content is spoken of, and which leaves a document has.

    Of what was erased no content is in them.
    """
    leaves = list(log.leaves())
    erased = replay(leaves).erased
    contents: dict[str, dict[str, list[tuple[int, int, int]]]] = {}
    histories: dict[int, dict[int, list[str]]] = {}
    for index, leaf in enumerate(leaves):
        if leaf.document is None:
            continue
        of_document = histories.setdefault(leaf.document // DOCUMENTS, {}).setdefault(leaf.document, [])
        of_document.append(f"[{index},{leaf.encode().decode()}]")
        for place, part in enumerate(leaf.parts if leaf.kind in PUBLICATIONS else ()):
            if part not in erased:
                opening = log.opening(part)
                if opening.role is Role.DEED:
                    continue
                content = opening.sha256
                of_prefix = contents.setdefault(content[:_PREFIX], {})
                of_prefix.setdefault(content[_PREFIX:_KEY], []).append((leaf.document, index, place))
    # All of them: a browser tells an error for every file that is not there.
    for prefix in (f"{number:02x}" for number in range(WIDTH)):
        yield f"find/{prefix}.json", _json(contents.get(prefix, {}))
    for number in sorted(histories):
        rows = (f'"{document}":[{",".join(found)}]' for document, found in sorted(histories[number].items()))
        yield f"find/document/{number}.json", f"{{{','.join(rows)}}}".encode()


def _json(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
