"""Since when the publication register shows each deed: by time stamps and witnesses where there are any, else by its own clock."""

from dataclasses import dataclass
from datetime import datetime

from congkhai.duties.proving import ProvedBy, ProvedTime
from congkhai.duties.row import DutyRow
from congkhai.portal.relations import Portal
from congkhai.register.names import Registered
from congkhai.register.state import Document, Version
from congkhai.views.witnesses import Witnessed
from congkhai.zone import VIETNAM

# The page of such a record is itself what had to be published; others are there before the deed that they come to tell.
_ARE_DEEDS = frozenset({"plan", "conclusion"})


@dataclass(frozen=True)
class EnteredDeed:
    """The first version that tells a deed; `is_first` where nothing may have told it earlier, in the register or before it.

    `is_told_now` says whether the newest version tells it too.
    """

    version: Version
    is_first: bool
    is_told_now: bool = True

    @property
    def not_before(self) -> datetime | None:
        """Return when the version was entered, if what it tells was published with it."""
        return self.version.leaf.at(VIETNAM) if self.is_first else None


class ProvedTimes:
    """What a register proves of deeds, by the rows of the ledger."""

    def __init__(self, portal: Portal, register: Registered) -> None:
        self._register = register
        self.witnessed = Witnessed(portal, register)

    def entered(self, row: DutyRow) -> EnteredDeed | None:
        """Return the published version of a record that tells a deed, None while none does or it was taken back.

        What a record says meanwhile proves nothing before it is published.
        """
        name = ":".join(row.deed.record) if row.deed else ""
        known = self._register.documents.get(name)
        if row.deed is None or known is None or known.retraction is not None:
            return None
        if row.deed.record[0] in _ARE_DEEDS:
            return EnteredDeed(known.versions[0], is_first=not self._register.state.is_older(known.versions[0]))
        if (found := self._register.deeds.get((name, row.deed_name or ""))) is None:
            return None
        return EnteredDeed(
            found,
            is_first=not (known.erased or self._said_the_same(known, found) or self._register.state.is_older(found)),
            is_told_now=row.deed_name in self._register.deeds_of(known.current),
        )

    def _said_the_same(self, document: Document, version: Version) -> bool:
        """Return whether the version before had the same words, and so told the same, by whatever name."""
        before = document.versions.index(version) - 1
        return before >= 0 and self._register.words_of(document.versions[before]) == self._register.words_of(version)

    def stamped(self, index: int) -> datetime | None:
        """Return before when a time stamp shows an entry to have been there, None where none covers it."""
        before = self._register.intervals.of(index).before
        return before.token.before(VIETNAM) if before else None

    def of(self, row: DutyRow) -> ProvedTime | None:
        """Return what is proved of a deed, None where the register has none."""
        if (found := self.entered(row)) is None:
            return None
        index, leaf = found.version.index, found.version.leaf
        outside = {ProvedBy.STAMP: self.stamped(index), ProvedBy.WITNESS: self.witnessed.moment(index)}
        moments = [(moment, source) for source, moment in outside.items() if moment is not None]
        by, source = min(moments) if moments else (leaf.at(VIETNAM), ProvedBy.REGISTER)
        # Nobody outside can have seen an entry before the office says that it was made.
        version = leaf.version or 1
        return ProvedTime(max(by, leaf.at(VIETNAM)), source, found.not_before, version, found.is_told_now)
