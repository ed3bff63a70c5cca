"""The page of one petition, and how a petition stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from congkhai.portal import invention
from congkhai.portal.gaps import petition_gaps
from congkhai.portal.relations import Portal
from congkhai.portal.timelines import changes_of
from congkhai.records.petition import Answer, Competence, Petition, Phase, Status, Step, Timeliness
from congkhai.views import addresses, dates, documents, marks, revisions
from congkhai.views.page import Mark, Page
from congkhai.views.parts import Attachment, Gaps, Link, Moment, Row, Tag, Timeline, Value
from congkhai.words import label, sentence, word

TONES = {
    Phase.OPEN: "neutral",
    Phase.FORWARDED: "waiting",
    Phase.ANSWERED: "info",
    Phase.RESOLVED: "good",
    Phase.UNRESOLVED: "bad",
    Phase.WITHDRAWN: "neutral",
}
# About two lines on a phone.
SUBJECT = 120
_LATE = {Timeliness.OVERDUE: "bad", Timeliness.LATE: "waiting"}


@dataclass(frozen=True)
class AnswerView:
    """One answer: when, by whom, under which document, and its words."""

    title: str
    rows: Sequence[Row]
    paragraphs: Sequence[str]
    attachments: Sequence[Attachment]


@dataclass(frozen=True)
class PetitionView:
    """What stands on the page of a petition."""

    code: str
    summary_text: Sequence[str]
    tags: Sequence[Tag]
    summary: Sequence[Row]
    gaps: Gaps
    timeline: Timeline
    answers: Sequence[AnswerView]
    history: Timeline


def status_tag(petition: Petition) -> Tag:
    """Return the status of a petition as a tag, toned by its phase."""
    text = label(Phase.WITHDRAWN) if petition.is_withdrawn else label(petition.status)
    return Tag(text, TONES[petition.phase])


def lateness(portal: Portal, petition: Petition) -> Tag | None:
    """Return the mark for an overdue or late petition; lateness stands beside the status, never in it."""
    timeliness = petition.timeliness(portal.today)
    return Tag(label(timeliness), _LATE[timeliness]) if timeliness in _LATE else None


def pages(portal: Portal) -> list[Page]:
    """Return the page of every petition."""
    return [page(portal, petition) for petition in portal.petitions.values()]


def page(portal: Portal, petition: Petition) -> Page:
    """Return the page of one petition."""
    short = petition.summary.split("\n")[0]
    return Page(
        address=addresses.record("petition", petition.code),
        template="pages/petition.html",
        title=f"{word('petition.title')} {petition.code}",
        section="petitions",
        view=partial(_view, portal, petition),
        description=short,
        crumbs=_crumbs(),
        notices=documents.notices(
            petition.changes, illustrative=invention.of_petition(portal, petition), kind="petition"
        ),
        as_of=dates.as_of(portal.today, is_open=petition.is_awaited),
        kind=word("kind.petition"),
        subject=_subject(petition),
        number=petition.code,
        date=dates.when(petition.received),
        day=petition.received.first,
        marks=_marks(portal, petition),
        changed=revisions.of_petition(portal, petition),
        text=_searchable(portal, petition),
        mentions=_standing(portal, petition),
        fingerprint=portal.fingerprints[petition.code],
    )


@cache
def _crumbs() -> Sequence[Link]:
    return (Link(word("menu.petitions"), addresses.PETITIONS),)


def _subject(petition: Petition) -> str:
    """Return what lists call a petition: the beginning of its words, or only its code once it was taken back."""
    if petition.is_withdrawn:
        name = f"{word('petition.title')} {petition.code}"
        return word("search.taken-back", name=name, state=label(Phase.WITHDRAWN).lower())
    words = " ".join(petition.summary.split())
    end = words.rfind(" ", 0, SUBJECT)
    return words if len(words) <= SUBJECT else f"{words[: end if end > 0 else SUBJECT].rstrip('.')}…"


def _marks(portal: Portal, petition: Petition) -> Sequence[Mark]:
    return (
        *marks.year(petition.received),
        *marks.areas(portal, [petition.area]),
        marks.field(petition.field),
        marks.state(petition.phase),
        *marks.body(portal, petition.handler),
    )


def _standing(portal: Portal, petition: Petition) -> list[str]:
    """Return how a petition stands, beside its phase: its status where that says more, whose it is if not ours, whether it is late."""
    late = lateness(portal, petition)
    whose = [label(petition.competence)] if petition.competence is not Competence.OURS else []
    told = [label(petition.status), *whose, *([late.text] if late else [])]
    return [] if petition.is_withdrawn else [text for text in told if text != label(petition.phase)]


def _searchable(portal: Portal, petition: Petition) -> list[str]:
    """Return what search finds a petition by: its words, answers, notes, reasons of changes, papers' numbers, where, who, its term and later days.

    What its subject says already is not said twice, and nothing is left of a petition that was taken back.
    """
    if petition.is_withdrawn:
        return []
    papers = [step.reference for step in petition.history] + [answer.reference for answer in petition.answers]
    summary = petition.summary if len(" ".join(petition.summary.split())) > SUBJECT else ""
    notes = [*(step.note for step in petition.history), *(change.reason for change in petition.changes)]
    texts = [summary, *(answer.text for answer in petition.answers), *notes]
    area = portal.areas[petition.area].name if petition.area else ""
    hands = [petition.handler, *(body for step in petition.history for body in (step.to, step.by))]
    names = [name for body in dict.fromkeys(hands) if body for name in documents.body_names(portal, body)]
    # The first day is that of the whole record.
    told = [step.at for step in petition.history[1:]] + [answer.at for answer in petition.answers]
    days = dict.fromkeys(dates.day(at.day).text for at in told if at.day)
    # Apart by a word: `2026, 26` would be half of a petition's code.
    on = ", ".join(word("search.on-day", day=day) for day in days)
    due = petition.due_in_force
    until = f"{word('petition.due')}: {dates.deadline(due).text}" if due else ""
    return [part for part in [*texts, *dict.fromkeys(papers), area, *names, until, on] if part]


def _view(portal: Portal, petition: Petition) -> PetitionView:
    late = lateness(portal, petition)
    return PetitionView(
        code=petition.code,
        summary_text=petition.summary.split("\n\n"),
        tags=[status_tag(petition), *([late] if late else [])],
        summary=_summary(portal, petition),
        gaps=documents.gaps(petition_gaps(portal, petition)),
        timeline=Timeline(word("petition.timeline"), [moment(portal, step) for step in petition.history]),
        answers=[_answer(portal, petition, answer) for answer in petition.answers],
        history=documents.timeline(changes_of(petition)),
    )


def _summary(portal: Portal, petition: Petition) -> list[Row]:
    source = portal.source_of(petition)
    meeting = portal.meeting_of(source)
    rows = [
        Row(word("petition.field"), [Value(label(petition.field))]),
        Row(word("petition.petitioner"), [Value(sentence(label(petition.petitioner)))]),
        Row(word("petition.competence"), [Value(sentence(label(petition.competence)))]),
    ]
    if petition.area:
        rows.append(Row(word("petition.area"), [documents.area(portal, petition.area)]))
    if petition.handler:
        rows.append(Row(word("petition.handler"), [Value(documents.body_name(portal, petition.handler))]))
    rows.append(Row(word("petition.received"), [Value(date=dates.when(petition.received))]))
    if petition.due and petition.due != petition.due_in_force:
        rows.append(Row(word("petition.first-due"), [Value(date=dates.deadline(petition.due))]))
    rows = documents.proved(rows)
    rows.append(Row(word("petition.due"), [_due_value(portal, petition)]))
    if meeting:
        rows.append(Row(word("petition.meeting"), [Value(meeting.title, addresses.record("meeting", meeting.id))]))
    for dossier, item in portal.settling(petition):
        if dossier.conclusion:
            href = addresses.record("conclusion", dossier.folder.slug)
            link = Value(dossier.conclusion.title, href, note=word("petition.item", number=item.number))
            rows.append(Row(word("petition.conclusion"), [link]))
    return rows


def _due_value(portal: Portal, petition: Petition) -> Value:
    due, answered = petition.due_in_force, petition.answered_on
    if due is None:
        return Value(word("petition.no-due"))
    timeliness = petition.timeliness(portal.today)
    waiting = word("petition.not-closed" if petition.answers else "petition.not-answered")
    note = word("petition.answered-on", date=dates.day(answered).text) if answered else waiting
    tone = _LATE.get(timeliness, "good" if timeliness is Timeliness.ON_TIME else "neutral")
    return Value(date=dates.deadline(due), tag=Tag(label(timeliness), tone), note=note, proved=True)


def moment(portal: Portal, step: Step) -> Moment:
    """Return a step as an event: what was reached, by whom, where it went, until when."""
    to = "step.assigned-to" if step.status is Status.ASSIGNED else "step.to"
    parts = [
        word("step.by", body=documents.body_name(portal, step.by)) if step.by else "",
        word(to, body=documents.body_name(portal, step.to)) if step.to else "",
        word("step.reference", reference=step.reference) if step.reference else "",
        word("step.due", date=dates.deadline(step.due).text) if step.due else "",
        step.note or "",
    ]
    return Moment(dates.when(step.at), _title(step.status), " ".join(part for part in parts if part))


def _title(status: Status) -> str:
    """Return what a step did; where that leaves the petition is the status."""
    done = {Status.ASSIGNED: word("step.assigned"), Status.FORWARDED: word("step.forwarded")}
    return done.get(status) or label(status)


def _answer(portal: Portal, petition: Petition, answer: Answer) -> AnswerView:
    rows = []
    if answer.by:
        rows.append(Row(word("answer.by"), [Value(documents.body_name(portal, answer.by))]))
    if answer.reference:
        rows.append(Row(word("answer.reference"), [Value(answer.reference)]))
    return AnswerView(
        title=word("answer.title", date=dates.when(answer.at).text),
        rows=rows,
        paragraphs=answer.text.split("\n\n"),
        attachments=documents.attachments(answer.files, portal.source_of(petition).folder, "conclusion"),
    )
