"""One server for all tests that only read."""

from collections.abc import Iterator

import pytest

from deploy.folders import SITE, switch, write_release
from deploy.webserver import WebServer, serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """Serve the small folder through the link that a publisher keeps."""
    folder = tmp_path_factory.mktemp("served")
    switch(folder / "current", write_release(folder / "releases" / "1", SITE))
    with serving(tmp_path_factory.mktemp("nginx"), folder / "current") as found:
        yield found
