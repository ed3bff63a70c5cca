"""Petitions as a table."""

from functools import partial

from congkhai.portal import invention
from congkhai.portal.relations import Portal
from congkhai.records.petition import Competence, Petition, Petitioner, PetitionField, Phase, Status, Timeliness
from congkhai.records.when import Deadline
from congkhai.views import addresses, revisions
from congkhai.views.data.columns import ID, ILLUSTRATIVE, PAGE, Cell, Cells, Column, Dataset, MadeRows, day, text_of
from congkhai.views.data.document_tables import page

COLUMNS = (
    ID,
    Column("conclusion_id", required=True, refers_to="conclusions"),
    Column("meeting_id", refers_to="meetings"),
    Column("item_numbers", "list"),
    Column("summary", required=True),
    Column("field", choices=PetitionField, required=True),
    Column("area_id"),
    Column("area_name"),
    Column("petitioner", choices=Petitioner, required=True),
    Column("competence", choices=Competence, required=True),
    Column("handler_id"),
    Column("handler_name"),
    Column("received_date", "date"),
    Column("first_due_date", "date"),
    Column("due_date", "date"),
    Column("status", choices=Status, required=True),
    Column("phase", choices=Phase, required=True),
    Column("timeliness", choices=Timeliness, required=True),
    Column("answered_date", "date"),
    Column("step_count", "integer", required=True),
    Column("answer_count", "integer", required=True),
    Column("last_answer_date", "date"),
    Column("last_answer_text"),
    Column("last_update_date", "date"),
    ILLUSTRATIVE,
    PAGE,
)


def petitions(portal: Portal, site_url: str) -> Dataset:
    """Return every petition as it stands on the portal's day."""
    every = list(portal.petitions.values())
    changed = max((revisions.of_petition(portal, petition) for petition in every), default="")
    return Dataset("petitions", COLUMNS, MadeRows(every, partial(_petition, portal, site_url)), changed)


def _petition(portal: Portal, site_url: str, petition: Petition) -> Cells:
    source = portal.source_of(petition)
    meeting = portal.meeting_of(source)
    return {
        "id": str(petition.code),
        "conclusion_id": source.folder.slug,
        "meeting_id": str(meeting.id) if meeting else None,
        "item_numbers": tuple(item.number for dossier, item in portal.settling(petition) if dossier is source),
        "summary": petition.summary,
        "field": petition.field.value,
        "area_id": text_of(petition.area),
        "area_name": portal.areas[petition.area].name if petition.area else None,
        "petitioner": petition.petitioner.value,
        "competence": petition.competence.value,
        "handler_id": text_of(petition.handler),
        "handler_name": portal.bodies[petition.handler].name if petition.handler else None,
        "received_date": day(petition.received),
        "first_due_date": _last_day(petition.due),
        "due_date": _last_day(petition.due_in_force),
        **_state(portal, petition),
        "last_update_date": revisions.of_petition(portal, petition) or None,
        "illustrative": invention.of_petition(portal, petition),
        "page": page(site_url, addresses.record("petition", petition.code)),
    }


def _state(portal: Portal, petition: Petition) -> dict[str, Cell]:
    last = petition.answers[-1] if petition.answers else None
    return {
        "status": petition.status.value,
        "phase": petition.phase.value,
        "timeliness": petition.timeliness(portal.today).value,
        "answered_date": petition.answered_on.isoformat() if petition.answered_on else None,
        "step_count": len(petition.history),
        "answer_count": len(petition.answers),
        "last_answer_date": day(last.at) if last else None,
        "last_answer_text": last.text if last else None,
    }


def _last_day(due: Deadline | None) -> str | None:
    return due.last_day.isoformat() if due else None
