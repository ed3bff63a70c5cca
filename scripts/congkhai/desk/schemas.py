"""JSON Schemas of every file that an author writes, from the models that read them (JSON Schema, draft 7, which editors know best).

An editor reads YAML with types of its own: `2026` is a number there and `yes` may be a truth value, while our reader takes
every scalar as text. So a schema accepts each of these forms where the reader takes its text.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, get_args

from congkhai.desk.dictionary import described
from congkhai.records.conclusion import Conclusion
from congkhai.records.entry import Entry
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.records.plan import Plan
from congkhai.records.waiver import Waiver
from congkhai.settings import Settings
from congkhai.words import label, word

# A schema is JSON of any shape.
Schema = dict[str, Any]

_DIALECT = "http://json-schema.org/draft-07/schema#"


def schemas() -> Mapping[str, Schema]:
    """Return every schema by the name of its file, in the order in which a clerk meets them."""
    return {
        "plan.schema.json": _titled(_of(Plan), "plan"),
        "schedule.schema.json": _list_file("meetings", Meeting, "schedule"),
        "conclusion.schema.json": _titled(_of(Conclusion), "conclusion"),
        "petitions.schema.json": _list_file("petitions", Petition, "petitions"),
        "waivers.schema.json": _list_file("waivers", Waiver, "waivers"),
        "mkdocs.schema.json": _settings_file(),
    }


def _titled(schema: Schema, name: str) -> Schema:
    return {"$schema": _DIALECT, **schema, "title": word(f"schema.{name}"), "description": word(f"schema.{name}-text")}


def _list_file(key: str, model: type[Entry], name: str) -> Schema:
    rows = {"type": "array", "items": _of(model)}
    table = {"type": "object", "properties": {key: rows}, "required": [key], "additionalProperties": False}
    return _titled(table, name)


def _settings_file() -> Schema:
    ours = {"type": "object", "properties": {"congkhai": _of(Settings)}, "required": ["congkhai"]}
    # Other plugins, and every other key, are MkDocs' own business.
    others = {"type": ["string", "object"], "not": {"required": ["congkhai"]}}
    plugins = {"type": "array", "items": {"anyOf": [ours, others]}, "contains": ours}
    table = {"type": "object", "properties": {"plugins": plugins}, "required": ["plugins"]}
    return _titled(table, "mkdocs")


def _of(model: type[Entry]) -> Schema:
    """Return the schema of a model with every reference resolved, every key named and every choice explained."""
    given = model.model_json_schema()
    return _table(model, given, given.get("$defs", {}))


def _table(model: type[Entry], given: Schema, known: Mapping[str, Schema]) -> Schema:
    properties = {
        key: {**_value(part, known, _kind(model, key)), **described(model, key)._asdict()}
        for key, part in given["properties"].items()
    }
    for part in properties.values():
        part["description"] = part.pop("text")
    return {
        "type": "object",
        "properties": properties,
        "required": given.get("required", []),
        "additionalProperties": False,
    }


def _kind(model: type[Entry], key: str) -> type | None:
    """Return the table or the enumeration that stands under a key, in a list or alone."""
    found = [model.model_fields[key].annotation]
    while found:
        one = found.pop()
        if isinstance(one, type) and issubclass(one, Entry | StrEnum):
            return one
        found += get_args(one)
    return None


def _value(part: Schema, known: Mapping[str, Schema], kind: type | None) -> Schema:
    if "anyOf" in part:
        # A key that is left blank is absent for our reader, and null for an editor.
        inner = next(one for one in part["anyOf"] if one != {"type": "null"})
        return _or_null(_value(inner, known, kind))
    if part.get("type") == "array":
        least = {"minItems": part["minItems"]} if "minItems" in part else {}
        return _or_null({"type": "array", "items": _value(part["items"], known, kind), **least})
    if kind is not None and issubclass(kind, StrEnum):
        return _choice(kind)
    if kind is not None and issubclass(kind, Entry):
        return _table(kind, known[kind.__name__], known)
    return _scalar(part)


def _choice(kind: type[StrEnum]) -> Schema:
    return {"type": "string", "enum": [one.value for one in kind], "enumDescriptions": [label(one) for one in kind]}


def _or_null(schema: Schema) -> Schema:
    blank = {"enum": None, "enumDescriptions": word("schema.blank")}
    longer = {key: [*schema[key], value] for key, value in blank.items() if key in schema}
    return {**schema, "type": [*_types(schema), "null"], **longer}


def _types(schema: Schema) -> list[str]:
    found = schema["type"]
    return [found] if isinstance(found, str) else found


def _scalar(part: Schema) -> Schema:
    if "enum" in part:
        return {"type": ["string", "boolean"], "enum": [*part["enum"], True, False]}
    kept = {key: value for key, value in part.items() if key in {"pattern", "examples", "minimum"}}
    if "integer" in part["type"]:
        return {"type": ["integer", "string"], **kept}
    # `2026` is a year, and `12` the number of a document.
    return {"type": ["string", "integer"] if "pattern" in part else ["string", "number"], **kept}
