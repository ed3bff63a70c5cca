"""Time stamps: what an honest authority says is entered and holds; what is forged, of another head or time is refused."""

import shutil
import subprocess
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from authorities import Authority, authority
from congkhai.register import anchors, der, fsck, keys, stamping, stamps, tokens
from congkhai.register.anchors import Intervals, Stamp
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.names import Registered
from congkhai.register.refusal import Refusal
from congkhai.register.rotation import hand_over
from congkhai.register.serving import files
from congkhai.register.tokens import Token
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


def test_a_stamp_is_entered_and_holds(office: Office) -> None:
    """The answer becomes a leaf; the register is whole, and what was under the head has its time from outside."""
    office.grow(5)
    stamp = stamped(office, BEGAN + HOUR)
    assert (stamp.index, stamp.size) == (5, 5)
    assert (stamp.token.earliest, stamp.token.latest) == (BEGAN + HOUR - 1, BEGAN + HOUR + 1)
    leaf = list(office.log().leaves())[-1]
    assert leaf == Leaf(Kind.ANCHOR, BEGAN + HOUR + 60, size=5, digest=stamp.digest)
    assert office.told() == []
    assert anchors.stamps(office.log()) == [stamp]
    assert not list((office.folder / "anchors" / "asked").iterdir())


def test_openssl_takes_what_lies_in_the_register(office: Office) -> None:
    """Whoever has nothing of ours checks a stamp by one command of OpenSSL."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("needs openssl")
    office.grow(5)
    place = office.folder / "anchors" / stamped(office, BEGAN + HOUR).digest
    command = [openssl, "ts", "-verify", "-data", "head", "-in", "token.tsr", "-CAfile", "authority.pem"]
    command += ["-attime", str(BEGAN + HOUR)]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout + done.stderr, done.stderr
    (place / "head").write_bytes((place / "head").read_bytes() + b"\n")
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert "Verification: FAILED" in done.stdout + done.stderr


def test_what_openssl_stamps_is_taken(office: Office, tmp_path: Path) -> None:
    """Another program of an authority, with the clock of today."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("needs openssl")
    office.grow(5)
    by = authority()
    pem = form.Encoding.PEM
    (tmp_path / "stamper.pem").write_bytes(by.stamper.certificate.public_bytes(pem))
    (tmp_path / "chain.pem").write_bytes(by.between.certificate.public_bytes(pem) + by.pem)
    (tmp_path / "stamper.key").write_bytes(
        by.stamper.key.private_bytes(pem, form.PrivateFormat.PKCS8, form.NoEncryption())
    )
    (tmp_path / "serial").write_text("01\n")
    settings = {
        "serial": "serial", "signer_cert": "stamper.pem", "certs": "chain.pem", "signer_key": "stamper.key",
        "signer_digest": "sha256", "default_policy": "1.2.3.4", "digests": "sha256", "accuracy": "secs:1, millisecs:5",
    }  # fmt: skip
    lines = [f"{name} = {value}" for name, value in settings.items()]
    (tmp_path / "ts.cnf").write_text("\n".join(["[tsa]", "default_tsa = one", "[one]", *lines]) + "\n")
    (tmp_path / "q.tsq").write_bytes(stamping.request(office.folder, office.log()))
    command = [openssl, "ts", "-reply", "-config", "ts.cnf", "-queryfile", "q.tsq", "-out", "a.tsr"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    content = (tmp_path / "a.tsr").read_bytes()
    token = tokens.parse(content)
    assert token.latest - token.earliest == 4
    stamp = stamping.enter(office.folder, office.signer, content, by.pem, token.latest)
    assert stamp.token == token
    assert office.told() == []


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


def test_a_stamp_comes_once(office: Office) -> None:
    """The same answer again, an answer to no request, and one to a request of another register's."""
    office.grow(5)
    by = authority()
    asked = stamping.request(office.folder, office.log())
    content = by.answer(asked, BEGAN + HOUR)
    stamping.enter(office.folder, office.signer, content, by.pem, BEGAN + HOUR)
    for again, slug in ((content, "stamp-known"), (by.answer(asked, BEGAN + HOUR + 1), "stamp-not-asked")):
        with pytest.raises(Refusal, match=slug):
            stamping.enter(office.folder, office.signer, again, by.pem, BEGAN + 2 * HOUR)
    asked = stamping.request(office.folder, office.log())
    for nonce in (7, -1, 1 << 400):
        other = by.answer(asked, BEGAN + HOUR, nonce=nonce)
        with pytest.raises(Refusal, match="stamp-not-asked"):
            stamping.enter(office.folder, office.signer, other, by.pem, BEGAN + 2 * HOUR)


def test_the_register_may_have_grown_meanwhile(office: Office) -> None:
    """A request that travels by post is of the head of its day; what came in between is not under it."""
    office.grow(5)
    by = authority()
    asked = stamping.request(office.folder, office.log())
    office.add(3)
    stamp = stamping.enter(office.folder, office.signer, by.answer(asked, BEGAN + HOUR), by.pem, BEGAN + HOUR)
    assert (stamp.index, stamp.size) == (8, 5)
    assert office.told() == []
    intervals = Registered.read(office.log()).intervals
    assert intervals.of(4).before == stamp
    assert intervals.of(5) == intervals.of(7) == anchors.Interval(None, None)


def test_the_certificates_of_the_last_stamp_will_do(office: Office) -> None:
    """The first time somebody has to say whom to believe; then the ward goes on with the same authority."""
    office.grow(5)
    by = authority()
    asked = stamping.request(office.folder, office.log())
    with pytest.raises(Refusal, match="stamp-no-authority"):
        stamping.enter(office.folder, office.signer, by.answer(asked, BEGAN + HOUR), None, BEGAN + HOUR)
    stamped(office, BEGAN + HOUR)
    asked = stamping.request(office.folder, office.log())
    other = authority("Nơi khác").answer(asked, BEGAN + 2 * HOUR)
    with pytest.raises(Refusal, match="stamp-unproved"):
        stamping.enter(office.folder, office.signer, other, None, BEGAN + 2 * HOUR)
    good = by.answer(asked, BEGAN + 2 * HOUR)
    assert stamping.enter(office.folder, office.signer, good, None, BEGAN + 2 * HOUR).index == 6


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
        place.write_bytes(content.replace(b"\n", b"\r\n") if name == "head" else content[:-1] + b"\0")
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


def test_stamps_are_served(office: Office) -> None:
    """Whoever has the site has the stamps; what waits for an answer is nobody's business."""
    office.grow(5)
    stamp = stamped(office, BEGAN + HOUR)
    stamping.request(office.folder, office.log())
    served = dict(files(office.folder, office.log()))
    found = {name for name in served if name.startswith("anchors/")}
    assert found == {anchors.path(stamp.digest, name) for name in anchors.FILES}
    assert sha256(served[anchors.path(stamp.digest, "token.tsr")]).hexdigest() == stamp.digest


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 100)), max_size=8))
def test_intervals_are_the_narrowest(found: list[tuple[int, int]]) -> None:
    """Of all stamps that cover an entry the earliest counts, and of all before it the latest, as one looks at each."""
    made, index = [], 0
    for size, time in found:
        index = max(index + 1, size)
        made.append(Stamp(index, size, f"{index}", Token("", 1, time, time + 2)))
    intervals = Intervals(made)
    for entry in range(40):
        covering = [one.token.latest for one in made if one.size > entry]
        earlier = [one.token.earliest for one in made if one.index < entry]
        interval = intervals.of(entry)
        assert (interval.before.token.latest if interval.before else None) == min(covering, default=None)
        assert (interval.after.token.earliest if interval.after else None) == max(earlier, default=None)


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


