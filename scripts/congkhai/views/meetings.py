"""The calendar of meetings and the page of one meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from congkhai.duties.ledger import Ledger
from congkhai.duties.row import DutyRow
from congkhai.portal import fingerprints, invention
from congkhai.portal.gaps import meeting_gaps
from congkhai.portal.relations import MeetingStatus, Portal
from congkhai.portal.timelines import meeting_timeline
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.views import addresses, dates, documents, duty_facts, findable, marks, meeting_facts, revisions
from congkhai.views.duty_facts import Proof
from congkhai.views.page import Mark, Page
from congkhai.views.parts import (
    Attachment,
    Date,
    DutyEntry,
    Entry,
    Gaps,
    Link,
    MeetingCard,
    Notice,
    Row,
    Table,
    TableRow,
    Tag,
    Timeline,
    Value,
)
from congkhai.views.petition_register import petitions_table
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
    no_notice: str
    result: Sequence[Row]
    no_result: str
    exemptions: Sequence[Row]
    duties: Sequence[DutyEntry]
    timeline: Timeline
    petitions: Table
    no_petitions: str
    attachments: Sequence[Attachment]


def status_tag(portal: Portal, meeting: Meeting) -> Tag:
    """Return the status of a meeting as a tag."""
    status = portal.status_of(meeting)
    return Tag(label(status), TONES.get(status, "neutral"))


def _when(meeting: Meeting) -> Date:
    if meeting.held is not None:
        return dates.event(meeting.held.began)
    return dates.event(meeting.date) if meeting.date is not None else Date("", word("meeting.no-date"))


def order(meeting: Meeting) -> tuple[object, object]:
    """Return a sort key: when a meeting was held or is to be held."""
    return meeting.at.order


def upcoming(portal: Portal) -> list[Meeting]:
    """Return the meetings still to come, soonest first; a month or a quarter counts by its last day."""
    coming = [meeting for meeting in portal.meetings.values() if portal.status_of(meeting) in _UPCOMING]
    return sorted(coming, key=lambda meeting: (meeting.at.last or date.max, order(meeting)))


def card(portal: Portal, meeting: Meeting) -> MeetingCard:
    """Return a meeting in short: when, where, who, and until when questions are taken."""
    rows = [Row(word("meeting.when"), [Value(date=_when(meeting), note=_tentative(meeting))])]
    if meeting.places:
        rows.append(Row(word("meeting.places"), [Value(place) for place in meeting.places]))
    if meeting.audience:
        rows.append(Row(word("meeting.audience"), [Value(meeting.audience)]))
    if meeting.intake:
        rows.append(Row(word("meeting.intake"), [meeting_facts.intake(one) for one in meeting.intake]))
    href = addresses.record("meeting", meeting.id)
    return MeetingCard(meeting.title, href, status_tag(portal, meeting), rows)


def _tentative(meeting: Meeting) -> str:
    return word("meeting.tentative") if meeting.tentative and not meeting.held else ""


def entry(portal: Portal, meeting: Meeting) -> Entry:
    """Return a meeting as an entry of a list: the date in force, and how the meeting stands."""
    href = addresses.record("meeting", meeting.id)
    return Entry(meeting.title, href, tag=status_tag(portal, meeting), date=_when(meeting))


def meetings_table(portal: Portal, meetings: Sequence[Meeting], caption: str = "") -> Table:
    """Return meetings as a table: title, date, place, status; its caption counts them if there is no other."""
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
    return Table(caption or word("meeting.count", count=len(rows)), columns, rows)


def pages(portal: Portal, ledger: Ledger, proof: Proof = None) -> list[Page]:
    """Return the page of every meeting."""
    return [page(portal, ledger, meeting, proof) for meeting in portal.meetings.values()]


def page(portal: Portal, ledger: Ledger, meeting: Meeting, proof: Proof = None) -> Page:
    """Return the page of one meeting; its duties are judged by the register first, where there is one."""
    notices = [documents.illustrative_notice()] if invention.of_meeting(portal, meeting) else []
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
        view=partial(_view, portal, ledger, meeting, proof),
        description=f"{meeting.title}. {_when(meeting).text}.",
        crumbs=[Link(word("menu.meetings"), addresses.MEETINGS)],
        notices=notices,
        as_of=dates.as_of(portal.today, is_open=_is_open(portal, ledger, meeting)),
        kind=word("kind.meeting"),
        subject=meeting.title,
        number=(meeting.notice.reference or "") if meeting.notice else "",
        date=_when(meeting),
        day=meeting.at.first,
        marks=_marks(portal, meeting),
        changed=revisions.of_meeting(portal, meeting),
        text=_searchable(portal, meeting),
        fingerprint=_fingerprint(portal, ledger, meeting, proof),
    )


def _is_open(portal: Portal, ledger: Ledger, meeting: Meeting) -> bool:
    """Return whether the meeting is still to come, or anything that it obliges to."""
    duties_open = any(row.is_open for row in ledger.of("meeting", meeting.id))
    return not portal.is_over(meeting) or duties_open or any(one.is_awaited for one in _petitions(portal, meeting))


def _fingerprint(portal: Portal, ledger: Ledger, meeting: Meeting, proof: Proof) -> str:
    rows = (f"{row!r} {proof and (proof(row),)}" for row in ledger.of("meeting", meeting.id))
    return fingerprints.digest((*fingerprints.of_meeting(portal, meeting), *rows))


def _searchable(portal: Portal, meeting: Meeting) -> list[str]:
    """Return what search finds a meeting by beside its title; its notice counts as its own, whose plan it is, whence and why it was moved."""
    notice = findable.searchable(portal, meeting.notice, meeting.notice.title) if meeting.notice else []
    areas = [portal.areas[area].name for area in meeting.areas]
    plan = portal.plan_of(meeting).plan
    issuer = documents.body_names(portal, plan.issuer) if plan and plan.issuer else []
    chairs = [f"{word('meeting.chair')}: {chair}" for chair in meeting.chair]
    about = [meeting.contents, meeting.audience, meeting.printed, *meeting.places, *areas, *chairs]
    questions = [
        f"{word('meeting.intake')}: {value.date.text} {value.note}"
        for value in map(meeting_facts.intake, meeting.intake)
        if value.date
    ]
    moves = meeting.reschedules
    earlier = (meeting.when, *(move.to for move in moves))[: len(moves)]
    # In words: a figure before "tháng 12" would be taken for a day of that month.
    days = [word("ics.moved", date=dates.event(day).text) for day in earlier if day]
    why = [*days, *(one.reason for one in (*moves, meeting.cancelled, *meeting.exemptions) if one)]
    numbers = meeting_facts.numbers(meeting)
    parts = [
        *about,
        *numbers,
        *questions,
        sentence(label(meeting.kind)),
        sentence(label(meeting.track)),
        *notice,
        *issuer,
        *why,
    ]
    return [part for part in parts if part]


def _marks(portal: Portal, meeting: Meeting) -> list[Mark]:
    plan = portal.plan_of(meeting).plan
    return [
        *marks.year(meeting.at),
        *marks.areas(portal, meeting.areas),
        marks.state(portal.status_of(meeting)),
        *marks.body(portal, plan.issuer if plan else None),
    ]


def _view(portal: Portal, ledger: Ledger, meeting: Meeting, proof: Proof) -> MeetingView:
    plan = portal.plan_of(meeting)
    notice = meeting.notice
    return MeetingView(
        tag=status_tag(portal, meeting),
        summary=_summary(portal, meeting),
        gaps=documents.gaps(meeting_gaps(portal, meeting)),
        notice=meeting_facts.notice_rows(notice) if notice else (),
        no_notice=_none(meeting, "no-notice"),
        result=meeting_facts.result_rows(meeting),
        no_result=_none(meeting, "no-result"),
        exemptions=[Row(label(e.duty), [Value(e.reason, note=e.basis)]) for e in meeting.exemptions],
        duties=[duty_facts.entry(row, proof) for row in sorted(ledger.of("meeting", meeting.id), key=_by_day)],
        timeline=documents.timeline(meeting_timeline(portal, meeting)),
        petitions=petitions_table(portal, _petitions(portal, meeting)),
        no_petitions=_none(meeting, "no-petitions"),
        attachments=documents.attachments(notice.files, plan.folder, "plan") if notice else (),
    )


def _by_day(row: DutyRow) -> date:
    """Return what puts the steps of a meeting in order of their deadlines; those without a day come last."""
    return row.due or date.max


def _none(meeting: Meeting, key: str) -> str:
    """Return the words for what there is none of; a cancelled meeting waits for nothing."""
    return word("meeting.was-cancelled" if meeting.cancelled else f"meeting.{key}")


def _petitions(portal: Portal, meeting: Meeting) -> Sequence[Petition]:
    conclusion = portal.conclusion_of(meeting)
    return portal.petitions_of(conclusion) if conclusion else ()


def _summary(portal: Portal, meeting: Meeting) -> list[Row]:
    plan = portal.plan_of(meeting)
    own = [
        Row(word("meeting.when"), [Value(date=_when(meeting), note=_tentative(meeting))]),
        *_optional("meeting.printed", [Value(meeting.printed)] if meeting.printed else []),
        Row(word("meeting.kind"), [Value(sentence(label(meeting.kind)))]),
        Row(word("meeting.track"), [Value(sentence(label(meeting.track)))]),
        Row(word("meeting.forms"), [Value(sentence(", ".join(label(form) for form in meeting.forms)))]),
        *_optional("meeting.places", [Value(place) for place in meeting.places]),
        *_optional("meeting.areas", [documents.area(portal, area) for area in meeting.areas]),
        *_optional("meeting.audience", [Value(meeting.audience)] if meeting.audience else []),
        *_optional("meeting.chair", [Value(chair) for chair in meeting.chair]),
        *_optional("meeting.expected", [meeting_facts.expected(meeting.expected)] if meeting.expected else []),
        *_optional("meeting.intake", [meeting_facts.intake(one) for one in meeting.intake]),
        *_optional("meeting.minutes", meeting_facts.minutes(meeting)),
        *_optional("meeting.contents", [Value(text) for text in (meeting.contents or "").split("\n\n") if text]),
    ]
    link = Value(plan.plan.title if plan.plan else "", addresses.record("plan", plan.folder.slug))
    rows = [*documents.proved(own), Row(word("meeting.plan"), [link])]
    conclusion = portal.conclusion_of(meeting)
    if conclusion is not None and conclusion.conclusion is not None:
        href, note = addresses.record("conclusion", conclusion.folder.slug), documents.taken_back(conclusion.conclusion)
        link = Value(conclusion.conclusion.title, href, note=note)
        rows.append(Row(word("meeting.conclusion"), [link]))
    return rows


def _optional(key: str, values: Sequence[Value]) -> list[Row]:
    return [Row(word(key), values)] if values else []
