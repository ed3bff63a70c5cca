"""The records that judged queries look for: their words stand in `planted.yml` and nowhere else in the corpus."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Planted:
    """A petition with words of its own, and the queries that must find it, each with its kind."""

    field: str
    summary: str
    answer: str
    queries: list[dict[str, str]]


@cache
def planted() -> tuple[Planted, ...]:
    """Return the planted petitions in the order of the file."""
    loaded = yaml.safe_load((Path(__file__).parent / "planted.yml").read_text(encoding="utf-8"))
    return tuple(Planted(**one) for one in loaded)


def places(petitions: int) -> dict[int, Planted]:
    """Return which of so many petitions are the planted ones, spread evenly; all of them once there is room."""
    chosen = planted()[:petitions]
    return {number * petitions // len(chosen): one for number, one in enumerate(chosen)} if chosen else {}
