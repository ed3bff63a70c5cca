"""How many records of each kind a corpus has, and the plans, meetings and conclusions that they make."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from dice import Dice
from petitions import Occasion, Petition, petition
from plain_yaml import Value
from planted import Planted, places
from wording import Story, vietnamese, vocabulary

LAST_YEAR = 2026
PER_MEETING = 62  # records for each meeting: the meeting, its conclusion, and about 60 petitions
PER_PLAN = 24  # meetings
FIRST_DAY, SPAN = 20, 260  # days of the year between which meetings are held: by the end of November all is over


@dataclass(frozen=True)
class Item:
    """One task of a conclusion: number, words, who does it, and the petitions that it settles."""

    number: int
    text: str
    assignee: str
    petitions: list[str]


@dataclass(frozen=True)
class Text:
    """A document: the id of its dossier, its head, what else its front matter holds, its items, its prose."""

    id: str
    title: str
    number: int
    symbol: str
    issued: date
    prose: str = ""
    extra: Mapping[str, Value] = field(default_factory=dict)
    items: tuple[Item, ...] = ()

    @property
    def front(self) -> dict[str, Value]:
        """Return the front matter."""
        head: dict[str, Value] = {
            "illustrative": "yes",
            "issuer": "ubnd",
            "number": str(self.number),
            "symbol": self.symbol,
            "issued": f"{self.issued}",
            "place": "Thạch Bàn Hạ",
            "title": self.title,
            "signer": {"authority": "TM", "on_behalf_of": "Ủy ban nhân dân", "post": "Chủ tịch"},
            "published": f"{self.issued + timedelta(days=1)}",
        }
        due = f"{self.issued + timedelta(days=30)}"
        items = [
            {
                "number": str(one.number),
                "text": one.text,
                "assignee": one.assignee,
                "due": due,
                "petitions": one.petitions,
            }
            for one in self.items
        ]
        return {**head, **self.extra, **({"items": items} if items else {})}


@dataclass(frozen=True)
class Meeting:
    """A meeting with its notice, its conclusion, and the petitions made there."""

    id: str
    title: str
    hall: str
    day: date
    notice: Text
    conclusion: Text
    petitions: tuple[Petition, ...]

    @property
    def entry(self) -> dict[str, Value]:
        """Return the entry of the plan's schedule."""
        opinions = str(len(self.petitions))
        return {
            "id": self.id,
            "illustrative": "yes",
            "title": self.title,
            "kind": "periodic",
            "track": "people",
            "forms": ["in-person"],
            "when": f"{self.day}T08:00",
            "places": [self.hall],
            "areas": ["toan-phuong"],
            "notice": self.notice.front,
            "held": {"began": f"{self.day}T08:00", "ended": f"{self.day}T11:30", "figures": {"opinions": opinions}},
        }


