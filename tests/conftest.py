"""What every test may ask for: a fresh copy of the sample ward, one build of our own portal, one browser."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings
from playwright.sync_api import Browser

from browsing import chromium
from building import EPOCH, build
from wards import Ward, sample_files, write_files

__all__ = ["build", "ward"]

# The same examples on every run and every machine; for a wider search, raise the number and drop the first.
settings.register_profile("same", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("same")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the distribution's Chromium; Playwright allows one in a process."""
    with chromium() as found:
        yield found


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    """Return a copy of the sample ward, which has no problem at all."""
    write_files(tmp_path, sample_files())
    return Ward(tmp_path)


@pytest.fixture
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the clock of what runs in this process and of what it starts."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Count no lines where a test is slow or tries a hundred examples: counting doubles its time, and quick ones reach nearly as many.

    The marker of pytest-cov has no effect in a worker of pytest-xdist: a second tracer goes on beneath the one that it stops.
    Which worker loads a module first plays a part, so that the count differs a little from run to run.
    """
    is_long = item.get_closest_marker("slow") or is_hypothesis_test(getattr(item, "obj", None))
    if not is_long or not item.config.pluginmanager.hasplugin("_cov"):
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
