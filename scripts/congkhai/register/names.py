"""A register by names: which document is which record, as far as its openings still say so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from congkhai.register import anchors
from congkhai.register.anchors import Intervals
from congkhai.register.checkpoint import Head
from congkhai.register.heads import kept
from congkhai.register.log import Log
from congkhai.register.openings import Opening, Role
from congkhai.register.refusal import Refusal
from congkhai.register.state import Document, State, Version, replay


@dataclass(frozen=True)
class Registered:
    """A register as far as it names things: each document by the name of its record, each duty by its own; and its kept heads.

    `deeds` are the first versions whose pages tell of a deed, by the names of the record and of the deed.
    """

    state: State
    documents: Mapping[str, Document]
    openings: Mapping[str, Opening]
    duties: Mapping[tuple[str, int], Version]
    heads: Sequence[Head] = ()
    intervals: Intervals = field(default_factory=Intervals)
    deeds: Mapping[tuple[str, str], Version] = field(default_factory=dict)

    @classmethod
    def read(cls, log: Log) -> "Registered":
        """Return what a register holds; what was erased has no name any more.

        Raises Refusal for an opening or a time stamp that is missing or damaged, and for a kept head of another past.
        """
        state = replay(log.leaves())
        announced = {part: found for found in state.duties for part in found.leaf.parts if part not in state.erased}
        versions = [version for one in state.documents.values() for version in one.versions]
        published = (part for version in versions for part in version.leaf.parts if part not in state.erased)
        parts = dict.fromkeys([*published, *announced])
        opened = {part: log.opening(part) for part in parts}
        names = {_name(one, opened): one for one in state.documents.values()}
        duties = {(opened[part].name, found.leaf.due or 0): found for part, found in announced.items()}
        heads = tuple(kept(log))
        for head in heads:
            if not log.grew_from(head.checkpoint):
                # What a witness saw of another past says nothing of this one.
                raise Refusal("register-other-past", size=str(head.checkpoint.size))
        named = {name: one for name, one in names.items() if name}
        deeds = {key: found for name, one in named.items() for key, found in _deeds(name, one, opened)}
        return cls(state, named, opened, duties, heads, Intervals(anchors.stamps(log)), deeds)

    def deeds_of(self, version: Version) -> set[str]:
        """Return the names of the deeds that a version tells, as far as they were not erased."""
        return {one.name for one in self._opened(version) if one.role is Role.DEED}

    def words_of(self, version: Version) -> str | None:
        """Return the digest of the words of a version's page, None where they were erased."""
        return next((one.sha256 for one in self._opened(version) if one.role is Role.TEXT), None)

    def _opened(self, version: Version) -> list[Opening]:
        return [self.openings[part] for part in version.leaf.parts if part in self.openings]

    def duty_parts(self, name: str) -> list[str]:
        """Return the parts of the duties that lie on the page of a document."""
        known = self.documents[name]
        pages = {one.address for part in known.parts if (one := self.openings[part]).role is Role.TEXT}
        parts = (part for found in self.duties.values() for part in found.leaf.parts)
        return [part for part in parts if part in self.openings and self.openings[part].address in pages]


def _name(document: Document, opened: Mapping[str, Opening]) -> str:
    return next((opened[part].name for part in document.parts if opened[part].role is Role.TEXT), "")


def _deeds(name: str, document: Document, opened: Mapping[str, Opening]) -> Iterator[tuple[tuple[str, str], Version]]:
    """Yield the deeds that the versions of a document tell, the newest version first: of each deed the oldest comes last."""
    for version in reversed(document.versions):
        for part in version.leaf.parts:
            if part in opened and opened[part].role is Role.DEED:
                yield (name, opened[part].name), version
