"""The values that results are filtered by: for every document one character, which stands for its values."""

import json
from collections.abc import Sequence

from congkhai.search.documents import Document, Facet

CHUNK = 1024
"""Documents of one file."""
_FIRST, _QUOTED, _DELETE = 35, 92, 127


def columns(documents: Sequence[Document], facets: Sequence[Facet]) -> dict[str, bytes]:
    """Return the files of the values of `documents`, CHUNK documents in each."""
    found = {}
    for at in range(0, len(documents), CHUNK):
        chunk = documents[at : at + CHUNK]
        content = {facet.name: _column(chunk, facet.name) for facet in facets}
        found[f"c{at // CHUNK}.json"] = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return found


def _column(documents: Sequence[Document], name: str) -> dict[str, object]:
    """Return each set of values that occurs, and one character a document that tells which it has."""
    rows = [tuple(dict.fromkeys(document.facets.get(name, ()))) for document in documents]
    sets = sorted(set(rows))
    signs = {values: _sign(place) for place, values in enumerate(sets)}
    return {"values": sets, "codes": "".join([signs[row] for row in rows])}


def _sign(place: int) -> str:
    """Return the character of a place: printable, and none that JSON would escape."""
    code = _FIRST + place
    code += code >= _QUOTED
    return chr(code if code < _DELETE else code + 34)
