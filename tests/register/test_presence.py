"""Whatever is taken away of a register, a site never says that there is none; an interrupted beginning is finished."""

import shutil
from itertools import chain, combinations
from pathlib import Path

import pytest

from congkhai.problems import Report, Severity
from congkhai.register import heads
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.presence import Presence, presence
from congkhai.register.refusal import Refusal
from congkhai.register.writing import recovered, resumed
from congkhai.views.publication import read_publication
from cutting import act_until, after
from registering import BEGAN, Office, digest
from stamping_office import HOUR, stamped
from watching import Watcher

PIECES = ("checkpoint", "key", "tile", "addenda", "anchors", "heads")
# What others have signed is named by no leaf: without it the grade falls, and nothing else is said.
_OPTIONAL = {"heads"}


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _told(root: Path) -> list[str]:
    """Return the problems that a build has with the register of a folder, after making sure that it is not used then."""
    report = Report()
    found = read_publication(root, report)
    problems = report.in_order()
    assert all(one.severity is Severity.ERROR and one.hint("vi") for one in problems)
    assert all(one.place.file.startswith("register") for one in problems)
    assert (found is None) or not problems
    return [f"{one.slug} {one.place.file}" for one in problems] if found is None else ["whole"]


def genesis(office: Office) -> Leaf:
    """Return the first leaf of an office's register."""
    return Leaf(Kind.GENESIS, BEGAN, digest=digest(f"{office.signer.key}\n"))


@pytest.fixture
def full(office: Office, tmp_path: Path) -> Office:
    """Return an office whose register has every kind of file."""
    office.grow(2)
    office.publish(0, BEGAN + 2, "a.pdf")
    heads.keep(office.folder, Watcher.new(tmp_path / "outside", office).sign(office.folder))
    stamped(office, BEGAN + HOUR)
    assert office.told() == []
    return office


def test_every_combination_of_deleted_files(full: Office, tmp_path: Path) -> None:
    """Of 64 ways to take parts away, only the one that leaves nothing is no register; all others are told, with the file."""
    chosen = chain.from_iterable(combinations(PIECES, count) for count in range(len(PIECES) + 1))
    for number, gone in enumerate(map(set, chosen)):
        root = tmp_path / str(number)
        shutil.copytree(full.folder, root / "register")
        for name in gone:
            _remove(root / "register" / name)
        told = _told(root)
        if gone <= _OPTIONAL:
            assert told == ["whole"]
        elif gone == set(PIECES):
            assert told == []
        elif "checkpoint" in gone:
            is_beginning = gone >= {"checkpoint", "addenda", "anchors", "heads", "tile"}
            slug = "register-unfinished" if is_beginning and "key" not in gone else "register-no-head"
            assert told == [f"{slug} register/checkpoint"], gone
        else:
            assert len(told) == 1
            assert told[0].startswith("register-missing-file register/"), gone


@pytest.mark.parametrize(
    ("replaced", "slug"),
    [("dangling", "register-link"), ("folder", "register-missing-file"), ("empty", "register-bad-note")],
)
def test_what_lies_in_the_place_of_the_head(full: Office, replaced: str, slug: str) -> None:
    """A link into nothing, a folder, an empty file: each is told, and is not taken for a missing register."""
    head = full.folder / "checkpoint"
    head.unlink()
    if replaced == "dangling":
        head.symlink_to(full.folder.with_name("nowhere"))
    elif replaced == "folder":
        head.mkdir()
    else:
        head.touch()
    assert _told(full.folder.parent) == [f"{slug} register{'' if replaced == 'empty' else '/checkpoint'}"]


def test_what_lies_in_the_place_of_the_folder(full: Office, tmp_path: Path) -> None:
    """The folder as a link into nothing, or as a file, is no folder that was never made."""
    full.folder.rename(tmp_path / "elsewhere")
    for is_link in (True, False):
        if is_link:
            full.folder.symlink_to(tmp_path / "nowhere")
        else:
            full.folder.touch()
        assert _told(tmp_path) == ["register-no-head register/checkpoint"]
        full.folder.unlink()
    full.folder.mkdir()
    (full.folder / ".key.tmp").touch()
    assert presence(full.folder) is Presence.NONE


def test_a_deleted_head_is_laid_back(full: Office) -> None:
    """By what the key remembers: no new register is begun, and what does not hold it is refused."""
    head = (full.folder / "checkpoint").read_bytes()
    (full.folder / "checkpoint").unlink()
    assert resumed(full.folder, full.signer, genesis(full)).head.note
    assert (full.folder / "checkpoint").read_bytes() == head
    for name in ("tile", "checkpoint"):
        _remove(full.folder / name)
    with pytest.raises(Refusal, match="register-rolled-back"):
        resumed(full.folder, full.signer, genesis(full))
    full.signer.path.with_name("so.pem.head").unlink()
    with pytest.raises(Refusal, match="register-unknown-log"):
        resumed(full.folder, full.signer, genesis(full))


@pytest.mark.parametrize("is_done", [False, True], ids=["before", "after"])
def test_an_interrupted_beginning_is_told_and_finished(tmp_path: Path, is_done: bool) -> None:  # noqa: FBT001 - a column
    """At each step: a build says what is unfinished or has a register, and `init` done once more ends in one sound log."""
    office = Office.new(tmp_path / "truoc")
    seen = set()
    for step in range(1, 20):
        found = after(office, tmp_path / f"{step}")
        was_cut = act_until(step, found.begin, is_done=is_done)
        told = _told(found.folder.parent)
        seen.update(told)
        if told != ["whole"]:
            signed = found.signer.highest()
            if presence(found.folder) is Presence.UNFINISHED and not signed:
                with pytest.raises(Refusal, match="register-unfinished"):
                    recovered(found.folder, found.signer)
            resumed(found.folder, found.signer, genesis(found))
            assert not signed or found.signer.highest() == signed
        assert found.told() == []
        assert found.log().checkpoint.size == 1
        if not was_cut:
            break
    assert not was_cut
    assert seen == {"whole", "register-unfinished register/checkpoint"}


def test_an_interrupted_beginning_is_not_finished_by_another_key(office: Office, tmp_path: Path) -> None:
    """Whose key lies there goes on, and nobody else."""
    other = Office.new(tmp_path / "khac")
    assert act_until(2, office.begin, is_done=True)
    with pytest.raises(Refusal, match="register-unknown-log"):
        resumed(office.folder, other.signer, genesis(other))
    assert (office.folder / "key").read_text() == f"{office.signer.key}\n"
