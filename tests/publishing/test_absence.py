"""Duties that were entered before they fell due, and what is told of those that nothing met."""

from pathlib import Path

import pytest

from congkhai.publishing.absence import missed
from congkhai.register.erasing import erase
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.openings import Opening, Role, blind
from congkhai.register.refusal import Refusal
from congkhai.register.writing import append
from registering import BEGAN, Office, published

DUTY, PAGE = "dt-1/notice", "/lich/dt-1/"
DUE = BEGAN + 1000


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return an office whose register has begun."""
    office = Office.new(tmp_path)
    office.begin()
    return office


def announce(office: Office, time: int = BEGAN + 1, due: int = DUE) -> Opening:
    """Enter a duty to come; return its opening."""
    part = blind(Role.DUTY, DUTY.encode(), PAGE, DUTY)
    append(office.folder, office.signer, [Leaf(Kind.DUTY, time, parts=(part.digest,), basis="rule", due=due)], [part])
    return part


def do(office: Office, time: int, duty: str = DUTY) -> None:
    """Enter a page that tells of a deed."""
    name = f"{duty}:2026-03-12"
    parts = (blind(Role.TEXT, b"words", PAGE, "meeting:dt-1"), blind(Role.DEED, name.encode(), PAGE, name))
    append(office.folder, office.signer, [published(0, time, parts)], parts)


def told(office: Office, since: int = 0, now: int = DUE + 1) -> list[str]:
    """Return what is told, in short."""
    return [fault.slug for fault in missed(office.log(), since, now)]


def test_what_nobody_did_shows(office: Office) -> None:
    """A duty that fell due without a word is named with its day and its page, and only once its day is over."""
    announce(office)
    assert told(office, now=DUE) == []
    (fault,) = missed(office.log(), 0, DUE + 1)
    assert fault.slug == "register-duty-missed"
    assert fault.values == {"name": DUTY, "due": "12/03/2026", "address": PAGE}


def test_what_was_done_in_time_is_no_fault(office: Office) -> None:
    """A page that told of it by then meets the duty; that of another duty does not."""
    announce(office)
    do(office, DUE, "dt-2/notice")
    assert told(office) == ["register-duty-missed"]


def test_a_deed_in_time(office: Office) -> None:
    """A page entered in the last second is in time."""
    announce(office)
    do(office, DUE)
    assert told(office) == []


def test_a_deed_after_its_day(office: Office) -> None:
    """What was entered a second too late is told, whatever day the page claims."""
    announce(office)
    do(office, DUE + 1)
    assert told(office, now=DUE + 2) == ["register-duty-late"]


def test_each_is_told_at_one_look(office: Office) -> None:
    """Who has looked since the day was over is not told again."""
    announce(office)
    assert told(office, since=DUE, now=DUE + 5) == []
    assert told(office, since=DUE - 1, now=DUE + 5) == ["register-duty-missed"]


def test_what_proves_no_absence(office: Office) -> None:
    """A duty that was entered after its day, and one whose opening was erased, prove nothing."""
    announce(office, time=DUE + 1)
    assert told(office, now=DUE + 5) == []
    part = announce(office, time=DUE + 2, due=DUE + 10)
    do(office, DUE + 20, "dt-2/notice")
    assert told(office, now=DUE + 30) == ["register-duty-missed"]
    erase(office.folder, office.signer, Leaf(Kind.ERASE, DUE + 21, document=0, parts=(part.digest,), reason="court"))
    assert told(office, now=DUE + 30) == []


def test_a_register_that_lost_something(office: Office) -> None:
    """Of a register that lacks an opening nothing is said to be missed."""
    part = announce(office)
    (office.folder / f"addenda/{part.digest[:2]}/{part.digest[2:4]}/{part.digest}").unlink()
    with pytest.raises(Refusal, match="register-missing-file"):
        told(office)
