"""The judged queries of a corpus: what somebody types, and the addresses of the records that answer it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from congkhai.sources.folding import fold
from congkhai.views import addresses
from dice import Dice
from petitions import Petition
from planted import places
from ward import Meeting, corpus, size

MEETINGS = 8  # meetings that are asked for by their day, and petitions that are asked for by their code
FIRST = 5
SPANS, SPAN, TRIES = 40, 7, 100  # how many texts are cut out, of how many words, in how many tries


@dataclass(frozen=True)
class Judged:
    """One query with its kind, and every record that is a right answer."""

    kind: str
    text: str
    right: frozenset[str]


@dataclass(frozen=True)
class Quality:
    """How well answers fit: the share of right records among the first five, and one over the place of the first."""

    recall: float
    mrr: float
    empty: int
    queries: int


def judged(records: int, years: int) -> list[Judged]:
    """Return the queries for a corpus of so many records over so many years."""
    meetings = [meeting for plan in corpus(records, years) for meeting in plan.meetings]
    petitions = [one for meeting in meetings for one in meeting.petitions]
    codes = [one.code for one in petitions]
    found = [
        Judged(query["kind"], query["text"], frozenset({addresses.record("petition", codes[number])}))
        for number, one in places(size(records, years).petitions).items()
        for query in one.queries
    ]
    return [*found, *_days(meetings), *_codes(codes), *_spans(petitions)]


def _spread(things: Sequence[str | Meeting]) -> Iterator[int]:
    count = min(MEETINGS, len(things))
    return (n * len(things) // count for n in range(count))


def _days(meetings: Sequence[Meeting]) -> Iterator[Judged]:
    """Ask for a conclusion by the day of the meeting, every second time without accents."""
    by_day = defaultdict(set)
    for meeting in meetings:
        by_day[meeting.day].add(addresses.record("conclusion", meeting.conclusion.id))
    for turn, number in enumerate(_spread(meetings)):
        day = meetings[number].day
        text = f"kết luận đối thoại ngày {day.day}/{day.month}/{day.year}"
        yield Judged("date", fold(text) if turn % 2 else text, frozenset(by_day[day]))


def _codes(codes: Sequence[str]) -> Iterator[Judged]:
    for turn, number in enumerate(_spread(codes)):
        text = codes[number].lower().replace("-", " ") if turn % 2 else codes[number]
        yield Judged("number", text, frozenset({addresses.record("petition", codes[number])}))


def _spans(petitions: Sequence[Petition]) -> Iterator[Judged]:
    """Ask for words cut blindly from ordinary petitions; right is whatever holds them in this order, if that is not too much."""
    texts = {addresses.record("petition", one.code): _words(one.facts["summary"]) for one in petitions}
    lines = {address: f" {fold(' '.join(words))} " for address, words in texts.items()}
    cut = 0
    for turn in range(TRIES):
        dice = Dice(5, turn)
        words = dice.pick(list(texts.values()))
        start = dice.below(max(len(words) - SPAN, 1))
        span = " ".join(words[start : start + SPAN])
        right = frozenset(address for address, line in lines.items() if f" {fold(span)} " in line)
        if len(right) <= FIRST and cut < SPANS:
            yield Judged("span", fold(span) if cut % 2 else span, right)
            cut += 1


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


def quality(answers: Iterable[tuple[Judged, Sequence[str]]]) -> Quality:
    """Return how well the answers (addresses, best first) fit their queries."""
    recall, mrr, empty, queries = 0.0, 0.0, 0, 0
    for query, found in answers:
        queries += 1
        empty += not found
        recall += len(query.right & set(found[:FIRST])) / min(len(query.right), FIRST)
        mrr += next((1 / place for place, address in enumerate(found, start=1) if address in query.right), 0.0)
    return Quality(recall / max(queries, 1), mrr / max(queries, 1), empty, queries)
