"""The judged queries of a corpus: what somebody types, and the addresses of the records that answer it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from congkhai.sources.folding import fold
from congkhai.views import addresses
from planted import places
from ward import Meeting, corpus, size

MEETINGS = 8  # meetings that are asked for by their day, and petitions that are asked for by their code
FIRST = 5


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
    codes = [one.code for meeting in meetings for one in meeting.petitions]
    found = [
        Judged(query["kind"], query["text"], frozenset({addresses.record("petition", codes[number])}))
        for number, one in places(size(records, years).petitions).items()
        for query in one.queries
    ]
    return found + list(_days(meetings)) + list(_codes(codes))


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


def quality(answers: Iterable[tuple[Judged, Sequence[str]]]) -> Quality:
    """Return how well the answers (addresses, best first) fit their queries."""
    recall, mrr, empty, queries = 0.0, 0.0, 0, 0
    for query, found in answers:
        queries += 1
        empty += not found
        recall += len(query.right & set(found[:FIRST])) / min(len(query.right), FIRST)
        mrr += next((1 / place for place, address in enumerate(found, start=1) if address in query.right), 0.0)
    return Quality(recall / max(queries, 1), mrr / max(queries, 1), empty, queries)
