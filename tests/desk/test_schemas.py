"""JSON Schemas: they take every record of our own portal, name every key and choice, and refuse slips as the reader does."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from jsonschema import Draft7Validator

from congkhai.desk.dictionary import described
from congkhai.desk.schemas import Schema, schemas
from congkhai.problems import Report
from congkhai.records.conclusion import Conclusion
from congkhai.records.entry import Entry
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.records.plan import Plan
from congkhai.records.waiver import Waiver
from congkhai.records.when import parse_when
from congkhai.settings import Settings
from congkhai.sources.prose import split_front_matter
from congkhai.sources.yaml import read_yaml
from congkhai.words import label
from wards import sample_files

ROOT = Path(__file__).parents[2]
FIELDS = ROOT / "scripts/congkhai/desk/fields.yml"
MODELS = (Plan, Meeting, Conclusion, Petition, Waiver, Settings)
FILES = {
    "plan.schema.json": "plans/*/plan.md",
    "schedule.schema.json": "plans/*/schedule.yml",
    "conclusion.schema.json": "conclusions/*/conclusion.md",
    "petitions.schema.json": "conclusions/*/petitions.yml",
    "waivers.schema.json": "*/*/waivers.yml",
    "mkdocs.schema.json": "mkdocs.yml",
}


_WAIVERS = f"""waivers:
  - passage: {"0" * 64}
    reason: Được đồng ý.
    role: Chủ tịch
    day: 2026-11-25
"""
_PRIVACY = """      privacy:
        numbers:
          - "0255 ### ###"
        officials: [Trần Văn Mẫu]
        places: []
