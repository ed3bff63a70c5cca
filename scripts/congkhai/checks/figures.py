"""Counts and periods that contradict themselves."""

from congkhai.problems import Report
from congkhai.records.meeting import Expected, Figures, Meeting
from congkhai.records.plan import Plan, StatedDuty
from congkhai.records.reading import Records

_PERIOD = ("offset", "unit", "direction")


def check_figures(records: Records, report: Report) -> None:
    """Report expected and counted attendance that cannot be, and periods of which a part is missing."""
    for dossier in records.plans:
        _check_duties(dossier.plan, report)
        for meeting in dossier.meetings:
            _check_meeting(meeting, report)


def _check_duties(plan: Plan | None, report: Report) -> None:
    for duty in plan.duties if plan is not None and plan.is_whole else ():
        _check_period(duty, report)


def _check_period(duty: StatedDuty, report: Report) -> None:
    missing = [key for key in _PERIOD if getattr(duty, key) is None]
    if missing and len(missing) < len(_PERIOD):
        given = next(key for key in _PERIOD if key not in missing)
        report.add("incomplete-period", duty.place_of(given), given=given, missing=", ".join(missing))


def _check_meeting(meeting: Meeting, report: Report) -> None:
    if meeting.expected is not None:
        _check_expected(meeting.expected, report)
    if meeting.held is not None:
        _check_counted(meeting.held.figures, report)


def _check_expected(expected: Expected, report: Report) -> None:
    least, most = expected.min, expected.max
    if most is not None and expected.unlimited:
        report.add("limit-of-unlimited", expected.place_of("max"), max=str(most))
    elif least is not None and most is not None and least > most:
        report.add("expected-reversed", expected.place_of("max"), min=str(least), max=str(most))


def _check_counted(figures: Figures, report: Report) -> None:
    opinions, oral, written = figures.opinions, figures.oral, figures.written
    if opinions is not None and oral is not None and written is not None and oral + written != opinions:
        parts = f"oral {oral} + written {written}"
        report.add("figures-do-not-add-up", figures.place_of("opinions"), total=f"opinions {opinions}", parts=parts)
    for part, total in (("answered_on_spot", "opinions"), ("forwarded", "opinions"), ("speakers", "attendees")):
        count, most = getattr(figures, part), getattr(figures, total)
        if count is not None and most is not None and count > most:
            report.add(
                "figures-do-not-add-up", figures.place_of(part), total=f"{total} {most}", parts=f"{part} {count}"
            )
