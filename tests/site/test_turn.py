"""Two builds of one portal at once: the second waits for the first, and the site is whole."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from building import EPOCH, held, mkdocs_build
from congkhai.site.turn import Turn
from wards import Ward


def test_one_build_waits_for_another(tmp_path: Path) -> None:
    """The second has its turn when the first gives it, and is told that it had to wait."""
    first, second, told = Turn(tmp_path), Turn(tmp_path), Event()
    assert first.take(told.set) is False
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(second.take, told.set)
        assert told.wait(10)
        assert not waiting.done()
        first.give()
        assert waiting.result(10) is True
    second.give()


@pytest.mark.slow
def test_two_first_builds_at_once(ward: Ward) -> None:
    """Both end well, and the site is whole."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    runs = [subprocess.Popen(command, cwd=ward.root, env=environment, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(run.wait(), run.communicate()[1]) for run in runs] == [(0, b"")] * 2
    fresh = mkdocs_build(ward.root, ward.root.parent / "fresh")
    assert fresh.code == 0, fresh.output
    assert held(ward.root / "site") == held(fresh.site)
