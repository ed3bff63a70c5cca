"""What a witness sees, refuses and keeps."""

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from attacking import ATTACKS, Scene
from congkhai.register.evidence import Evidence
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.memory import Memory, accusations
from congkhai.register.refusal import Refusal
from congkhai.register.witness import DELAY, LEEWAY, STALE
from congkhai.register.writing import append
from registering import BEGAN, ORIGIN, Office, digest, flip, outcome
from watching import Watcher


@pytest.fixture
def watcher(office: Office, tmp_path: Path) -> Watcher:
    """Return a witness who has seen five entries of an office."""
    office.grow(5)
    watcher = Watcher.new(tmp_path / "outside", office)
    watcher.sign(office.folder)
    return watcher


def slugs(watcher: Watcher, office: Office) -> list[str]:
    """Return what is odd about what is new."""
    return [remark.slug for remark in watcher.look(office.folder).remarks]


@pytest.mark.parametrize("size", [5, 6, 8, 255, 256, 257, 600])
def test_what_grew_is_signed(size: int, watcher: Watcher, office: Office) -> None:
    """Only the new entries are read; what was seen stays remembered."""
    office.grow(size)
    found = watcher.look(office.folder)
    assert (found.first, len(found.leaves), list(found.remarks)) == (5, size - 5, [])
    note = watcher.sign(office.folder)
    memory = watcher.memory
    assert memory.head is not None
    assert memory.head.note == note
    assert (memory.head.checkpoint.size, memory.seen) == (size, watcher.now)
    assert list(accusations(memory)) == []


@pytest.mark.parametrize("name", ["sửa mục cũ", "chèn vào quá khứ", "thay mục cuối", "hai lịch sử"])
def test_a_fork_is_kept_as_evidence(name: str, watcher: Watcher, office: Office) -> None:
    """Both heads and what shows that they contradict are in one file that convinces whoever has the key."""
    kept = office.log().checkpoint
    ATTACKS[name](Scene(office, kept))
    before = watcher.memory
    with pytest.raises(Refusal, match="witness-fork"):
        watcher.sign(office.folder)
    assert watcher.memory == before
    (file,) = accusations(before)
    evidence = Evidence.parse(file.read_bytes())
    earlier, later = evidence.check(office.signer.key)
    assert (earlier.checkpoint, later.checkpoint) == (kept, office.log().checkpoint)
    with pytest.raises(Refusal, match="witness-fork"):
        watcher.sign(office.folder)
    assert len(list(accusations(before))) == 1


def test_evidence_is_no_slander(watcher: Watcher, office: Office) -> None:
    """Two heads of one past, changed hashes, another key: nothing of it accuses anybody."""
    before = office.log().head.note
    office.add(300)
    log = office.log()
    growth = tuple(log.growth(5)[1])
    for evidence in (
        Evidence(before, log.head.note, growth),
        Evidence(before, log.head.note),
        Evidence(before, log.head.note, (bytes(32), *growth[1:])),
        Evidence(before, before),
        Evidence(log.head.note, before, growth),
    ):
        assert Evidence.parse(str(evidence).encode()) == evidence
        with pytest.raises(Refusal, match=r"register-(no-evidence|bad-proof)"):
            evidence.check(office.signer.key)
    ATTACKS["hai lịch sử"](Scene(office, log.checkpoint))
    forked = Evidence(before, office.log().head.note)
    forked.check(office.signer.key)
    with pytest.raises(Refusal, match="register-unsigned"):
        forked.check(watcher.signer.key)


