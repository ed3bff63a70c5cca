"""Erasure: the leaf first, then the openings; a power cut between the two is made good."""

import pytest

from congkhai.register.erasing import erase, erasure, remove_erased
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.openings import Role, blind
from congkhai.register.openings import path as opening_path
from congkhai.register.refusal import Refusal
from congkhai.register.state import Document, replay
from congkhai.register.writing import append
from registering import BEGAN, Office, file_part


def corrected(office: Office) -> tuple[str, ...]:
    """Enter a document of two files and its second version, which keeps one of them; return all three digests."""
    office.grow(3)
    one, two = office.publish(0, BEGAN + 3, "a.pdf", "b.pdf")
    new = file_part("b2.pdf")
    leaf = Leaf(Kind.CORRECT, BEGAN + 4, document=0, version=2, previous=3, parts=(one.digest, new.digest))
    append(office.folder, office.signer, [leaf], [new])
    return one.digest, two.digest, new.digest


def document(office: Office) -> Document:
    """Return the document as the register has it now."""
    return replay(office.log().leaves()).documents[0]


def there(office: Office, *digests: str) -> list[bool]:
    """Return of which digests the opening is there."""
    return [(office.folder / opening_path(digest)).exists() for digest in digests]


def test_earlier_versions(office: Office) -> None:
    """What the newest version still has stays; every proof still holds."""
    parts = corrected(office)
    erase(office.folder, office.signer, erasure(document(office), BEGAN + 5, "privacy"))
    assert there(office, *parts) == [True, False, True]
    assert office.told() == []
    log = office.log()
    assert all(log.proof(index).check(entry, log.key).size == 6 for index, entry in enumerate(log.entries()))
    with pytest.raises(Refusal, match="register-nothing-to-erase"):
        erasure(document(office), BEGAN + 6, "privacy")


def test_everything(office: Office) -> None:
    """All of a document goes, and once only."""
    parts = corrected(office)
    erase(office.folder, office.signer, erasure(document(office), BEGAN + 5, "privacy", everything=True))
    assert there(office, *parts) == [False] * 3
    assert office.told() == []
    assert document(office).parts == ()
    with pytest.raises(Refusal, match="register-nothing-to-erase"):
        erasure(document(office), BEGAN + 6, "privacy", everything=True)


def test_a_power_cut_between(office: Office) -> None:
    """What the register says is gone is told while it is there, and removed by the next run."""
    parts = corrected(office)
    append(office.folder, office.signer, [erasure(document(office), BEGAN + 5, "privacy")])
    assert office.told() == [f"register-not-erased {opening_path(parts[1])}"]
    remove_erased(office.folder, office.log())
    assert office.told() == []


def test_a_copy_brings_it_back(office: Office) -> None:
    """An erased opening that a backup brings back is told."""
    parts = corrected(office)
    backup = office.copied("ban-sao") / opening_path(parts[1])
    erase(office.folder, office.signer, erasure(document(office), BEGAN + 5, "privacy"))
    (office.folder / opening_path(parts[1])).write_bytes(backup.read_bytes())
    assert office.told() == [f"register-not-erased {opening_path(parts[1])}"]
    (office.folder / opening_path(parts[1])).write_bytes(b"x")
    assert office.told() == [f"register-not-erased {opening_path(parts[1])}"]


def test_duties_of_a_document_go_with_it(office: Office) -> None:
    """What announced a duty of a document is erased with all of it, never with its earlier versions alone."""
    office.grow(3)
    duty = blind(Role.DUTY, b"d", "/kien-nghi/kn-01/", "d")
    append(
        office.folder,
        office.signer,
        [Leaf(Kind.DUTY, BEGAN + 3, parts=(duty.digest,), basis="r", due=BEGAN + 90)],
        [duty],
    )
    (part,) = office.publish(0, BEGAN + 4, "a.pdf")
    with pytest.raises(Refusal, match="register-nothing-to-erase"):
        erasure(document(office), BEGAN + 5, "privacy", duties=[duty.digest])
    leaf = erasure(document(office), BEGAN + 5, "privacy", everything=True, duties=[duty.digest])
    erase(office.folder, office.signer, leaf)
    assert there(office, part.digest, duty.digest) == [False, False]
    assert office.told() == []


def test_an_erasure_that_no_leaf_could_hold(office: Office) -> None:
    """A document of many files is erased in several leaves."""
    office.grow(3)
    parts = office.publish(0, BEGAN + 3, *(f"{number}.pdf" for number in range(55)))
    more = tuple(file_part(f"b{number}.pdf") for number in range(55))
    digests = tuple(part.digest for part in more)
    leaf = Leaf(Kind.CORRECT, BEGAN + 4, document=0, version=2, previous=3, parts=digests)
    append(office.folder, office.signer, [leaf], more)
    erase(office.folder, office.signer, erasure(document(office), BEGAN + 5, "privacy", everything=True))
    assert [leaf.kind for leaf in office.log().leaves()][5:] == [Kind.ERASE] * 3
    assert not any(there(office, *(part.digest for part in (*parts, *more))))
    assert office.told() == []
