"""One strict build of our own portal, shared by every test of the finished site."""

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import mkdocs.commands.build
import pytest
from mkdocs.config import load_config

from congkhai.records.duty import Duty
from congkhai.records.reading import PlanDossier

ROOT = Path(__file__).parents[1]
EPOCH = "1795564800"  # 2026-11-25, 07:00 in Vietnam
DAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Build:
    """A finished `mkdocs build`: its exit code, what it printed, and the folder it wrote."""

    code: int
    output: str
    site: Path

    def pages(self) -> list[Path]:
        """Return every HTML file."""
        return sorted(self.site.rglob("*.html"))


def own_duties(dossier: PlanDossier) -> set[int]:
    """Return the numbers of a plan's duties with a row of their own: what a meeting's intake tells has none."""
    assert dossier.plan is not None
    senders = {intake.sender for meeting in dossier.meetings for intake in meeting.intake}
    return {
        number
        for number, duty in enumerate(dossier.plan.duties, start=1)
        if duty.duty is not Duty.COLLECT_QUESTIONS or duty.bearer not in senders
    }


def mkdocs_build(root: Path, site: Path, *options: str, epoch: str = EPOCH) -> Build:
    """Run `mkdocs build` as a person would, on a fixed day."""
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site), *options]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return Build(done.returncode, done.stdout + done.stderr, site)


def build_here(root: Path, epoch: int = int(EPOCH), settings: str = "mkdocs.yml", **options: object) -> None:
    """Build a folder as `mkdocs build` does, in this process, on the day of `epoch`."""
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    config = load_config(str(root / settings), **options)  # type: ignore[arg-type]
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs.commands.build.build(config)


def held(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the strict build of this repository's portal."""
    return mkdocs_build(ROOT, tmp_path_factory.mktemp("build") / "site", "--strict")
