"""What the leaves add up to: which documents there are, in which versions, what was taken back, what was to be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from congkhai.register.leaf import Kind, Leaf
from congkhai.register.refusal import Refusal

_FIRST = (Kind.PUBLISH, Kind.IMPORT)
# What a publication enters first; a return to an earlier site enters its build alone.
_OPENS = (Kind.RULES, *_FIRST)
_LATER = (Kind.CORRECT, Kind.RETRACT, Kind.ERASE)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document, by the leaf that says it."""

    index: int
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its versions, oldest first, the leaf that took it back, and the parts that were erased."""

    number: int
    versions: tuple[Version, ...]
    retraction: Version | None = None
    erased: frozenset[str] = frozenset()

    @property
    def current(self) -> Version:
        """Return the newest version."""
        return self.versions[-1]

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the digests of the newest version's parts that were not erased."""
        return tuple(part for part in self.current.leaf.parts if part not in self.erased)


@dataclass(frozen=True)
class State:
    """All that a register says, and the faults in how it says it; all entries of the first publication have its time."""

    documents: Mapping[int, Document]
    duties: tuple[Version, ...]
    latest: Mapping[Kind, Version]
    erased: frozenset[str]
    size: int
    faults: tuple[Refusal, ...]
    first_publication: int | None = None

    def is_older(self, version: Version) -> bool:
        """Return whether a version was public before the register: it came with the first publication, and says so."""
        return version.leaf.kind is Kind.IMPORT and version.leaf.time == self.first_publication

    @property
    def late_imports(self) -> list[Version]:
        """Return what says to be older than the register, but did not come with the first publication."""
        firsts = (document.versions[0] for document in self.documents.values())
        return [one for one in firsts if one.leaf.kind is Kind.IMPORT and not self.is_older(one)]

    @property
    def parts(self) -> set[str]:
        """Return the digest of every opening that a leaf stands for, also of those that were erased."""
        versions = (version for document in self.documents.values() for version in document.versions)
        return {part for one in (*versions, *self.duties) for part in one.leaf.parts}


@dataclass
class _Reading:
    documents: dict[int, Document] = field(default_factory=dict)
    duties: list[Version] = field(default_factory=list)
    latest: dict[Kind, Version] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    faults: list[Refusal] = field(default_factory=list)
    time: int = 0
    first_publication: int | None = None

    def take(self, found: Version) -> None:
        leaf = found.leaf
        if leaf.time < self.time:
            self._fault("register-time-backwards", found)
        self.time = max(leaf.time, self.time)
        if (leaf.kind is Kind.GENESIS) != (found.index == 0):
            self._fault("register-stray-genesis", found)
        self.latest[leaf.kind] = found
        if self.first_publication is None and leaf.kind in _OPENS:
            self.first_publication = leaf.time
        if leaf.kind is Kind.DUTY:
            self.duties.append(found)
        elif leaf.kind in _FIRST:
            self._publish(found)
        elif leaf.kind in _LATER:
            self._change(found)

    def _publish(self, found: Version) -> None:
        number = found.leaf.document or 0
        if number != len(self.documents) or found.leaf.version != 1:
            self._fault("register-second-first", found)
            return
        self.documents[number] = Document(number, (found,))

    def _change(self, found: Version) -> None:
        leaf = found.leaf
        document = self.documents.get(leaf.document or 0)
        if document is None:
            self._fault("register-unknown-document", found)
        elif leaf.kind is Kind.ERASE:
            known = {part for version in (*document.versions, *self.duties) for part in version.leaf.parts}
            if not known.issuperset(leaf.parts):
                self._fault("register-unknown-part", found)
            self.erased.update(leaf.parts)
            self.documents[document.number] = replace(document, erased=document.erased.union(leaf.parts))
        elif leaf.previous != document.current.index:
            self._fault("register-wrong-previous", found)
        elif leaf.kind is Kind.RETRACT and document.retraction is not None:
            # The first one counts: a second would give it another day.
            self._fault("register-second-retract", found)
        elif leaf.kind is Kind.RETRACT:
            self.documents[document.number] = replace(document, retraction=found)
        elif leaf.version != (document.current.leaf.version or 0) + 1:
            self._fault("register-wrong-previous", found)
        else:
            # What is published again stands again.
            changed = replace(document, versions=(*document.versions, found), retraction=None)
            self.documents[document.number] = changed

    def _fault(self, slug: str, found: Version) -> None:
        self.faults.append(Refusal(slug, index=str(found.index), document=str(found.leaf.document)))


def replay(leaves: Iterable[Leaf]) -> State:
    """Return what all leaves of a register, in order, add up to."""
    reading = _Reading()
    size = 0
    for size, leaf in enumerate(leaves, start=1):
        reading.take(Version(size - 1, leaf))
    return State(
        documents=reading.documents,
        duties=tuple(reading.duties),
        latest=reading.latest,
        erased=frozenset(reading.erased),
        size=size,
        faults=tuple(reading.faults),
        first_publication=reading.first_publication,
    )