def test_a_power_cut_between_the_files_and_the_leaf(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is entered by the same command again, and the request is not lost before."""
    office.grow(5)
    by = authority()
    content = by.answer(stamping.request(office.folder, office.log()), BEGAN + HOUR)

    def cut(*_: object, **__: object) -> None:
        raise InterruptedError

    with monkeypatch.context() as patch:
        patch.setattr(stamping, "append", cut)
        with pytest.raises(InterruptedError):
            stamping.enter(office.folder, office.signer, content, by.pem, BEGAN + HOUR)
    assert office.told() == []
    assert stamping.enter(office.folder, office.signer, content, by.pem, BEGAN + HOUR).index == 5
    assert office.told() == []


def test_stamps_outlive_the_key(office: Office) -> None:
    """A head that was stamped under the office's first key is one of the log under its next, and so is what follows."""
    office.grow(5)
    first = stamped(office, BEGAN + HOUR)
    new = keys.make(office.signer.path.with_name("moi.pem"), office.signer.name, "")
    hand_over(office.folder, office.signer, new, BEGAN + 2 * HOUR)
    office.signer = new
    assert office.told() == []
    second = stamped(office, BEGAN + 3 * HOUR)
    assert office.told() == []
    assert anchors.stamps(office.log()) == [first, second]


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
