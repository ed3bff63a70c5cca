"""One served build, one browser, and every kind of page."""

from collections.abc import Iterator

import pytest

from browsing import KINDS
from building import Build
from serving import Served, serve


@pytest.fixture(scope="session")
def site(build: Build) -> Iterator[Served]:
    """Serve the build of our own portal under the strict policy."""
    assert build.code == 0, build.output
    with serve(build.site) as server:
        yield server


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Return the name of a kind of page."""
    name: str = request.param
    return name
