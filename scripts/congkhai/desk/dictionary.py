"""What every key of a record or a setting is called and means, in Vietnamese: for schemas, questions and options."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from congkhai.records.entry import Entry


class Described(NamedTuple):
    """The name of a key as a person reads it, and one sentence about what belongs there."""

    title: str
    text: str


@cache
def _dictionary() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("congkhai.desk").joinpath("fields.yml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(text)
    return found


def described(model: type[Entry], key: str) -> Described:
    """Return what `key` of a model is called; a key that a model has from another is described there.

    Raises KeyError for a key that is not described.
    """
    for kind in model.__mro__:
        if key in (found := _dictionary().get(kind.__name__, {})):
            return Described(*found[key])
    raise KeyError(key)
