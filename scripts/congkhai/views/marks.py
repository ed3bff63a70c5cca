"""What records are told apart by in search and catalogue: kind, year, area, field, state, body."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache

from congkhai.portal.relations import Portal
from congkhai.records.when import When
from congkhai.sources.folding import slug
from congkhai.views import documents
from congkhai.views.facets import AREA, BODY, FIELD, KIND, STATE, YEAR
from congkhai.views.page import Mark
from congkhai.words import label

# In the order in which they are offered; the words for each are `search.facet-<name>`.
FACETS = (KIND, YEAR, AREA, FIELD, STATE, BODY)


def kind(text: str) -> Mark:
    """Return the kind of a record, which its words name."""
    return _mark(KIND, slug(text), text)


def year(when: When | None) -> Iterator[Mark]:
    """Yield the year in which a record is filed; what has no date is in none."""
    if when is not None and when.first is not None:
        yield _mark(YEAR, str(when.first.year), str(when.first.year))


def areas(portal: Portal, ids: Iterable[str | None]) -> Iterator[Mark]:
    """Yield the areas that a record belongs to, in its own order."""
    for name in ids:
        if name is not None:
            yield _mark(AREA, name.lower(), portal.areas[name].name)


def field(choice: StrEnum) -> Mark:
    """Return the field of a petition."""
    return _mark(FIELD, choice.value, label(choice))


def state(choice: StrEnum) -> Mark:
    """Return how a petition or a meeting stands; no value is one of both."""
    return _mark(STATE, choice.value, label(choice))


def body(portal: Portal, name: str | None) -> Iterator[Mark]:
    """Yield the body that issued a document, or that handles a petition."""
    if name is not None:
        yield _mark(BODY, name.lower(), documents.body_name(portal, name))


@lru_cache(maxsize=8192)
def _mark(facet: str, value: str, text: str) -> Mark:
    """Return a mark, the same one for all the records that have it."""
    return Mark(facet, value, text)
