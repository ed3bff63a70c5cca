"""The fixed day that a calendar can show for a meeting; a month or a quarter is none."""

from dataclasses import dataclass
from enum import StrEnum

from congkhai.records.meeting import Meeting
from congkhai.records.when import When


class Standing(StrEnum):
    """How a meeting stands on its fixed day."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


@dataclass(frozen=True)
class Slot:
    """The day fixed last, how the meeting stands there, the day it was moved from, and how often it changed."""

    when: When
    standing: Standing
    moved_from: When | None = None
    changes: int = 0

    @property
    def is_off(self) -> bool:
        """Return whether nothing takes place on this day."""
        return self.standing in {Standing.CANCELLED, Standing.POSTPONED}


def slot(meeting: Meeting) -> Slot | None:
    """Return the fixed day of a meeting; None while none was ever fixed.

    A day from which a meeting was moved to no day stays, marked: a calendar that took it must learn of it.
    """
    fixed = _fixed(meeting)
    if not fixed:
        return None
    moved_from = fixed[-2] if len(fixed) > 1 else None
    moments = [move.announced for move in meeting.reschedules]
    moments += [meeting.cancelled.at] if meeting.cancelled else []
    moments += [change.at for change in meeting.notice.changes] if meeting.notice else []
    # A move and the notice's change that tells it are one.
    changes = len({when.order for when in moments})
    changes += _was_held_elsewhen(meeting) and len(fixed) > 1
    return Slot(fixed[-1], _standing(meeting), moved_from, changes)


def _fixed(meeting: Meeting) -> list[When]:
    """Return every day that was fixed for a meeting, the day of the event itself last."""
    moves = [meeting.when, *(move.to for move in meeting.reschedules)]
    fixed = [when for when in moves if when is not None and when.day is not None]
    held = meeting.held
    return [*fixed, held.began] if held and _was_held_elsewhen(meeting) else fixed


def _was_held_elsewhen(meeting: Meeting) -> bool:
    """Return whether a meeting was held on another day than the one in force; the hour is the announced one."""
    in_force = meeting.date.day if meeting.date else None
    return meeting.held is not None and meeting.held.began.day != in_force


def _standing(meeting: Meeting) -> Standing:
    if meeting.cancelled is not None:
        return Standing.CANCELLED
    if meeting.held is not None:
        return Standing.CONFIRMED
    if meeting.date is None or meeting.date.day is None:
        return Standing.POSTPONED
    return Standing.TENTATIVE if meeting.tentative else Standing.CONFIRMED
