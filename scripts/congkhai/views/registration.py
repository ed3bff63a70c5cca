"""What the publication register says of a page, and the page of the register itself."""

import base64
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from congkhai.duties.ledger import Ledger
from congkhai.duties.row import DutyRow, State
from congkhai.portal.relations import Portal
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log
from congkhai.register.names import Registered
from congkhai.register.state import Version
from congkhai.views import addresses
from congkhai.views.parts import Date, Link, Page, Row, Table, TableRow, Tag, Value
from congkhai.words import sentence, word
from congkhai.zone import VIETNAM

NEWEST = 25


@dataclass(frozen=True)
class Registration:
    """How the register stands to one page: a grade, what is known in words, and where to check it."""

    tag: Tag
    text: str
    link: Link


@dataclass(frozen=True)
class RegisterPage:
    """The register: its head, how many duties it shows to be met, its newest entries, how to check it."""

    lead: str
    head: Sequence[Row]
    duties: Sequence[Row]
    newest: Table
    steps: Sequence[str]
    unproved: str
    links: Sequence[Link]


def registration(register: Registered, kind: str, name: str) -> Registration:
    """Return what a register says of a record."""
    link = Link(word("register.check"), addresses.VERIFY)
    known = register.documents.get(f"{kind}:{name}")
    if known is None:
        return Registration(Tag(word("register.not-entered"), "waiting"), word("register.not-entered-text"), link)
    if known.retraction is not None:
        text = word("register.retracted-text", time=_time(known.retraction.leaf))
        return Registration(Tag(word("register.retracted"), "neutral"), text, link)
    first, current = known.versions[0], known.current
    text = word("register.entered-text", time=_time(first.leaf), index=first.index)
    if first.leaf.kind is Kind.IMPORT:
        text = f"{text} {word('register.import-text')}"
    if current != first:
        version = current.leaf.version
        text = f"{text} {word('register.version-text', version=version, time=_time(current.leaf), index=current.index)}"
    return Registration(Tag(word("register.entered"), "info"), text, link)


def registrations(portal: Portal, register: Registered) -> dict[str, Registration]:
    """Return what a register says of every record, by the address of its page."""
    return {addresses.record(kind, name): registration(register, kind, name) for kind, name in portal.records}


def page(portal: Portal, register: Registered, log: Log, ledger: Ledger, newest: Sequence[Version]) -> Page:
    """Return the page of a register; `newest` are its last entries, newest first."""
    checkpoint, records = log.checkpoint, set(portal.records)
    title, lead = word("register.title"), word("register.lead")
    rows = {
        "origin": checkpoint.origin,
        "size": str(checkpoint.size),
        "root": base64.b64encode(checkpoint.root).decode(),
        "key": str(log.key),
        "last": _time(newest[0].leaf),
        "documents": str(len(register.state.documents)),
        "erased": str(len(register.state.erased)),
    }
    names = {one.number: name for name, one in register.documents.items()}
    view = RegisterPage(
        lead=lead,
        head=[Row(word(f"register.{name}"), [Value(text)]) for name, text in rows.items()],
        duties=_duties(register, ledger.rows),
        newest=_newest(newest, {number: _record(name, records) for number, name in names.items()}),
        steps=[word(f"register.step-{number}") for number in (1, 2, 3)],
        unproved=word("register.unproved"),
        links=[
            Link(word("register.check"), addresses.VERIFY),
            Link(word("register.head-file"), f"{addresses.REGISTER_FILES}checkpoint"),
            Link(word("register.key-file"), f"{addresses.REGISTER_FILES}key"),
            Link(word("menu.duties"), addresses.DUTIES),
        ],
    )
    return Page(
        addresses.REGISTER, "pages/publication-register.html", title, "register", view, lead, kind=word("kind.page")
    )


def newest_of(leaves: Iterable[Leaf]) -> list[Version]:
    """Return the last entries of a register, newest first."""
    found = [Version(index, leaf) for index, leaf in enumerate(leaves)]
    return found[: -NEWEST - 1 : -1]


def _newest(found: Sequence[Version], records: dict[int, Value]) -> Table:
    columns = [word(f"register.column-{name}") for name in ("index", "time", "kind", "record")]
    rows = [
        TableRow(
            [
                Value(str(one.index), header=True),
                Value(date=Date(one.leaf.at(VIETNAM).isoformat(), _time(one.leaf))),
                Value(sentence(word(f"kind-of-entry.{one.leaf.kind}"))),
                records.get(-1 if one.leaf.document is None else one.leaf.document, Value()),
            ]
        )
        for one in found
    ]
    return Table(word("register.newest", count=len(rows)), columns, rows, ["lead", "", "state", "text"])


def _record(full: str, records: Container[tuple[str, str]]) -> Value:
    kind, _, name = full.partition(":")
    href = addresses.record(kind, name) if (kind, name) in records else ""
    return Value(f"{word(f'kind.{kind}')} {name}", href)


def _duties(register: Registered, rows: Iterable[DutyRow]) -> list[Row]:
    """Return how many duties were met in time as the records claim, and as the register shows by its own clock.

    Of what was published before there was a register it shows nothing.
    """
    claimed = [row for row in rows if row.state is State.ON_TIME and row.due is not None and row.deed is not None]
    shown = sum(_entered_in_time(register, row) for row in claimed)
    return [
        Row(word("register.duties-claimed"), [Value(str(len(claimed)))]),
        Row(word("register.duties-entered"), [Value(str(shown))]),
    ]


def _entered_in_time(register: Registered, row: DutyRow) -> bool:
    if row.deed is None or row.due is None:
        return False
    known = register.documents.get(":".join(row.deed.record))
    first = known.versions[0].leaf if known else None
    return first is not None and first.kind is Kind.PUBLISH and first.at(VIETNAM).date() <= row.due


def _time(leaf: Leaf) -> str:
    return f"{leaf.at(VIETNAM):%H:%M %d/%m/%Y}"
