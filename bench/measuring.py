"""What one command costs: time on the wall, processor time, and the most memory that it and its children held at once."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.1  # seconds between two looks at the memory
MB = 1024 * 1024


@dataclass(frozen=True)
class Cost:
    """Seconds, seconds of processor (user and system), and the peak memory in MB."""

    wall: float
    cpu: float
    memory: float

    def __add__(self, other: "Cost") -> "Cost":
        """Return the cost of one command after the other."""
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.memory, other.memory))


class MeasureError(Exception):
    """What was to be measured did not do its work: a command with what it printed, a site without a page."""


def cost(commands: Sequence[Sequence[str]], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run commands one after the other in `folder` and return what they cost together."""
    total = Cost(0, 0, 0)
    for command in commands:
        total += _run(command, folder, environment)
    return total


def _run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    log = folder.parent / f"{folder.name}.log"
    start = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        watch = _Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    watch.over.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise MeasureError(" ".join(command), log.read_text(encoding="utf-8", errors="replace")[-2000:])
    return Cost(wall, used.ru_utime + used.ru_stime, max(used.ru_maxrss / 1024, watch.peak))


class _Watch(threading.Thread):
    """Looks at the whole tree of processes now and then; the kernel itself remembers only the largest single one."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.peak, self.over = process, 0.0, threading.Event()

    def run(self) -> None:
        """Remember the largest sum."""
        while not self.over.wait(EVERY):
            self.peak = max(self.peak, sum(map(_resident, _tree(self.process))))


def _tree(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _read(children).split():
            yield from _tree(int(child))


def _resident(process: int) -> float:
    fields = _read(Path(f"/proc/{process}/statm")).split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / MB if fields else 0.0


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except OSError:  # the process has ended meanwhile
        return ""
