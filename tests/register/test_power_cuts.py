"""A power cut at any write: what was signed is there, what was not is as if it had never been, and work goes on."""

import shutil
from functools import partial
from pathlib import Path

import pytest

from congkhai.register import fsck
from congkhai.register.checkpoint import Head
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import open_log
from congkhai.register.refusal import Refusal
from congkhai.register.writing import append, recovered
from cutting import act_until, after
from registering import BEGAN, Office, built, digest, file_part, published


def enter(office: Office, count: int, word: str) -> None:
    """Enter a document with a file, and builds that nobody else enters."""
    size = office.log().checkpoint.size
    part = file_part(f"{word}.pdf")
    leaves = [Leaf(Kind.BUILD, BEGAN + size, digest=digest(f"{word} {number}")) for number in range(count)]
    append(office.folder, office.signer, [published(0, BEGAN + size, (part,)), *leaves], [part])


def holds_what_was_signed(office: Office) -> None:
    """Assert that the log is a continuation of the highest head that was ever signed, and sound in itself."""
    signed = Head.parse(office.signer.highest(), office.signer.key).checkpoint
    assert office.log().grew_from(signed)
    assert office.told() == []


@pytest.mark.parametrize("is_done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("size", "count"), [(3, 1), (250, 4), (255, 1), (254, 300), (256, 1), (511, 2)])
def test_while_adding(tmp_path: Path, size: int, count: int, is_done: bool) -> None:  # noqa: FBT001 - a column of a table
    """At each step of an addition that is cut, the next addition, of other entries, gives a sound log."""
    office = Office.new(tmp_path / "truoc")
    old = office.grow(size).checkpoint
    for step in range(1, 400):
        found = after(office, tmp_path / f"{step}")
        was_cut = act_until(step, partial(enter, found, count, "mot"), is_done=is_done)
        shown = found.log()
        assert shown.checkpoint.size in {old.size, old.size + count + 1}
        assert shown.grew_from(old)
        assert len(list(shown.entries())) == shown.checkpoint.size
        signed = Head.parse(found.signer.highest(), found.signer.key).checkpoint
        again = recovered(found.folder, found.signer)
        assert again.checkpoint == signed
        holds_what_was_signed(found)
        append(found.folder, found.signer, [built(2000), built(2001), built(2002)])
        assert found.log().grew_from(signed)
        holds_what_was_signed(found)
        if not was_cut:
            break
        shutil.rmtree(tmp_path / f"{step}")
    assert not was_cut
    assert step > 5


@pytest.mark.parametrize("is_done", [False, True], ids=["before", "after"])
def test_while_beginning(tmp_path: Path, is_done: bool) -> None:  # noqa: FBT001 - a column of a table
    """A register whose first head was signed is found again; one whose head was not is begun again."""
    office = Office.new(tmp_path / "truoc")
    for step in range(1, 20):
        found = after(office, tmp_path / f"{step}")
        was_cut = act_until(step, found.begin, is_done=is_done)
        if found.signer.highest():
            with pytest.raises(Refusal, match="register-exists"):
                found.begin()
        else:
            found.begin()
        assert append(found.folder, found.signer, [built(1)]).checkpoint.size == 2
        holds_what_was_signed(found)
        if not was_cut:
            break
    assert not was_cut
    assert step > 4


def test_openings_of_what_was_not_signed_are_strangers(office: Office) -> None:
    """What an interrupted addition left beside the tree is found, and is no fault."""
    office.grow(3)
    assert act_until(2, lambda: enter(office, 1, "mot"), is_done=False)
    log = open_log(office.folder, office.signer.key)
    assert list(fsck.check(log)) == []
    found = fsck.strangers(office.folder, log)
    assert len(found) == 1
    assert found[0].startswith("addenda/")
