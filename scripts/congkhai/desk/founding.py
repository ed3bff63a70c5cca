"""The files of a new portal, from the facts of its unit; what nobody said stays absent and is listed as still to be filled in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from textwrap import indent

from congkhai.desk.facts import UNIT
from congkhai.desk.filing import Draft
from congkhai.desk.proposals import free
from congkhai.desk.units import Unit
from congkhai.desk.ward import Answers, first_of
from congkhai.desk.wiring import SCHEMA_FOLDER, editor_files
from congkhai.settings import AreaKind, PortalUnit, Privacy
from congkhai.sources.folding import slug
from congkhai.sources.writing import Tree, yaml_text
from congkhai.words import word

_PAGES = {"home": "index.md", "about": "gioi-thieu.md", "guide": "huong-dan.md", "privacy": "du-lieu-ca-nhan.md"}
# Git keeps no empty folder.
_EMPTY = {"plans/.gitkeep": "", "conclusions/.gitkeep": ""}
# What a portal is the poorer for lacking, in the order in which it is listed.
_WISHED = ("area", "address", "phone", "email", "responsible", "takedown", "site-url")


@dataclass(frozen=True)
class Portal:
    """A portal that is to be: the text of each file by its path, and what is still to be filled in, one sentence each."""

    files: Mapping[str, str]
    gaps: Sequence[str]

    def clashes(self, root: Path) -> list[str]:
        """Return which of the files are there already; none of them would be written over."""
        return [file for file in self.files if (root / file).exists() or (root / file).is_symlink()]

    def drafts(self, root: Path) -> list[Draft]:
        """Return the files as drafts below `root`."""
        return [Draft(root / file, text.encode()) for file, text in self.files.items()]


def founded(answers: Answers) -> Portal:
    """Return the portal that whole answers make."""
    unit, gaps = Unit(first_of(answers, "name"), first_of(answers, "level")), list(_gaps(answers))
    values = {"unit": unit.within, "agency": first_of(answers, "agency"), "gaps": "\n".join(f"- {gap}" for gap in gaps)}
    pages = {f"content/{name}": _blank(name, values) for name in _PAGES.values()}
    others = {"README.md": "README.md", ".gitattributes": "gitattributes", ".gitignore": "gitignore"}
    return Portal(
        {
            "mkdocs.yml": _settings(unit, answers),
            **pages,
            **_EMPTY,
            **{file: _blank(name, values) for file, name in others.items()},
            **editor_files(),
        },
        gaps,
    )


def _gaps(answers: Answers) -> Iterator[str]:
    yield word("init.gap-bodies")
    yield from (word(f"init.gap-{name}") for name in _WISHED if not answers.get(name))
    if not answers.get("rules"):
        yield word("init.gap-rules")
    yield word("init.gap-pages")


def _settings(unit: Unit, answers: Answers) -> str:
    top: dict[str, Tree] = {
        "site_name": word("init.site-name", unit=unit.within),
        "site_url": first_of(answers, "site-url"),
        "docs_dir": "content",
        "site_dir": "site",
        "theme": {"name": "congkhai"},
        "nav": [{word(f"init.page-{key}"): name} for key, name in _PAGES.items()],
    }
    facts = {fact.key for fact in UNIT if fact.model is PortalUnit and not fact.asked}
    given = {key: first_of(answers, key) for key in PortalUnit.model_fields if key in facts}
    ours: list[tuple[str, Mapping[str, Tree]]] = [
        ("", {"unit": given}),
        (word("init.comment-bodies"), {"bodies": list(_bodies(unit, answers))}),
        (word("init.comment-areas"), {"areas": list(_areas(unit, answers))}),
    ]
    known = "\n".join(f"# {comment}\n{yaml_text(part)}" if comment else yaml_text(part) for comment, part in ours)
    sections = f"{known}\n{_privacy()}"
    line = f"# yaml-language-server: $schema={SCHEMA_FOLDER}/mkdocs.schema.json\n"
    return f"{line}{yaml_text(top)}\nplugins:\n  - congkhai:\n{indent(sections, ' ' * 6)}"


def _privacy() -> str:
    """Return the section of what the personal-data gate lets pass, every key blank with a comment above it."""
    keys = "".join(f"  # {word(f'init.comment-{key}')}\n  {key}:\n" for key in Privacy.model_fields)
    return f"# {word('init.comment-privacy')}\nprivacy:\n{keys}"


def _bodies(unit: Unit, answers: Answers) -> Iterator[Mapping[str, Tree]]:
    chosen = answers.get("body") or [body.id for body in unit.bodies() if body.is_proposed]
    for body in unit.bodies():
        if body.id in chosen:
            # Local rules bind the agency that issues the plans.
            rules = list(answers.get("rules", ())) if body.name == first_of(answers, "agency") else []
            yield {"id": body.id, "name": body.name, "short": body.short, "system": body.system, "rules": rules}


def _areas(unit: Unit, answers: Answers) -> Iterator[Mapping[str, Tree]]:
    named = {AreaKind.UNIT: [word("init.whole", unit=unit.within)], None: list(dict.fromkeys(answers.get("area", ())))}
    taken: list[str] = []
    for kind, names in named.items():
        for name in names:
            taken.append(free(slug(name) or "dia-ban", taken))
            yield {"id": taken[-1], "name": name, "kind": (kind or unit.area_kind(name)).value}


def _blank(name: str, values: Mapping[str, str]) -> str:
    return files("congkhai.desk").joinpath("blank").joinpath(name).read_text(encoding="utf-8").format_map(values)