"""


class _EditorLoader(yaml.SafeLoader):
    """Reads YAML as an editor does: numbers and truth values have types, dates are text."""


_EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _documents() -> list[tuple[str, Path]]:
    return [(name, path) for name, form in FILES.items() for path in sorted(ROOT.glob(form))]


def _models(model: type[Entry]) -> Iterator[type[Entry]]:
    """Yield a model and every model within it."""
    yield model
    for field in model.model_fields.values():
        yield from (inner for kind in _parts(field.annotation) if issubclass(kind, Entry) for inner in _models(kind))


def _parts(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and issubclass(annotation, Entry | StrEnum):
        yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _nodes(schema: Schema) -> Iterator[Schema]:
    """Yield every schema within a schema, itself first."""
    yield schema
    for part in schema.get("properties", {}).values():
        yield from _nodes(part)
    for part in [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]:
        yield from _nodes(part)


@pytest.mark.parametrize(("name", "path"), _documents(), ids=lambda part: str(getattr(part, "parent", part)))
def test_our_own_records_are_valid(name: str, path: Path) -> None:
    """Read as text, as our reader does, and with types, as an editor does."""
    text = path.read_text(encoding="utf-8")
    table = read_yaml(text, path.name, Report()) if path.suffix == ".yml" else split_front_matter(text, "", Report())[0]
    typed = yaml.load(text.split("---\n")[1] if path.suffix == ".md" else text, Loader=_EditorLoader)  # noqa: S506 - safe
    for document in (table, typed):
        Draft7Validator(schemas()[name]).validate(document)


@pytest.mark.parametrize("name", FILES)
def test_every_schema_is_one(name: str) -> None:
    """Each is a schema of its draft, has no reference left, and says in Vietnamese what it is about."""
    schema = schemas()[name]
    Draft7Validator.check_schema(schema)
    assert "$ref" not in str(schema)
    assert schema["title"]
    assert schema["description"].endswith(".")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_described(model: type[Entry]) -> None:
    """A name and a sentence for every key of every table."""
    for kind in _models(model):
        for key in kind.model_fields:
            title, text = described(kind, key)
            assert title
            assert text.endswith(".")


def test_no_description_is_left_over() -> None:
    """Each is of a key that a model has of its own or hands on."""
    kinds = {kind for model in MODELS for kind in _models(model)}
    named = {(base.__name__, key) for kind in kinds for base in kind.__mro__ if issubclass(base, Entry)
             for key in base.model_fields}  # fmt: skip
    told: dict[str, dict[str, object]] = yaml.safe_load(FIELDS.read_text(encoding="utf-8"))
    assert {(model, key) for model, keys in told.items() for key in keys} - named == set()


@pytest.mark.parametrize("name", [name for name in FILES if name != "waivers.schema.json"])
def test_every_choice_is_explained(name: str) -> None:
    """An enumeration lists what the reader takes, each with its Vietnamese words."""
    labels = {
        tuple(one.value for one in kind): [label(one) for one in kind]
        for model in MODELS
        for inner in _models(model)
        for field in inner.model_fields.values()
        for kind in _parts(field.annotation)
        if issubclass(kind, StrEnum)
    }
    found = [node for node in _nodes(schemas()[name]) if "enumDescriptions" in node]
    assert found
    for node in found:
        known = tuple(one for one in node["enum"] if one is not None)
        assert node["enumDescriptions"][: len(known)] == labels[known]
        assert len(node["enum"]) == len(node["enumDescriptions"])


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("plans/doi-thoai-2026/schedule.yml", "kind: periodic", "kind: weekly"),
        ("plans/doi-thoai-2026/schedule.yml", "kind: periodic", "kid: periodic"),
        ("plans/doi-thoai-2026/schedule.yml", "when: 2026-12", "when: cuối năm"),
        (
            "plans/doi-thoai-2026/schedule.yml",
            "    forms:\n      - in-person\n    when: 2026-12",
            "    when: 2026-12",
        ),
        ("plans/doi-thoai-2026/schedule.yml", "meetings:", "meeting:"),
        ("conclusions/ket-luan-dt-1/petitions.yml", "code: KN-01", "code: KN 01"),
        ("conclusions/ket-luan-dt-1/petitions.yml", "    due: 2026-11-30", "    due: cuối tháng"),
        ("mkdocs.yml", "level: ward", "level: phuong"),
        ("mkdocs.yml", "privacy:\n        numbers:", "privacy:\n        number:"),
        ("mkdocs.yml", "- congkhai:", "- cong-khai:"),
        ("plans/doi-thoai-2026/waivers.yml", "reason: Được đồng ý.", "because: Được đồng ý."),
        ("plans/doi-thoai-2026/waivers.yml", "    role: Chủ tịch\n", ""),
        ("plans/doi-thoai-2026/waivers.yml", "day: 2026-11-25", "day: hôm qua"),
    ],
)
def test_slips_are_refused(file: str, old: str, new: str) -> None:
    """What our reader refuses by form, the schema refuses while it is typed."""
    name = f"{Path(file).stem}.schema.json"
    text = {**sample_files(), "plans/doi-thoai-2026/waivers.yml": _WAIVERS}[file]
    if file == "mkdocs.yml":
        text = text.replace("docs_dir:", f"{_PRIVACY}docs_dir:")
    validator = Draft7Validator(schemas()[name])
    assert text.count(old) > 0
    assert validator.is_valid(read_yaml(text, file, Report()))
    assert not validator.is_valid(read_yaml(text.replace(old, new, 1), file, Report()))


@pytest.mark.parametrize(
    "typed", ["2026-10-28T14:00", "28/10/2026 14:00", "5/9/2026", "2026-Q3", "2026-H1", "on-occurrence"]
)
def test_dates_have_the_forms_of_the_reader(typed: str) -> None:
    """The pattern takes what the reader takes."""
    pattern = schemas()["schedule.schema.json"]["properties"]["meetings"]["items"]["properties"]["when"]["pattern"]
    assert parse_when(typed) is not None
    assert re.fullmatch(pattern, typed)


@pytest.mark.parametrize(
    ("typed", "good"), [("trước ngày 5/9/2026", True), ("before 2026-09-05", True), ("5/9", False)]
)
def test_deadlines_have_the_forms_of_the_reader(typed: str, good: bool) -> None:  # noqa: FBT001 - a column of the table
    """A deadline may be inclusive or not, and is a day."""
    found = schemas()["petitions.schema.json"]["properties"]["petitions"]["items"]["properties"]["due"]["pattern"]
    assert bool(re.fullmatch(found, typed)) == good
