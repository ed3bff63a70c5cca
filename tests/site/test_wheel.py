"""A stranger's machine: the wheel alone, in a clean environment, builds a ward's bare folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from building import EPOCH, ROOT

pytestmark = pytest.mark.slow


def _run(*command: str | Path, cwd: Path) -> str:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONUTF8": "1", "PYTHONPATH": ""}
    done = subprocess.run([*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel built from a copy of the sources."""
    source = tmp_path_factory.mktemp("source")
    for name in ("scripts", "theme"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", "wheels", ".")
    _run(*pip, cwd=source)
    return next((source / "wheels").glob("congkhai-*.whl"))


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of an environment that holds the pinned dependencies and the wheel, nothing else."""
    home = tmp_path_factory.mktemp("clean")
    _run(sys.executable, "-m", "venv", home, cwd=home)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    lock = ROOT / "requirements.lock"
    _run(programs / "python", "-m", "pip", "install", "-q", "--require-hashes", "--no-deps", "-r", lock, cwd=home)
    _run(programs / "python", "-m", "pip", "install", "-q", "--no-deps", wheel, cwd=home)
    return programs


def test_a_bare_folder_builds_from_the_wheel(clean: Path, tmp_path: Path) -> None:
    """`mkdocs.yml content/ plans/ conclusions/` and an installed wheel are all that a ward needs."""
    for name in ("content", "plans", "conclusions"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    assert "0 lỗi" in _run(clean / "congkhai", "check", cwd=tmp_path)
    _run(clean / "mkdocs", "build", "--strict", cwd=tmp_path)
    assert (tmp_path / "site" / "ke-hoach" / "phuong-duc-thang-2024" / "index.html").is_file()
    # Set in our own face, which came with the wheel.
    assert b"+Tinos" in (tmp_path / "site" / "ke-hoach" / "minh-hoa-2026" / "12-kh-ubnd-2026.pdf").read_bytes()
    assert (tmp_path / "site" / "assets" / "congkhai.css").stat().st_size > 5000


def test_the_environment_is_whole(clean: Path, tmp_path: Path) -> None:
    """The lock names everything that the package asks for."""
    assert "No broken requirements" in _run(clean / "python", "-m", "pip", "check", cwd=tmp_path)
