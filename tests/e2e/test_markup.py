"""The Nu HTML checker finds no error on any page."""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from browsing import expect_none
from building import Build
from get_tools import JAR

pytestmark = pytest.mark.slow


def test_every_page_is_valid_html(build: Build) -> None:
    """One run over all pages, errors only, no message filtered."""
    java = shutil.which("java")
    if java is None or not JAR.exists():
        pytest.skip("no Java or no checker: tests/get_tools.py fetches them where there are apt and npm")
    command = [java, "-jar", str(JAR), "--errors-only", "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, *map(str, build.pages())], capture_output=True, text=True, check=True)
    faults: dict[str, list[str]] = {}
    for message in json.loads(done.stderr)["messages"]:
        page = Path(unquote(urlsplit(message["url"]).path)).relative_to(build.site)
        faults.setdefault(message["message"], []).append(f"{page}:{message.get('lastLine', 0)}")
    expect_none([f"{text} | {len(places)} times, first {', '.join(places[:3])}" for text, places in faults.items()])
