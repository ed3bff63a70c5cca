"""The register of petitions, its lists by phase, and the page of one petition."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from congkhai.portal.gaps import petition_gaps
from congkhai.portal.relations import Portal
from congkhai.portal.timelines import changes_of
from congkhai.records.petition import Answer, Petition, Phase, Status, Step, Timeliness
from congkhai.records.when import Deadline
from congkhai.views import addresses, dates, documents, revisions
from congkhai.views.parts import (
    Attachment,
    Date,
    Figure,
    Figures,
    Gaps,
    Link,
    Moment,
    Page,
    Row,
    Table,
    TableRow,
    Tag,
    Timeline,
    Value,
)
from congkhai.words import label, sentence, word

TONES = {
    Phase.OPEN: "neutral",
    Phase.FORWARDED: "waiting",
    Phase.ANSWERED: "info",
    Phase.RESOLVED: "good",
    Phase.UNRESOLVED: "bad",
    Phase.WITHDRAWN: "neutral",
}
_COLUMNS = ("code", "summary", "field", "handler", "due", "status")
_REGISTER = ("code", "received", *_COLUMNS[1:])
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

    summary_text: Sequence[str]
    tags: Sequence[Tag]
    summary: Sequence[Row]
    gaps: Gaps
    timeline: Timeline
    answers: Sequence[AnswerView]
    history: Timeline


@dataclass(frozen=True)
class RegisterView:
    """A list of petitions under the counts of all phases."""

    lead: str
    figures: Figures
    table: Table


def status_tag(petition: Petition) -> Tag:
    """Return the status of a petition as a tag, toned by its phase."""
    text = label(Phase.WITHDRAWN) if petition.is_withdrawn else label(petition.status)
    return Tag(text, TONES[petition.phase])


def lateness(portal: Portal, petition: Petition) -> Tag | None:
    """Return the mark for an overdue or late petition; lateness stands beside the status, never in it."""
    timeliness = petition.timeliness(portal.today)
    return Tag(label(timeliness), _LATE[timeliness]) if timeliness in _LATE else None


def petitions_table(portal: Portal, petitions: Sequence[Petition]) -> Table:
    """Return petitions as a table: code, content, field, unit, due date, state."""
    return _table(portal, petitions, _COLUMNS)


def _table(portal: Portal, petitions: Sequence[Petition], columns: Sequence[str]) -> Table:
    found = [_cells(portal, petition) for petition in petitions]
    rows = [TableRow([cells[column] for column in columns]) for cells in found]
    caption = word("conclusion.count", count=len(petitions))
    return Table(caption, [word(f"petition.{column}") for column in columns], rows)


def _cells(portal: Portal, petition: Petition) -> dict[str, Value]:
    """Return every cell that a table of petitions may show, by its column."""
    due, late = petition.due_in_force, lateness(portal, petition)
    return {
        "code": Value(petition.code, addresses.record("petition", petition.code), header=True),
        "received": Value(date=dates.when(petition.received)),
        "summary": Value(petition.summary.replace("\n\n", " ")),
        "field": Value(label(petition.field)),
        "handler": Value(documents.body_name(portal, petition.handler) if petition.handler else ""),
        "due": Value("" if due else word("petition.no-due"), date=_due(due), tag=late),
        "status": Value(tag=status_tag(petition)),
    }


def _due(due: Deadline | None) -> Date | None:
    return dates.deadline(due) if due else None


def figures(portal: Portal) -> Figures:
    """Return the counts of all phases; they do not overlap and add up to the total."""
    petitions = list(portal.petitions.values())
    counts = {phase: sum(petition.phase is phase for petition in petitions) for phase in Phase}
    overdue = sum(petition.timeliness(portal.today) is Timeliness.OVERDUE for petition in petitions)
    items = [Figure(count, label(phase), addresses.phase(phase), TONES[phase]) for phase, count in counts.items()]
    note = word("petition.figures-note", total=len(petitions), overdue=overdue)
    return Figures(
        word("petition.figures"), [Figure(len(petitions), word("petition.all"), addresses.PETITIONS), *items], note
    )


def register_pages(portal: Portal) -> list[Page]:
    """Return the whole register and, as plain pages, the list of each phase and of what is overdue."""
    petitions = _newest_first(portal.petitions.values())
    title = word("menu.petitions")
    pages = [_list_page(portal, addresses.PETITIONS, title, petitions, crumbs=())]
    crumbs = [Link(title, addresses.PETITIONS)]
    for phase in Phase:
        chosen = [petition for petition in petitions if petition.phase is phase]
        pages.append(
            _list_page(portal, addresses.phase(phase), word("petition.in-phase", phase=label(phase)), chosen, crumbs)
        )
    overdue = [petition for petition in petitions if petition.timeliness(portal.today) is Timeliness.OVERDUE]
    return [*pages, _list_page(portal, addresses.phase("overdue"), word("petition.overdue"), overdue, crumbs)]


def _newest_first(petitions: Iterable[Petition]) -> list[Petition]:
    return sorted(petitions, key=lambda petition: (petition.received.order, petition.code), reverse=True)


def _list_page(portal: Portal, address: str, title: str, petitions: Sequence[Petition], crumbs: Sequence[Link]) -> Page:
    view = RegisterView(word("petition.lead"), figures(portal), _table(portal, petitions, _REGISTER))
    notices = [documents.illustrative_notice()] if any(_illustrative(portal, p) for p in petitions) else []
    return Page(
        address, "pages/register.html", title, "petitions", view, word("petition.lead"), crumbs, notices,
        kind=word("kind.page"),
    )  # fmt: skip


def _illustrative(portal: Portal, petition: Petition) -> bool:
    conclusion = portal.source_of(petition).conclusion
    return conclusion is not None and conclusion.illustrative


def pages(portal: Portal) -> list[Page]:
    """Return the page of every petition."""
    return [_page(portal, petition) for petition in portal.petitions.values()]


def _page(portal: Portal, petition: Petition) -> Page:
    short = petition.summary.split("\n")[0]
    return Page(
        address=addresses.record("petition", petition.code),
        template="pages/petition.html",
        title=f"{word('petition.title')} {petition.code}",
        section="petitions",
        view=_view(portal, petition),
        description=short,
        crumbs=[Link(word("menu.petitions"), addresses.PETITIONS)],
        notices=documents.notices(petition.changes, illustrative=_illustrative(portal, petition), kind="petition"),
        kind=word("kind.petition"),
        lead=short,
        date=dates.when(petition.received),
        changed=revisions.of_petition(portal, petition),
        text=_searchable(petition),
    )


def _searchable(petition: Petition) -> list[str]:
    """Return what search finds a petition by beside its code: its words, its answers, the numbers of its papers."""
    papers = [step.reference for step in petition.history] + [answer.reference for answer in petition.answers]
    answers = [answer.text for answer in petition.answers]
    words = [petition.summary, label(petition.field), label(petition.status), *papers, *answers]
    return [part for part in words if part]


def _view(portal: Portal, petition: Petition) -> PetitionView:
    late = lateness(portal, petition)
    return PetitionView(
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
        rows.append(Row(word("petition.area"), [Value(portal.areas[petition.area].name)]))
    if petition.handler:
        rows.append(Row(word("petition.handler"), [Value(documents.body_name(portal, petition.handler))]))
    rows.append(Row(word("petition.received"), [Value(date=dates.when(petition.received))]))
    if petition.due and petition.due != petition.due_in_force:
        rows.append(Row(word("petition.first-due"), [Value(date=dates.deadline(petition.due))]))
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
    note = word("petition.answered-on", date=dates.day(answered).text) if answered else word("petition.not-answered")
    tone = _LATE.get(timeliness, "good" if timeliness is Timeliness.ON_TIME else "neutral")
    return Value(date=dates.deadline(due), tag=Tag(label(timeliness), tone), note=note)


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
