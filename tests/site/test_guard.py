"""Where mkdocs.yml does not name the plugin nothing is built, and the site of the last build stays as it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from building import build_here, held
from congkhai.words import word
from wards import Ward, write_files

SETTINGS = "site_name: Cổng\ndocs_dir: content\ntheme: {name: congkhai}\n"
WITHOUT = {
    "none": "",
    "only-search": "plugins: [search]\n",
    "empty": "plugins: []\n",
    "misspelt": "plugin: [congkhai]\n",
}
SITE = {"index.html": b"1", "kien-nghi/kn-01/index.html": b"2", "assets/congkhai.css": b"3"}
TOLD = "Chưa có phần congkhai dưới plugins trong mkdocs.yml"


def _run(root: Path, plugins: str, engine: str, *command: str, console: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs over a folder with a finished site, on a console that has an encoding."""
    write_files(root, {"content/index.md": "# Trang chủ\n", "mkdocs.yml": f"{SETTINGS}{plugins}"})
    write_files(root / "site", SITE)
    environment = {**os.environ, "PYTHONIOENCODING": console, "PYTHONUTF8": "0"}
    command = (sys.executable, "-m", engine, *command, "-f", "mkdocs.yml")
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("plugins", WITHOUT.values(), ids=WITHOUT.keys())
def test_the_last_site_stays(engine: str, plugins: str, tmp_path: Path) -> None:
    """One line says why, also under an old code page of Windows; MkDocs alone would empty the folder and end in a traceback."""
    done = _run(tmp_path, plugins, engine, "build", "-q", console="cp1252")
    assert done.returncode == 1
    told = [line for line in (done.stdout + done.stderr).splitlines() if line and "plugin'" not in line]
    assert told == [word("cli.no-plugin")]
    assert TOLD in told[0]
    assert held(tmp_path / "site") == SITE


@pytest.mark.parametrize("command", ["build", "gh-deploy", "serve"])
def test_every_command_stops(command: str, tmp_path: Path) -> None:
    """None of them publishes or shows half a portal."""
    done = _run(tmp_path, "", "mkdocs", command, console="utf-8")
    assert done.returncode == 1
    assert TOLD in done.stdout
    assert "Traceback" not in done.stderr
    assert held(tmp_path / "site") == SITE


def test_other_projects_of_the_process_are_left_alone(ward: Ward, tmp_path: Path) -> None:
    """Whoever builds a portal by a program of theirs may build another site with it then."""
    build_here(ward.root)
    write_files(tmp_path, {"docs/index.md": "# Khác\n", "mkdocs.yml": "site_name: Khác\ntheme: {name: mkdocs}\n"})
    build(load_config(str(tmp_path / "mkdocs.yml")))
    assert "Khác" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_a_build_over_the_last_one_says_so_too(tmp_path: Path) -> None:
    """MkDocs then empties nothing, and the frame itself refuses to be filled."""
    done = _run(tmp_path, "", "mkdocs", "build", "--dirty", console="utf-8")
    assert done.returncode == 1
    assert TOLD in done.stderr
    assert SITE.items() <= held(tmp_path / "site").items()
