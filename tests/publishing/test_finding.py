"""The hints by which a browser finds things in a register: the same on every run, small, and silent on what was erased."""

import json
from hashlib import sha256
from pathlib import Path

from congkhai.register import finding
from congkhai.register.leaf import Leaf
from verifying import PAPER, Shop, page_of


def test_what_the_hints_hold(tmp_path: Path) -> None:
    """Every content leads to its leaf and its place there, every document to all its leaves as they stand in the tree."""
    shop = Shop.new(tmp_path / "shop")
    shop.publish(page_of("Rãnh"), PAPER)
    shop.publish(page_of("Cống"), PAPER, document=0)
    shop.retract(0)
    found = dict(finding.files(shop.log))
    assert found == dict(finding.files(shop.log))
    assert len([name for name in found if not name.startswith("find/document/")]) == 256
    named = sha256(PAPER).hexdigest()
    assert json.loads(found[f"find/{named[:2]}.json"])[named[2:16]] == [[0, 1, 1], [0, 2, 1]]
    rows = json.loads(found["find/document/0.json"])["0"]
    entries = list(shop.log.entries())
    for index, leaf in rows:
        assert Leaf.decode(entries[index]).document == 0
        assert json.dumps(leaf, separators=(",", ":")).encode() == entries[index]
    assert [index for index, _ in rows] == [1, 2, 3]


def test_what_was_erased_is_in_no_hint_of_contents(tmp_path: Path) -> None:
    """Neither its digest nor the beginning of it is left."""
    shop = Shop.new(tmp_path / "shop")
    shop.publish(page_of("Rãnh"), PAPER)
    shop.publish(page_of("Cống"))
    shop.erase(0)
    found = dict(finding.files(shop.log))
    named = sha256(PAPER).hexdigest()
    assert json.loads(found[f"find/{named[:2]}.json"]).get(named[2:16]) is None
    kept = [key for name, content in found.items() if "document" not in name for key in json.loads(content)]
    assert len(kept) == 1
    assert json.loads(found["find/document/0.json"])["0"][-1][1]["k"] == "erase"
