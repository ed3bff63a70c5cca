"""What had to be published and was not: a duty is entered before it falls due, so that absence shows."""

from collections.abc import Iterator
from datetime import datetime

from congkhai.register.leaf import LAST_SECOND
from congkhai.register.log import Log
from congkhai.register.openings import Role
from congkhai.register.refusal import Refusal
from congkhai.register.state import State, Version, replay
from congkhai.zone import VIETNAM


def missed(log: Log, since: int, now: int) -> Iterator[Refusal]:
    """Yield the duties that fell due after one moment and before another, while no entry told that they were done.

    Times are the office's own claims, in seconds since 1970. A duty whose day was moved is among them: whether there was a
    reason is said on its page and not in the register. Raises Refusal for an opening that is missing or damaged.
    """
    state = replay(log.leaves())
    fallen = [one for one in state.duties if one.leaf.time <= _due(one) and since < _due(one) < now]
    duties = [(one, log.opening(part)) for one in fallen for part in one.leaf.parts if part not in state.erased]
    # What was told before a duty was entered was not yet owed.
    told = _told(log, state, min(one.index for one, _ in duties)) if duties else {}
    for one, opening in duties:
        day = f"{datetime.fromtimestamp(min(_due(one), LAST_SECOND), VIETNAM):%d/%m/%Y}"
        values = {"name": opening.name, "due": day, "address": opening.address}
        if opening.name not in told:
            yield Refusal("register-duty-missed", **values)
        elif told[opening.name] > _due(one):
            yield Refusal("register-duty-late", **values)


def _due(duty: Version) -> int:
    return duty.leaf.due or 0


def _told(log: Log, state: State, first: int) -> dict[str, int]:
    """Return when each duty was first told to be done, by the entries from an index on."""
    told: dict[str, int] = {}
    versions = [version for document in state.documents.values() for version in document.versions]
    for version in sorted((one for one in versions if one.index > first), key=lambda one: one.index):
        for part in version.leaf.parts:
            if part not in state.erased and (opening := log.opening(part)).role is Role.DEED:
                told.setdefault(opening.name.rpartition(":")[0], version.leaf.time)
    return told