@dataclass(frozen=True)
class Plan:
    """A plan and its meetings."""

    text: Text
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class Size:
    """How many meetings each year has, and how many petitions there are in all."""

    meetings: dict[int, int]
    petitions: int

    @property
    def plans(self) -> int:
        """Return how many plans hold these meetings."""
        return sum(-(-count // PER_PLAN) for count in self.meetings.values())


def size(records: int, years: int) -> Size:
    """Return the parts of a corpus of so many records (at least 8) over so many years, at least 90 in 100 petitions."""
    meetings = max(1, round(records / PER_MEETING))
    used = min(years, meetings)
    first = LAST_YEAR + 1 - used
    counts = {first + n: (n + 1) * meetings // used - n * meetings // used for n in range(used)}
    return Size(counts, records - 2 * meetings - Size(counts, 0).plans)


def corpus(records: int, years: int) -> Iterator[Plan]:
    """Yield the plans of a corpus, oldest first, with all that belongs to them."""
    parts = size(records, years)
    bounds = _bounds(parts)
    sown, number = places(parts.petitions), 0
    for year, count in parts.meetings.items():
        first_of_year = bounds[number]
        for part, first in enumerate(range(0, count, PER_PLAN), start=1):
            meetings = []
            for order in range(first, min(first + PER_PLAN, count)):
                span = range(bounds[number], bounds[number + 1])
                meetings.append(_meeting(Slot(year, order, count, span, first_of_year), sown))
                number += 1
            yield Plan(_plan(year, part, len(meetings)), tuple(meetings))


def _bounds(parts: Size) -> list[int]:
    """Return the number of the first petition of each meeting, and one after the last; some meetings draw more people."""
    total = sum(parts.meetings.values())
    edges = [n * parts.petitions // total for n in range(total + 1)]
    slack = parts.petitions // total // 6
    return [edge + (Dice(2, n).between(-slack, slack) if 0 < n < total else 0) for n, edge in enumerate(edges)]


def _plan(year: int, part: int, meetings: int) -> Text:
    words = vocabulary().documents
    story = Story(Dice(3, year, part), "other", "", date(year, 1, 1))
    story.update({"year": str(year), "part": str(part), "meetings": str(meetings)})
    title, prose = words["plan_title"].format_map(story), words["plan"].format_map(story)
    extra: dict[str, Value] = {"period": str(year), "areas": ["toan-phuong"]}
    return Text(f"doi-thoai-{year}-{part}", title, part, "KH-UBND", date(year, 1, 2 + part % 4), prose, extra)


@cache
def _numbers(year: int, count: int) -> dict[tuple[str, int], int]:
    """Return the numbers of a year's notices (one before and one after each meeting) in the order of their days."""
    days = [_day(year, order, count) for order in range(count)]
    before = [(day - timedelta(days=12), "notice", order) for order, day in enumerate(days)]
    after = [(day + timedelta(days=5), "conclusion", order) for order, day in enumerate(days)]
    return {(kind, order): number for number, (_, kind, order) in enumerate(sorted(before + after), start=1)}


def _day(year: int, order: int, count: int) -> date:
    return date(year, 1, 1) + timedelta(days=FIRST_DAY + order * SPAN // count)


@dataclass(frozen=True)
class Slot:
    """Where a meeting stands: the how manieth of how many in its year, and which petitions of the corpus are its own."""

    year: int
    order: int
    count: int
    petitions: range
    first_of_year: int

    @property
    def id(self) -> str:
        """Return the id of the meeting."""
        return f"dt-{self.year}-{self.order + 1:03}"

    @property
    def occasion(self) -> Occasion:
        """Return what the petitions take from the meeting."""
        day = _day(self.year, self.order, self.count)
        return Occasion(day, day + timedelta(days=5), f"{self.number('conclusion')}/TB-UBND")

    def number(self, kind: str) -> int:
        """Return the number of the notice that announces (`notice`) or concludes (`conclusion`) the meeting."""
        return _numbers(self.year, self.count)[kind, self.order]


def _meeting(slot: Slot, sown: Mapping[int, Planted]) -> Meeting:
    occasion, dice = slot.occasion, Dice(4, slot.year, slot.order)
    story = Story(dice, "other", "", occasion.held)
    story.update(
        {"day": vietnamese(occasion.held), "hall": dice.pick(vocabulary().halls), "count": str(len(slot.petitions))}
    )
    made = tuple(
        petition(n, f"KN-{slot.year}-{n - slot.first_of_year + 1:05}", occasion, sown.get(n)) for n in slot.petitions
    )
    title, hall = vocabulary().documents["meeting_title"].format_map(story), story["hall"]
    notice, conclusion = _notice(slot, story), _conclusion(slot, made, story)
    return Meeting(slot.id, title, hall, occasion.held, notice, conclusion, made)


def _notice(slot: Slot, story: Story) -> Text:
    title = vocabulary().documents["notice_title"].format_map(story)
    return Text("", title, slot.number("notice"), "TB-UBND", slot.occasion.held - timedelta(days=12))


def _conclusion(slot: Slot, made: tuple[Petition, ...], story: Story) -> Text:
    words = vocabulary().documents
    title, prose = words["conclusion_title"].format_map(story), words["conclusion"].format_map(story)
    items = []
    for number, handler in enumerate(sorted({one.facts["handler"] for one in made}), start=1):
        codes = [one.code for one in made if one.facts["handler"] == handler]
        items.append(Item(number, words["item"].format(count=len(codes)), handler, codes))
    extra = {"meeting": slot.id}
    issued = slot.occasion.concluded
    return Text(f"ket-luan-{slot.id}", title, slot.number("conclusion"), "TB-UBND", issued, prose, extra, tuple(items))
