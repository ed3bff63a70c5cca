"""What stands on the page of a record: a document with its paper, a meeting, a petition."""

from collections.abc import Iterator, Sequence

from congkhai.portable import blocks
from congkhai.portable.inline import tag, text
from congkhai.views.conclusions import ConclusionView
from congkhai.views.documents import with_downloads
from congkhai.views.meetings import MeetingView
from congkhai.views.parts import Row, Timeline
from congkhai.views.petitions import PetitionView
from congkhai.views.plans import PlanView
from congkhai.words import word


def document(view: PlanView | ConclusionView, prose: str) -> Iterator[str]:
    """Yield the page of a plan or a conclusion, whose body is `prose`."""
    yield from blocks.gaps(view.gaps)
    yield from _titled(word("document.summary"), blocks.summary(with_downloads(view.summary, view.paper.attachments)))
    if isinstance(view, PlanView):
        yield from _titled(word("plan.meetings"), blocks.table_or(view.meetings, word("plan.no-meetings")))
    yield from _paper(view, prose)
    yield from _plan_tables(view) if isinstance(view, PlanView) else _conclusion_tables(view)
    if view.paper.attachments:
        yield from _titled(word("document.files"), blocks.attachments(view.paper.attachments))
    yield from _titled(word("history.label"), blocks.history(view.paper.history))
    yield from _rows(word("document.defects"), view.paper.defects)
    yield from _events(view.paper.timeline)


def _paper(view: PlanView | ConclusionView, prose: str) -> Iterator[str]:
    yield blocks.heading(2, word("document.text"))
    yield from blocks.paragraphs([word("document.rendition")])
    yield from blocks.head(view.paper.head)
    yield from blocks.paragraphs(view.paper.bases)
    yield prose
    yield from blocks.signature(view.paper.signature)


def _plan_tables(view: PlanView) -> Iterator[str]:
    yield from _titled(word("duties.title"), blocks.table_or(view.duties, word("duties.empty")))


def _conclusion_tables(view: ConclusionView) -> Iterator[str]:
    yield blocks.heading(2, word("conclusion.items"))
    for item in view.items:
        yield f'### <a id="{item.anchor}"></a>{text(item.title)}'
        yield from blocks.paragraphs(item.paragraphs)
        yield from blocks.summary(item.rows)
    if not view.items:
        yield from blocks.paragraphs([word("conclusion.no-items")])
    petitions = blocks.table_or(view.petitions, word("conclusion.no-petitions"))
    yield from _titled(word("conclusion.petitions-title"), petitions)


def meeting(view: MeetingView) -> Iterator[str]:
    """Yield the page of a meeting."""
    yield tag(view.tag)
    yield from blocks.gaps(view.gaps)
    yield from blocks.summary(view.summary)
    yield blocks.heading(2, word("meeting.notice"))
    yield from blocks.summary(view.notice) if view.notice else blocks.paragraphs([view.no_notice])
    yield from blocks.attachments(view.attachments)
    yield from _rows(word("meeting.exemptions"), view.exemptions)
    yield blocks.heading(2, word("meeting.result"))
    yield from blocks.summary(view.result) if view.result else blocks.paragraphs([view.no_result])
    if view.duties:
        yield blocks.heading(2, word("duty-page.on-meeting"))
        for duty in view.duties:
            yield from blocks.duty(duty)
    yield from _events(view.timeline)
    yield from _titled(word("meeting.petitions"), blocks.table_or(view.petitions, view.no_petitions))


def petition(view: PetitionView) -> Iterator[str]:
    """Yield the page of a petition."""
    yield from blocks.paragraphs(view.summary_text)
    yield " ".join(tag(one) for one in view.tags)
    yield from blocks.gaps(view.gaps)
    yield from blocks.summary(view.summary)
    yield from _titled(view.timeline.label, blocks.timeline(view.timeline))
    yield blocks.heading(2, word("petition.answers"))
    for answer in view.answers:
        yield blocks.heading(3, answer.title)
        yield from blocks.summary(answer.rows)
        yield from blocks.paragraphs(answer.paragraphs)
        yield from blocks.attachments(answer.attachments)
    if not view.answers:
        yield from blocks.paragraphs([word("petition.no-answers")])
    if view.history.events:
        yield from _titled(word("petition.changes"), blocks.timeline(view.history))


def _titled(title: str, found: Iterator[str]) -> Iterator[str]:
    yield blocks.heading(2, title)
    yield from found


def _rows(title: str, rows: Sequence[Row]) -> Iterator[str]:
    yield from _titled(title, blocks.summary(rows)) if rows else ()


def _events(one: Timeline) -> Iterator[str]:
    yield from _titled(one.label, blocks.timeline(one)) if one.events else ()
