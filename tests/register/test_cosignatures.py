"""What a witness signs, in the format of C2SP, and what the office takes of it."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from congkhai.register import fsck, heads
from congkhai.register.checkpoint import Checkpoint, Head
from congkhai.register.cosignatures import Cosignature, cosignatures, cosigned, parse_witnesses, witness_key
from congkhai.register.log import Log
from congkhai.register.notes import COSIGNATURE, Key, Note, Signature, parse
from congkhai.register.refusal import Refusal
from congkhai.register.sightings import Sightings
from registering import BEGAN, Office, outcome
from watching import Watcher

# The example of the specification tlog-cosignature: its time is in the line itself.
EXAMPLE = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""


@pytest.fixture
def watcher(office: Office, tmp_path: Path) -> Watcher:
    """Return a witness of an office with five entries."""
    office.grow(5)
    return Watcher.new(tmp_path / "outside", office)


def times(found: list[Cosignature]) -> list[tuple[str, int]]:
    """Return who signed, and when."""
    return [(one.witness.name, one.time) for one in found]


def test_the_form_is_that_of_the_specification() -> None:
    """Four bytes of id, eight of time, sixty-four of signature, as in its example."""
    line = parse(EXAMPLE.encode()).signatures[1]
    assert (len(line.id), len(line.bytes), int.from_bytes(line.bytes[:8])) == (4, 72, 1_679_315_147)


def test_a_signature_holds_for_one_head_and_one_time(watcher: Watcher, office: Office) -> None:
    """Whoever has the key reads who signed when; a changed time, size or origin is refused (A17, A20)."""
    note = watcher.sign(office.folder)
    assert times(cosignatures(note, [watcher.key])) == [(watcher.signer.name, watcher.now)]
    own, line = note.signatures
    later = Signature(line.name, line.id, (watcher.now + 1).to_bytes(8) + line.bytes[8:])
    with pytest.raises(Refusal, match="register-bad-signature"):
        cosignatures(Note(note.text, (own, later)), [watcher.key])
    for old, new in (("\n5\n", "\n6\n"), (office.signer.name, "khac.example.vn/so")):
        with pytest.raises(Refusal, match="register-bad-signature"):
            cosignatures(Note(note.text.replace(old, new), (own, line)), [watcher.key])


def test_every_bit_of_a_signature_counts(watcher: Watcher, office: Office) -> None:
    """Whatever bit of the line is turned, nobody counts as a witness."""
    note = watcher.sign(office.folder)
    own, line = note.signatures
    content = line.id + line.bytes
    for bit in range(len(content) * 8):
        turned = bytearray(content)
        turned[bit // 8] ^= 1 << bit % 8
        changed = Note(note.text, (own, Signature(line.name, bytes(turned[:4]), bytes(turned[4:]))))
        assert outcome(partial(cosignatures, changed, [watcher.key])) in ([], "register-bad-signature")


@pytest.mark.parametrize("length", [0, 7, 8, 71, 73, 5000])
def test_signatures_of_another_length(length: int, watcher: Watcher, office: Office) -> None:
    """What is cut or too long is refused in words."""
    note = office.log().head.note
    line = Signature(watcher.key.name, watcher.key.id, bytes(length))
    with pytest.raises(Refusal, match="register-bad-signature"):
        cosignatures(replace(note, signatures=(line,)), [watcher.key])


def test_a_time_no_clock_shows(watcher: Watcher, office: Office) -> None:
    """The specification allows times up to 2**63 - 1, and no other."""
    note = office.log().head.note
    signed = cosigned(note, watcher.signer.name, watcher.signer.private, 2**63 - 1)
    assert cosignatures(signed, [watcher.key])[0].time == 2**63 - 1
    signed = cosigned(note, watcher.signer.name, watcher.signer.private, 2**63)
    with pytest.raises(Refusal, match="register-bad-signature"):
        cosignatures(signed, [watcher.key])


def test_a_witness_is_no_office(watcher: Watcher, office: Office) -> None:
    """A key signs in one way only: neither a head as a witness nor a cosignature as an office."""
    log_key = watcher.signer.key
    assert Key.parse(str(watcher.key), COSIGNATURE) == watcher.key
    assert watcher.key.id != log_key.id
    for text, kind in ((str(watcher.key), 1), (str(log_key), COSIGNATURE)):
        with pytest.raises(Refusal, match="register-bad-key"):
            Key.parse(text, kind)
    plain = watcher.signer.sign(office.log().head.note.text)
    assert cosignatures(plain, [watcher.key]) == []


def test_one_key_under_two_names_is_one_witness(watcher: Watcher) -> None:
    """The signature does not cover the name, so lines can be relabelled."""
    twin = witness_key("khac.example", watcher.key.public)
    assert parse_witnesses(f"{watcher.key}\n\n") == [watcher.key]
    with pytest.raises(Refusal, match="register-twin-witness"):
        parse_witnesses(f"{watcher.key}\n{twin}\n")


def test_what_the_office_takes(watcher: Watcher, office: Office, tmp_path: Path) -> None:
    """Lines of known witnesses are kept beside the tree, one for each, the first; others are left out."""
    stranger = Watcher.new(tmp_path / "stranger", office, "la.example")
    note = watcher.sign(office.folder)
    both = cosigned(note, stranger.signer.name, stranger.signer.private, watcher.now)
    assert times(heads.take(office.folder, office.log(), str(both).encode(), [watcher.key])) == [
        (watcher.key.name, watcher.now)
    ]
    watcher.now += 60
    heads.take(office.folder, office.log(), str(watcher.sign(office.folder)).encode(), [watcher.key])
    (kept,) = heads.kept(office.log())
    assert [line.name for line in kept.note.signatures] == [office.signer.name, watcher.key.name]
    assert cosignatures(kept.note, [watcher.key])[0].time == watcher.now - 60
    heads.take(office.folder, office.log(), str(both).encode(), [stranger.key])
    (kept,) = heads.kept(office.log())
    assert len(cosignatures(kept.note, [watcher.key, stranger.key])) == 2
    assert office.told() == []


def test_what_the_office_does_not_take(watcher: Watcher, office: Office) -> None:
    """No witness, a head of another past, the office's own key."""
    note = watcher.sign(office.folder)
    with pytest.raises(Refusal, match="register-no-cosignature"):
        heads.take(office.folder, office.log(), str(office.log().head.note).encode(), [watcher.key])
    own = witness_key("khac.example", office.signer.key.public)
    with pytest.raises(Refusal, match="register-own-witness"):
        heads.take(office.folder, office.log(), str(note).encode(), [own])
    other = office.signer.sign(str(Checkpoint(office.signer.name, 5, bytes(32))))
    forged = cosigned(other, watcher.signer.name, watcher.signer.private, watcher.now)
    with pytest.raises(Refusal, match="register-other-past"):
        heads.take(office.folder, office.log(), str(forged).encode(), [watcher.key])
    with pytest.raises(Refusal, match="register-unsigned"):
        heads.take(office.folder, office.log(), str(watcher.signer.sign(note.text)).encode(), [watcher.key])
    assert heads.sizes(office.log().read) == []


