"""What each file of the site was made from, so that what the last build made from the very same is not made twice."""

import hashlib
from collections.abc import Mapping

from congkhai.site.found import Stats


class Making:
    """The makings of one build, in digests by the name of a file; `ground` is what all files stand on.

    `last` and `stats` are makings and files of the last build. Without ground nothing is known of what a file stands on,
    and everything is made.
    """

    def __init__(self, ground: str, last: Mapping[str, str], stats: Stats) -> None:
        self.noted: dict[str, str] = {}
        self._ground = ground
        self._last = last
        self._stats = stats

    def stands(self, name: str, found: list[int] | None, *parts: str) -> bool:
        """Note what a file is made from, and return whether that very file was found, untouched since it was made."""
        if not self._ground:
            return False
        self.noted[name] = hashlib.blake2b("\0".join((self._ground, *parts)).encode(), digest_size=12).hexdigest()
        return self._last.get(name) == self.noted[name] and found is not None and self._stats.get(name) == found
