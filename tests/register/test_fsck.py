"""The full check: one bit turned in any file is found, and the file is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from congkhai.register import tiles
from congkhai.register.checkpoint import Checkpoint
from congkhai.register.fsck import strangers
from congkhai.register.hashing import leaf_hash, root
from congkhai.register.keys import KeyFile
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import open_log
from congkhai.register.notes import Note
from congkhai.register.refusal import Refusal
from congkhai.register.writing import append
from registering import BEGAN, Office, built, digest, flip


def live(folder: Path) -> list[str]:
    """Return the files that the newest head needs: all but smaller sizes of tiles that are still growing."""
    log = open_log(folder)
    names = dict(tiles.files(list(log.entries())))
    return sorted(
        {*names, "checkpoint", "key", *(path.relative_to(folder).as_posix() for path in folder.glob("addenda/*/*/*"))}
    )


def whole(office: Office) -> Office:
    """Fill a register beyond its first full tile, with two documents."""
    office.grow(300)
    office.publish(0, BEGAN + 300, "a.pdf", "b.pdf")
    office.publish(1, BEGAN + 301, "c.pdf")
    return office


def signed_as(folder: Path, signer: KeyFile, entries: list[bytes]) -> None:
    """Write a log of any entries and sign it, as somebody may who holds the key and another program."""
    for where, content in tiles.files(entries):
        (folder / where).parent.mkdir(parents=True, exist_ok=True)
        (folder / where).write_bytes(content)
    head = Checkpoint(signer.name, len(entries), root([leaf_hash(entry) for entry in entries]))
    note: Note = signer.sign(str(head))
    (folder / "checkpoint").write_bytes(str(note).encode())
    signer.remember(str(note).encode())


def test_a_sound_register(office: Office) -> None:
    """Nothing is told of it."""
    assert whole(office).told() == []
    assert strangers(office.folder, office.log()) == []
    assert open_log(office.folder).key == office.signer.key


def test_one_bit(office: Office) -> None:
    """Whichever file it is in, the file is named; in a head, its signature does not hold."""
    names = live(whole(office).folder)
    assert {"checkpoint", "key", "tile/0/000", "tile/1/000.p/1", "tile/entries/000"} <= set(names)
    assert sum(name.startswith("addenda/") for name in names) == 3
    for name in names:
        file = office.folder / name
        length = len(file.read_bytes()) * 8
        for bit in {0, 1, 7, 8, 15, 16, length // 3, length // 2 + 3, length - 1}:
            flip(file, bit)
            told = office.told()
            if name == "checkpoint":
                assert len(told) == 1
                assert told[0].split()[0] in {
                    "register-unsigned",
                    "register-bad-signature",
                    "register-bad-note",
                    "register-bad-checkpoint",
                }
            else:
                assert f"register-damaged {name}" in told
            flip(file, bit)
    assert office.told() == []


def test_a_missing_file(office: Office) -> None:
    """Whichever it is, it is named, and it alone."""
    for name in live(whole(office).folder):
        file = office.folder / name
        content = file.read_bytes()
        file.unlink()
        assert office.told() == [f"register-missing-file {name}"]
        file.write_bytes(content)


def test_each_of_several_faults(office: Office) -> None:
    """Damage in several files is told of each."""
    whole(office)
    names = ["tile/entries/000", "tile/0/001.p/46", "tile/1/000.p/1"]
    for name in names[1:]:
        flip(office.folder / name, 5)
    assert office.told() == [f"register-damaged {name}" for name in names[1:]]
    flip(office.folder / names[0], 20_000)
    assert {"register-wrong-root", *(f"register-damaged {name}" for name in names[:1])} <= set(office.told())
    (office.folder / "tile/0/000").unlink()
    assert "register-missing-file tile/0/000" in office.told()
    (office.folder / names[0]).unlink()
    assert office.told() == [f"register-missing-file {names[0]}"]


@pytest.mark.parametrize("keeps_head", [False, True])
def test_entries_of_another_program(office: Office, *, keeps_head: bool) -> None:
    """What was signed and is no leaf of ours is told with its index, and the rest is still looked at."""
    office.folder.mkdir()
    (office.folder / "key").write_text(f"{office.signer.key}\n")
    genesis = Leaf(Kind.GENESIS, BEGAN, digest=digest("")).encode()
    signed_as(office.folder, office.signer, [genesis, b'{"hello":1}', built(2).encode(), b"" if keeps_head else b"x"])
    assert office.told() == ["register-bad-entry 1", "register-bad-entry 3"]


def test_another_key_lies_there(office: Office, tmp_path: Path) -> None:
    """A reader with the right key is told that the folder shows another."""
    whole(office)
    other = Office.new(tmp_path / "khac")
    (office.folder / "key").write_text(f"{other.signer.key}\n")
    assert office.told() == ["register-damaged key"]
    with pytest.raises(Refusal, match="register-unsigned"):
        _ = open_log(office.folder).head


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"ten+00000000+AAAA\n"])
def test_what_lies_there_is_no_key(office: Office, content: bytes) -> None:
    """Without a key of one's own, the one in the folder must at least be one."""
    office.grow(2)
    (office.folder / "key").write_bytes(content)
    with pytest.raises(Refusal, match="register-bad-key"):
        open_log(office.folder)
    (office.folder / "key").unlink()
    with pytest.raises(Refusal, match="register-missing-file"):
        open_log(office.folder)


def test_faults_of_meaning(office: Office) -> None:
    """What does not add up is told with its entry, though every file is sound."""
    office.grow(2)
    leaf = Leaf(Kind.RETRACT, BEGAN + 2, document=4, previous=1, reason="a")
    append(office.folder, office.signer, [leaf])
    assert office.told() == ["register-unknown-document 2"]


def test_a_stranger_among_the_openings(office: Office) -> None:
    """A file that no leaf names is found."""
    whole(office)
    (office.folder / "addenda" / "ab").mkdir(exist_ok=True)
    (office.folder / "addenda" / "ab" / "thua.txt").write_text("x")
    assert strangers(office.folder, office.log()) == ["addenda/ab/thua.txt"]


def _bits() -> Iterator[int]:
    yield from range(0, 8 * 900, 61)


def test_bits_of_a_small_register(office: Office) -> None:
    """In a register of three entries any bit of any file is found."""
    office.grow(2)
    office.publish(0, BEGAN + 2, "a.pdf")
    for name in live(office.folder):
        file = office.folder / name
        for bit in (bit for bit in _bits() if bit < len(file.read_bytes()) * 8):
            flip(file, bit)
            assert office.told() != []
            flip(file, bit)
