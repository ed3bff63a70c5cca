"""The erasure drill: after `erase` no trace of a text, its digest or its nonce is left, and all else still verifies."""

import pytest

from clerks import Desk
from congkhai.register import openings
from wards import PETITIONS

pytestmark = pytest.mark.slow
# What the personal-data gate cannot know, and whoever lives there can.
PRIVATE = "cạnh cái ao sau miếu Bí Mật Riêng"


def _plant(desk: Desk) -> str:
    """Publish a petition that gives an address away, then a version without it."""
    code, petition = next(iter(desk.ward.portal().petitions.items()))
    words = " ".join(petition.summary.split()[:2])
    desk.ward.edit(PETITIONS, words, f"Nhà {PRIVATE}")
    desk.publish()
    desk.ward.edit(PETITIONS, f"Nhà {PRIVATE}", words)
    desk.publish()
    return f"petition:{code}"


def test_nothing_is_left(desk: Desk) -> None:
    """Register, site, search, feeds, data and every kept release are free of it; the register is whole."""
    name = _plant(desk)
    old = desk.names.documents[name].versions[0].leaf.parts
    openings = [desk.log.opening(part) for part in old]
    assert any(PRIVATE.encode() in content for content in desk.everywhere())
    said = desk.good("register", "erase", name, "--reason", "personal-data")
    assert "sao lưu" in said
    desk.publish()
    traces = [PRIVATE, *(opening.nonce for opening in openings), *(opening.sha256 for opening in openings)]
    for content in desk.everywhere():
        assert not any(trace.encode() in content for trace in traces)
    assert "nguyên vẹn" in desk.good("register", "fsck")
    assert desk.good("verify", str(desk.site)).startswith("Khớp")


def test_no_way_back_to_what_was_erased(desk: Desk) -> None:
    """A release with the data cannot be shown again, neither before the next publication nor after it."""
    name = _plant(desk)
    desk.good("register", "erase", name, "--reason", "personal-data")
    done = desk.run("rollback", str(desk.server))
    assert done.returncode == 1
    assert "publish-erased-release" in done.stderr


def test_the_newest_version_only_after_it_was_taken_back(desk: Desk) -> None:
    """A record that stands cannot lose what it shows; a record that has one version has nothing to erase."""
    desk.publish()
    name = f"petition:{next(iter(desk.ward.portal().petitions))}"
    refused = desk.run("register", "erase", name, "--reason", "court")
    assert "register-nothing-to-erase" in refused.stderr
    refused = desk.run("register", "erase", name, "--all", "--reason", "court")
    assert "register-not-retracted" in refused.stderr


def test_an_erasure_that_was_interrupted_is_finished(desk: Desk) -> None:
    """A power cut between the leaf and the file leaves nothing that the next publication would serve."""
    name = _plant(desk)
    old = desk.names.documents[name].versions[0].leaf.parts
    kept = {part: (desk.ward.root / "register" / openings.path(part)).read_bytes() for part in old}
    desk.good("register", "erase", name, "--reason", "personal-data")
    for part, content in kept.items():
        (desk.ward.root / "register" / openings.path(part)).write_bytes(content)
    desk.publish()
    for content in desk.everywhere():
        assert not any(one in content for one in kept.values())


def test_what_no_leaf_names_is_not_served(desk: Desk) -> None:
    """Whatever else lies in the folder of the register stays there."""
    desk.publish()
    stray = desk.ward.root / "register" / openings.path("ab" * 32)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"left behind")
    (desk.ward.root / "register" / "ghi-chu.txt").write_bytes(b"left behind")
    desk.publish()
    assert not any(path.read_bytes() == b"left behind" for path in desk.server.rglob("*") if path.is_file())


def test_a_record_taken_back_does_not_come_again(desk: Desk) -> None:
    """A record that was retracted and is still in the folder is not published; nor is a release that showed it."""
    desk.publish()
    desk.publish()
    desk.good("register", "retract", "petition:KN-02", "--reason", "court")
    refused = desk.run("publish", str(desk.server), str(desk.ward.root))
    assert "register-taken-back: 1 hồ sơ" in refused.stderr
    assert "publish-erased-release" in desk.run("rollback", str(desk.server)).stderr


def test_all_of_a_record(desk: Desk) -> None:
    """Taken back, taken out of the folder, erased with what announced its duties: no name of it is left, and it does not come again."""
    desk.publish()
    name = "petition:KN-01"
    address = desk.names.openings[desk.names.documents[name].parts[0]].address
    kept = [one.encode() for one in desk.names.openings.values() if one.address == address]
    assert len(kept) > 1, "the record has a duty to come"
    desk.good("register", "retract", name, "--reason", "personal-data")
    refused = desk.run("register", "erase", name, "--all", "--reason", "personal-data")
    assert (refused.returncode, "register-still-there" in refused.stderr) == (1, True)
    table = desk.ward.read(PETITIONS)
    desk.ward.write({PETITIONS: f"{table}  - code: [\n"})
    refused = desk.run("register", "erase", name, "--all", "--reason", "personal-data")
    assert (refused.returncode, "register-unread-records" in refused.stderr) == (1, True)
    desk.ward.write({PETITIONS: table})
    desk.take_out("KN-01")
    said = desk.good("register", "erase", name, "--all", "--reason", "personal-data")
    assert f"{len(kept)} phần" in said
    desk.publish()
    for content in desk.everywhere():
        assert not any(one in content for one in kept)
        assert b"kn-01" not in content.lower()
    assert "nguyên vẹn" in desk.good("register", "fsck")
    assert desk.good("verify", str(desk.site)).startswith("Khớp")
