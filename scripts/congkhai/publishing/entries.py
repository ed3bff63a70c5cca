"""What a site has to enter in its register: records that are new or changed, duties to come, the data they are counted by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from congkhai.duties.ledger import Ledger
from congkhai.duties.row import DutyRow
from congkhai.portal.relations import Portal
from congkhai.publishing.documents import Part, Published
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.names import Registered
from congkhai.register.openings import Opening, Role, blind
from congkhai.register.refusal import Refusal
from congkhai.register.state import Document
from congkhai.views import addresses
from congkhai.zone import VIETNAM

_LAW = {Kind.RULES: "regulations", Kind.CALENDAR: "calendar"}
# The basis of a duty that a plan states of itself; others are rules of the law.
_OWN_PLAN = "plan"
# A leaf has room for so many parts: what a page shows comes before what it tells.
_PARTS = 50


@dataclass(frozen=True)
class Entries:
    """Leaves to be added, in order, with the openings of their parts."""

    leaves: Sequence[Leaf]
    openings: Sequence[Opening]


def refuse_vanished(register: Registered, portal: Portal) -> None:
    """Raise Refusal for a record that was published and is gone without `retract`, and for one that is there in spite of it."""
    standing = {name for name, one in register.documents.items() if one.retraction is None}
    found = {f"{kind}:{name}" for kind, name in portal.records}
    if back := sorted(found & register.documents.keys() - standing):
        raise Refusal("register-taken-back", name=", ".join(back[:5]), count=str(len(back)))
    if gone := sorted(standing - found):
        raise Refusal("register-vanished-record", name=", ".join(gone[:5]), count=str(len(gone)))


def to_enter(register: Registered, found: Iterable[Published], ledger: Ledger, now: int) -> Entries:
    """Return what a site shows that its register does not say yet."""
    entries = _Entries(register, now, _deeds(ledger))
    for kind in _LAW:
        entries.add_law(kind)
    for record in found:
        entries.add_record(record)
    for row in ledger.rows:
        if row.due is not None and row.due >= ledger.today and row.deed is None and not row.superseded:
            entries.add_duty(row, row.due)
    return Entries(entries.leaves, entries.openings)


def _deeds(ledger: Ledger) -> Mapping[str, Sequence[str]]:
    """Return the deeds that the pages of records tell, by the names of the records."""
    found: dict[str, set[str]] = {}
    for row in ledger.rows:
        if row.deed is not None and row.deed_name is not None:
            found.setdefault(":".join(row.deed.record), set()).add(row.deed_name)
    return {name: sorted(deeds) for name, deeds in found.items()}


class _Entries:
    def __init__(self, register: Registered, now: int, deeds: Mapping[str, Sequence[str]]) -> None:
        self._register = register
        self._now = now
        self._deeds = deeds
        self._next = len(register.state.documents)
        self.leaves: list[Leaf] = []
        self.openings: list[Opening] = []

    def add_law(self, kind: Kind) -> None:
        digest = _law_digest(kind)
        last = self._register.state.latest.get(kind)
        if last is None or last.leaf.digest != digest:
            self.leaves.append(Leaf(kind, self._now, digest=digest))

    def add_record(self, record: Published) -> None:
        known = self._register.documents.get(record.name)
        roles = [(Role.TEXT, record.text), *((Role.FILE, one) for one in record.files)]
        deeds = self._deeds.get(record.name, ())[: max(_PARTS - len(roles), 0)]
        if known is not None and self._is_same(known, record) and self._names(known, deeds):
            return
        roles += ((Role.DEED, Part(record.text.address, name, name.encode())) for name in deeds)
        parts = self._open(roles)
        claimed = record.claimed.isoformat() if record.claimed else None
        if known is None:
            leaf = Leaf(self._kind(record), self._now, document=self._next, version=1, parts=parts, claimed=claimed)
            self._next += 1
        else:
            version, previous = (known.current.leaf.version or 0) + 1, known.current.index
            leaf = Leaf(
                Kind.CORRECT, self._now, document=known.number, version=version, previous=previous, parts=parts,
                claimed=claimed,
            )  # fmt: skip
        self.leaves.append(leaf)

    def add_duty(self, row: DutyRow, due: date) -> None:
        last = int(datetime.combine(due, time(23, 59, 59), VIETNAM).timestamp())
        if (row.id, last) in self._register.duties:
            return
        kind, name = row.subject.kind, row.subject.id
        address = addresses.DUTIES if kind == "body" else addresses.record(kind, name)
        parts = self._open([(Role.DUTY, Part(address, row.id, row.id.encode()))])
        basis = row.basis.rule.id.lower() if row.basis.rule else _OWN_PLAN
        self.leaves.append(Leaf(Kind.DUTY, self._now, parts=parts, basis=basis, due=last))

    def _kind(self, record: Published) -> Kind:
        """Return how a record enters: only with the first publication may it be older than the register."""
        state = self._register.state
        began = state.latest[Kind.GENESIS].leaf.at(VIETNAM).date()
        is_older = state.first_publication is None and record.claimed is not None and record.claimed < began
        return Kind.IMPORT if is_older else Kind.PUBLISH

    def _is_same(self, known: Document, record: Published) -> bool:
        opened = (self._register.openings[part] for part in known.parts)
        held = {_facts(one) for one in opened if one.role is not Role.DEED}
        return held == {_facts_of(Role.TEXT, record.text), *(_facts_of(Role.FILE, one) for one in record.files)}

    def _names(self, known: Document, deeds: Sequence[str]) -> bool:
        """Return whether the newest version names every deed: the words may be old and the rule that asks for it new."""
        return self._register.deeds_of(known.current).issuperset(deeds)

    def _open(self, parts: Iterable[tuple[Role, Part]]) -> tuple[str, ...]:
        made = [blind(role, part.content, part.address, part.name) for role, part in parts]
        self.openings += made
        return tuple(opening.digest for opening in made)


_Facts = tuple[Role, str, str, str]


def _facts(opening: Opening) -> _Facts:
    return opening.role, opening.address, opening.name, opening.sha256


def _facts_of(role: Role, part: Part) -> _Facts:
    return role, part.address, part.name, sha256(part.content).hexdigest()


def _law_digest(kind: Kind) -> str:
    """Return the digest of the data by which duties are counted: the rules, or the calendar, of this version of ours."""
    folder = files("congkhai.law") / _LAW[kind]
    total = sha256()
    for name, content in sorted(_data(folder)):
        total.update(name.encode() + b"\0" + sha256(content).digest())
    return total.hexdigest()


def _data(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.name.endswith(".yml"):
            yield one.name, one.read_bytes().replace(b"\r\n", b"\n")
