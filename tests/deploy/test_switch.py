"""A release is switched under readers: each answer is whole, of one release, and the newest one as soon as it stands."""

import gzip
import http.client
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import pytest

from deploy.asking import Answer, answer, ask
from deploy.folders import SITE, switch, write_release
from deploy.webserver import WebServer, serving

PAGES = ("index.html", "ke-hoach/index.html", "register/checkpoint", "lich/doi-thoai.ics")
ADDRESSES = {"/": PAGES[0], "/ke-hoach/": PAGES[1], "/register/checkpoint": PAGES[2], "/lich/doi-thoai.ics": PAGES[3]}
MARKS = {b"release 0": 0, b"release 1": 1}
SWITCHES, READERS, LEAST = 400, 4, 200


@dataclass
class Stage:
    """Two releases of different lengths, the link that leads to one of them, and the server that follows it."""

    releases: tuple[Path, Path]
    link: Path
    server: WebServer
    is_over: threading.Event = field(default_factory=threading.Event)


def _content(name: str, number: int) -> bytes:
    """Return a file of a release: its mark at both ends, so that a mixture shows."""
    mark = f"release {number}".encode()
    return mark + SITE[name] * (1 + number) + mark


WHOLE = {(name, number): _content(name, number) for name in PAGES for number in (0, 1)}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Serve the first of two releases."""
    first, second = (
        write_release(tmp_path / f"{number}", SITE | {name: WHOLE[name, number] for name in PAGES}) for number in (0, 1)
    )
    link, folder = tmp_path / "current", tmp_path / "nginx"
    folder.mkdir()
    switch(link, first)
    with serving(folder, link) as server:
        yield Stage((first, second), link, server)


def _fault(address: str, found: Answer) -> str | None:
    """Return what is wrong with an answer, None for a whole one of either release."""
    is_packed = found.one("Content-Encoding") == "gzip"
    body = gzip.decompress(found.body) if is_packed else found.body
    number = MARKS.get(body[:9])
    is_whole = number is not None and body == WHOLE[ADDRESSES[address], number]
    is_framed = len(found.all("Content-Security-Policy")) == 1 and found.one("ETag") is not None
    return None if found.status == 200 and is_whole and is_framed else f"{address}: {found.status} {body[:60]!r}"


def _poll(stage: Stage, headers: dict[str, str]) -> tuple[int, list[str]]:
    """Read until the switching is over; return how many answers came, and the bad ones."""
    count, faults = 0, []
    connection = http.client.HTTPConnection("127.0.0.1", stage.server.ports[0], timeout=10)
    for address in cycle(ADDRESSES):
        try:
            faults.append(_fault(address, answer(connection, address, "GET", headers)))
        except (OSError, http.client.HTTPException, EOFError) as error:
            faults.append(f"{address}: {error!r}")
            connection.close()
        count += 1
        if stage.is_over.is_set() and count >= LEAST:
            break
    connection.close()
    return count, [fault for fault in faults if fault]


def test_readers_never_see_a_bad_answer_while_the_link_is_switched(stage: Stage) -> None:
    """Over hundreds of switches every answer is 200 and whole; some readers keep their line, some unpack."""
    kinds = [
        {"Accept-Encoding": "gzip"},
        {},
        {"Connection": "close"},
        {"Accept-Encoding": "gzip", "Connection": "close"},
    ]
    with ThreadPoolExecutor(READERS) as pool:
        readers: list[Future[tuple[int, list[str]]]] = [pool.submit(_poll, stage, kind) for kind in kinds[:READERS]]
        try:
            for number in range(SWITCHES):
                switch(stage.link, stage.releases[(number + 1) % 2])
                # At least one answer between two switches, so that readers keep up on any machine.
                ask(stage.server.ports[0], "/register/checkpoint")
        finally:
            stage.is_over.set()
        counts, faults = zip(*(reader.result() for reader in readers), strict=True)
    assert [fault for found in faults for fault in found] == []
    assert min(counts) >= LEAST


def test_the_newest_release_is_read_at_once(stage: Stage) -> None:
    """Once the link is switched, the next answer is of the new release: nothing is remembered of the old."""
    port = stage.server.ports[0]
    for number in range(50):
        switch(stage.link, stage.releases[number % 2])
        for address, name in ADDRESSES.items():
            assert ask(port, address).body == WHOLE[name, number % 2]
            packed = ask(port, address, headers={"Accept-Encoding": "gzip"}).body
            assert gzip.decompress(packed) == WHOLE[name, number % 2]


def test_a_release_taken_back_is_sent_to_who_holds_the_newer(stage: Stage) -> None:
    """The tag and the time of the newer release do not pass for those of the older."""
    port = stage.server.ports[0]
    switch(stage.link, stage.releases[1])
    held = ask(port, "/")
    switch(stage.link, stage.releases[0])
    back = ask(port, "/", headers={"If-None-Match": held.one("ETag") or ""})
    assert (back.status, back.body) == (200, WHOLE["index.html", 0])
