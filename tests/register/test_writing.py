"""How the log grows: in steps of any size the same files, every earlier head a beginning of it, and no step back."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congkhai.register import tiles, writing
from congkhai.register.checkpoint import Checkpoint, Head
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log
from congkhai.register.refusal import Refusal
from congkhai.register.writing import append, begin, recovered
from registering import BEGAN, ORIGIN, Office, built, digest, file_part, published


def on_disk(folder: Path) -> dict[str, bytes]:
    """Return every tile and bundle, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / "tile").rglob("*")
        if path.is_file()
    }


def holds_exactly(log: Log, folder: Path) -> bool:
    """Return whether a folder has what the entries ask for, and beside it only tiles of earlier, smaller sizes."""
    wanted, found = dict(tiles.files(list(log.entries()))), on_disk(folder)
    left = found.keys() - wanted.keys()
    return wanted.items() <= found.items() and all(".p/" in path for path in left)


def test_a_register_begins(office: Office) -> None:
    """Its first entry is signed, and its key lies beside it."""
    log = office.begin()
    assert log.checkpoint.size == 1
    assert log.checkpoint.origin == ORIGIN
    assert (office.folder / "key").read_text() == f"{office.signer.key}\n"
    assert office.signer.highest() == (office.folder / "checkpoint").read_bytes()
    assert office.told() == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=6))
def test_steps_of_any_size(steps: list[int]) -> None:
    """However many entries come at once, the files are those of the whole, and each head is a beginning."""
    with tempfile.TemporaryDirectory() as home:
        office = Office.new(Path(home))
        heads = [office.begin().checkpoint]
        for step in steps:
            heads += [office.add(step).checkpoint]
        log = office.log()
        assert log.checkpoint.size == 1 + sum(steps)
        assert holds_exactly(log, office.folder)
        assert all(log.grew_from(head) for head in heads)
        assert office.told() == []


