"""What people write to a ward and what offices answer, put together from `vocabulary.yml`."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

from dice import Dice

HERE = Path(__file__).parent
_TONES = {old + end: first + new for first, olds, end, news in (
    ("o", "òóỏõọ", "a", "àáảãạ"), ("o", "òóỏõọ", "e", "èéẻẽẹ"), ("u", "ùúủũụ", "y", "ỳýỷỹỵ"),
) for old, new in zip(olds, news, strict=True)}  # fmt: skip
_TONES |= {old.capitalize(): new.capitalize() for old, new in _TONES.items()}
_OLD_PLACE = re.compile(rf"(?:{'|'.join(_TONES)})\b")
FEBRUARY = 2  # Nghị định 30/2020/NĐ-CP, Phụ lục I: days below 10 and months 1 and 2 take a 0


@dataclass(frozen=True)
class Vocabulary:
    """The word lists: by field of petitions and part of the sentence, and for all fields alike."""

    fields: dict[str, dict[str, list[str]]]
    phrases: dict[str, list[str]]
    notes: dict[str, list[str]]
    areas: list[str]
    bodies: list[dict[str, str]]
    handlers: dict[str, str]
    documents: dict[str, str]
    halls: list[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the word lists of `vocabulary.yml`."""
    return Vocabulary(**yaml.safe_load((HERE / "vocabulary.yml").read_text(encoding="utf-8")))


def spelled(text: str, dice: Dice) -> str:
    """Return the text as one of many clerks types it: a quarter place tones the new way, one in seventeen types NFD."""
    if dice.below(4) == 0:
        text = _OLD_PLACE.sub(lambda found: _TONES[found[0]], text)
    return unicodedata.normalize("NFD", text) if dice.below(17) == 0 else text


def vietnamese(day: date) -> str:
    """Return a day as it stands in a text."""
    return f"{day.day:02}/{day.month}/{day.year}" if day.month > FEBRUARY else f"{day:%d/%m/%Y}"


class Story(dict[str, str]):
    """One matter: a slot once filled keeps its words, save for counts, so that question and answer agree."""

    def __init__(self, dice: Dice, field: str, office: str, day: date) -> None:
        super().__init__(office=office)
        self._dice, self._day = dice, day
        self._lists: dict[str, list[str]] = {**vocabulary().phrases, **vocabulary().fields[field]}

    def __missing__(self, slot: str) -> str:
        dice = self._dice
        if slot == "count":
            return str(dice.between(2, 30))
        if slot == "metres":
            return str(dice.between(3, 90) * 10)
        if slot == "months":
            return f"{dice.between(2, 11):02}"
        if slot == "day":
            self._day += timedelta(days=dice.between(2, 9))
            return vietnamese(self._day)
        if slot == "where":
            self[slot] = self._where()
        else:
            self[slot] = self.sentence(self._lists[f"{slot.rstrip('2')}s"])
        return self[slot]

    def _where(self) -> str:
        road = f"{self['way']} {self['road']}"
        number = self._dice.between(1, 240)
        return self._dice.pick(
            (road, f"cột điện số {number} {road}", f"{road} đoạn gần {self['place']}", f"ngách {number} {road}")
        )

    def sentence(self, patterns: Sequence[str]) -> str:
        """Return one of the patterns with every slot filled."""
        return self._dice.pick(patterns).format_map(self)

    def tell(self, *lists: str) -> str:
        """Return one sentence from each of the named lists."""
        sentences = (self.sentence(vocabulary().phrases[name]) for name in lists)
        return " ".join(one[0].upper() + one[1:].rstrip(".") + "." for one in sentences)
