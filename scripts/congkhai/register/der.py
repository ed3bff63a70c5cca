"""DER as far as a time stamp needs it: values within values, each with its tag and its exact length (ITU-T X.690)."""

from dataclasses import dataclass

from congkhai.register.refusal import Refusal

INTEGER, OCTETS, OID, TIME, SEQUENCE, SET = 0x02, 0x04, 0x06, 0x18, 0x30, 0x31
FIRST, SECOND = 0xA0, 0xA1
_LONG = 0x80
_MAX_LENGTH_BYTES = 4
_MANY = 0x1F


@dataclass(frozen=True)
class Value:
    """One value: its tag and the bytes in it."""

    tag: int
    content: bytes

    def encode(self) -> bytes:
        """Return the value as it is written."""
        size = len(self.content)
        if size < _LONG:
            return bytes([self.tag, size]) + self.content
        length = size.to_bytes((size.bit_length() + 7) // 8)
        return bytes([self.tag, _LONG | len(length)]) + length + self.content

    def parts(self) -> "list[Value]":
        """Return the values in this one.

        Raises Refusal unless they fill it.
        """
        found, rest = [], self.content
        while rest:
            value, rest = _first(rest)
            found.append(value)
        return found

    def number(self) -> int:
        """Return the integer that this is."""
        return int.from_bytes(self.content, signed=True)


def read(content: bytes) -> Value:
    """Return the one value that some bytes are.

    Raises Refusal for anything before, within or after it that DER does not allow.
    """
    value, rest = _first(content)
    if rest or value.encode() != content:
        raise Refusal("stamp-bad-token")
    return value


def _first(content: bytes) -> tuple[Value, bytes]:
    if len(content) < len(("tag", "length")) or content[0] & _MANY == _MANY:
        raise Refusal("stamp-bad-token")
    start, size = 2, content[1]
    if size > _LONG:
        start += size - _LONG
        size = int.from_bytes(content[2:start])
    elif size == _LONG:
        raise Refusal("stamp-bad-token")
    if start > 2 + _MAX_LENGTH_BYTES or start + size > len(content):
        raise Refusal("stamp-bad-token")
    return Value(content[0], content[start : start + size]), content[start + size :]
