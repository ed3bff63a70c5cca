"""The calendar of meetings and the page of one meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from congkhai.duties.ledger import Ledger
from congkhai.portal.gaps import meeting_gaps
from congkhai.portal.relations import MeetingStatus, Portal
from congkhai.portal.timelines import meeting_timeline
from congkhai.records.document import Document
from congkhai.records.meeting import Expected, Figures, Intake, Meeting
from congkhai.records.petition import Petition
from congkhai.views import addresses, dates, documents, duties, revisions
from congkhai.views.parts import (
    Attachment,
    Date,
    Gaps,
    Link,
    MeetingCard,
    Notice,
    Page,
    Row,
    Table,
    TableRow,
    Tag,
    Timeline,
    Value,
)
from congkhai.views.petitions import petitions_table
from congkhai.words import label, sentence, word

TONES = {
    MeetingStatus.ANNOUNCED: "info",
    MeetingStatus.FIXED: "info",
    MeetingStatus.HELD: "good",
    MeetingStatus.CONCLUDED: "good",
    MeetingStatus.POSTPONED: "waiting",
    MeetingStatus.CANCELLED: "bad",
    MeetingStatus.UNREPORTED: "waiting",
}
_UPCOMING = {MeetingStatus.PLANNED, MeetingStatus.FIXED, MeetingStatus.ANNOUNCED}


@dataclass(frozen=True)
class MeetingView:
    """What stands on the page of a meeting."""

    tag: Tag
    summary: Sequence[Row]
    gaps: Gaps
    notice: Sequence[Row]
    result: Sequence[Row]
    exemptions: Sequence[Row]
    duties: Table
    timeline: Timeline
    petitions: Table
    attachments: Sequence[Attachment]


@dataclass(frozen=True)
class CalendarView:
    """The calendar: what comes, what is held when needed, and what has passed."""

    lead: str
    upcoming: Sequence[MeetingCard]
    none_upcoming: str
    on_occurrence: Table
    past: Table


def status_tag(portal: Portal, meeting: Meeting) -> Tag:
    """Return the status of a meeting as a tag."""
    status = portal.status_of(meeting)
    return Tag(label(status), TONES.get(status, "neutral"))


def _when(meeting: Meeting) -> Date:
    if meeting.held is not None:
        return dates.event(meeting.held.began)
    return dates.event(meeting.date) if meeting.date is not None else Date("", word("meeting.no-date"))


def _order(meeting: Meeting) -> tuple[object, object]:
    when = meeting.held.began if meeting.held else (meeting.date or meeting.when)
    return when.order


def upcoming(portal: Portal) -> list[Meeting]:
    """Return the meetings still to come, soonest first; a month or a quarter counts by its last day."""
    coming = [meeting for meeting in portal.meetings.values() if portal.status_of(meeting) in _UPCOMING]
    return sorted(coming, key=lambda meeting: ((meeting.date or meeting.when).last or date.max, _order(meeting)))


def card(portal: Portal, meeting: Meeting, heading_level: int = 3) -> MeetingCard:
    """Return a meeting in short: when, where, who, and until when questions are taken."""
    rows = [Row(word("meeting.when"), [Value(date=_when(meeting), note=_tentative(meeting))])]
    if meeting.places:
        rows.append(Row(word("meeting.places"), [Value(place) for place in meeting.places]))
    if meeting.audience:
        rows.append(Row(word("meeting.audience"), [Value(meeting.audience)]))
    if meeting.intake:
        rows.append(Row(word("meeting.intake"), [_intake(intake) for intake in meeting.intake]))
    href = addresses.record("meeting", meeting.id)
    return MeetingCard(meeting.title, href, status_tag(portal, meeting), rows, heading_level)


def _tentative(meeting: Meeting) -> str:
    return word("meeting.tentative") if meeting.tentative and not meeting.held else ""


def _intake(intake: Intake) -> Value:
    receiver = word("meeting.intake-receiver", receiver=intake.receiver) if intake.receiver else ""
    note = ". ".join(part for part in (f"{intake.sender}{receiver}", intake.note or "") if part)
    return Value(date=dates.deadline(intake.until), note=note)


def meetings_table(portal: Portal, meetings: Sequence[Meeting]) -> Table:
    """Return meetings as a table: title, date, place, status."""
    columns = [word(f"meeting.{key}") for key in ("title", "when", "kind", "status")]
    rows = [
        TableRow(
            [
                Value(meeting.title, addresses.record("meeting", meeting.id), header=True),
                Value(date=_when(meeting), note=_tentative(meeting)),
                Value(sentence(label(meeting.kind))),
                Value(tag=status_tag(portal, meeting)),
            ]
        )
        for meeting in meetings
    ]
    return Table(word("meeting.count", count=len(rows)), columns, rows)


def calendar_page(portal: Portal) -> Page:
    """Return the calendar of every meeting."""
    coming = upcoming(portal)
    every = list(portal.meetings.values())
    open_ended = [m for m in every if portal.status_of(m) is MeetingStatus.ON_OCCURRENCE]
    past = [m for m in every if m not in coming and m not in open_ended]
    view = CalendarView(
        lead=word("meeting.lead"),
        upcoming=[card(portal, meeting) for meeting in coming],
        none_upcoming=word("meeting.none-upcoming"),
        on_occurrence=meetings_table(portal, open_ended),
        past=meetings_table(portal, sorted(past, key=_order, reverse=True)),
    )
    title, lead = word("menu.meetings"), word("meeting.lead")
    return Page(addresses.MEETINGS, "pages/calendar.html", title, "meetings", view, lead, kind=word("kind.page"))


def pages(portal: Portal, ledger: Ledger) -> list[Page]:
    """Return the page of every meeting."""
    return [_page(portal, ledger, meeting) for meeting in portal.meetings.values()]


def _page(portal: Portal, ledger: Ledger, meeting: Meeting) -> Page:
    notices = [documents.illustrative_notice()] if meeting.illustrative else []
    if meeting.cancelled:
        at = dates.when(meeting.cancelled.at).text
        notices.append(Notice(word("meeting.cancelled", date=at), meeting.cancelled.reason, "warning"))
    for move in meeting.reschedules:
        to = word("meeting.moved", date=dates.event(move.to).text) if move.to else word("meeting.postponed")
        notices.append(Notice(to, move.reason, "warning" if move is meeting.reschedules[-1] else "info"))
    return Page(
        address=addresses.record("meeting", meeting.id),
        template="pages/meeting.html",
        title=meeting.title,
        section="meetings",
        view=_view(portal, ledger, meeting),
        description=f"{meeting.title}. {_when(meeting).text}.",
        crumbs=[Link(word("menu.meetings"), addresses.MEETINGS)],
        notices=notices,
        kind=word("kind.meeting"),
        date=_when(meeting),
        changed=revisions.of_meeting(portal, meeting),
        text=[meeting.printed or "", *meeting.places, meeting.audience or "", *meeting.chair, meeting.contents or ""],
    )


def _view(portal: Portal, ledger: Ledger, meeting: Meeting) -> MeetingView:
    plan = portal.plan_of(meeting)
    notice = meeting.notice
    return MeetingView(
        tag=status_tag(portal, meeting),
        summary=_summary(portal, meeting),
        gaps=documents.gaps(meeting_gaps(portal, meeting)),
        notice=_notice_rows(notice) if notice else (),
        result=_result_rows(meeting),
        exemptions=[Row(label(e.duty), [Value(e.reason, note=e.basis)]) for e in meeting.exemptions],
        duties=duties.table(ledger.of("meeting", meeting.id)),
        timeline=documents.timeline(meeting_timeline(portal, meeting)),
        petitions=petitions_table(portal, _petitions(portal, meeting)),
        attachments=documents.attachments(notice.files, plan.folder, "plan") if notice else (),
    )


def _petitions(portal: Portal, meeting: Meeting) -> Sequence[Petition]:
    conclusion = portal.conclusion_of(meeting)
    return portal.petitions_of(conclusion) if conclusion else ()


def _summary(portal: Portal, meeting: Meeting) -> list[Row]:
    plan = portal.plan_of(meeting)
    rows = [
        Row(word("meeting.when"), [Value(date=_when(meeting), note=_tentative(meeting))]),
        *_optional("meeting.printed", [Value(meeting.printed)] if meeting.printed else []),
        Row(word("meeting.kind"), [Value(sentence(label(meeting.kind)))]),
        Row(word("meeting.track"), [Value(sentence(label(meeting.track)))]),
        Row(word("meeting.forms"), [Value(sentence(", ".join(label(form) for form in meeting.forms)))]),
        *_optional("meeting.places", [Value(place) for place in meeting.places]),
        *_optional("meeting.areas", [Value(portal.areas[area].name) for area in meeting.areas]),
        *_optional("meeting.audience", [Value(meeting.audience)] if meeting.audience else []),
        *_optional("meeting.chair", [Value(chair) for chair in meeting.chair]),
        *_optional("meeting.expected", [_expected(meeting.expected)] if meeting.expected else []),
        *_optional("meeting.intake", [_intake(intake) for intake in meeting.intake]),
        *_optional("meeting.minutes", _minutes(meeting)),
        *_optional("meeting.contents", [Value(text) for text in (meeting.contents or "").split("\n\n") if text]),
        Row(
            word("meeting.plan"),
            [Value(plan.plan.title if plan.plan else "", addresses.record("plan", plan.folder.slug))],
        ),
    ]
    conclusion = portal.conclusion_of(meeting)
    if conclusion is not None and conclusion.conclusion is not None:
        link = Value(conclusion.conclusion.title, addresses.record("conclusion", conclusion.folder.slug))
        rows.append(Row(word("meeting.conclusion"), [link]))
    return rows


def _optional(key: str, values: Sequence[Value]) -> list[Row]:
    return [Row(word(key), values)] if values else []


def _minutes(meeting: Meeting) -> list[Value]:
    minutes = meeting.question_minutes
    return [Value(word("meeting.minutes-each", count=minutes))] if minutes is not None else []


def _expected(expected: Expected) -> Value:
    note = expected.note or ""
    if expected.unlimited:
        return Value(word("meeting.unlimited"), note=note)
    if expected.min is not None and expected.max is not None and expected.min != expected.max:
        return Value(word("meeting.range", min=expected.min, max=expected.max), note=note)
    count = expected.max if expected.max is not None else expected.min
    return Value(word("meeting.people", count=count) if count is not None else "", note=note)


def _notice_rows(notice: Document) -> list[Row]:
    return [
        Row(word("document.title"), [Value(notice.title)]),
        Row(word("document.reference"), [Value(documents.reference(notice))]),
        *documents.date_rows(notice),
    ]


def _result_rows(meeting: Meeting) -> list[Row]:
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
