"""The sample ward that tests read, write and spoil."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from congkhai import Opening, open_portal
from congkhai.portal.relations import Portal
from congkhai.problems import Problem

TODAY = date(2026, 11, 25)
HERE = Path(__file__).parent


def write_files(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write texts and bytes below `root` by path; None deletes the file."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)


@dataclass(frozen=True)
class Ward:
    """A ward's folder on disk."""

    root: Path
    today: date = TODAY

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Lay files over the ward; None deletes one."""
        write_files(self.root, files)

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace words that stand exactly once in a file."""
        path = self.root / file
        text = path.read_bytes().decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_bytes(text.replace(old, new).encode())

    def open(self, today: date | None = None) -> Opening:
        """Open the portal on `today`."""
        return open_portal(self.root, today or self.today)

    def problems(self, today: date | None = None) -> list[Problem]:
        """Return every problem, after trying that each can be told in every language."""
        problems = self.open(today).problems
        for problem in problems:
            for language in ("vi", "en"):
                assert problem.message(language)
                assert problem.hint(language)
        return problems

    def told(self, today: date | None = None) -> list[tuple[str, str]]:
        """Return every problem as slug and place, in order."""
        return [(problem.slug, str(problem.place)) for problem in self.problems(today)]

    def portal(self, today: date | None = None) -> Portal:
        """Return the portal of a ward that has no errors."""
        opening = self.open(today)
        assert opening.portal is not None, opening.problems
        return opening.portal


@pytest.fixture(scope="session")
def ward_files() -> Mapping[str, str]:
    """Return the sample ward: path to text."""
    files: Mapping[str, str] = yaml.safe_load((HERE / "ward.yml").read_text(encoding="utf-8"))
    return files


@pytest.fixture
def ward(tmp_path: Path, ward_files: Mapping[str, str]) -> Ward:
    """Return a fresh copy of the sample ward, which has no problem at all."""
    write_files(tmp_path, ward_files)
    return Ward(tmp_path)