def test_by_when_an_entry_was_seen(watcher: Watcher, office: Office) -> None:
    """The first head that holds it counts, under a proof that needs nothing else."""
    found = []
    for size in (5, 8, 300):
        office.grow(size)
        watcher.now = BEGAN + 1000 + size
        heads.take(office.folder, office.log(), str(watcher.sign(office.folder)).encode(), [watcher.key])
        found.append(size)
    office.add(20)
    log = office.log()
    seen = Sightings.of(heads.kept(log), [watcher.key])
    for index, size in ((0, 5), (4, 5), (5, 8), (7, 8), (8, 300), (299, 300)):
        assert [one.time for one in seen.holding(index)] == [BEGAN + 1000 + size]
        known = heads.witnessed(log, index, [watcher.key])
        assert known is not None
        head, signed = known
        assert (head.checkpoint.size, signed[0].time) == (size, BEGAN + 1000 + size)
        proof = log.proof(index, head)
        assert proof.check(log.entry(index), office.signer.key).size == size
        assert len(cosignatures(proof.note, [watcher.key])) == 1
    assert seen.holding(300) == ()
    assert heads.witnessed(log, 300, [watcher.key]) is None
    assert heads.newest(log, [watcher.key]) == heads.witnessed(log, 299, [watcher.key])
    assert heads.newest(log, []) is None
    assert list(fsck.check(log)) == []


def test_heads_that_do_not_belong(watcher: Watcher, office: Office) -> None:
    """A kept head that was changed, one of another past, and a list that is none are found by the full check."""
    heads.take(office.folder, office.log(), str(watcher.sign(office.folder)).encode(), [watcher.key])
    file, listed = office.folder / "heads/5", office.folder / "heads/sizes"
    good = file.read_bytes()
    file.write_bytes(good.replace(b"\n5\n", b"\n4\n"))
    assert office.told() == ["register-bad-signature"]
    file.write_bytes(str(office.signer.sign(str(Checkpoint(office.signer.name, 4, bytes(32))))).encode())
    assert office.told() == ["register-damaged heads/5"]
    file.write_bytes(str(office.signer.sign(str(Checkpoint(office.signer.name, 5, bytes(32))))).encode())
    assert office.told() == ["register-other-past"]
    forged = cosigned(parse(file.read_bytes()), watcher.signer.name, watcher.signer.private, 1)
    file.write_bytes(str(forged).encode())
    with pytest.raises(Refusal, match="register-other-past"):
        heads.witnessed(office.log(), 1, [watcher.key])
    file.write_bytes(good)
    for junk in (b"5\n4\n", b"5\n5\n", b"05\n", b"x", b"", b"\xff"):
        listed.write_bytes(junk)
        assert office.told()[0].startswith("register-"), junk


def test_the_newest_head_is_served_with_its_signatures(watcher: Watcher, office: Office) -> None:
    """While nothing was added, `checkpoint` bears them too, as other people's tools expect it."""
    heads.take(office.folder, office.log(), str(watcher.sign(office.folder)).encode(), [watcher.key])
    log: Log = office.log()
    served = dict(heads.served(log, log.head))
    assert served.keys() == {"heads/5", "heads/sizes", "checkpoint"}
    assert served["checkpoint"] == served["heads/5"]
    assert Head.parse(served["checkpoint"], office.signer.key).checkpoint == log.checkpoint
    office.add(1)
    served = dict(heads.served(office.log(), office.log().head))
    assert served["checkpoint"] == str(office.log().head.note).encode()
