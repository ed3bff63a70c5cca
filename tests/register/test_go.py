"""A second verifier, in Go with the Go project's own libraries, holds for sound what ours does and refuses what ours refuses."""

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import golang
from congkhai.register import keys, tiles
from congkhai.register.checkpoint import Checkpoint, Proof
from congkhai.register.hashing import leaf_hash, root
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log
from congkhai.register.notes import Note
from congkhai.register.refusal import Refusal
from congkhai.register.rotation import hand_over
from congkhai.register.writing import append
from registering import BEGAN, ORIGIN, Office, digest, flip

pytestmark = pytest.mark.skipif(bool(golang.missing()), reason=golang.missing())
SIZES = [1, 2, 255, 256, 257, 700, pytest.param(70_000, marks=pytest.mark.slow)]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the verifier."""
    return golang.built(tmp_path_factory.mktemp("go"))


def heads_of(office: Office, size: int) -> list[Path]:
    """Grow a register to its size in steps; return the heads that somebody kept on the way."""
    found = []
    for step in dict.fromkeys(min(size, step) for step in (1, 2, 3, 128, 255, 256, 257, 511, 600, 65_536, size)):
        log = office.begin() if step == 1 else office.grow(step)
        kept = office.folder.with_name(f"head-{step}")
        kept.write_bytes(str(log.head.note).encode())
        found.append(kept)
    return found


def proofs_of(log: Log, folder: Path) -> list[Path]:
    """Write the proof files of entries at the ends and in between."""
    size = log.checkpoint.size
    found = []
    for index in sorted({0, 1 % size, size // 3, size - size % 256 - 1, size - 1} & set(range(size))):
        found.append(folder / f"{index}.tlog-proof")
        found[-1].write_bytes(str(replace(log.proof(index), extra=b"x" if index % 2 else b"")).encode())
    return found


@pytest.mark.parametrize("size", SIZES)
def test_our_registers_are_sound(office: Office, size: int, tmp_path: Path, program: Path) -> None:
    """Entries, tiles, root, signature, heads that were kept, and proofs of every size hold."""
    heads = heads_of(office, size)
    log = office.log()
    more = [("-head", head) for head in heads] + [("-proof", proof) for proof in proofs_of(log, tmp_path)]
    is_sound, said = golang.verify(program, office.folder, str(office.signer.key), more)
    assert is_sound, said
    assert said == f"{size} {base64.b64encode(log.checkpoint.root).decode()}"
    assert office.told() == []


def _forge(office: Office, entries: list[bytes], origin: str = "") -> None:
    """Write a log of other entries, signed with the real key."""
    for where, content in tiles.files(entries):
        (office.folder / where).parent.mkdir(parents=True, exist_ok=True)
        (office.folder / where).write_bytes(content)
    head = Checkpoint(origin or office.signer.name, len(entries), root([leaf_hash(entry) for entry in entries]))
    (office.folder / "checkpoint").write_bytes(str(office.signer.sign(str(head))).encode())


def _edit(office: Office, name: str, change: Callable[[bytes], bytes]) -> None:
    file = office.folder / name
    content = file.read_bytes()
    file.write_bytes(change(content))
    assert file.read_bytes() != content


def _resigned(office: Office, old: str, new: str) -> None:
    text = office.log().head.note.text
    assert old in text
    (office.folder / "checkpoint").write_bytes(str(office.signer.sign(text.replace(old, new, 1))).encode())


ODD = Leaf(Kind.BUILD, BEGAN, digest=digest("x")).encode()
MUTATIONS: dict[str, Callable[[Office], object]] = {
    "a bit of an entry": lambda office: flip(office.folder / "tile/entries/000", 4000),
    "a bit of a length": lambda office: flip(office.folder / "tile/entries/000", 9),
    "a bit of a tile": lambda office: flip(office.folder / "tile/0/000", 4000),
    "a bit of an upper tile": lambda office: flip(office.folder / "tile/1/000.p/2", 400),
    "a bit of a growing tile": lambda office: flip(office.folder / "tile/0/002.p/88", 400),
    "a tile is missing": lambda office: (office.folder / "tile/0/001").unlink(),
    "a bundle is missing": lambda office: (office.folder / "tile/entries/001").unlink(),
    "the head is missing": lambda office: (office.folder / "checkpoint").unlink(),
    "a tile is cut": lambda office: _edit(office, "tile/0/001", lambda content: content[:-32]),
    "a bundle is cut": lambda office: _edit(office, "tile/entries/001", lambda content: content[:-1]),
    "an entry is hidden": lambda office: _edit(
        office, "tile/entries/001", lambda content: content + tiles.bundle([ODD])
    ),
    "two tiles change places": lambda office: _edit(
        office, "tile/0/000", lambda _: (office.folder / "tile/0/001").read_bytes()
    ),
    "Windows line ends": lambda office: _edit(office, "checkpoint", lambda content: content.replace(b"\n", b"\r\n")),
    "no last line end": lambda office: _edit(office, "checkpoint", lambda content: content[:-1]),
    "another size": lambda office: _edit(office, "checkpoint", lambda content: content.replace(b"\n600\n", b"\n601\n")),
    "a smaller size, signed": lambda office: _resigned(office, "\n600\n", "\n599\n"),
    "size with a nought, signed": lambda office: _resigned(office, "\n600\n", "\n0600\n"),
    "size with a plus, signed": lambda office: _resigned(office, "\n600\n", "\n+600\n"),
    "size in wide digits, signed": lambda office: _resigned(office, "\n600\n", "\n６００\n"),
    "another name, signed": lambda office: _resigned(office, office.signer.name, "khac.example.vn/so"),
    "a cut root, signed": lambda office: _resigned(office, "=\n", "\n"),
    "an entry that is no leaf": lambda office: _forge(office, [ODD, b'{"t":1e3,"v":1}']),
    "an entry with a key twice": lambda office: _forge(office, [ODD, ODD.replace(b'"t":', b'"t":1,"t":')]),
    "an entry with blanks": lambda office: _forge(office, [ODD, ODD + b" "]),
    "an entry with a word of an author": lambda office: _forge(office, [ODD, '{"tên":"Trần Văn A","v":1}'.encode()]),
    "an empty entry": lambda office: _forge(office, [ODD, b""]),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_both_refuse(office: Office, name: str, program: Path) -> None:
    """Whatever was changed, both say so."""
    office.grow(600)
    assert golang.verify(program, office.folder, str(office.signer.key))[0]
    MUTATIONS[name](office)
    assert office.told() != []
    assert not golang.verify(program, office.folder, str(office.signer.key))[0]


def test_both_refuse_another_past(office: Office, program: Path) -> None:
    """A log that is sound in itself is no continuation of a head that somebody kept."""
    office.grow(40)
    kept = office.folder.with_name("kept")
    kept.write_bytes((office.folder / "checkpoint").read_bytes())
    entries = list(office.log().entries())
    for past in ([*entries[:3], *entries[4:], ODD, ODD], entries[:-1], [*entries[:-1], ODD]):
        before = office.log().checkpoint
        _forge(office, past)
        assert not office.log().grew_from(before)
        assert golang.verify(program, office.folder, str(office.signer.key))[0]
        assert not golang.verify(program, office.folder, str(office.signer.key), [("-head", kept)])[0]
        _forge(office, entries)


def test_both_refuse_proofs(office: Office, tmp_path: Path, program: Path) -> None:
    """Every bit of the numbers and hashes of a proof counts, for both."""
    log = office.grow(40)
    right, entry = log.proof(7), log.entry(7)
    other = Note(right.note.text, office.signer.sign("khác\n").signatures)
    wrong = [
        Proof(6, right.path, right.note),
        Proof(40, right.path, right.note),
        Proof(7, right.path[:-1], right.note),
        Proof(7, (*right.path, right.path[0]), right.note),
        Proof(7, right.path[::-1], right.note),
        Proof(7, (bytes(32), *right.path[1:]), right.note),
        Proof(7, right.path, other),
        Proof(7, right.path, office.signer.sign(right.note.text.replace("\n40\n", "\n65\n"))),
    ]
    file = tmp_path / "a.tlog-proof"
    file.write_bytes(str(right).encode())
    assert golang.verify(program, office.folder, str(office.signer.key), [("-proof", file)])[0]
    for proof in wrong:
        file.write_bytes(str(proof).encode())
        with pytest.raises(Refusal):
            Proof.parse(file.read_bytes()).check(entry, office.signer.key)
        assert not golang.verify(program, office.folder, str(office.signer.key), [("-proof", file)])[0]


def test_both_follow_the_keys(office: Office, program: Path) -> None:
    """From any key of the log to today's; with old heads and proofs; and neither where the list, a head or a leaf is changed."""
    office.grow(40)
    kept, file = office.folder.with_name("kept"), office.folder.with_name("a.tlog-proof")
    kept.write_bytes((office.folder / "checkpoint").read_bytes())
    file.write_bytes(str(office.log().proof(7)).encode())
    signers = [office.signer]
    for count in (1, 2):
        new = keys.make(office.signer.path.with_name(f"{count}.pem"), ORIGIN, "")
        hand_over(office.folder, signers[-1], new, BEGAN + 1000)
        append(office.folder, new, [Leaf(Kind.BUILD, BEGAN + 1000, digest=digest(f"{count}"))])
        signers.append(new)
    last = Office(office.folder, signers[-1])
    assert last.told() == []
    for signer in signers:
        is_sound, said = golang.verify(program, office.folder, str(signer.key), [("-head", kept), ("-proof", file)])
        assert is_sound, said
    late = office.folder.with_name("late")
    late.write_bytes(str(office.signer.sign(str(last.log().checkpoint))).encode())
    assert not golang.verify(program, office.folder, str(last.signer.key), [("-head", late)])[0]
    stranger = keys.make(office.signer.path.with_name("la.pem"), ORIGIN, "")
    assert not golang.verify(program, office.folder, str(stranger.key))[0]
    changes: dict[str, Callable[[bytes], bytes]] = {
        "keys": lambda content: content.replace(str(signers[1].key).encode(), str(stranger.key).encode()),
        "heads/41": lambda _: (office.folder / "heads/43").read_bytes(),
        "heads/43": lambda content: content.replace(b"\n43\n", b"\n42\n"),
    }
    for name, change in changes.items():
        content = (office.folder / name).read_bytes()
        (office.folder / name).write_bytes(change(content))
        assert last.told() != []
        assert not golang.verify(program, office.folder, str(signers[0].key))[0], name
        (office.folder / name).write_bytes(content)
    assert golang.verify(program, office.folder, str(signers[0].key))[0]
