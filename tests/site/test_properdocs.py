"""The unchanged plugin also runs on ProperDocs, the continuation of MkDocs 1.x."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from building import EPOCH, ROOT, Build, mkdocs_build
from wards import sample_files, write_files


def _properdocs_build(root: Path, site: Path) -> Build:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "properdocs", "build", "-f", "mkdocs.yml", "--strict", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return Build(done.returncode, done.stdout + done.stderr, site)


def _differing(one: Path, other: Path) -> set[str]:
    """Return the files that are not the same in both folders, or only in one."""
    found = [
        {path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()} for top in (one, other)
    ]
    return {str(name) for name in found[0].keys() | found[1].keys() if found[0].get(name) != found[1].get(name)}


@pytest.mark.slow
def test_our_portal_is_the_same_on_properdocs(build: Build, tmp_path: Path) -> None:
    """The same plugin, theme and mkdocs.yml give the same pages, files and search index, byte for byte."""
    other = _properdocs_build(ROOT, tmp_path / "site")
    assert other.code == 0, other.output
    assert len(other.pages()) > 150
    assert _differing(build.site, other.site) == set()


@pytest.mark.slow
def test_a_ward_with_an_address_is_the_same_on_properdocs(tmp_path: Path) -> None:
    """Also the site map and the 404 page of a site that knows its own address."""
    files = sample_files()
    write_files(tmp_path, {**files, "mkdocs.yml": f"site_url: https://example.org/phuong/\n{files['mkdocs.yml']}"})
    ours, other = mkdocs_build(tmp_path, tmp_path / "a", "--strict"), _properdocs_build(tmp_path, tmp_path / "b")
    assert (ours.code, other.code) == (0, 0), other.output
    assert (tmp_path / "b" / "sitemap.xml").is_file()
    assert _differing(ours.site, other.site) == set()


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
