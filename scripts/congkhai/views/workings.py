"""The working of a counted period, day by day, in words."""

from congkhai.law.counting import Count, Part, Step
from congkhai.records.duty import Direction
from congkhai.views import dates
from congkhai.words import label, sentence, word


def working(count: Count) -> list[str]:
    """Return one line a day: counted with its number, or skipped with the reason; the last good day at the end."""
    lines = [_line(step) for step in count.steps]
    key = "last-before" if count.period.direction is Direction.BEFORE else "last-within"
    return [*lines, word(f"working.{key}", date=dates.weekday(count.due))]


def _line(step: Step) -> str:
    day = dates.weekday(step.day.date)
    reason = step.day.name or label(step.day.kind)
    if step.part is Part.COUNTED:
        note = f" ({reason})" if not step.day.is_working or step.day.name else ""
        return word("working.counted", day=day, number=step.number) + note
    return word(f"working.{step.part.value}", day=day, reason=sentence(reason))


def question(count: Count) -> str:
    """Return what was counted, in words."""
    period = count.period
    direction = word(f"duties.{period.direction.value}", offset=period.offset, unit=label(period.unit))
    return word(f"working.question-{period.direction.value}", period=direction, date=dates.weekday(count.start))