def test_one_by_one(office: Office) -> None:
    """Through a full tile and beyond, every head and every entry stays provable, from every head there ever was."""
    heads = [office.begin().checkpoint]
    given = []
    while heads[-1].size < 520:
        log = office.add(1)
        heads.append(log.checkpoint)
        given += [(index, log.proof(index), heads[-1]) for index in (heads[-1].size - 1, heads[-1].size * 2 // 3)]
    assert [head.size for head in heads] == list(range(1, 521))
    log, entries = office.log(), list(office.log().entries())
    assert all(log.grew_from(head) for head in heads)
    for index, entry in enumerate(entries):
        assert log.proof(index).check(entry, office.signer.key) == heads[-1]
    for index, proof, head in given:
        assert proof.check(entries[index], office.signer.key) == head
    assert holds_exactly(log, office.folder)


def test_what_did_not_grow(office: Office) -> None:
    """A log is no continuation of a larger one, of another root, of another name."""
    log = office.grow(20)
    head = log.checkpoint
    assert log.grew_from(head)
    assert log.grew_from(Checkpoint(ORIGIN, 0, bytes.fromhex(digest(""))))
    assert not log.grew_from(Checkpoint(ORIGIN, 0, bytes(32)))
    for size in (1, 2, 7, 16, 20, 21):
        assert not log.grew_from(Checkpoint(ORIGIN, size, bytes(32)))
    assert not log.grew_from(Checkpoint("khac.vn/so", head.size, head.root))


@pytest.mark.parametrize("index", [-1, -300, 20, 300, 10**9])
def test_no_such_entry(office: Office, index: int) -> None:
    """An index outside is refused in words."""
    log = office.grow(20)
    for ask in (log.entry, log.proof):
        with pytest.raises(Refusal, match="register-no-entry"):
            ask(index)


def test_entries_from_the_middle(office: Office) -> None:
    """Whoever knows the first entries reads only the rest."""
    log = office.grow(300)
    whole = list(log.entries())
    for first in (0, 1, 255, 256, 257, 299, 300):
        assert list(log.entries(first)) == whole[first:]
    assert Leaf.decode(log.entry(299)) == built(299)
    assert [leaf.kind for leaf in log.leaves()][:2] == [Kind.GENESIS, Kind.BUILD]


def test_a_register_begins_once(office: Office) -> None:
    """Not over another, and not with a key that has signed one."""
    office.grow(3)
    with pytest.raises(Refusal, match="register-exists"):
        office.begin()
    with pytest.raises(Refusal, match="register-exists"):
        begin(office.folder.with_name("moi"), office.signer, built(0))


def test_a_key_that_signed_nothing(office: Office, tmp_path: Path) -> None:
    """On a computer where nobody knows what was signed last, nothing is signed."""
    office.grow(3)
    (tmp_path / "khoa" / "so.pem.head").unlink()
    with pytest.raises(Refusal, match="register-unknown-log"):
        office.add(1)


def test_a_restored_backup_is_refused(office: Office) -> None:
    """Going on from an old copy would make two heads of one size."""
    office.grow(5)
    backup = office.copied("ban-sao")
    whole = office.grow(9).checkpoint
    now = office.copied("hien-tai")
    office.restore(backup)
    with pytest.raises(Refusal, match="register-rolled-back") as refused:
        office.add(1)
    assert refused.value.values == {"shown": "5", "signed": "9"}
    assert Head.parse(office.signer.highest(), office.signer.key).checkpoint == whole
    office.restore(now)
    assert office.add(1).grew_from(whole)


def test_a_lost_folder_is_refused(office: Office) -> None:
    """An empty folder is no new beginning."""
    office.grow(5)
    shutil.rmtree(office.folder)
    with pytest.raises(Refusal, match="register-rolled-back"):
        append(office.folder, office.signer, [built(9)])
    with pytest.raises(Refusal, match="register-rolled-back"):
        recovered(office.folder, office.signer)


def test_two_heads_of_one_size_are_never_signed(office: Office) -> None:
    """Two copies of a folder and one key: who comes second is refused, also when both began together."""
    office.grow(5)
    copy = office.copied("may-khac")
    office.add(1)
    with pytest.raises(Refusal, match="register-rolled-back"):
        append(copy, office.signer, [Leaf(Kind.BUILD, BEGAN + 60, digest=digest("khác"))])
    with office.signer.turn(), pytest.raises(Refusal, match="register-busy"):
        office.add(1)


def test_an_older_memory_is_refused(office: Office, tmp_path: Path) -> None:
    """A folder that is ahead of what the key remembers was signed by somebody else with it."""
    office.grow(5)
    kept = (tmp_path / "khoa" / "so.pem.head").read_bytes()
    office.grow(6)
    (tmp_path / "khoa" / "so.pem.head").write_bytes(kept)
    with pytest.raises(Refusal, match="register-rolled-back"):
        office.add(1)


@pytest.mark.parametrize("times", [(-1,), (5, 4), (0, 9, 8), (-(10**9),)], ids=str)
def test_the_clock_never_runs_back(office: Office, times: tuple[int, ...]) -> None:
    """Neither before the last entry nor among new ones; the moments are told so that a clerk can read them."""
    office.grow(5)
    leaves = [Leaf(Kind.BUILD, BEGAN + 4 + time, digest=digest("x")) for time in times]
    with pytest.raises(Refusal, match="register-clock-behind") as refused:
        append(office.folder, office.signer, leaves)
    assert all(moment.endswith(" UTC") and moment[2] == moment[5] == "/" for moment in refused.value.values.values())
    assert office.log().checkpoint.size == 5
    assert append(office.folder, office.signer, [Leaf(Kind.BUILD, BEGAN + 4, digest=digest("x"))]).checkpoint.size == 6


def test_nothing_is_written_for_a_leaf_that_cannot_be(office: Office) -> None:
    """A faulty leaf leaves neither openings nor tiles behind."""
    office.grow(5)
    before = sorted(path for path in office.folder.rglob("*"))
    part = file_part("a.pdf")
    wrong = Leaf(Kind.PUBLISH, BEGAN + 9, document=-1, version=1, parts=(part.digest,))
    with pytest.raises(Refusal, match="register-bad-leaf"):
        append(office.folder, office.signer, [published(0, BEGAN + 9, (part,)), wrong], [part])
    assert sorted(path for path in office.folder.rglob("*")) == before


@pytest.mark.parametrize("size", [3, 255, 256, 300])
def test_a_disk_that_lies(office: Office, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever file is not what was written, it is noticed before anything is signed."""
    office.grow(size)
    kept, write, asked = office.signer.highest(), writing.write_file, list[Path]()

    def lying(path: Path, content: bytes) -> None:
        asked.append(path)
        write(
            path, content[:-1] + bytes([content[-1] ^ 1]) if len(asked) == wrong and "tile" in path.parts else content
        )

    monkeypatch.setattr(writing, "write_file", lying)
    for wrong in range(1, 9):
        asked.clear()
        with suppress(Refusal):
            office.add(258)
            break
        assert asked[wrong - 1].is_relative_to(office.folder / "tile")
        assert office.signer.highest() == kept
    assert wrong > sum("tile" in path.parts for path in asked)
    assert wrong > 5
    assert office.told() == []


@pytest.mark.parametrize("where", ["tile/entries/000.p/5", "tile/0/000.p/5"])
def test_nothing_is_added_to_a_damaged_log(office: Office, where: str) -> None:
    """A new entry beside a damaged one would sign the damage."""
    office.grow(5)
    file = office.folder / where
    file.write_bytes(file.read_bytes()[:-3] + b"abc")
    with pytest.raises(Refusal, match="register-damaged"):
        office.add(1)
    assert office.log().checkpoint.size == 5


def test_what_was_made_for_another_size_is_not_entered(office: Office) -> None:
    """Leaves numbered for a log that has grown meanwhile would give one document two beginnings."""
    size = office.begin().checkpoint.size
    office.add(1)
    with pytest.raises(Refusal, match="register-moved"):
        append(office.folder, office.signer, [built(2)], after=size)


def test_while_a_log_is_held_nobody_adds_to_it(office: Office) -> None:
    """What is read of a log between an entry and the letting go is of one head."""
    office.grow(5)
    with writing.appended(office.folder, office.signer, [built(5)], 5) as log:
        assert log.checkpoint.size == 6
        with pytest.raises(Refusal, match="register-busy"):
            append(office.folder, office.signer, [built(6)])
    assert append(office.folder, office.signer, [built(6)]).checkpoint.size == 7
