"""The sample ward of the tests, on disk: written, spoiled, opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from congkhai.opening import Opening, open_portal
from congkhai.portal.relations import Portal
from congkhai.problems import LANGUAGES, Problem

HERE = Path(__file__).parent
TODAY = date(2026, 11, 25)
PLAN = "plans/doi-thoai-2026/plan.md"
SCHEDULE = "plans/doi-thoai-2026/schedule.yml"
CONCLUSION = "conclusions/ket-luan-dt-1/conclusion.md"
PETITIONS = "conclusions/ket-luan-dt-1/petitions.yml"
SETTINGS = "mkdocs.yml"
PDF = b"%PDF-1.7\n"


def sample_files() -> dict[str, str]:
    """Return the sample ward: path to text."""
    files: dict[str, str] = yaml.safe_load((HERE / "ward.yml").read_text(encoding="utf-8"))
    return files


def write_files(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write texts and bytes below `root` by path; None deletes the file, and the folders that it leaves empty."""
    for name, content in files.items():
        path = root / name
        if content is None:
            _delete(path, root)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def _delete(path: Path, root: Path) -> None:
    path.unlink()
    for folder in path.parents:
        if folder == root or any(folder.iterdir()):
            return
        folder.rmdir()


@dataclass(frozen=True)
class Ward:
    """A ward's folder on disk."""

    root: Path

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Lay files over the ward; None deletes one."""
        write_files(self.root, files)

    def read(self, file: str) -> str:
        """Return the text of a file."""
        return (self.root / file).read_bytes().decode()

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace words that stand exactly once in a file."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write({file: text.replace(old, new)})

    def open(self, today: date = TODAY) -> Opening:
        """Open the portal as it stands on `today`."""
        return open_portal(self.root, today)

    def problems(self, today: date = TODAY) -> list[Problem]:
        """Return every problem, each of which must be told in every language."""
        problems = self.open(today).problems
        for problem in problems:
            for language in LANGUAGES:
                assert problem.message(language) + problem.hint(language)
        return problems

    def told(self, today: date = TODAY) -> list[tuple[str, str]]:
        """Return every problem as slug and place, in the order in which they are told."""
        return [(problem.slug, str(problem.place)) for problem in self.problems(today)]

    def portal(self, today: date = TODAY) -> Portal:
        """Return the portal of a ward that has no errors."""
        opening = self.open(today)
        assert opening.portal is not None, opening.problems
        return opening.portal
