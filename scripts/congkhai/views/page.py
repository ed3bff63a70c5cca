"""One page of the site, and what search tells it apart by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 - a page has a field of that name
from functools import partial

from congkhai.sources.prose import Prose
from congkhai.views.parts import Attachment, Date, Link, Notice


@dataclass(frozen=True)
class Mark:
    """What search and catalogue tell records apart by: a facet, the value in an address, and its words."""

    facet: str
    value: str
    text: str


@dataclass(frozen=True)
class Page:
    """One page of the site: its address, its template, and everything that stands on it.

    `view` is a value, or a function that makes it: a portal has too many petitions to hold what stands on all their pages.
    `fingerprint` stays the same while what stands on the page does; a page without is made anew every time. `as_of` tells of
    which day the page speaks; where it is empty, nothing on the page is open.
    A page without `kind` is a list of others and is left out of search. `subject` is what search and catalogue call a record, the
    title if empty; `text` is what search finds beside it, `mentions` what weighs less: how it stands, what it cites,
    names of records that have pages of their own; `day` is the first day of its date, by which records are put in order.
    `prose` is Markdown that the site room renders, `renditions` are the PDFs printed of the page's own records.
    """

    address: str
    template: str
    title: str
    section: str
    view: object
    description: str = ""
    crumbs: Sequence[Link] = ()
    notices: Sequence[Notice] = ()
    as_of: str = ""
    prose: Prose | None = None
    renditions: Sequence[Attachment] = ()
    kind: str = ""
    subject: str = ""
    number: str = ""
    date: Date | None = None
    day: Day | None = None
    marks: Sequence[Mark] = field(default=(), repr=False)
    changed: str = ""
    text: Sequence[str] = field(default=(), repr=False)
    mentions: Sequence[str] = field(default=(), repr=False)
    fingerprint: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """Return what lists and search call the page."""
        return self.subject or self.title

    @property
    def shown(self) -> object:
        """Return what stands on the page."""
        return self.view() if isinstance(self.view, partial) else self.view
