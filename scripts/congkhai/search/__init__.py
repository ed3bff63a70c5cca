"""A search index in small files, for text in Vietnamese: written here, read in the browser by `theme/search/`.

The room knows nothing of portals: it takes `Document` and `Facet` values and gives paths and bytes. `FORMAT.md` describes the files.
"""

from congkhai.search.documents import Document, Facet
from congkhai.search.index import Index, build, write
from congkhai.search.runs import Kept

__all__ = ["Document", "Facet", "Index", "Kept", "build", "write"]
