"""The values of components that let a reader choose: filters, display tools, the pages of a list."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One value that can be chosen, in words, the page that shows only it, and how many records that lists."""

    value: str
    text: str
    href: str = ""
    count: int = 0


@dataclass(frozen=True)
class Choice:
    """A question with its options."""

    name: str
    label: str
    options: Sequence[Option]


@dataclass(frozen=True)
class Filters:
    """What a table's rows can be filtered by: `choices` within the page, `lists` as links to pages of their own."""

    label: str
    choices: Sequence[Choice]
    lists: Sequence[Choice]


@dataclass(frozen=True)
class PaginationItem:
    """One page of a list that is too long for one."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Pagination:
    """The pages of a long list; no items when there is one page."""

    label: str
    items: Sequence[PaginationItem]


# A list on one page.
NO_PAGINATION = Pagination("", ())
