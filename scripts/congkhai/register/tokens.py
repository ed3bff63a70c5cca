"""A time stamp as it was received (RFC 3161): what it says, which nobody has checked yet.

Reading needs no library, so that a site can say the time of a stamp that was checked before it was entered; whether a
stamp holds is looked at in `stamps.py`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from congkhai.register import der
from congkhai.register.der import Value
from congkhai.register.refusal import Refusal

MAX_TOKEN = 64_000
# Whoever is less sure of the time than a day, or stamps what no calendar has, stamps nothing.
_VAGUE, _LAST_SECOND = 86_400, 253_370_764_799
_SHA256 = bytes.fromhex("608648016503040201")
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_TIME_STAMP = bytes.fromhex("2a864886f70d0109100104")
_MOMENT = re.compile(rb"(?P<whole>[0-9]{14})(?:\.[0-9]{0,11}[1-9])?Z")
# How many parts a pair has, the signed data at least, and what a stamp says at least.
_PAIR, _SIGNED, _FIXED = 2, 4, 5


@dataclass(frozen=True)
class Token:
    """What a time stamp says: SHA-256 of what was stamped, the number that the request had, and between which seconds."""

    imprint: str
    nonce: int | None
    earliest: int
    latest: int

    def before(self, zone: tzinfo) -> datetime:
        """Return the moment before which what was stamped was there."""
        return datetime.fromtimestamp(self.latest, zone)

    def after(self, zone: tzinfo) -> datetime:
        """Return the moment before which this stamp was not there."""
        return datetime.fromtimestamp(self.earliest, zone)


def parse(content: bytes) -> Token:
    """Return what a response of a time-stamping authority says.

    Raises Refusal for what is none, or a response without a stamp.
    """
    kind, stamp = _pair(_signed(content)[2])
    if kind != Value(der.OID, _TIME_STAMP):
        raise Refusal("stamp-bad-token")
    octets = der.read(stamp.content)
    return _told(_expect(der.read(octets.content), der.SEQUENCE, _FIXED))


def in_order(content: bytes) -> bytes:
    """Return a response with its certificates sorted, which no signature covers.

    DER wants a set sorted and some authorities send it as it comes; the strict reader refuses that.
    """
    response = _expect(der.read(content), der.SEQUENCE, _PAIR)
    kind, token = _pair(response[1])
    signed = der.read(token.content)
    parts = [
        Value(der.FIRST, b"".join(sorted(one.encode() for one in part.parts()))) if part.tag == der.FIRST else part
        for part in signed.parts()
    ]
    again = Value(der.FIRST, _joined(der.SEQUENCE, parts).encode())
    return _joined(der.SEQUENCE, [response[0], _joined(der.SEQUENCE, [kind, again])]).encode()


def _signed(content: bytes) -> list[Value]:
    """Return the parts of the signed data in a response."""
    if len(content) > MAX_TOKEN:
        raise Refusal("stamp-bad-token")
    response = der.read(content).parts()
    if len(response) != _PAIR:
        raise Refusal("stamp-refused")
    kind, token = _pair(response[1])
    if kind != Value(der.OID, _SIGNED_DATA):
        raise Refusal("stamp-bad-token")
    return _expect(der.read(token.content), der.SEQUENCE, _SIGNED)


def _expect(value: Value, tag: int, least: int) -> list[Value]:
    parts = value.parts() if value.tag == tag else []
    if len(parts) < least:
        raise Refusal("stamp-bad-token")
    return parts


def _pair(value: Value) -> tuple[Value, Value]:
    parts = _expect(value, der.SEQUENCE, _PAIR)
    if len(parts) != _PAIR:
        raise Refusal("stamp-bad-token")
    return parts[0], parts[1]


def _joined(tag: int, parts: list[Value]) -> Value:
    return Value(tag, b"".join(part.encode() for part in parts))


def _told(fields: list[Value]) -> Token:
    algorithm, imprint = _pair(fields[2])
    moment = _MOMENT.fullmatch(fields[4].content)
    if _expect(algorithm, der.SEQUENCE, 1)[0] != Value(der.OID, _SHA256) or imprint.tag != der.OCTETS:
        raise Refusal("stamp-bad-token")
    if moment is None or fields[4].tag != der.TIME:
        raise Refusal("stamp-bad-token")
    within = max((_accuracy(one) for one in fields[5:] if one.tag == der.SEQUENCE), default=0)
    nonce = next((one.number() for one in fields[5:] if one.tag == der.INTEGER), None)
    whole = _seconds(moment["whole"].decode())
    is_whole = moment["whole"] + b"Z" == fields[4].content
    if within > _VAGUE or not _VAGUE <= whole <= _LAST_SECOND - _VAGUE:
        raise Refusal("stamp-bad-token")
    return Token(imprint.content.hex(), nonce, whole - within, whole + within + (not is_whole))


def _accuracy(value: Value) -> int:
    """Return within how many seconds a stamp is right, rounded up."""
    seconds = sum(one.number() for one in value.parts() if one.tag == der.INTEGER)
    return max(seconds, 0) + any(one.tag != der.INTEGER and any(one.content) for one in value.parts())


def _seconds(text: str) -> int:
    try:
        return int(datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp())
    except ValueError as error:
        raise Refusal("stamp-bad-token") from error
