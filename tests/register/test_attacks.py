"""Attacks on the register, as an official reads them in `cases/register-attacks.yml`; each is carried out here."""

from pathlib import Path
from typing import TypedDict

import pytest
import yaml

import more_attacks  # noqa: F401 - they name themselves
import stamp_attacks  # noqa: F401 - the same
import witness_attacks  # noqa: F401 - the same
from attacking import ATTACKS, Scene
from congkhai.register.checkpoint import Head
from congkhai.register.refusal import Refusal
from registering import Office, told

CASES = Path(__file__).parents[1] / "cases" / "register-attacks.yml"


# One attack, as it stands in the file.
Attack = TypedDict("Attack", {"mã": str, "tên": str, "cách": str, "thấy": list[str], "giới hạn": str}, total=False)


def _cases() -> list[Attack]:
    found: list[Attack] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["tên"])
def test_attack_is_seen(case: Attack, office: Office) -> None:
    """Each attack ends as the case says, and in no other way."""
    scene = Scene(office, office.grow(5).checkpoint)
    try:
        ATTACKS[case["cách"]](scene)
        seen = scene.seen()
    except Refusal as refusal:
        seen = [told(refusal)] if refusal.slug == "register-damaged" else [refusal.slug]
    # An opening is named by a digest that nobody can foretell, and its document lies in two of them.
    short = [fault.partition("/")[0] if "addenda/" in fault or "anchors/" in fault else fault for fault in seen]
    known = [fault for fault in short if not (case["mã"] == "A9" and "addenda" in fault)]
    assert known == case["thấy"]


def test_every_attack_is_told_once() -> None:
    """A1 to A20 are all there, and more; each is carried out, and no two have one title."""
    cases = _cases()
    codes = list(dict.fromkeys(case["mã"] for case in cases))
    assert codes[:20] == [f"A{number}" for number in range(1, 21)]
    assert codes[20:] == [f"B{number}" for number in range(1, len(codes) - 19)]
    assert sorted(case["cách"] for case in cases) == sorted(ATTACKS)
    titles = [case["tên"] for case in cases]
    assert len(titles) == len(set(titles))
    assert all(title.endswith(".") for title in titles)
    assert {key for case in cases for key in case} == {"mã", "tên", "cách", "thấy", "giới hạn"}


def test_a_head_that_was_kept_contradicts_another_history(office: Office) -> None:
    """Both heads are signed by one key: whoever holds the two can show them to anybody."""
    scene = Scene(office, office.grow(5).checkpoint)
    note = office.log().head.note
    ATTACKS["hai lịch sử"](scene)
    one, two = (
        Head.parse(str(found).encode(), office.signer.key).checkpoint for found in (note, office.log().head.note)
    )
    assert one.size == two.size
    assert one.root != two.root
