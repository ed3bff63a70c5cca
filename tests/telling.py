"""The cases of the personal-data gate: sentences that stop and sentences that pass, as an official reads them."""

from pathlib import Path
from typing import TypedDict

import yaml

from congkhai.privacy.detecting import Gate, gate

CASES = Path(__file__).parent / "cases"


class Declared(TypedDict):
    """What the settings of the cases let pass."""

    officials: list[str]
    places: list[str]
    numbers: list[str]


class Sentences(TypedDict):
    """One file of cases."""

    settings: Declared
    stops: dict[str, list[str]]
    passes: list[str]


def sentences(name: str) -> Sentences:
    """Return the cases in a file."""
    found: Sentences = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return found


def gate_of(cases: Sentences) -> Gate:
    """Return the gate that the settings of the cases make."""
    declared = cases["settings"]
    return gate(declared["officials"], declared["places"], declared["numbers"])
