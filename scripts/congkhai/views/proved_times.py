"""Since when the publication register shows each deed: by time stamps and witnesses where there are any, else by its own clock."""

from dataclasses import dataclass
from datetime import datetime

from congkhai.duties.proving import ProvedBy, ProvedTime
from congkhai.duties.row import DutyRow
from congkhai.portal.relations import Portal
from congkhai.register.leaf import Kind
from congkhai.register.names import Registered
from congkhai.register.state import Version
from congkhai.views.witnesses import Witnessed
from congkhai.zone import VIETNAM

# The page of such a record is itself what had to be published; others are there before the deed that they come to tell.
_ARE_DEEDS = frozenset({"plan", "conclusion"})


@dataclass(frozen=True)
class EnteredDeed:
    """The first version that is known to tell a deed; `is_first` where no earlier one may have told it."""

    version: Version
    is_first: bool

    @property
    def not_before(self) -> datetime | None:
        """Return when the version was entered, if what it tells was published with it."""
        leaf = self.version.leaf
        return leaf.at(VIETNAM) if self.is_first and leaf.kind is not Kind.IMPORT else None


class ProvedTimes:
    """What a register proves of deeds, by the rows of the ledger."""

    def __init__(self, portal: Portal, register: Registered) -> None:
        self._register = register
        self.witnessed = Witnessed(portal, register)

    def entered(self, row: DutyRow) -> EnteredDeed | None:
        """Return the version of a record that tells a deed, None while none does or it was taken back."""
        name = ":".join(row.deed.record) if row.deed else ""
        known = self._register.documents.get(name)
        if row.deed is None or known is None or known.retraction is not None:
            return None
        if row.deed.record[0] in _ARE_DEEDS:
            return EnteredDeed(known.versions[0], is_first=True)
        if found := self._register.deeds.get((name, row.deed_name or "")):
            return EnteredDeed(found, is_first=not known.erased)
        # Of a version that names no deeds only the present one is known to tell it, if it is not older than the deed.
        day = row.deed.when.first if row.deed.when else None
        is_older = day is not None and known.current.leaf.at(VIETNAM).date() < day
        return None if is_older else EnteredDeed(known.current, is_first=False)

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
        return ProvedTime(max(by, leaf.at(VIETNAM)), source, found.not_before)
