"""What the publication register says of a page, and the page of the register itself."""

import base64
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise

from congkhai.duties.ledger import Ledger
from congkhai.duties.row import DutyRow, State
from congkhai.portal.relations import Portal
from congkhai.register.leaf import Leaf
from congkhai.register.legible import groups
from congkhai.register.log import Log
from congkhai.register.names import Registered
from congkhai.register.state import Version
from congkhai.views import addresses
from congkhai.views.page import Page
from congkhai.views.parts import Date, Link, Row, Table, TableRow, Tag, Value
from congkhai.views.proved_times import ProvedTimes
from congkhai.views.witnesses import Witnessed
from congkhai.words import sentence, word
from congkhai.zone import VIETNAM

NEWEST = 25
_HOUR = 3600


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


def registration(register: Registered, kind: str, name: str, witnessed: Witnessed) -> Registration:
    """Return what a register says of a record, and what witnesses saw of it."""
    link = Link(word("register.check"), addresses.VERIFY)
    known = register.documents.get(f"{kind}:{name}")
    if known is None:
        return Registration(Tag(word("register.not-entered"), "waiting"), word("register.not-entered-text"), link)
    if known.retraction is not None:
        text = word("register.retracted-text", time=_time(known.retraction.leaf))
        return Registration(Tag(word("register.retracted"), "neutral"), text, link)
    first, current = known.versions[0], known.current
    texts = [word("register.entered-text", time=_time(first.leaf), index=first.index), _stamped(register, first)]
    if register.state.is_older(first):
        texts.append(word("register.import-text"))
    if current != first:
        version = current.leaf.version
        newest = word("register.version-text", version=version, time=_time(current.leaf), index=current.index)
        texts += [newest, _stamped(register, current)]
    texts.append(witnessed.of(current.index))
    tag = Tag(word("register.entered"), "info")
    if _stamped(register, current):
        tag = Tag(word("register.stamped"), "good")
    if witnessed.of(current.index):
        tag = Tag(word("register.witnessed"), "good")
    return Registration(tag, " ".join(text for text in texts if text), link)


def _stamped(register: Registered, version: Version) -> str:
    """Return between which times an entry was made as time stamps show it, empty while none covers it."""
    interval = register.intervals.of(version.index)
    if interval.before is None:
        return ""
    before = _moment(interval.before.token.before(VIETNAM))
    if interval.after is None:
        return word("register.stamped-text", time=before)
    return word("register.stamped-both", time=before, after=_moment(interval.after.token.after(VIETNAM)))


def registrations(portal: Portal, register: Registered) -> dict[str, Registration]:
    """Return what a register says of every record, by the address of its page."""
    seen = Witnessed(portal, register)
    return {addresses.record(kind, name): registration(register, kind, name, seen) for kind, name in portal.records}


def page(portal: Portal, register: Registered, log: Log, ledger: Ledger, newest: Sequence[Version]) -> Page:
    """Return the page of a register; `newest` are its last entries, newest first."""
    checkpoint, records = log.checkpoint, set(portal.records)
    title, lead = word("register.title"), word("register.lead")
    rows = {
        "origin": checkpoint.origin,
        "size-before": str(checkpoint.size),
        "root-before": base64.b64encode(checkpoint.root).decode(),
        "root-before-groups": " ".join(groups(checkpoint.root)),
        "key": str(log.key),
        "fingerprint": " ".join(groups(sha256(f"{log.key}\n".encode()).digest())),
        "last": _time(newest[0].leaf),
        "documents": str(len(register.state.documents)),
        "erased": str(len(register.state.erased)),
    }
    times = ProvedTimes(portal, register)
    witnessed = times.witnessed
    if witnessed.exist:
        rows["witness"] = witnessed.newest
    names = {one.number: name for name, one in register.documents.items()}
    view = RegisterPage(
        lead=lead,
        head=[Row(word(f"register.{name}"), [Value(text)]) for name, text in (rows | _stamps(register)).items()],
        duties=_duties(register, ledger.rows, times),
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


def _stamps(register: Registered) -> dict[str, str]:
    """Return the newest time stamp, and the longest time between two: within it nobody outside could tell a wrong clock."""
    found = register.intervals.stamps
    if not found:
        return {}
    newest = word("register.stamp-value", size=found[-1].size, time=_moment(found[-1].token.before(VIETNAM)))
    gaps = [later.token.latest - one.token.earliest for one, later in pairwise(found)]
    widest = {"stamp-gap": word("register.stamp-gap-value", hours=-(-max(gaps) // _HOUR))} if gaps else {}
    return {"stamp": newest} | widest


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


def _duties(register: Registered, rows: Iterable[DutyRow], times: ProvedTimes) -> list[Row]:
    """Return how many duties were met in time as the records claim, as the register shows by its own clock, and as others prove."""
    claimed = [row for row in rows if row.state is State.ON_TIME and row.due is not None and row.deed is not None]
    entered = [(row, found.version) for row in claimed if (found := times.entered(row)) is not None]
    counts = {
        "claimed": len(claimed),
        "entered": sum(_in_time(row, one.leaf.at(VIETNAM)) for row, one in entered),
    }
    if register.intervals.stamps:
        befores = [(row, times.stamped(one.index)) for row, one in entered]
        counts["stamped"] = sum(_in_time(row, moment) for row, moment in befores if moment)
    if times.witnessed.exist:
        moments = [(row, times.witnessed.moment(one.index)) for row, one in entered]
        counts["witnessed"] = sum(_in_time(row, moment) for row, moment in moments if moment)
    return [
        Row(word(f"register.duties-{name}"), [Value(word("component.count", count=count))])
        for name, count in counts.items()
    ]


def _in_time(row: DutyRow, moment: datetime) -> bool:
    return row.due is not None and moment.date() <= row.due


def _time(leaf: Leaf) -> str:
    return _moment(leaf.at(VIETNAM))


def _moment(moment: datetime) -> str:
    return f"{moment:%H:%M %d/%m/%Y}"
