"""The values that components take; field names are the components' parameters."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Date:
    """A date for `<time>`: machine form, empty when HTML has none for its precision, and words."""

    iso: str
    text: str


@dataclass(frozen=True)
class Tag:
    """A state in one to three words; tone is neutral, good, waiting, bad or info."""

    text: str
    tone: str = "neutral"


@dataclass(frozen=True)
class Link:
    """Words and an address; addresses of this site begin with a slash."""

    text: str
    href: str


@dataclass(frozen=True)
class Details:
    """Lines behind a disclosure."""

    summary: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a summary row or a table cell; `header` makes a cell its row's header.

    `proved` says that text or date, but neither tag nor note, come from the record alone and never change with the day.
    """

    text: str = ""
    href: str = ""
    tag: Tag | None = None
    date: Date | None = None
    note: str = ""
    details: Details | None = None
    header: bool = False
    proved: bool = False


@dataclass(frozen=True)
class Row:
    """A term and its values; `proved` says that they come from the record alone and never change with the day."""

    term: str
    values: Sequence[Value]
    proved: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table; `keys` are what it is filtered by (`trang-thai:open`), `shared` if other tables have it too."""

    cells: Sequence[Value]
    keys: str = ""
    shared: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its caption; every row has as many cells as there are columns.

    `places` tell, column by column, where a cell stands when a phone shows its row as a card: `lead` and `state` on the
    first line, `text` in full width, `plain` without its label; `sortable` lets the reader sort by a column.
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[TableRow]
    places: Sequence[str] = ()
    sortable: bool = False


@dataclass(frozen=True)
class Moment:
    """One event of a timeline."""

    date: Date
    title: str
    note: str = ""
    links: Sequence[Link] = ()
    tag: Tag | None = None


@dataclass(frozen=True)
class Timeline:
    """Events, oldest first."""

    label: str
    events: Sequence[Moment]


@dataclass(frozen=True)
class Figure:
    """A count that links to the list it counts."""

    count: int
    text: str
    href: str = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class Figures:
    """Counts that add up to what `note` says."""

    label: str
    items: Sequence[Figure]
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry of a list of records; `term` says what its date is."""

    title: str
    href: str
    meta: Sequence[str] = ()
    tag: Tag | None = None
    date: Date | None = None
    term: str = ""


@dataclass(frozen=True)
class Group:
    """Entries under one heading; `empty` is said when there are none."""

    title: str
    items: Sequence[Entry]
    empty: str = ""


@dataclass(frozen=True)
class DutyEntry:
    """A duty in short: what, how it stands, and its deadline, deed and basis."""

    title: str
    tag: Tag
    note: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class MeetingCard:
    """A meeting in short."""

    title: str
    href: str
    tag: Tag
    rows: Sequence[Row]


@dataclass(frozen=True)
class DocumentHead:
    """The head of an official document (Nghị định 30/2020/NĐ-CP, Điều 8); party documents have their own."""

    agency_lines: Sequence[str]
    national_title: str
    motto: str
    party_title: str
    number_line: str
    place_date_line: str
    type: str
    title: str


@dataclass(frozen=True)
class Signature:
    """Recipients on the left, the signature on the right."""

    recipients_label: str
    recipients: Sequence[str]
    authority: str
    post: str
    note: str
    name: str


@dataclass(frozen=True)
class Attachment:
    """A published file; `size` in words, `digest` the SHA-256 of its exact bytes."""

    title: str
    href: str
    kind: str
    size: str
    digest: str
    pages: str = ""
    note: str = ""


@dataclass(frozen=True)
class DatedTerm:
    """One of the three dates of a document."""

    term: str
    date: Date | None
    text: str = ""


@dataclass(frozen=True)
class ChangeLine:
    """One line of a change history."""

    date: Date
    kind: str
    reason: str
    href: str = ""
    link_text: str = ""


@dataclass(frozen=True)
class History:
    """The three dates kept apart (signed, published, last changed) and every public change."""

    dates: Sequence[DatedTerm]
    changes: Sequence[ChangeLine]
    none_text: str


@dataclass(frozen=True)
class Notice:
    """A banner at the top of a page."""

    title: str
    text: str
    tone: str = "info"
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Gaps:
    """What is missing."""

    label: str
    items: Sequence[str]
