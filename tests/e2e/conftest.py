"""One served build, one browser, and every kind of page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from browsing import COMING, KINDS, chromium
from building import Build
from serving import Served, serve


@pytest.fixture(scope="session")
def site(build: Build) -> Iterator[Served]:
    """Serve the build of our own portal under the strict policy."""
    assert build.code == 0, build.output
    with serve(build.site) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the distribution's Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, build: Build) -> str:
    """Return the name of a kind of page."""
    name: str = request.param
    if name in COMING and not (build.site / KINDS[name].strip("/") / "index.html").exists():
        pytest.skip(f"{KINDS[name]} is not built yet")
    return name
