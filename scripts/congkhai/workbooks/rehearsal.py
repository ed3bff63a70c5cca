"""What a change would do to a portal: the whole check over a copy that has the new files, before any is written."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from congkhai.opening import open_portal
from congkhai.problems import Problem


def rehearsed(root: Path, files: Mapping[Path, bytes], today: date) -> list[Problem]:
    """Return the problems that a portal would have with these files and has not now."""
    before = {_said(problem) for problem in open_portal(root, today, is_trial=True).problems}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "portal"
        shutil.copytree(root, copy, symlinks=True, copy_function=_linked, ignore=_beside)
        for path, raw in files.items():
            target = copy / path.relative_to(root)
            # A link would write through to the file itself.
            target.unlink(missing_ok=True)
            target.write_bytes(raw)
        after = open_portal(copy, today, is_trial=True).problems
    return [problem for problem in after if _said(problem) not in before]


def _said(problem: Problem) -> tuple[str, str, frozenset[tuple[str, str]]]:
    """Return what a problem says, whatever line it has come to stand on and whatever it may have meant."""
    return problem.slug, problem.place.file, frozenset(pair for pair in problem.values if pair[0] != "near")


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target


def _beside(folder: str, names: list[str]) -> set[str]:
    """Return what no check reads: hidden folders and built sites."""
    return {name for name in names if name.startswith(".") or (Path(folder) / name / "sitemap.xml").exists()}
