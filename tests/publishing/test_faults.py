"""Publishing when the machine fails: killed at any moment, many at once, a full disk; readers never notice."""

import os
import random
import subprocess
import threading
import time
from pathlib import Path

import pytest

from clerks import Desk
from congkhai.publishing.releases import Releases
from congkhai.register import openings
from wards import PETITIONS

pytestmark = pytest.mark.slow


class Reader(threading.Thread):
    """Somebody who reloads the page all the time; `bad` are the answers that were not a whole page."""

    def __init__(self, page: Path) -> None:
        super().__init__(daemon=True)
        self._page = page
        self.asked = 0
        self.bad: list[str] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        """Ask until told to stop."""
        while not self.stopped.is_set():
            self.asked += 1
            try:
                if not self._page.read_bytes().rstrip().endswith(b"</html>"):
                    self.bad.append("cut")
            except OSError as error:
                self.bad.append(repr(error))
            time.sleep(0.002)


def test_killed_at_any_moment(desk: Desk) -> None:
    """After each of many kills readers have seen whole pages only, and the next run publishes."""
    desk.publish()
    reader = Reader(desk.site / "index.html")
    reader.start()
    chance = random.Random(7)  # noqa: S311 - the moments need only differ
    try:
        for _ in range(12):
            desk.now += 60
            running = subprocess.Popen(
                desk.command("publish", str(desk.server), str(desk.ward.root)), env=desk.environment,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(chance.uniform(0.1, 8))
            running.kill()
            running.wait()
        assert "Đã công bố" in desk.publish()
    finally:
        reader.stopped.set()
        reader.join()
    assert reader.asked > 100
    assert reader.bad == []
    assert "nguyên vẹn" in desk.good("register", "fsck")
    assert desk.good("verify", str(desk.site)).startswith("Khớp")


def test_eight_at_once(desk: Desk) -> None:
    """One of eight publishers does its work, seven leave with 75 and say why."""
    command = desk.command("publish", str(desk.server), str(desk.ward.root))
    running = [
        subprocess.Popen(command, env=desk.environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        for _ in range(8)
    ]
    told = [(one.communicate()[1], one.returncode) for one in running]
    assert sorted(code for _, code in told) == [0, *[75] * 7]
    assert all("publish-busy: Đang có lần công bố khác" in text for text, code in told if code)


def test_what_the_system_refuses_is_told_in_words(desk: Desk) -> None:
    """A server folder that is a file, like a full disk, ends with the system's reason and no traceback."""
    desk.server.write_bytes(b"")
    done = desk.run("publish", str(desk.server), str(desk.ward.root))
    assert done.returncode == 1
    assert "publish-system: Máy không cho làm tiếp" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_opening_that_is_missing_is_told(desk: Desk) -> None:
    """A register that has lost what an earlier version stands for ends the build with the file's name, not half way."""
    desk.publish()
    first = desk.names.documents["petition:KN-01"].current.leaf.parts[0]
    desk.ward.edit(PETITIONS, "Rãnh thoát nước", "Cống thoát nước")
    desk.publish()
    (desk.ward.root / "register" / openings.path(first)).unlink()
    done = desk.run("publish", str(desk.server), str(desk.ward.root))
    assert done.returncode == 1
    assert "register-missing-file" in done.stderr
    assert openings.path(first) in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_still_written_to_is_swept_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build whose run was killed may go on for a while in its own folder: the next run passes it by, the one after sweeps it."""
    left = tmp_path / "releases" / "20261125T000000Z.tmp"
    (left / "source").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", lambda *_, **__: (_ for _ in ()).throw(OSError(39, "Directory not empty")))
        Releases(tmp_path).sweep()
    assert left.exists()
    Releases(tmp_path).sweep()
    assert not left.exists()
