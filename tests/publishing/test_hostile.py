"""What somebody may do while others publish, and what a stick may hold to stop whoever looks at it."""

import gzip
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from clerks import Desk
from congkhai.published.proved import MARK, proved_text
from congkhai.publishing import building, publish
from congkhai.publishing.building import Failure
from congkhai.register.leaf import Kind
from congkhai.register.log import LONGEST, Log
from wards import PETITIONS

PAGE = "kien-nghi/kn-02/index.html"


def _while_building(
    desk: Desk, number: int, act: Callable[[], object], *command: str
) -> subprocess.CompletedProcess[str]:
    """Run a command; while it builds for the time of that number, somebody acts."""
    build, calls = building.build, 0

    def interrupted(source: Path, site: Path) -> Failure | None:
        nonlocal calls
        calls += 1
        if calls == number:
            act()
        return build(source, site)

    with mock.patch.object(building, "build", interrupted):
        return desk.run(*command)


def _take_back(desk: Desk) -> None:
    """Take a petition out of the folder and the register, to the last trace."""
    desk.good("register", "retract", "petition:KN-02", "--reason", "personal-data")
    desk.take_out("KN-02")
    desk.good("register", "erase", "petition:KN-02", "--all", "--reason", "personal-data")


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2])
def test_erased_while_it_is_published(desk: Desk, number: int) -> None:
    """What was erased while a site was built of a copy that still holds it is not published, nor entered anew."""
    desk.publish()
    desk.ward.edit(PETITIONS, "Rãnh thoát nước", "Cống thoát nước")
    shown = desk.site.resolve()
    done = _while_building(desk, number, lambda: _take_back(desk), "publish", str(desk.server), ".")
    assert done.returncode == 1
    assert "register-moved" in done.stderr
    assert desk.site.resolve() == shown
    firsts = [leaf for leaf in desk.log.leaves() if leaf.kind in {Kind.PUBLISH, Kind.IMPORT}]
    desk.publish()
    assert not (desk.site / PAGE).exists()
    assert [leaf for leaf in desk.log.leaves() if leaf.kind in {Kind.PUBLISH, Kind.IMPORT}] == firsts
    assert desk.good("verify", str(desk.site)).startswith("Khớp")


@pytest.mark.slow
def test_erased_while_an_earlier_release_comes_back(desk: Desk) -> None:
    """A release that was looked over before an erasure is not shown after it."""
    desk.publish()
    desk.publish()
    shown, enter = desk.site.resolve(), publish._enter_build  # noqa: SLF001 - the moment after the look

    def late(*arguments: Any) -> Log:
        _take_back(desk)
        return enter(*arguments)

    with mock.patch.object(publish, "_enter_build", late):
        done = desk.run("rollback", str(desk.server))
    assert (done.returncode, "register-moved" in done.stderr) == (1, True), done.stderr
    assert desk.site.resolve() == shown


@pytest.mark.slow
def test_a_stick_that_fills_the_memory(desk: Desk, tmp_path: Path) -> None:
    """Packed copies that never end, links to what has no end, files without measure: each is told, and the look ends."""
    desk.publish()
    site = tmp_path / "stick"
    desk.site.resolve().rename(site)
    (site / "register" / "key.gz").symlink_to("/dev/zero")
    (site / "register" / "keys.gz").write_bytes(b"")
    plain = site / "register" / "checkpoint"
    with gzip.open(site / "register" / "checkpoint.gz", "wb") as packed:
        packed.write(plain.read_bytes() + bytes(50_000_000))
    said = desk.run("verify", str(site)).stdout
    assert "register/key.gz" in said
    assert "register/checkpoint.gz" in said
    listed = site / "register" / "manifest"
    listed.unlink()
    listed.symlink_to("/dev/zero")
    assert "register-link" in desk.run("verify", str(site)).stdout
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(LONGEST + 1)
    done = desk.run("verify", str(huge), "--site", str(site))
    assert (done.returncode, "register-long-file" in done.stderr) == (1, True)


def test_a_page_that_nests_without_end() -> None:
    """A hundred thousand elements in one another, each with a word: read in one go."""
    count = 100_000
    words = proved_text(f"<div {MARK}>" + "<b>a" * count + "</i>" * count + "</div>")
    assert words == "a" * count
