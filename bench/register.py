"""What a register of 100,000 entries costs: one entry more, a proof, the full check, memory and files; beside a verifier in Go.

`python bench/register.py --entries 100000 --parts 2`: every entry publishes a document of so many parts, whose openings are
written too. Only additions wait for the disk as they do in an office; the register itself is made without.
"""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from unittest import mock

import golang
from congkhai.register import fsck, keys
from congkhai.register.checkpoint import Head
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import open_log
from congkhai.register.notes import Key
from congkhai.register.openings import Opening, Role, blind, path
from congkhai.register.writing import append, begin
from measuring import MB, cost

BEGAN, DAY, ORIGIN = 1_773_305_400, "2026-03-12", "bench.example.vn/so"
RUNS, CHECKS = 21, 3


def main() -> None:
    """Make a register, measure, print one row a line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=100_000)
    options.add_argument("--parts", type=int, default=2)
    options.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--check", nargs=2, metavar=("FOLDER", "KEY"), help=argparse.SUPPRESS)
    options.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.check:
        sys.exit(_check(Path(chosen.check[0]), chosen.check[1], is_alone=chosen.alone))
    if chosen.make:
        return _print(_making(chosen.make, chosen.entries, chosen.parts))
    with tempfile.TemporaryDirectory() as home:
        # By another process: what a process holds when it starts others is counted as theirs.
        size = ["--entries", f"{chosen.entries}", "--parts", f"{chosen.parts}"]
        subprocess.run([sys.executable, __file__, "--make", home, *size], check=True, env=_environment())
        return _print(_rows(Path(home), chosen.entries, chosen.parts))


def _print(rows: Iterator[tuple[str, str]]) -> None:
    for what, value in rows:
        print(f"| {what} | {value} |", flush=True)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def _making(home: Path, entries: int, parts: int) -> Iterator[tuple[str, str]]:
    folder, signer = home / "register", keys.make(home / "key", ORIGIN, "")
    with mock.patch.object(os, "fsync"):
        begin(folder, signer, Leaf(Kind.GENESIS, BEGAN, digest=sha256(b"").hexdigest()))
        head = append(folder, signer, [_written(folder, 0, parts)]).head
        (home / "second").write_bytes(str(head.note).encode())
        leaves = [_written(folder, number, parts) for number in range(1, entries - 1)]
        start = time.perf_counter()
        append(folder, signer, leaves)
        yield f"{entries:,} entries at once, not waiting for the disk", f"{time.perf_counter() - start:.2f} s"


def _rows(home: Path, entries: int, parts: int) -> Iterator[tuple[str, str]]:
    folder, signer = home / "register", keys.load(home / "key", ORIGIN, "")
    earlier = Head.parse((home / "second").read_bytes(), signer.key).checkpoint
    log = open_log(folder, signer.key)
    yield (
        "one inclusion proof, register just opened",
        _median([_proving(folder, signer.key, 1 + n * 9973 % (entries - 1)) for n in range(RUNS)]),
    )
    proof, entry = log.proof(entries // 3), log.entry(entries // 3)
    yield "its proof file", f"{len(str(proof).encode()):,} bytes"
    yield "its verification", _median([lambda: proof.check(entry, signer.key)] * RUNS)
    yield (
        "growth from the second head proved and verified",
        _median([lambda: open_log(folder, signer.key).grew_from(earlier)] * RUNS),
    )
    key = str(signer.key)
    ours = [sys.executable, __file__, "--check", str(folder), key]
    yield "full check of the log alone", _best(home, [*ours, "--alone"])
    if why := golang.missing():
        yield "Go, the log alone", why
    else:
        yield "Go, the log alone", _best(home, [str(golang.built(home)), str(folder), key])
    yield "full check, openings too", _best(home, ours)
    for name in ("", "addenda"):
        found = [file.stat() for file in (folder / name).rglob("*") if file.is_file()]
        held = sum(one.st_blocks for one in found) * 512 / MB if os.name == "posix" else 0
        yield (
            f"files in {name or 'all'}",
            f"{len(found):,}, {sum(one.st_size for one in found) / MB:.0f} MB ({held:.0f} MB on disk)",
        )
    yield "one entry more", _median([_adding(folder, signer, entries + n, 0) for n in range(RUNS)])
    yield (
        f"one entry more with {parts} openings",
        _median([_adding(folder, signer, entries + RUNS + n, parts) for n in range(RUNS)]),
    )


def _parts(number: int, count: int) -> list[Opening]:
    return [
        blind(Role.FILE, f"{number} {part}".encode(), f"tai-lieu/{number}-{part}.pdf", f"{number}-{part}.pdf")
        for part in range(count)
    ]


def _leaf(number: int, parts: Sequence[Opening]) -> Leaf:
    digests = tuple(part.digest for part in parts)
    if not digests:
        return Leaf(Kind.BUILD, BEGAN + number, digest=sha256(f"{number}".encode()).hexdigest())
    return Leaf(Kind.PUBLISH, BEGAN + number, document=number, version=1, parts=digests, claimed=DAY)


def _written(folder: Path, number: int, count: int) -> Leaf:
    parts = _parts(number, count)
    for part in parts:
        file = folder / path(part.digest)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(part.encode())
    return _leaf(number, parts)


def _proving(folder: Path, key: Key, index: int) -> Callable[[], object]:
    return lambda: open_log(folder, key).proof(index)


def _adding(folder: Path, signer: keys.KeyFile, number: int, count: int) -> Callable[[], object]:
    parts = _parts(number, count)
    return lambda: append(folder, signer, [_leaf(number, parts)], parts)


def _median(acts: Sequence[Callable[[], object]]) -> str:
    times = [time.perf_counter()]
    for act in acts:
        act()
        times.append(time.perf_counter())
    spans = [(end - start) * 1000 for start, end in pairwise(times)]
    return f"{statistics.median(spans):.2f} ms (worst of {len(spans)}: {max(spans):.1f})"


def _check(folder: Path, key: str, *, is_alone: bool) -> int:
    """Check as the command does, which lets the collector rest; return how many faults there are."""
    gc.disable()
    with mock.patch.object(fsck, "_openings", return_value=()) if is_alone else nullcontext():
        return min(len(list(fsck.check(open_log(folder, Key.parse(key))))), 9)


def _best(home: Path, command: Sequence[str]) -> str:
    found = min((cost([command], home, _environment()) for _ in range(CHECKS)), key=lambda one: one.wall)
    return f"{found.wall:.2f} s, {found.memory:.0f} MB (best of {CHECKS})"


if __name__ == "__main__":
    main()
