"""Stamps that are none, or of something else, are refused in words, and whatever was tampered with is told."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from authorities import Authority, authority
from congkhai.register import anchors, der, fsck, stamping, stamps, tokens
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.names import Registered
from congkhai.register.refusal import Refusal
from congkhai.register.writing import append
from registering import BEGAN, Office
from stamping_office import HOUR, stamped


def refused(office: Office, content: bytes, by: Authority, now: int = BEGAN + HOUR) -> str:
    """Return why an answer is not entered; nothing may have changed."""
    before = office.log().checkpoint
    with pytest.raises(Refusal) as error:
        stamping.enter(office.folder, office.signer, content, by.pem, now)
    assert office.log().checkpoint == before
    assert not list(office.folder.glob("anchors/*/token.tsr"))
    return error.value.slug


def test_a_stamp_of_another_head(office: Office) -> None:
    """A right stamp with the right number, but of something else."""
    office.grow(5)
    asked = stamping.request(office.folder, office.log())
    content = authority().answer(asked, BEGAN + HOUR, note=b"another head\n")
    assert refused(office, content, authority()) == "stamp-other-head"


def test_an_authority_that_nobody_named(office: Office) -> None:
    """Another authority, even one with the same names, is not the one whose certificate the ward was given."""
    office.grow(5)
    asked = stamping.request(office.folder, office.log())
    false = replace(authority("Nơi khác"), stamper=authority().stamper)
    for by in (authority("Nơi khác"), authority.__wrapped__(), false):
        if by is false:
            # The right stamper's key, but no way from it to the root that is believed.
            assert refused(office, by.answer(asked, BEGAN + HOUR), authority("Nơi khác")) == "stamp-unproved"
        else:
            assert refused(office, by.answer(asked, BEGAN + HOUR), authority()) == "stamp-unproved"


def test_a_certificate_for_something_else(office: Office) -> None:
    """Who may sign programs may not stamp times."""
    office.grow(5)
    by = authority("Ký phần mềm", ExtendedKeyUsageOID.CODE_SIGNING)
    asked = stamping.request(office.folder, office.log())
    assert refused(office, by.answer(asked, BEGAN + HOUR), by) == "stamp-unproved"


def test_impossible_times(office: Office) -> None:
    """A stamp of the future, one before the entries that it is of, and one outside its certificate."""
    office.grow(5)
    asked = stamping.request(office.folder, office.log())
    by = authority()
    assert refused(office, by.answer(asked, BEGAN + 2 * HOUR), by, BEGAN + HOUR) == "stamp-in-future"
    assert refused(office, by.answer(asked, BEGAN - HOUR), by) == "stamp-before-entry"
    assert refused(office, by.answer(asked, BEGAN - 800 * 24 * HOUR), by) == "stamp-unproved"


def test_a_stamp_older_than_one_under_it(office: Office) -> None:
    """An authority that helps to backdate is contradicted by the stamp that lies in what it stamps."""
    office.grow(5)
    stamped(office, BEGAN + HOUR)
    asked = stamping.request(office.folder, office.log())
    by = authority("Nơi gian")
    with pytest.raises(Refusal, match="stamp-backwards"):
        stamping.enter(office.folder, office.signer, by.answer(asked, BEGAN + HOUR - 500), by.pem, BEGAN + 2 * HOUR)


@pytest.mark.parametrize(
    "content", [b"", b"0\x80\x00\x00", b"\x30\x03\x02\x01", b"0" * 100, b"\x30\x05\x30\x03\x02\x01\x02"]
)
def test_what_is_no_stamp(content: bytes, office: Office) -> None:
    """Other files, cut ones, and an answer that says no."""
    office.grow(5)
    slug = "stamp-refused" if content.endswith(b"\x02\x01\x02") else "stamp-bad-token"
    assert refused(office, content, authority()) == slug


def test_no_flipped_bit_says_anything_else(office: Office) -> None:
    """Bits of an answer turned, one at a time: it is refused, or the bit was none that is signed and all that is said stays as it was."""
    office.grow(5)
    note = str(office.log().head.note).encode()
    good = authority().answer(stamps.ask(note).content, BEGAN + HOUR)
    said = stamps.check(good, note, authority().pem)
    taken = 0
    # Seven and eight have no common divisor: every bit of a byte has its turn.
    for bit in range(0, len(good) * 8, 7):
        content = bytearray(good)
        content[bit // 8] ^= 1 << bit % 8
        try:
            assert stamps.check(bytes(content), note, authority().pem) == said
        except Refusal:
            continue
        taken += 1
    assert taken < len(good) * 8 / 7 * 0.01


@given(st.binary(max_size=60), st.integers(0, 1200), st.integers(0, 60))
def test_no_bytes_end_in_a_traceback(junk: bytes, start: int, cut: int) -> None:
    """Whatever is sent as an answer is an answer or is refused."""
    good = authority().answer(stamps.ask(b"head").content, BEGAN)
    for content in (junk, good[:start] + junk + good[start + cut :]):
        with suppress(Refusal):
            stamps.check(content, b"head", authority().pem)


@pytest.mark.parametrize("name", anchors.FILES)
def test_a_stamp_that_was_tampered_with(office: Office, name: str) -> None:
    """A file of a stamp that is missing, or that is another's, is named by the full check and stops the reading."""
    office.grow(5)
    place = office.folder / "anchors" / stamped(office, BEGAN + HOUR).digest / name
    content = place.read_bytes()
    place.unlink()
    assert [fault.split()[0] for fault in office.told()] == ["register-missing-file"]
    if name != "authority.pem":
        changed = content[:-1] + bytes([content[-1] ^ 1])
        place.write_bytes(content.replace(b"\n", b"\r\n") if name == "head" else changed)
        assert office.told() != []
        with pytest.raises(Refusal):
            Registered.read(office.log())


