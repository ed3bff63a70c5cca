"""What can be found: documents, and what they are filtered by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Facet:
    """What results are told apart by; `values` gives each value its words, in the order of the page."""

    name: str
    label: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Document:
    """One thing to be found, by an address of its own.

    `title` and `number` weigh more than `texts`, and `labels`, what it is filed under, weigh less; `date` is ISO text (`2025-10-28`, `2025-10`), empty when there is none;
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
