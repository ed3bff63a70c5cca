"""What can be found: documents, and what they are filtered by."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

_DATE = re.compile(r"([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?")


@dataclass(frozen=True)
class Facet:
    """What results are told apart by; `values` gives each value its words, in the order of the page."""

    name: str
    label: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Document:
    """One thing to be found, by an address of its own.

    `title` and `number` weigh more than `texts`, and `labels`, what it is filed under and names of others, weigh less; `date` is ISO text (`2025-10-28`, `2025-10`, `2025`), empty when there is none;
    `facets` gives each facet's values, none or several. What is not named by its date is only filed under it; a guide, which tells about
    the collection itself, is worth less than what is collected.
    """

    address: str
    title: str
    kind: str
    date: str = ""
    number: str = ""
    texts: Sequence[str] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    labels: Sequence[str] = ()
    is_named_by_date: bool = True
    is_guide: bool = False


def ordered(documents: Iterable[Document]) -> list[Document]:
    """Return documents as the index numbers them; a ValueError tells of the first that it cannot hold."""
    found = sorted(documents, key=lambda document: (not document.is_guide, document.date, document.address))
    seen: set[str] = set()
    for one in found:
        if fault := _fault(one, seen):
            message = f"{one.address or one.title}: {fault}"
            raise ValueError(message)
        seen.add(one.address)
    return found


def _fault(document: Document, seen: set[str]) -> str:
    if not document.address:
        return "no address"
    if document.address in seen:
        return "two documents have this address"
    if not _DATE.fullmatch(document.date):
        return f"{document.date!r} is no ISO date"
    if any(isinstance(listed, str) for listed in (document.texts, document.labels, *document.facets.values())):
        return "texts, labels and values of facets are lists"
    return _half(document)


def _half(document: Document) -> str:
    """Return what is wrong with a text that no file can hold: half of a character of UTF-16."""
    head = (document.address, document.title, document.kind, document.number)
    try:
        "".join(chain(head, document.texts, document.labels, *document.facets.values())).encode()
    except UnicodeEncodeError as error:
        return f"U+{ord(error.object[error.start]):04X} is half a character"
    return ""
