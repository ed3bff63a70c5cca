"""A key hands on to the next: what was signed before still holds, and only the old key can name the new one."""

from functools import partial
from pathlib import Path

import pytest

from congkhai.register import fsck, heads, keys
from congkhai.register.checkpoint import Head
from congkhai.register.keys import KeyFile
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log, folder_reader, open_log
from congkhai.register.refusal import Refusal
from congkhai.register.rotation import hand_over
from congkhai.register.succession import checked_terms, earlier_head, head_path, heir, terms
from congkhai.register.writing import PAUSE, append, recovered, refuse_leap
from cutting import act_until, after
from registering import BEGAN, ORIGIN, Office, built, digest, flip, outcome
from watching import Watcher


def new_key(office: Office, name: str = "moi") -> KeyFile:
    """Return another key of the office."""
    return keys.make(office.signer.path.with_name(f"{name}.pem"), ORIGIN, "")


def rotated(office: Office, size: int, name: str = "moi") -> Office:
    """Return the office under its new key, which took over at a size."""
    new = new_key(office, name)
    hand_over(office.folder, office.signer, new, BEGAN + size - 1)
    return Office(office.folder, new)


@pytest.mark.parametrize("size", [2, 5, 256, 257, 300])
def test_everything_older_still_verifies(size: int, office: Office) -> None:
    """Proofs and heads of the old key, from it and from the new one; the register is sound under the new key."""
    early = office.grow(size - 1)
    proof, entry = early.proof(size - 2), early.entry(size - 2)
    new = rotated(office, size)
    log = new.add(70)
    assert log.key == new.signer.key
    assert proof.check(entry, office.signer.key) == early.checkpoint
    assert log.grew_from(early.checkpoint)
    assert earlier_head(log, str(early.head.note).encode()) == early.head
    assert heir(log.read, office.signer.key) == new.signer.key == heir(log.read, new.signer.key)
    assert [(term.since, term.key) for term in checked_terms(log)] == [(0, office.signer.key), (size, new.signer.key)]
    assert (new.told(), open_log(office.folder).key) == ([], new.signer.key)
    handed = Head.parse((office.folder / head_path(size)).read_bytes(), office.signer.key)
    assert set(handed.note.signed_by([office.signer.key, new.signer.key])) == {office.signer.key, new.signer.key}


def test_again_and_again(office: Office) -> None:
    """Whoever knows any of the keys finds the way to today's."""
    office.grow(4)
    known = [office]
    for number in range(3):
        known.append(rotated(known[-1], known[-1].log().checkpoint.size + 1, f"khoa-{number}"))
        known[-1].add(20)
    last = known[-1]
    for one in known:
        assert heir(folder_reader(office.folder), one.signer.key) == last.signer.key
    assert last.told() == []
    assert len(terms(last.log().read)) == 4


def test_the_old_key_signs_no_more(office: Office) -> None:
    """Neither while its head is still the newest nor later; nor does it hand on to a second."""
    office.grow(3)
    new = rotated(office, 4)
    with pytest.raises(Refusal, match="register-handed-over"):
        office.add(1)
    with pytest.raises(Refusal, match="register-handed-over"):
        recovered(office.folder, office.signer)
    new.add(1)
    with pytest.raises(Refusal, match="register-unsigned"):
        office.add(1)
    with pytest.raises(Refusal, match="register-unsigned"):
        hand_over(office.folder, office.signer, new_key(office, "hai"), BEGAN + 10)
    assert new.told() == []


def test_what_is_no_new_key(office: Office) -> None:
    """The old key itself, one that has signed something, one of another name."""
    office.grow(3)
    other = Office.new(office.folder.parent / "khac")
    other.begin()
    stranger = keys.make(office.signer.path.with_name("la.pem"), "khac.vn/so", "")
    for wrong in (office.signer, other.signer, stranger):
        with pytest.raises(Refusal, match="register-key-used"):
            hand_over(office.folder, office.signer, wrong, BEGAN + 3)
    assert office.log().checkpoint.size == 3


