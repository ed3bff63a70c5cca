"""What the time stamps of a register prove to whoever checks: looked at one by one, by certificates of the reader's own if any."""

import base64
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from congkhai.register import anchors
from congkhai.register.anchors import AUTHORITY, HEAD, TOKEN, Intervals, Stamp
from congkhai.register.checkpoint import Proof
from congkhai.register.log import Log
from congkhai.register.notes import Key
from congkhai.register.refusal import Refusal
from congkhai.register.succession import earlier_head
from congkhai.register.tokens import Token
from congkhai.words import word
from congkhai.zone import VIETNAM

_STAMP, _PROOF = "stamp", "stamp-proof"


@dataclass(frozen=True)
class Stamps:
    """The stamps that hold, by entry, and why others do not."""

    intervals: Intervals = field(default_factory=Intervals)
    faults: tuple[Refusal, ...] = ()

    def tell(self, index: int) -> None:
        """Say between which times an entry came into the register, as far as stamps that hold show it."""
        interval = self.intervals.of(index)
        if interval.before:
            print(word("cli.verify-stamped", time=_before(interval.before)))
        if interval.after:
            print(word("cli.verify-stamped-after", time=f"{interval.after.token.after(VIETNAM):%H:%M %d/%m/%Y}"))

    def tell_all(self) -> None:
        """Say how many stamps there are and how far the newest reaches."""
        if found := self.intervals.stamps:
            newest = found[-1]
            print(word("cli.verify-stamps-whole", count=len(found), size=newest.size, time=_before(newest)))

    def unproved(self, indexes: Sequence[int]) -> str:
        """Return what stays unproved of some entries."""
        has_stamps = all(self.intervals.of(index).before for index in indexes)
        return word("cli.verify-stamp-unproved" if has_stamps else "cli.verify-unproved")


def stamps(log: Log, authority: Path | None, indexes: Sequence[int] | None = None) -> Stamps:
    """Return the stamps of a log, or those that tell of some entries: checked by the reader's certificates, else by its own.

    Raises Refusal for stamps that are missing, damaged, or no stamps of this log.
    """
    own = authority.read_bytes() if authority else None
    found = anchors.stamps(log)
    if not found or not _may_check(own):
        return Stamps()
    good, bad = [], []
    for one in found if indexes is None else _telling(found, indexes):
        content, note, beside = (log.read(anchors.path(one.digest, name)) for name in (TOKEN, HEAD, AUTHORITY))
        try:
            _check(content, note, own or beside)
            good.append(one)
        except Refusal as refusal:
            bad.append(refusal)
    return Stamps(Intervals(good), tuple(bad))


def _telling(found: Sequence[Stamp], indexes: Sequence[int]) -> list[Stamp]:
    intervals = [Intervals(found).of(index) for index in indexes]
    chosen = {one.index: one for interval in intervals for one in (interval.after, interval.before) if one}
    return [chosen[index] for index in sorted(chosen)]


def evidence(log: Log, index: int) -> Mapping[str, str]:
    """Return what a proof of an entry holds beside it: the earliest stamp over it, and the proof that leads to its head."""
    found = Intervals(anchors.stamps(log)).of(index).before
    if found is None:
        return {}
    head = earlier_head(log, log.read(anchors.path(found.digest, HEAD)))
    token = base64.b64encode(log.read(anchors.path(found.digest, TOKEN))).decode()
    return {_STAMP: token, _PROOF: str(log.proof(index, head))}


def tell_evidence(extra: Mapping[str, str], entry: bytes, key: Key, authority: Path | None) -> bool:
    """Say what the stamp in a proof shows; return whether it was checked.

    Raises Refusal for a stamp that does not hold.
    """
    if _STAMP not in extra:
        return False
    if authority is None:
        print(word("cli.verify-proof-stamp"), file=sys.stderr)
        return False
    own = authority.read_bytes()
    if not _may_check(own):
        return False
    try:
        content, proof = base64.b64decode(extra[_STAMP], validate=True), Proof.parse(extra[_PROOF].encode())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refusal("register-bad-proof") from error
    size = proof.check(entry, key).size
    one = Stamp(size, size, "", _check(content, str(proof.note).encode(), own))
    print(word("cli.verify-stamped", time=_before(one)))
    return True


def _may_check(own: bytes | None) -> bool:
    """Return whether stamps can be checked here, and say whom that means to believe."""
    can = find_spec("rfc3161_client") is not None
    if not can or own is None:
        print(word("cli.verify-own-authority" if can else "cli.verify-stamps-unread"), file=sys.stderr)
    return can


def _check(content: bytes, note: bytes, authority: bytes) -> Token:
    from congkhai.register.stamps import check  # noqa: PLC0415 - it needs the optional package

    return check(content, note, authority)


def _before(stamp: Stamp) -> str:
    return f"{stamp.token.before(VIETNAM):%H:%M %d/%m/%Y}"
