"""Slips in years: dates that are possible by themselves and far from everything they belong to."""

from datetime import date, timedelta

from congkhai.checks.days import at, is_future
from congkhai.problems import Report
from congkhai.records.document import Document
from congkhai.records.meeting import Meeting, Outcome
from congkhai.records.petition_table import PetitionTable
from congkhai.records.plan import Plan
from congkhai.records.reading import Records
from congkhai.records.when import Precision, When

# Nobody raises at a dialogue what was received longer ago than this.
_LONGEST_WAIT = timedelta(days=2 * 366)
_HALF_A_YEAR = timedelta(days=183)
# Before this day there was no rule of dialogue, and nothing of it on a computer.
_FIRST_DAY = date(2000, 1, 1)


def check_years(records: Records, today: date, report: Report) -> None:
    """Report meetings, petitions and legal bases whose year is most likely a slip."""
    meetings = {meeting.id: meeting for dossier in records.plans for meeting in dossier.meetings}
    for plan_dossier in records.plans:
        _check_bases(plan_dossier.plan, today, report)
        for meeting in plan_dossier.meetings:
            _check_bases(meeting.notice, today, report)
            _check_meeting(meeting, plan_dossier.plan, today, report)
    for dossier in records.conclusions:
        _check_bases(dossier.conclusion, today, report)
        meeting_held = meetings.get(dossier.conclusion.meeting) if dossier.conclusion else None
        _check_received(dossier.petitions, meeting_held, report)


def is_in_other_year(held: Outcome, meeting: Meeting, plan: Plan | None) -> bool:
    """Return whether a meeting is recorded as held in a year of which neither its plan nor its date speaks.

    A meeting held some months late, in the new year, is late and no slip.
    """
    began, day, years = held.began.first, meeting.date, _years(meeting, plan)
    if began is None or day is None or not meeting.is_whole or not years or began.year in years:
        return False
    if day.first is None or day.last is None:
        return True
    return not day.first - _HALF_A_YEAR <= began <= day.last + _HALF_A_YEAR


def _years(meeting: Meeting, plan: Plan | None) -> set[int]:
    period, day = plan.period if plan else None, meeting.date
    is_year = period is not None and period.precision is Precision.YEAR
    spans = [period] if is_year else []
    return {end.year for span in (*spans, day) if span for end in (span.first, span.last) if end}


def _check_meeting(meeting: Meeting, plan: Plan | None, today: date, report: Report) -> None:
    held = meeting.held
    if held is not None and not is_future(held.began, today):
        if is_in_other_year(held, meeting, plan):
            years = ", ".join(str(year) for year in sorted(_years(meeting, plan)))
            report.add("held-in-other-year", at(held.began), began=held.began.words, years=years)
        else:
            _check_length(held, today, report)
    elif held is None:
        _check_planned(meeting, plan, report)
    for move in meeting.reschedules:
        if move.to is not None and move.to.day is not None and not is_future(move.announced, today):
            _check_move(move.announced, move.to, report)


def _check_planned(meeting: Meeting, plan: Plan | None, report: Report) -> None:
    """Report a meeting that is planned half a year or more outside the year of its plan."""
    period = plan.period if plan is not None and plan.is_whole and meeting.is_whole else None
    when = meeting.when
    if (
        period is None
        or period.precision is not Precision.YEAR
        or not (period.first and period.last and when.first and when.last)
    ):
        return
    if when.last < period.first - _HALF_A_YEAR or when.first > period.last + _HALF_A_YEAR:
        report.add("planned-in-other-year", at(when), found=when.words, year=str(period.first.year))


def _check_length(held: Outcome, today: date, report: Report) -> None:
    ended, last = held.ended, held.began.last
    if ended is None or ended.first is None or last is None or is_future(ended, today):
        return
    if ended.first > last + timedelta(days=1):
        report.add("ended-long-after", at(ended), began=held.began.words, ended=ended.words)


def _check_move(announced: When, to: When, report: Report) -> None:
    if to.is_before(announced):
        report.add("moved-to-past", at(to), to=to.words, announced=announced.words)


def _check_received(petitions: PetitionTable, meeting: Meeting | None, report: Report) -> None:
    day = meeting.date.first if meeting is not None and meeting.is_whole and meeting.date is not None else None
    earliest = max(_FIRST_DAY, day - _LONGEST_WAIT) if day is not None else _FIRST_DAY
    if petitions.first_day is None or petitions.first_day >= earliest:
        return
    for petition in petitions:
        received = petition.received
        if received.last is not None and received.last < earliest and petition.is_whole:
            report.add("received-long-ago", at(received), found=received.words)


def _check_bases(document: Document | None, today: date, report: Report) -> None:
    """Report bases later than the document; where several are, its own date is the slip."""
    issued = document.issued if document is not None else None
    if document is None or issued is None or is_future(issued, today):
        return
    later = [basis.issued for basis in document.legal_bases if basis.issued and issued.is_before(basis.issued)]
    if later:
        place = at(later[0]) if len(later) == 1 else at(issued)
        report.add("basis-after-document", place, basis=later[0].words, issued=issued.words)