def test_a_thief_names_no_key(office: Office) -> None:
    """A list of keys, a leaf or a head without the old signature leads nobody to another key."""
    office.grow(3)
    new = rotated(office, 4)
    new.add(5)
    head, listed = office.folder / "heads/4", office.folder / "keys"
    thief = new_key(office, "trom")
    good, text = head.read_bytes(), listed.read_text(encoding="utf-8")
    # The thief's own head in the place of the one that both have signed.
    head.write_bytes(str(new.signer.sign(Head.parse(good, new.signer.key).note.text)).encode())
    with pytest.raises(Refusal, match="register-unsigned"):
        heir(folder_reader(office.folder), office.signer.key)
    assert new.told() == ["register-unsigned"]
    head.write_bytes(good)
    # A line for another key: no leaf names it.
    listed.write_text(text.replace(str(new.signer.key), str(thief.key)), encoding="utf-8")
    with pytest.raises(Refusal, match=r"register-(bad-succession|unsigned)"):
        heir(folder_reader(office.folder), office.signer.key)
    assert new.told()[0].startswith("register-damaged keys")
    # Another size.
    listed.write_text(text.replace("\n4 ", "\n5 "), encoding="utf-8")
    with pytest.raises(Refusal):
        heir(folder_reader(office.folder), office.signer.key)
    # No list: whoever knows the old key does not believe the new one.
    listed.unlink()
    assert heir(folder_reader(office.folder), office.signer.key) == office.signer.key
    assert new.told() == ["register-bad-succession"]
    for junk in (
        "",
        "0\n",
        "x y\n",
        text + text,
        text.replace("\n4 ", "\n04 "),
        text[:-1],
        text.replace("0 ", "1 ", 1),
    ):
        listed.write_text(junk, encoding="utf-8")
        assert new.told() != []


def test_a_leaf_alone_hands_nothing_on(office: Office) -> None:
    """A leaf that names another key than the list, under the old signature, is told."""
    office.grow(3)
    append(office.folder, office.signer, [Leaf(Kind.KEY, BEGAN + 3, digest=digest("gì đó"))])
    assert office.told() == ["register-bad-succession"]


def test_the_stolen_old_key_is_too_late(office: Office) -> None:
    """After the new key took over, heads of the old one are none of this register."""
    office.grow(3)
    new = rotated(office, 4)
    log = new.add(10)
    forged = office.signer.sign(str(log.checkpoint))
    with pytest.raises(Refusal, match="register-unsigned"):
        earlier_head(log, str(forged).encode())
    early = office.signer.sign(str(Head.parse((office.folder / "heads/4").read_bytes(), office.signer.key).checkpoint))
    assert earlier_head(log, str(early).encode()).checkpoint.size == 4
    too_early = new.signer.sign(
        str(Head.parse(str(early).encode(), office.signer.key).checkpoint).replace("\n4\n", "\n3\n")
    )
    with pytest.raises(Refusal, match="register-unsigned"):
        earlier_head(log, str(too_early).encode())


def test_a_witness_follows(office: Office, tmp_path: Path) -> None:
    """A witness who knows the old key signs on, and remembers the new one; from a thief she does not."""
    office.grow(3)
    watcher = Watcher.new(tmp_path / "outside", office)
    watcher.sign(office.folder)
    new = rotated(office, 4)
    new.add(2)
    watcher.sign(office.folder)
    assert watcher.memory.key == new.signer.key
    new.add(2)
    heads.take(new.folder, new.log(), str(watcher.sign(office.folder)).encode(), [watcher.key])
    assert heads.sizes(new.log().read) == [4, 8]
    assert new.told() == []


def test_every_bit_of_the_handing_over_counts(office: Office) -> None:
    """Whatever bit of the head or the list is turned, the old key leads to the new one or to nobody."""
    office.grow(3)
    new = rotated(office, 4)
    new.add(2)
    read = folder_reader(office.folder)
    for name in ("heads/4", "keys"):
        path = office.folder / name
        for bit in range(path.stat().st_size * 8):
            flip(path, bit)
            found = outcome(partial(heir, read, office.signer.key))
            assert found in {office.signer.key, new.signer.key} or str(found).startswith("register-")
            flip(path, bit)


@pytest.mark.parametrize("is_done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("size", [3, 255, 256])
def test_power_cuts(tmp_path: Path, size: int, is_done: bool) -> None:  # noqa: FBT001 - a column of a table
    """At whatever step the handing over is cut, the same command with the same files finishes it."""
    office = Office.new(tmp_path / "truoc")
    office.grow(size)
    for step in range(1, 40):
        home = tmp_path / f"{step}"
        found = after(office, home)
        new = new_key(found)
        was_cut = act_until(step, partial(hand_over, found.folder, found.signer, new, BEGAN + size), is_done=is_done)
        log = hand_over(found.folder, found.signer, new, BEGAN + size + 5)
        assert log.checkpoint.size == size + 1
        assert Office(found.folder, new).told() == []
        assert append(found.folder, new, [built(2000)]).grew_from(log.checkpoint)
        assert heir(folder_reader(found.folder), found.signer.key) == new.key
        if not was_cut:
            break
    assert not was_cut
    assert step > 6


def test_a_clock_that_leaps(office: Office) -> None:
    """More than a month after the last entry somebody has to say that the clock is right."""
    log: Log = office.grow(3)
    refuse_leap(log, BEGAN + 2 + PAUSE)
    with pytest.raises(Refusal, match="register-clock-ahead"):
        refuse_leap(log, BEGAN + 3 + PAUSE)
    assert list(fsck.check(log)) == []
