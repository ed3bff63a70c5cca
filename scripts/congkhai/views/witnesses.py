"""What the witnesses that the settings name saw of the publication register, in words."""

from datetime import datetime

from congkhai.portal.relations import Portal
from congkhai.register.leaf import LAST_SECOND
from congkhai.register.names import Registered
from congkhai.register.notes import COSIGNATURE, Key
from congkhai.register.sightings import Sightings
from congkhai.words import word
from congkhai.zone import VIETNAM


class Witnessed:
    """What the witnesses saw, by entry; `exist` tells whether the settings name any."""

    def __init__(self, portal: Portal, register: Registered) -> None:
        self._names = {Key.parse(one.key, COSIGNATURE): one.name for one in portal.settings.witnesses}
        self._sightings = Sightings.of(register.heads, list(self._names))

    @property
    def exist(self) -> bool:
        """Return whether there are any witnesses."""
        return bool(self._names)

    def of(self, index: int) -> str:
        """Return which witness had seen an entry by when, empty when none has."""
        return " ".join(
            word("register.witnessed-text", name=self._names[one.witness], time=_said(one.time))
            for one in self._sightings.holding(index)
        )

    def moment(self, index: int) -> datetime | None:
        """Return when a witness had seen an entry, None when none has."""
        found = self._sightings.holding(index)
        return _moment(found[0].time) if found else None

    @property
    def newest(self) -> str:
        """Return what the newest head is that a witness has signed."""
        if not self._sightings.sizes:
            return word("register.witness-none")
        size, found = self._sightings.sizes[-1], self._sightings.found[-1]
        names = ", ".join(self._names[one.witness] for one in found)
        return word("register.witness-newest", size=size, names=names, time=_said(found[0].time))


def _moment(seconds: int) -> datetime:
    # A witness may write any number.
    return datetime.fromtimestamp(min(seconds, LAST_SECOND), VIETNAM)


def _said(seconds: int) -> str:
    return f"{_moment(seconds):%H:%M %d/%m/%Y}"