def test_another_head_of_the_log_under_the_stamp(office: Office) -> None:
    """A leaf that gives the stamp of a smaller head for a larger one is told."""
    office.grow(5)
    stamp = stamped(office, BEGAN + HOUR)
    forged = Leaf(Kind.ANCHOR, BEGAN + 2 * HOUR, size=6, digest=stamp.digest)
    append(office.folder, office.signer, [forged])
    assert office.told() == ["stamp-other-head 6"]


def test_what_no_leaf_names_is_a_stranger(office: Office) -> None:
    """A stamp that a power cut left behind is told; a request that waits for its answer is not."""
    office.grow(5)
    stamped(office, BEGAN + HOUR)
    stamping.request(office.folder, office.log())
    assert fsck.strangers(office.folder, office.log()) == []
    left = office.folder / anchors.path("ab" * 32, anchors.TOKEN)
    left.parent.mkdir()
    left.write_bytes(b"left")
    assert fsck.strangers(office.folder, office.log()) == [anchors.path("ab" * 32, anchors.TOKEN)]


@pytest.mark.parametrize("within", [86_401, 2**40, 2**300])
def test_a_stamp_that_knows_no_time(office: Office, within: int) -> None:
    """Who is less sure than a day says nothing; no number makes a calendar fail."""
    office.grow(5)
    asked = stamping.request(office.folder, office.log())
    assert refused(office, authority().answer(asked, BEGAN + HOUR, within=within), authority()) == "stamp-bad-token"


@pytest.mark.parametrize("moment", [b"00010101000000Z", b"99991231235959Z", b"20260230000000Z", b"20260312101010.50Z"])
def test_a_stamp_of_no_day(moment: bytes) -> None:
    """A time that no calendar has, or that is written in a way which DER does not know, is refused."""
    good = authority().answer(stamps.ask(b"head").content, BEGAN)
    written = datetime.fromtimestamp(BEGAN, UTC).strftime("%Y%m%d%H%M%SZ").encode()
    if len(moment) == len(written):
        with pytest.raises(Refusal, match="stamp-bad-token"):
            tokens.parse(good.replace(written, moment))
    else:
        assert tokens._MOMENT.fullmatch(moment) is None  # noqa: SLF001 - no stamp of this length can be forged simply


@given(st.binary(max_size=40))
def test_bytes_are_a_value_in_one_way(content: bytes) -> None:
    """What is read as a value is what that value is written as."""
    try:
        assert der.read(content).encode() == content
    except Refusal as refusal:
        assert refusal.slug == "stamp-bad-token"  # noqa: PT017 - most bytes are none


@pytest.mark.parametrize(
    "pem", [b"", b"khong phai chung thu", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_certificates_that_are_none(office: Office, pem: bytes) -> None:
    """Whom to believe has to be said in certificates."""
    office.grow(5)
    content = authority().answer(stamping.request(office.folder, office.log()), BEGAN + HOUR)
    with pytest.raises(Refusal, match="stamp-bad-authority"):
        stamping.enter(office.folder, office.signer, content, pem, BEGAN + HOUR)
