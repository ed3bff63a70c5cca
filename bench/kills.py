"""Publishing on a machine that fails: killed again and again under readers, on a disk that fills up, eight at once.

`python bench/kills.py --kills 200 --levels 20 --publishers 8`: a small ward, whose records change before every run; nginx with our
configuration and readers who never stop asking. The disk that fills up is a file system in memory, which only root may mount;
otherwise that part is left out, and said to be.
"""

import argparse
import http.client
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from clerks import ORIGIN, Desk
from congkhai.register.checkpoint import Head
from congkhai.register.log import KEY
from congkhai.register.notes import Key
from congkhai.register.refusal import Refusal
from deploy.asking import answer
from deploy.webserver import nginx, serving
from wards import PETITIONS, Ward, sample_files, write_files

READERS, PAGES = 4, ("/", "/kien-nghi/kn-01/", "/tuan-thu/", "/register/checkpoint")
# A run to its end after so many kills; all others are only begun.
WHOLE_RUN = 5
# Figures so far after so many.
TOLD = 20
WORDS, BUSY, MB = "Rãnh thoát nước", 75, 1024 * 1024
# The last level is more room than a run takes.
SPARE = 1.2


@dataclass
class Reader(threading.Thread):
    """Somebody who asks for pages and for the head all the time; `bad` are answers that were cut, missing, or went backwards."""

    port: int
    key: Key
    asked: int = 0
    bad: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    _size: int = 0

    def __post_init__(self) -> None:
        """Be a thread, which a dataclass does not make of itself."""
        super().__init__(daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        """Ask until told to stop."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        for path in cycle(PAGES):
            if self.over.is_set():
                break
            self.asked += 1
            try:
                found = answer(connection, path, "GET", {})
                if found.status != http.client.OK or not self._is_whole(path, found.body):
                    self.bad.append(f"{path}: {found.status}, {len(found.body)} bytes")
            except (OSError, http.client.HTTPException, Refusal) as error:
                self.bad.append(f"{path}: {error!r}")
                connection.close()
            time.sleep(0.002)
        connection.close()

    def _is_whole(self, path: str, body: bytes) -> bool:
        if not path.endswith("checkpoint"):
            return body.rstrip().endswith(b"</html>")
        before, self._size = self._size, Head.parse(body, self.key).checkpoint.size
        return self._size >= before


@contextmanager
def read(desk: Desk, home: Path) -> Iterator[list[Reader]]:
    """Let readers ask for what is published while the block runs."""
    home.mkdir()
    key = Key.parse((desk.ward.root / "register" / KEY).read_text(encoding="utf-8").strip())
    with serving(home, desk.site) as server:
        readers = [Reader(server.ports[0], key) for _ in range(READERS)]
        for one in readers:
            one.start()
        try:
            yield readers
        finally:
            for one in readers:
                one.over.set()
            for one in readers:
                one.join()


def begun(home: Path) -> Desk:
    """Return the desk of a ward that has published once."""
    write_files(home / "ward", sample_files())
    desk = Desk(Ward(home / "ward"), home / "server", home / "key" / "office.pem")
    desk.good("register", "init", "--origin", ORIGIN)
    desk.publish()
    return desk


def change(desk: Desk, number: int) -> None:
    """Change a record, so that the next run has something to enter."""
    files = sample_files()
    desk.ward.write({PETITIONS: files[PETITIONS].replace(WORDS, f"{WORDS} {number}")})
    desk.now += 60


def publishing(desk: Desk, environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Begin to publish, in a group of processes of its own."""
    return subprocess.Popen(
        desk.command("publish", str(desk.server), str(desk.ward.root)),
        env={**desk.environment, **(environment or {})}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def whole(desk: Desk) -> str:
    """Return what is wrong with the register and the site, empty when nothing is."""
    done = [desk.run("register", "fsck"), desk.run("verify", str(desk.site))]
    return "".join(f"{one.stdout}{one.stderr}" for one in done if one.returncode)


def kills(home: Path, count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield what many kills at random moments did, half of them of the command alone, half of its whole group."""
    desk, chance = begun(home), random.Random(seed)  # noqa: S311 - the moments need only differ
    start = time.monotonic()
    change(desk, 0)
    publishing(desk).communicate()
    lasts, early, failed = time.monotonic() - start, 0, []
    with read(desk, home / "nginx") as readers:
        for number in range(1, count + 1):
            change(desk, number)
            running = publishing(desk)
            time.sleep(chance.uniform(0, lasts * 1.1))
            early += running.poll() is None
            by = os.killpg if number % 2 else os.kill
            if running.poll() is None:
                by(running.pid, signal.SIGKILL)
            said, _ = running.communicate()
            failed += [said] if running.returncode not in {0, -signal.SIGKILL} else []
            if number % WHOLE_RUN == 0:
                change(desk, -number)
                again = publishing(desk)
                said, _ = again.communicate()
                failed += [said] if again.returncode else []
            if number % TOLD == 0:
                yield (
                    f"after {number} kills",
                    f"{_told(readers)}, {len(failed)} runs failed, {early} kills before the end",
                )
    yield f"kills; a run lasts {lasts:.1f} s", f"{count}, {early} of them before its end"
    yield f"{READERS} readers", _told(readers)
    yield "runs that were let go on to their end and failed", f"{len(failed)}"
    yield "register and site afterwards", whole(desk) or "whole"
    for text in [*failed, *(text for one in readers for text in one.bad)][:5]:
        yield "what went wrong", text.strip()[-600:]


def _told(readers: Sequence[Reader]) -> str:
    return f"{sum(one.asked for one in readers):,} answers, {sum(len(one.bad) for one in readers)} bad"


def disk(home: Path, levels: int) -> Iterator[tuple[str, str]]:
    """Yield what a full disk did at so many levels between no room at all and enough."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        yield "full disk", "left out: only root may mount a file system"
        return
    home.mkdir()
    mount("tmpfs", home, "size=1g")
    try:
        yield from _filled(home, levels)
    finally:
        subprocess.run([_program("umount"), "--lazy", str(home)], check=False)


def _program(name: str) -> str:
    return shutil.which(name) or name


def mount(kind: str, home: Path, options: str) -> None:
    """Mount a file system in memory, or give one that is there another size."""
    subprocess.run([_program("mount"), "-t", kind, "-o", options, "none", str(home)], check=True)


def _filled(home: Path, levels: int) -> Iterator[tuple[str, str]]:
    desk, own = begun(home), {"TMPDIR": str(home / "tmp")}
    (home / "tmp").mkdir()
    change(desk, 0)
    need, bad, finished = _need(desk, home, own), [], 0
    for level in range(levels):
        change(desk, level + 1)
        before, used = desk.site.resolve(), _used(home)
        mount("tmpfs", home, f"remount,size={used + int(need * SPARE * level / max(levels - 1, 1))}")
        running = publishing(desk, own)
        said, _ = running.communicate()
        finished += running.returncode == 0
        if "Traceback" in said or (running.returncode and desk.site.resolve() != before):
            bad.append(said)
        mount("tmpfs", home, "remount,size=1g")
        bad += [text for text in [whole(desk)] if text]
    yield (
        f"disk full at levels from 0 to {need * SPARE / MB:.1f} MB of room",
        f"{levels}, {finished} published all the same",
    )
    yield "runs with a traceback, or a live site that was not whole", f"{len(bad)}"
    done = publishing(desk, own)
    said, _ = done.communicate()
    yield "the next publication with room", f"code {done.returncode}"
    for text in bad[:3]:
        yield "what went wrong", text.strip()[-600:]


def _used(home: Path) -> int:
    return shutil.disk_usage(home).used


def _need(desk: Desk, home: Path, own: Mapping[str, str]) -> int:
    """Return how much room a run takes at most."""
    before, running, most = _used(home), publishing(desk, own), 0
    while running.poll() is None:
        most = max(most, _used(home) - before)
        time.sleep(0.01)
    running.communicate()
    return most


def at_once(home: Path, count: int) -> Iterator[tuple[str, str]]:
    """Yield what so many publishers at once did."""
    desk = begun(home)
    change(desk, 0)
    running = [publishing(desk) for _ in range(count)]
    said = [(one.communicate()[0], one.returncode) for one in running]
    busy = [text for text, code in said if code == BUSY and "publish-busy" in text]
    yield (
        f"{count} publishers at once",
        f"{sum(code == 0 for _, code in said)} published, {len(busy)} left with {BUSY} and said why",
    )
    yield "register and site afterwards", whole(desk) or "whole"


def main() -> None:
    """Fail the machine in every way, print one row a line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--levels", type=int, default=20)
    options.add_argument("--publishers", type=int, default=8)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    if not nginx():
        sys.exit("apt-get install nginx")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.chmod(0o755)
        print("| what | found |\n|---|---|")
        parts = (
            (given.publishers, at_once(home / "at-once", given.publishers)),
            (given.levels, disk(home / "disk", given.levels)),
            (given.kills, kills(home / "kills", given.kills, given.seed)),
        )
        for is_wanted, part in parts:
            for what, value in part if is_wanted else ():
                print(f"| {what} | {value} |", flush=True)


if __name__ == "__main__":
    main()
