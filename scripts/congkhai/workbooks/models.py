"""The types behind the keys of a record: which keys a table has, in their order, and what lies under each."""

from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from congkhai.records.entry import Entry
from congkhai.sources.writing import Tree


def order_of(model: type[Entry], steps: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the keys of the table at the end of a way through a record, in the order in which records write them."""
    return tuple(model_at(model, steps).model_fields)


def model_at(model: type[Entry], steps: Sequence[str]) -> type[Entry]:
    """Return the type of the table at the end of a way through a record; lists are passed through."""
    for step in steps:
        model = _inner(model.model_fields[step].annotation)
    return model


def table_of(model: type[Entry], values: Mapping[str, Tree]) -> Mapping[str, Tree]:
    """Return values by dotted keys as one table with tables within, keys in their order; empty values are left out."""
    heads = {key.partition(".")[0] for key, value in values.items() if value}
    return {key: _part(model, key, values) for key in model.model_fields if key in heads}


def _part(model: type[Entry], key: str, values: Mapping[str, Tree]) -> Tree:
    if key in values:
        return values[key]
    inner = {name.partition(".")[2]: value for name, value in values.items() if name.startswith(f"{key}.")}
    return table_of(model_at(model, (key,)), inner)


def _inner(annotation: object) -> type[Entry]:
    """Return the table within an annotation such as `tuple[Step, ...]`, `Expected | None` or one with constraints."""
    if isinstance(annotation, type) and not get_args(annotation):
        assert issubclass(annotation, Entry)  # noqa: S101 - a layout that leads elsewhere is a fault of ours
        return annotation
    assert get_origin(annotation) in {tuple, Union, UnionType, Annotated}  # noqa: S101 - the same
    return _inner(next(part for part in get_args(annotation) if part not in {type(None), Ellipsis}))
