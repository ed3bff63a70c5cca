"""What leaves add up to, and what in them does not add up."""

import pytest

from congkhai.register.leaf import Kind, Leaf
from congkhai.register.state import State, replay
from registering import BEGAN, digest

A, B, C = digest("a"), digest("b"), digest("c")
GENESIS = Leaf(Kind.GENESIS, BEGAN, digest=A)
FIRST = Leaf(Kind.PUBLISH, BEGAN, document=0, version=1, parts=(A, B))


def correct(version: int, previous: int, *parts: str) -> Leaf:
    """Return a later version of document 0."""
    return Leaf(Kind.CORRECT, BEGAN, document=0, version=version, previous=previous, parts=parts)


def retract(previous: int, document: int = 0) -> Leaf:
    """Return a leaf that takes a document back."""
    return Leaf(Kind.RETRACT, BEGAN, document=document, previous=previous, reason="issued-in-error")


def erase(*parts: str, document: int = 0) -> Leaf:
    """Return a leaf that says which parts are gone."""
    return Leaf(Kind.ERASE, BEGAN, document=document, parts=parts, reason="privacy")


def faults(state: State) -> list[tuple[str, str]]:
    """Return what does not add up, and at which entry."""
    return [(fault.slug, fault.values["index"]) for fault in state.faults]


def test_versions() -> None:
    """A document is published, corrected, taken back, published again."""
    state = replay([GENESIS, FIRST, correct(2, 1, C), retract(2)])
    assert faults(state) == []
    document = state.documents[0]
    assert [version.index for version in document.versions] == [1, 2]
    assert document.current.leaf.parts == document.parts == (C,)
    assert document.retraction is not None
    assert document.retraction.index == 3
    again = replay([GENESIS, FIRST, correct(2, 1, C), retract(2), correct(3, 2, A)])
    assert faults(again) == []
    assert again.documents[0].retraction is None


def test_what_else_is_known() -> None:
    """Duties in order, the newest of each kind, how many entries."""
    duties = [Leaf(Kind.DUTY, BEGAN, parts=(part,), basis="luat-2025-72.16", due=BEGAN) for part in (A, B)]
    builds = [Leaf(Kind.BUILD, BEGAN, digest=part) for part in (A, B)]
    state = replay([GENESIS, *duties, *builds])
    assert [duty.leaf.parts for duty in state.duties] == [(A,), (B,)]
    assert state.latest[Kind.BUILD].index == 4
    assert state.size == 5
    assert faults(state) == []


def test_what_may_be_older_than_the_register() -> None:
    """What came with the first publication, which a return to an earlier site is not; nothing that came after."""
    build, rules = Leaf(Kind.BUILD, BEGAN + 1, digest=A), Leaf(Kind.RULES, BEGAN + 2, digest=A)
    first, late = (
        Leaf(Kind.IMPORT, BEGAN + 2 + number, document=number, version=1, parts=(part,))
        for number, part in enumerate((A, B))
    )
    state = replay([GENESIS, build, rules, first, late])
    assert faults(state) == []
    assert [state.is_older(document.current) for document in state.documents.values()] == [True, False]
    assert [one.index for one in state.late_imports] == [4]


def test_erased_parts() -> None:
    """What was erased is no part any more, and the version stays."""
    state = replay([GENESIS, FIRST, erase(A)])
    assert faults(state) == []
    assert state.erased == state.documents[0].erased == {A}
    assert state.documents[0].parts == (B,)
    assert state.documents[0].versions[0].leaf.parts == (A, B)


@pytest.mark.parametrize(
    ("leaves", "told"),
    [
        ([FIRST], [("register-stray-genesis", "0")]),
        ([GENESIS, GENESIS], [("register-stray-genesis", "1")]),
        ([GENESIS, FIRST, FIRST], [("register-second-first", "2")]),
        (
            [GENESIS, FIRST, Leaf(Kind.IMPORT, BEGAN, document=0, version=1, parts=(C,))],
            [("register-second-first", "2")],
        ),
        ([GENESIS, Leaf(Kind.PUBLISH, BEGAN, document=1, version=1, parts=(A,))], [("register-second-first", "1")]),
        ([GENESIS, Leaf(Kind.PUBLISH, BEGAN, document=0, version=2, parts=(A,))], [("register-second-first", "1")]),
        ([GENESIS, correct(2, 0, A)], [("register-unknown-document", "1")]),
        ([GENESIS, retract(0)], [("register-unknown-document", "1")]),
        ([GENESIS, FIRST, erase(A, document=1)], [("register-unknown-document", "2")]),
        ([GENESIS, FIRST, erase(C)], [("register-unknown-part", "2")]),
        ([GENESIS, FIRST, correct(2, 0, C)], [("register-wrong-previous", "2")]),
        ([GENESIS, FIRST, correct(3, 1, C)], [("register-wrong-previous", "2")]),
        ([GENESIS, FIRST, correct(1, 1, C)], [("register-wrong-previous", "2")]),
        ([GENESIS, FIRST, correct(2, 1, C), correct(2, 1, A)], [("register-wrong-previous", "3")]),
        ([GENESIS, FIRST, retract(0)], [("register-wrong-previous", "2")]),
        ([GENESIS, FIRST, retract(1), retract(1)], [("register-second-retract", "3")]),
        (
            [GENESIS, Leaf(Kind.BUILD, BEGAN - 1, digest=A), Leaf(Kind.BUILD, BEGAN - 1, digest=A)],
            [("register-time-backwards", "1"), ("register-time-backwards", "2")],
        ),
    ],
    ids=range(17),
)
def test_what_does_not_add_up(leaves: list[Leaf], told: list[tuple[str, str]]) -> None:
    """Each fault is told with its entry."""
    assert faults(replay(leaves)) == told


def test_faults_change_nothing() -> None:
    """What was said first stands; a fault neither replaces a version nor takes a document back."""
    state = replay([GENESIS, FIRST, FIRST, correct(3, 1, C), retract(0), correct(2, 0, C)])
    assert len(state.faults) == 4
    assert [version.index for version in state.documents[0].versions] == [1]
    assert state.documents[0].retraction is None


def test_nothing() -> None:
    """No leaves are no documents."""
    state = replay([])
    assert (state.size, state.documents, state.duties, state.faults) == (0, {}, (), ())


def test_the_first_retraction_counts() -> None:
    """Taking back what was taken back gives it no later day; taking back what was published again does."""
    state = replay([GENESIS, FIRST, retract(1), retract(1)])
    found = state.documents[0].retraction
    assert found is not None
    assert found.index == 2
    again = replay([GENESIS, FIRST, retract(1), correct(2, 1, C), retract(3)])
    assert faults(again) == []
    found = again.documents[0].retraction
    assert found is not None
    assert found.index == 4


def test_parts_of_duties_may_be_erased() -> None:
    """With a document goes what announced its duties; what no leaf named before stays a fault."""
    duty = Leaf(Kind.DUTY, BEGAN, parts=(C,), basis="luat-2025-72.16", due=BEGAN)
    assert faults(replay([GENESIS, duty, FIRST, erase(A, C)])) == []
    assert faults(replay([GENESIS, FIRST, erase(A, C)])) == [("register-unknown-part", "2")]
