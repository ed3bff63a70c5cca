"""The unchanged plugin also runs on ProperDocs, the continuation of MkDocs 1.x."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from building import EPOCH, Build
from wards import sample_files, write_files


@pytest.mark.slow
def test_the_same_ward_builds_on_properdocs(tmp_path: Path) -> None:
    """A ward's folder needs no change when the engine under it changes."""
    write_files(tmp_path, sample_files())
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "properdocs", "build", "-f", "mkdocs.yml", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    build = Build(done.returncode, done.stdout + done.stderr, tmp_path / "site")
    assert build.code == 0, build.output
    assert (build.site / "ke-hoach" / "doi-thoai-2026" / "index.html").is_file()


def test_an_old_code_page_does_not_break_a_failing_build(tmp_path: Path) -> None:
    """On a Windows console with an old code page the faults are told, in UTF-8, without a traceback."""
    write_files(tmp_path, sample_files())
    plan = tmp_path / "plans" / "doi-thoai-2026" / "plan.md"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("issued: 2026-02-10", "issued: 2026-02-30"), encoding="utf-8"
    )
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONUTF8", "LC_ALL", "LANG"}}
    environment = {**kept, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "SOURCE_DATE_EPOCH": EPOCH}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    told = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode == 1
    assert "không có thật" in told
    assert "Traceback" not in told
