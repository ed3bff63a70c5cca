"""What a cell may say where there is a choice: the words shown, and the code that each stands for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, cast

import yaml

from congkhai.problems import nearest
from congkhai.records.document import ChangeKind
from congkhai.records.duty import Duty
from congkhai.records.meeting import Form, MeetingKind, Track
from congkhai.records.petition import Competence, Petitioner, PetitionField, Status
from congkhai.settings import Settings
from congkhai.sources.folding import fold
from congkhai.words import label, section, word

_ENUMS: Final[tuple[type[StrEnum], ...]] = (
    PetitionField, Petitioner, Competence, Status, ChangeKind, MeetingKind, Track, Form, Duty,
)  # fmt: skip
_ASIDE = re.compile(r"\([^()]*\)")
_SIGNS = re.compile(r"[^\w]+")
_SHORT: Final = {"to dan pho": "tdp", "uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd"}


def folded(text: str) -> str:
    """Return words in lower case without marks and signs, one space between them: what two spellings share."""
    return _SIGNS.sub(" ", fold(text)).strip()


@dataclass(frozen=True)
class Choices:
    """For each kind of choice: code to label, in the order of the drop-down, and the folded words that mean a code."""

    labels: Mapping[str, Mapping[str, str]]
    spoken: Mapping[str, Mapping[str, frozenset[str]]]

    @classmethod
    def of(cls, settings: Settings) -> "Choices":
        """Return the choices of a portal: those of the records, its bodies and its areas."""
        labels = {section(kind): {str(one): label(one) for one in kind} for kind in _ENUMS}
        labels["yes-no"] = {"yes": word("workbook.yes"), "no": word("workbook.no")}
        labels["body"] = _apart({str(body.id): body.name for body in settings.bodies})
        labels["area"] = _apart({str(area.id): area.name for area in settings.areas})
        said = {kind: list(_said(kind, codes)) for kind, codes in labels.items()}
        said["body"] += [(folded(body.short), str(body.id)) for body in settings.bodies if body.short]
        return cls(labels, {kind: _gathered(pairs) for kind, pairs in said.items()})

    def code(self, kind: str, text: str) -> str | None:
        """Return the code that a text stands for; None when it stands for none, or for more than one."""
        if text in self.labels[kind]:
            return text
        exact = [code for code, shown in self.labels[kind].items() if shown == text]
        meant = self.spoken[kind].get(folded(text), frozenset())
        return exact[0] if exact else next(iter(meant)) if len(meant) == 1 else None

    def offered(self, kind: str, text: str) -> tuple[str, ...]:
        """Return the labels that may be meant, the nearest first."""
        labels = list(self.labels[kind].values())
        near = nearest(text, labels)
        return tuple(sorted(labels, key=lambda shown: shown != near))


def _apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return names that tell their codes apart: with the code behind, where two have the same."""
    shown = list(names.values())
    return {code: f"{name} [{code}]" if shown.count(name) > 1 else name for code, name in names.items()}


def _said(kind: str, codes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for code, shown in codes.items():
        for text in (shown, _ASIDE.sub("", shown)):
            yield folded(text), code
            for long, short in _SHORT.items():
                if long in folded(text):
                    yield folded(text).replace(long, short), code
        yield from ((text, code) for text in _written().get(kind, {}).get(code, ()))


def _gathered(pairs: list[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    texts = {text for text, _ in pairs}
    return {text: frozenset(code for known, code in pairs if known == text) for text in texts}


@cache
def _written() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("congkhai.workbooks").joinpath("spoken.yml").read_text(encoding="utf-8")
    return cast("Mapping[str, Mapping[str, list[str]]]", yaml.safe_load(text))
