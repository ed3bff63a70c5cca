"""The types that records are made of, and the reading of a located table into a record."""

import re
from enum import StrEnum
from typing import Annotated, Any, TypeVar, cast, get_args

from pydantic import (
    PlainSerializer,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import ErrorDetails

from congkhai.problems import Place, Report, nearest
from congkhai.records.entry import Entry, Ref
from congkhai.records.faults import fault
from congkhai.sources.slips import dash_in, slip_in, slip_in_word
from congkhai.sources.yaml import Rows, Table, Text, Value
from congkhai.words import section, word_list

ID = re.compile(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")


def _text(value: object) -> Text:
    if isinstance(value, Text):
        return value
    raise fault("expected-text")


def _line(value: object) -> str:
    text = re.sub(r"\s+", " ", _text(value)).strip()
    if not text:
        raise fault("empty-text")
    return text


# A keyboard of East Asia gives letters and figures that look like ours and are found by nobody.
_ORDINARY = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


def _designation(value: object) -> str:
    return _line(value).translate(_ORDINARY)


def _number(value: object) -> str:
    text = _designation(value)
    if not re.fullmatch(r"[0-9](?:[\w./-]*\w)?", text):
        raise fault("bad-document-number", found=text)
    return text


def _paragraphs(value: object) -> str:
    text = "\n\n".join(re.sub(r"\s+", " ", part).strip() for part in re.split(r"\n\s*\n", _text(value)))
    if not text.strip():
        raise fault("empty-text")
    return text.strip()


def _ref(value: object) -> Ref:
    text = _text(value)
    if not ID.fullmatch(text):
        raise fault("bad-id", found=str(text))
    return Ref(text, text.place)


def _file_name(value: object) -> Ref:
    text = _text(value)
    if not re.fullmatch(r"[^/\\:*?\"<>|]+\.[A-Za-z0-9]+", text):
        raise fault("bad-file-name", found=str(text))
    return Ref(text, text.place)


def _count(value: object) -> int:
    text = _text(value)
    if not re.fullmatch(r"[0-9]{1,7}", text):
        raise fault("bad-number", found=str(text))
    return int(text)


def _days(value: object) -> int:
    # No law and no plan counts further than three years; a longer number is a slip of the hand.
    text = _text(value)
    if not re.fullmatch(r"[0-9]{1,3}", text):
        raise fault("bad-number", found=str(text))
    return int(text)


_YES = {"yes": True, "true": True, "có": True, "no": False, "false": False, "không": False}


def _yes_no(value: object) -> bool:
    text = _text(value)
    if text.casefold() not in _YES:
        raise fault("bad-yes-no", found=str(text))
    return _YES[text.casefold()]


_ID_SCHEMA = {"type": "string", "pattern": f"^{ID.pattern}$"}

Line = Annotated[str, PlainValidator(_line), WithJsonSchema({"type": "string"})]
Designation = Annotated[str, PlainValidator(_designation), WithJsonSchema({"type": "string"})]
DocumentNumber = Annotated[str, PlainValidator(_number), WithJsonSchema({"type": ["string", "integer"]})]
Paragraphs = Annotated[str, PlainValidator(_paragraphs), WithJsonSchema({"type": "string"})]
Id = Annotated[Ref, PlainValidator(_ref), WithJsonSchema(_ID_SCHEMA), PlainSerializer(str)]
FileName = Annotated[Ref, PlainValidator(_file_name), WithJsonSchema({"type": "string"}), PlainSerializer(str)]
Days = Annotated[int, PlainValidator(_days), WithJsonSchema({"type": ["integer", "string"], "minimum": 0})]
Count = Annotated[int, PlainValidator(_count), WithJsonSchema({"type": ["integer", "string"], "minimum": 0})]
YesNo = Annotated[bool, PlainValidator(_yes_no), WithJsonSchema({"enum": list(_YES), "type": "string"})]

Record = TypeVar("Record", bound=Entry)
_Path = tuple[int | str, ...]

# pydantic's own error types, and the slug under which we report each.
_SLUGS = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "enum": "unknown-value",
    "tuple_type": "expected-list",
    "too_short": "empty-list",
    "model_type": "expected-table",
    "model_attributes_type": "expected-table",
}


def read_record(model: type[Record], table: Table, report: Report) -> Record | None:
    """Return the record that `table` holds, with every fault reported at its place.

    A table with faults yields the record without the faulty parts, so that the rest is checked in
    the same run; None when a required part is faulty.
    """
    try:
        return model.model_validate(table)
    except ValidationError as error:
        for detail in _to_tell(model, error):
            _tell(model, table, detail, report)
        return _rescue(model, table, error)


def _to_tell(model: type[Entry], error: ValidationError) -> list[ErrorDetails]:
    """Return the faults of a record, each once: not a misspelt key as missing too, nor a list of faults as empty."""
    details = error.errors(include_url=False)
    meant = {_meant(model, detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"}
    told = [detail for detail in details if detail["type"] != "missing" or detail["loc"] not in meant]
    parts = {detail["loc"][:-1] for detail in details}
    return [detail for detail in told if detail["type"] != "too_short" or detail["loc"] not in parts]


def _meant(model: type[Entry], path: _Path) -> _Path:
    return (*path[:-1], nearest(str(path[-1]), _annotation(model, path[:-1]).model_fields))


def _rescue(model: type[Record], table: Table, error: ValidationError) -> Record | None:
    paths = {_faulty_part(detail) for detail in error.errors(include_url=False)}
    lost: set[str] = set()
    while () not in paths:
        # A key, or an entry of its list; a misspelt key is the one it stands for.
        lost |= {nearest(str(path[0]), model.model_fields) for path in paths if len(path) <= 2}  # noqa: PLR2004
        table = cast("Table", _without(table, paths))
        try:
            record = model.model_validate(table)
        except ValidationError as again:
            paths = {_faulty_part(detail) for detail in again.errors(include_url=False)}
        else:
            record._whole = False  # noqa: SLF001 - the entry's own reader
            record._lost = frozenset(lost)  # noqa: SLF001 - the same
            return record
    return None


def _faulty_part(detail: ErrorDetails) -> _Path:
    return detail["loc"][:-1] if detail["type"] == "missing" else detail["loc"]


def _without(value: Value, paths: set[_Path]) -> Value:
    if isinstance(value, Text):
        return value
    copy: Table | Rows = Table(value.place) if isinstance(value, Table) else Rows(value.place)
    for step, part in value.items() if isinstance(value, Table) else enumerate(value):
        if (step,) in paths:
            continue
        kept = _without(part, {path[1:] for path in paths if path and path[0] == step})
        if isinstance(copy, Table):
            copy[str(step)] = kept
        else:
            copy.append(kept)
    return copy


def _tell(model: type[Entry], table: Table, detail: ErrorDetails, report: Report) -> None:
    slug = _SLUGS.get(detail["type"], detail["type"])
    path = detail["loc"]
    context = {key: str(value) for key, value in detail.get("ctx", {}).items()}
    if slug == "unknown-value" and not isinstance(detail["input"], Text):
        slug = "expected-text"
    if (found := _slip(slug, detail["input"], is_item=bool(path) and isinstance(path[-1], int))) is not None:
        slug, context = found, {"text": str(detail["input"])[:80]}
    if slug == "unknown-key":
        known = tuple(_annotation(model, path[:-1]).model_fields)
        context = {"near": nearest(str(path[-1]), known), "known": ", ".join(known)}
    elif slug == "unknown-value":
        context = _choices(_annotation(model, path), str(detail["input"]))
    elif slug == "missing-key" and (choices := _missing_choice(_annotation(model, path))):
        slug, context = "missing-choice", choices
    elif slug == "expected-table":
        slug, context = "expected-keys", {"known": ", ".join(_annotation(model, path).model_fields)}
    place = _place(table, path, at_key=slug in {"unknown-key", "missing-key", "missing-choice"})
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    report.add(slug, place, **{"key": key, **context})


def _slip(slug: str, value: object, *, is_item: bool) -> str | None:
    """Return the slip of the hand that made words of a list or a table, or hides in a word, if it shows."""
    if not isinstance(value, Text) or slug in {"unknown-key", "expected-text"}:
        return None
    if slug not in {"expected-list", "expected-table"}:
        found = slip_in_word(value, is_item=is_item)
    elif slug == "expected-table" or value.startswith("-"):
        found = slip_in(value)
    else:
        found = dash_in(value)
    return found[0] if found else None


def _annotation(model: type[Entry], path: tuple[int | str, ...]) -> Any:  # noqa: ANN401 - a type of any shape
    kind: Any = model
    for step in path:
        kind = _bare(kind.model_fields[step].annotation) if isinstance(step, str) else get_args(kind)[0]
    return _bare(kind)


def _bare(kind: Any) -> Any:  # noqa: ANN401 - a type of any shape
    return (
        next((part for part in get_args(kind) if part is not type(None)), kind)
        if type(None) in get_args(kind)
        else kind
    )


def _missing_choice(kind: Any) -> dict[str, str]:  # noqa: ANN401 - a type of any shape
    """Return what may be written for a key that takes one or several of a list, nothing for any other."""
    one = get_args(kind)[0] if get_args(kind) else kind
    if not (isinstance(one, type) and issubclass(one, StrEnum)):
        return {}
    first = next(iter(one)).value
    return {"known": _choices(one, "")["known"], "example": first if one is kind else f"[{first}]"}


def _choices(choices: type[StrEnum], found: str) -> dict[str, str]:
    """Return what an author may write; a Vietnamese word counts as a way to its key."""
    words = word_list()
    labels = {words[f"{section(choices)}.{choice.value}"]: choice.value for choice in choices}
    known = {choice.value: choice.value for choice in choices} | labels
    near = nearest(found, known)
    listed = ", ".join(f"{key} ({text})" for text, key in labels.items())
    return {"found": found, "near": known.get(near, ""), "known": listed}


def _place(table: Table, path: tuple[int | str, ...], *, at_key: bool) -> Place:
    value: Value = table
    place = table.place
    for step in path:
        if isinstance(value, Table):
            place = value.keys_at.get(str(step), value.place)
            if str(step) not in value:
                return place
            value = value[str(step)]
        elif isinstance(value, Rows) and isinstance(step, int) and step < len(value):
            value = value[step]
            place = value.place
    return place if at_key else value.place


def rows_under(table: Table, key: str, report: Report) -> Rows | None:
    """Return the list under the only key of a file, None when there is none; report every other key."""
    for other, place in table.keys_at.items():
        if other != key:
            report.add("unknown-key", place, key=other, near=key, known=key)
    if key not in table.keys_at:
        if not table.keys_at:
            report.add("missing-key", table.place, key=key)
        return None
    rows = table.get(key, Rows(table.place))
    if not isinstance(rows, Rows):
        report.add("expected-list", rows.place, key=key)
        return None
    return rows
