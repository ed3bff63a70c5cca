"""Plans and conclusions as tables."""

from congkhai.portal import invention
from congkhai.portal.relations import Portal
from congkhai.portal.timelines import last_change
from congkhai.records.conclusion import Conclusion
from congkhai.records.document import Document
from congkhai.records.plan import Plan
from congkhai.records.reading import ConclusionDossier, PlanDossier
from congkhai.views import addresses, revisions
from congkhai.views.data.columns import (
    ANY_DATE,
    DOCUMENT_DATE,
    ID,
    ILLUSTRATIVE,
    PAGE,
    TITLE,
    Cell,
    Cells,
    Column,
    Dataset,
    day,
    hour,
    text_of,
)


def _document_columns(kind: str) -> tuple[Column, ...]:
    return (
        Column("issuer_id"),
        Column("issuer_name"),
        Column("number"),
        Column("symbol"),
        Column("reference"),
        Column("issued", pattern=DOCUMENT_DATE),
        Column("published_date", "date"),
        Column("published_time", "time"),
        Column("change_count", "integer", required=True),
        Column("last_change_date", "date"),
        Column("withdrawn", "boolean", required=True),
        Column("replaced_by", refers_to=kind),
    )


PLAN_COLUMNS = (
    ID, TITLE, *_document_columns("plans"), Column("period", pattern=ANY_DATE), Column("area_ids", "list"),
    Column("meeting_count", "integer", required=True), ILLUSTRATIVE, PAGE,
)  # fmt: skip
CONCLUSION_COLUMNS = (
    ID, TITLE, Column("meeting_id", required=True, refers_to="meetings"), Column("plan_id", refers_to="plans"),
    *_document_columns("conclusions"), Column("item_count", "integer", required=True),
    Column("petition_count", "integer", required=True), ILLUSTRATIVE, PAGE,
)  # fmt: skip


def plans(portal: Portal, site_url: str) -> Dataset:
    """Return every plan."""
    found = [(dossier, dossier.plan) for dossier in portal.plans.values() if dossier.plan]
    rows = [_plan(portal, site_url, dossier, plan) for dossier, plan in found]
    changed = max((revisions.of_document(plan) for _, plan in found), default="")
    return Dataset("plans", PLAN_COLUMNS, rows, changed)


def conclusions(portal: Portal, site_url: str) -> Dataset:
    """Return every conclusion notice."""
    found = [(dossier, dossier.conclusion) for dossier in portal.conclusions.values() if dossier.conclusion]
    rows = [_conclusion(portal, site_url, dossier, conclusion) for dossier, conclusion in found]
    changed = max((revisions.of_document(conclusion) for _, conclusion in found), default="")
    return Dataset("conclusions", CONCLUSION_COLUMNS, rows, changed)


def _plan(portal: Portal, site_url: str, dossier: PlanDossier, plan: Plan) -> Cells:
    slug = dossier.folder.slug
    return {
        "id": slug,
        "title": plan.title,
        **_document(portal, plan),
        "period": text_of(plan.period),
        "area_ids": tuple(str(area) for area in plan.areas),
        "meeting_count": len(dossier.meetings),
        "illustrative": plan.illustrative,
        "page": page(site_url, addresses.record("plan", slug)),
    }


def _conclusion(portal: Portal, site_url: str, dossier: ConclusionDossier, conclusion: Conclusion) -> Cells:
    slug = dossier.folder.slug
    meeting = portal.meeting_of(dossier)
    return {
        "id": slug,
        "title": conclusion.title,
        "meeting_id": str(conclusion.meeting),
        "plan_id": portal.plan_of(meeting).folder.slug if meeting else None,
        **_document(portal, conclusion),
        "item_count": len(conclusion.items),
        "petition_count": len(portal.petitions_of(dossier)),
        "illustrative": invention.of_conclusion(portal, dossier),
        "page": page(site_url, addresses.record("conclusion", slug)),
    }


def _document(portal: Portal, document: Document) -> dict[str, Cell]:
    replaced_by = document.withdrawal.replaced_by if document.withdrawal else None
    return {
        "issuer_id": text_of(document.issuer),
        "issuer_name": portal.bodies[document.issuer].name if document.issuer is not None else None,
        "number": document.number,
        "symbol": document.symbol,
        "reference": document.reference,
        "issued": text_of(document.issued),
        "published_date": day(document.published),
        "published_time": hour(document.published),
        "change_count": len(document.changes),
        "last_change_date": day(last_change(document)),
        "withdrawn": document.withdrawal is not None,
        "replaced_by": text_of(replaced_by),
    }


def page(site_url: str, address: str) -> str:
    """Return where a record is shown: its address on the web, else from the root of the site."""
    return addresses.absolute(site_url, address) or address
