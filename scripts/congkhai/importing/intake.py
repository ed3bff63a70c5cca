"""Until when questions are taken, from whom and by whom; each deadline goes to the one meeting that it can belong to."""

import re
from collections.abc import Sequence
from dataclasses import replace

from congkhai.importing.dates import Told, dates_in
from congkhai.importing.joining import TRAIL, tidy
from congkhai.importing.outline import Part
from congkhai.importing.paper import Intake, Paper
from congkhai.importing.patterns import all_choices, folded

_INTAKE = re.compile(
    r"\b(?:truoc|cham nhat|den het|han cuoi|truoc khi)\s*(?:la |vao )?(?:\d{1,2}\s*(?:gio|h)\s*\d{0,2},?\s*)?(?:ngay\s*)?$"
)
_QUESTIONS = re.compile(r"\b(?:cau hoi|y kien|kien nghi|dang ky|phan anh)\b")
_TO = re.compile(
    r"\b(?:gửi(?:\s+về|\s+cho|\s+tới)?|báo cáo|về)\s+(?P<to>[A-ZĐÀ-Ỹ][^;,.]*?)\s*(?=,|\btrước\b|\bchậm nhất\b|\bđến hết\b|$)"
)


def read_intake(parts: Sequence[Part], paper: Paper, year: int | None) -> None:
    """Read until when questions are taken, and put each to the one meeting that it can belong to."""
    for part in parts:
        if not _QUESTIONS.search(folded(part.text)):
            continue
        for told in dates_in(part.text, year):
            opening = _INTAKE.search(folded(part.text[: told.start]))
            if told.day is None or opening is None or told.impossible:
                continue
            is_before = opening.group().strip().startswith("truoc")
            sender = next((_sender(text) for text in reversed(part.path) if not all_choices("facets", text)), None)
            to = _TO.search(part.text[: told.start])
            until = told.value[:10]
            intake = Intake(
                part.number,
                sender or tidy(part.label) or "Nhân dân",
                f"before {until}" if is_before else until,
                to["to"].strip() if to else None,
            )
            _place_intake(intake, told, paper)


def _sender(text: str) -> str:
    return tidy(text).strip(TRAIL)


def _place_intake(intake: Intake, told: Told, paper: Paper) -> None:
    day = told.day
    assert day is not None  # noqa: S101 - the caller has seen it
    later = [
        n
        for n, each in enumerate(paper.occasions)
        if each.told.when is not None and each.told.when.last is not None and each.told.when.last >= day
    ]
    if len(later) == 1:
        occasion = paper.occasions[later[0]]
        paper.occasions[later[0]] = replace(occasion, intake=(*occasion.intake, intake))
    else:
        paper.loose_intake.append(intake)
