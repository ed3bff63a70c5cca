"""Time stamps: what an honest authority says is entered and holds; what is forged, of another head or time is refused."""

import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as form
from hypothesis import given
from hypothesis import strategies as st

from authorities import authority
from congkhai.register import anchors, keys, stamping, tokens
from congkhai.register.anchors import Intervals, Stamp
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.names import Registered
from congkhai.register.refusal import Refusal
from congkhai.register.rotation import hand_over
from congkhai.register.serving import files
from congkhai.register.tokens import Token
from registering import BEGAN, Office
from stamping_office import HOUR, stamped


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
