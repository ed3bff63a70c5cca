"""Keys of small order are refused: all of them, found again here by the arithmetic of the curve edwards25519."""

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from congkhai.register.notes import _WEAK, Key
from congkhai.register.refusal import Refusal

PRIME = 2**255 - 19
D = -121665 * pow(121666, -1, PRIME) % PRIME
ROOT = pow(2, (PRIME - 1) // 4, PRIME)
IDENTITY = (0, 1)
Point = tuple[int, int]


def added(one: Point, two: Point) -> Point:
    """Return the sum of two points, by the complete formula of twisted Edwards curves with a = -1."""
    (x1, y1), (x2, y2) = one, two
    both = D * x1 * x2 * y1 * y2 % PRIME
    x = (x1 * y2 + x2 * y1) * pow(1 + both, -1, PRIME)
    y = (y1 * y2 + x1 * x2) * pow(1 - both, -1, PRIME)
    return x % PRIME, y % PRIME


def times(factor: int, point: Point) -> Point:
    """Return a multiple of a point."""
    total = IDENTITY
    while factor:
        if factor & 1:
            total = added(total, point)
        factor, point = factor >> 1, added(point, point)
    return total


def point_of(encoding: bytes) -> Point | None:
    """Return the point of an encoding, read as generously as any library may; None where there is none."""
    number = int.from_bytes(encoding, "little")
    sign, y = number >> 255, (number & (1 << 255) - 1) % PRIME
    square = (y * y - 1) * pow(D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if x * x % PRIME != square:
        x = x * ROOT % PRIME
    if x * x % PRIME != square:
        return None
    return (PRIME - x if x % 2 != sign and x else x), y


def encodings(point: Point) -> Iterator[bytes]:
    """Yield every encoding that a generous library takes for a point: y may be too large, and minus nought has a sign."""
    x, y = point
    for number in (y, y + PRIME):
        for sign in {0, 1} if x == 0 else {x % 2}:
            if number < 1 << 255:
                yield (number | sign << 255).to_bytes(32, "little")


def small_group() -> set[Point]:
    """Return all points whose order divides 8: a cyclic group, made from a point times the large prime of the curve."""
    order = 2**252 + 27742317777372353535851937790883648493
    for y in range(2, 100):
        point = point_of(y.to_bytes(32, "little"))
        if point and times(4, found := times(order, point)) != IDENTITY:
            assert times(8, found) == IDENTITY
            return {times(factor, found) for factor in range(8)}
    raise AssertionError


WEAK = sorted({encoding for point in small_group() for encoding in encodings(point)})


def test_the_list_is_complete() -> None:
    """The group of order 8 has 14 encodings, and the list of the program is these without their signs."""
    assert len(small_group()) == 8
    assert len(WEAK) == 14
    assert {bytes([*one[:31], one[31] & 0x7F]) for one in WEAK} == _WEAK


@pytest.mark.parametrize("encoding", WEAK, ids=bytes.hex)
def test_weak_keys_are_refused(encoding: bytes) -> None:
    """Eight times such a point is the identity, and no such key is taken."""
    point = point_of(encoding)
    assert point is not None
    assert times(8, point) == IDENTITY
    with pytest.raises(Refusal, match="register-weak-key"):
        Key.parse(str(Key("ten", encoding)))


def test_why() -> None:
    """For the identity as a key, one signature holds for every text: the library itself does not refuse it."""
    identity = bytes([1, *[0] * 31])
    for text in (b"mot", b"hai"):
        Ed25519PublicKey.from_public_bytes(identity).verify(identity + bytes(32), text)