def test_every_bit_of_evidence_counts(watcher: Watcher, office: Office) -> None:
    """A file that was touched is no evidence."""
    ATTACKS["chèn vào quá khứ"](Scene(office, office.log().checkpoint))
    with pytest.raises(Refusal, match="witness-fork"):
        watcher.look(office.folder)
    (file,) = accusations(watcher.memory)
    content = file.read_bytes()
    own = watcher.signer.name.encode()
    for bit in range(len(content) * 8):
        turned = bytearray(content)
        turned[bit // 8] ^= 1 << bit % 8
        line = bytes(turned).split(b"\n")[bytes(turned[: bit // 8]).count(b"\n")]
        try:
            Evidence.parse(bytes(turned)).check(office.signer.key)
        except Refusal:
            continue
        # What the witness signed herself is no part of what the office is accused of.
        assert own[:-3] in line or own[-3:] in line or b"\xe2\x80\x94 " in line, bit
    for junk in (b"", b"congkhai-fork@v1\n", content[:-1], content + b"\n", content.replace(b"@v1", b"@v2")):
        with pytest.raises(Refusal):
            Evidence.parse(junk)


def test_a_register_that_shrank(watcher: Watcher, office: Office) -> None:
    """An old copy in the place of the register is refused; both heads are kept, and alone prove no fraud."""
    backup = office.copied("ban-sao")
    office.add(3)
    watcher.sign(office.folder)
    office.restore(backup)
    with pytest.raises(Refusal, match="witness-smaller"):
        watcher.sign(office.folder)
    (file,) = accusations(watcher.memory)
    with pytest.raises(Refusal, match="register-no-evidence"):
        Evidence.parse(file.read_bytes()).check(office.signer.key)


def test_another_key(watcher: Watcher, office: Office, tmp_path: Path) -> None:
    """Somebody else's register under the same name, and a register that only shows another key."""
    other = Office.new(tmp_path / "other")
    other.grow(6)
    with pytest.raises(Refusal, match="witness-other-key"):
        watcher.look(other.folder)
    (other.folder / "key").write_bytes((office.folder / "key").read_bytes())
    with pytest.raises(Refusal, match="register-unsigned"):
        watcher.look(other.folder)
    (office.folder / "key").write_text(f"{other.signer.key}\n", encoding="utf-8")
    with pytest.raises(Refusal, match="witness-other-key"):
        watcher.look(office.folder)


def test_a_time_that_has_not_come(watcher: Watcher, office: Office) -> None:
    """An entry of the future is signed when its time has come (A4)."""
    ahead = Leaf(Kind.BUILD, watcher.now + LEEWAY + 1, digest=digest("mai"))
    append(office.folder, office.signer, [ahead])
    with pytest.raises(Refusal, match="witness-future"):
        watcher.sign(office.folder)
    watcher.now += 1
    watcher.sign(office.folder)


def test_a_time_that_ran_backwards(watcher: Watcher, office: Office) -> None:
    """The first of the new entries is held against the last of the old ones (A4)."""
    ATTACKS["ký mục lùi giờ"](Scene(office, office.log().checkpoint))
    with pytest.raises(Refusal, match="register-time-backwards"):
        watcher.sign(office.folder)


def test_a_time_before_the_last_look(watcher: Watcher, office: Office) -> None:
    """Who looked daily sees an entry that claims a time at which it was not there (A5); it is told, and signed."""
    watcher.now += DELAY + 2000
    watcher.sign(office.folder)
    append(office.folder, office.signer, [Leaf(Kind.BUILD, BEGAN + 900, digest=digest("lùi"))])
    assert slugs(watcher, office) == ["witness-late"]
    watcher.sign(office.folder)
    assert "witness-late" not in slugs(watcher, office)


def test_a_register_that_stands_still(watcher: Watcher, office: Office) -> None:
    """After two days without an entry it is asked whether the portal still works (A12)."""
    watcher.now = BEGAN + 4 + STALE
    assert slugs(watcher, office) == []
    watcher.now += 1
    assert slugs(watcher, office) == ["witness-stale"]


def test_a_clock_behind_the_last_look(watcher: Watcher, office: Office) -> None:
    """A witness whose own clock went back signs nothing."""
    watcher.now -= LEEWAY
    watcher.sign(office.folder)
    watcher.now -= LEEWAY + 1
    with pytest.raises(Refusal, match="witness-clock"):
        watcher.look(office.folder)


def test_damage_is_no_fork(watcher: Watcher, office: Office) -> None:
    """A turned bit in any file is called damage; nobody is accused, nothing is signed (A10)."""
    office.grow(300)
    unread = []
    for path in sorted(path for path in (office.folder / "tile").rglob("*") if path.is_file()):
        for bit in (9, 200, path.stat().st_size * 8 - 1):
            flip(path, bit)
            found = outcome(partial(watcher.look, office.folder))
            unread += [] if isinstance(found, str) else [path.name]
            assert not isinstance(found, str) or found in {
                "register-damaged",
                "register-wrong-root",
                "register-bad-leaf",
            }
            flip(path, bit)
    # The one tile that the new entries do not need; `audit --full` reads it.
    assert set(unread) == {"1"}
    assert list(accusations(watcher.memory)) == []
    watcher.sign(office.folder)


def test_what_is_new_leads_to_the_head(watcher: Watcher, office: Office) -> None:
    """Entries with tiles to match, under tiles further up that lead to the signed root, are not believed."""
    office.grow(600)
    honest = office.copied("that")
    scene = Scene(office, office.log().checkpoint)
    entries = scene.entries()
    note = office.log().head.note
    scene.forge([*entries[:300], Leaf(Kind.BUILD, BEGAN + 300, digest=digest("khác")).encode(), *entries[301:]])
    scene.show(note)
    for name in ("tile/1/000.p/2", "tile/0/000"):
        shutil.copy(honest / name, office.folder / name)
    with pytest.raises(Refusal, match=r"register-(wrong-root|damaged)"):
        watcher.look(office.folder)


@pytest.mark.parametrize("junk", [b"", b"{}", b"[]", b"null", b'{"key":1,"seen":2,"head":3}', b"\xff"])
def test_a_memory_that_is_damaged(junk: bytes, watcher: Watcher) -> None:
    """A witness does not begin again as if she had seen nothing."""
    file = watcher.memory.folder / "seen.json"
    file.write_bytes(junk)
    with pytest.raises(Refusal, match="witness-bad-memory"):
        Memory.of(watcher.home, ORIGIN)


def test_a_memory_that_was_changed(watcher: Watcher) -> None:
    """A head that the office has not signed, or a time that is none."""
    file = watcher.memory.folder / "seen.json"
    found = json.loads(file.read_bytes())
    for name, value in (("head", found["head"].replace("\n5\n", "\n6\n")), ("seen", "1"), ("seen", True)):
        file.write_text(json.dumps(found | {name: value}), encoding="utf-8")
        with pytest.raises(Refusal, match="witness-bad-memory"):
            Memory.of(watcher.home, ORIGIN)
