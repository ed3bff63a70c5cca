"""When a record was last published or changed, by the record's own dates and never by a clock."""

from collections.abc import Iterable, Iterator

from congkhai.portal.relations import Portal
from congkhai.records.document import Document
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.records.when import When


def of_document(document: Document) -> str:
    """Return the day of a document's last change, else of its publication, empty when neither is known."""
    return _day(_last(_published(document)))


def of_meeting(portal: Portal, meeting: Meeting) -> str:
    """Return the day on which the page of a meeting last had something new."""
    dossier = portal.conclusion_of(meeting)
    result = _published(dossier.conclusion) if dossier and dossier.conclusion else ()
    return _day(_last([*_announced(portal, meeting), *result]))


def of_petition(portal: Portal, petition: Petition) -> str:
    """Return the day of the last step, answer or change of a petition, or of the conclusion that made it public."""
    source = portal.source_of(petition).conclusion
    return _day(_last([petition.latest, source.published if source else None]))


def announced(portal: Portal, meeting: Meeting) -> When | None:
    """Return when the date of a meeting was last made public, None when no record says."""
    return _last(_announced(portal, meeting))


def _announced(portal: Portal, meeting: Meeting) -> Iterator[When | None]:
    plan = portal.plan_of(meeting).plan
    yield plan.published if plan else None
    if meeting.notice is not None:
        yield from _published(meeting.notice)
    yield from (move.announced for move in meeting.reschedules)
    yield meeting.cancelled.at if meeting.cancelled else None


def _published(document: Document) -> Iterator[When | None]:
    yield document.published
    yield from (change.at for change in document.changes)


def _last(whens: Iterable[When | None]) -> When | None:
    return max((when for when in whens if when is not None), key=lambda when: when.order, default=None)


def _day(when: When | None) -> str:
    return when.first.isoformat() if when and when.first else ""
