"""What follows from the name of a unit: how it stands within a sentence, its agency, the bodies it may have, the kind of its areas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NotRequired, TypedDict, cast

import yaml

from congkhai.settings import AreaKind, Level
from congkhai.sources.folding import fold, slug
from congkhai.words import word


class _Body(TypedDict):
    id: str
    name: str
    system: str
    short: NotRequired[str]
    levels: NotRequired[Sequence[str]]
    proposed: NotRequired[bool]


class _Table(TypedDict):
    levels: Mapping[str, str]
    bodies: Sequence[_Body]
    areas: Mapping[str, Sequence[str]]


@cache
def _table() -> _Table:
    text = files("congkhai.desk").joinpath("units.yml").read_text(encoding="utf-8")
    return cast("_Table", yaml.safe_load(text))


@dataclass(frozen=True)
class Body:
    """A body that a unit may have; every unit has those that are proposed."""

    id: str
    name: str
    short: str
    system: str
    is_proposed: bool


@dataclass(frozen=True)
class Unit:
    """A ward, commune or special zone by its name; `level` as somebody said, else as the name says."""

    name: str
    level: str = ""

    @property
    def within(self) -> str:
        """Return the name as it stands within a sentence: phường Minh Hoạ."""
        return f"{self.name[:1].lower()}{self.name[1:]}" if self.named_level else self.name

    @property
    def named_level(self) -> str:
        """Return the level that the name begins with, an empty string where it begins with none."""
        levels = _table()["levels"].items()
        return next((level for words, level in levels if self.name.lower().startswith(f"{words} ")), "")

    @property
    def agency(self) -> str:
        """Return the agency that runs the portal, unless somebody says otherwise."""
        return word("init.agency", unit=self.within) if self.name else ""

    def bodies(self) -> Iterator[Body]:
        """Yield the bodies that the unit may have."""
        for row in _table()["bodies"]:
            if self.level in row.get("levels", [self.level]):
                name, short = (text.format(unit=self.within) for text in (row["name"], row.get("short", "")))
                yield Body(f"{row['id']}-{slug(self.name)}", name, short, row["system"], row.get("proposed", False))

    def area_kind(self, name: str) -> AreaKind:
        """Return the kind of an area, by the first words of its name, else by the unit's level."""
        for kind, beginnings in _table()["areas"].items():
            if any(fold(name).startswith(f"{fold(words)} ") for words in beginnings):
                return AreaKind(kind)
        return AreaKind.VILLAGE if self.level == Level.COMMUNE else AreaKind.RESIDENTIAL_GROUP
