"""The facts of a meeting in words: who is expected, until when questions are taken, what it came to."""

from congkhai.records.document import Document
from congkhai.records.meeting import Expected, Figures, Intake, Meeting
from congkhai.views import dates, documents
from congkhai.views.parts import Row, Value
from congkhai.words import word

# What search finds a meeting by; the other figures say what petitions say of themselves.
_TOLD = ("attendees", "speakers", "opinions")


def intake(entry: Intake) -> Value:
    """Return a deadline for sending questions: until when, from whom, to whom."""
    receiver = word("meeting.intake-receiver", receiver=entry.receiver) if entry.receiver else ""
    note = ". ".join(part for part in (f"{entry.sender}{receiver}", entry.note or "") if part)
    return Value(date=dates.deadline(entry.until), note=note)


def minutes(meeting: Meeting) -> list[Value]:
    """Return how long one question may take, if the record says so."""
    count = meeting.question_minutes
    return [Value(word("meeting.minutes-each", count=count))] if count is not None else []


def expected(people: Expected) -> Value:
    """Return how many people are expected, each number as the bound that it is."""
    parts = [_people(people.min, people.max), word("meeting.unlimited") if people.unlimited else ""]
    return Value(", ".join(part for part in parts if part), note=people.note or "")


def _people(least: int | None, most: int | None) -> str:
    """Return how many people are expected, in words; empty when no number is given."""
    if least is None:
        return "" if most is None else word("meeting.at-most", count=most)
    if most is None:
        return word("meeting.at-least", count=least)
    return word("meeting.people", count=most) if least == most else word("meeting.range", min=least, max=most)


def numbers(meeting: Meeting) -> list[str]:
    """Return in sentences how many came or are expected, what they said, and how long a question may take."""
    figures = meeting.held.figures if meeting.held else Figures()
    counted = [(name, getattr(figures, name)) for name in _TOLD]
    told = [f"{word(f'figures.{name}')}: {count}" for name, count in counted if count is not None]
    people = expected(meeting.expected).text if meeting.expected else ""
    awaited = [f"{word('meeting.expected')}: {people}"] if people else []
    return [*awaited, *told, *(f"{word('meeting.minutes')}: {value.text}" for value in minutes(meeting))]


def notice_rows(notice: Document) -> list[Row]:
    """Return the notice of a meeting as summary rows."""
    return [
        Row(word("document.title"), [Value(notice.title)]),
        Row(word("document.reference"), [Value(documents.reference(notice))]),
        *documents.date_rows(notice),
    ]


def result_rows(meeting: Meeting) -> list[Row]:
    """Return what took place as summary rows; none before the meeting was held."""
    held = meeting.held
    if held is None:
        return []
    rows = [Row(word("meeting.began"), [Value(date=dates.event(held.began))])]
    if held.ended:
        rows.append(Row(word("meeting.ended"), [Value(date=dates.when(held.ended))]))
    rows += [Row(word(f"figures.{name}"), [Value(_count(held.figures, name))]) for name in Figures.model_fields]
    return [*rows, Row(word("meeting.note"), [Value(held.note)])] if held.note else rows


def _count(figures: Figures, name: str) -> str:
    """Return one count; an explicit 0 is said, an unknown one is said to be unknown."""
    count = getattr(figures, name)
    return word("figures.unknown") if count is None else f"{count}"
