"""The ledger of duties as a table."""

from enum import StrEnum

from congkhai.duties.ledger import Ledger
from congkhai.duties.proving import ProvedBy, Verdict, verdict
from congkhai.duties.row import DutyRow, Flag, State, Subject
from congkhai.portal import invention
from congkhai.portal.relations import Portal
from congkhai.records.duty import Duty
from congkhai.views import addresses
from congkhai.views.data.columns import (
    ANY_DATE,
    ID,
    ILLUSTRATIVE,
    PAGE,
    Cell,
    Cells,
    Column,
    Dataset,
    MadeRows,
    day,
    text_of,
)
from congkhai.views.data.document_tables import page
from congkhai.views.documents import withdrawn
from congkhai.views.proved_times import ProvedTimes


class SubjectKind(StrEnum):
    """What a duty can be about."""

    PLAN = "plan"
    MEETING = "meeting"
    CONCLUSION = "conclusion"
    PETITION = "petition"
    BODY = "body"


COLUMNS = (
    ID,
    Column("duty", choices=Duty, required=True),
    Column("subject_kind", choices=SubjectKind, required=True),
    Column("subject_id", required=True),
    Column("subject_title", required=True),
    Column("issuer_id"),
    Column("year", "integer"),
    Column("bearer"),
    Column("basis", required=True),
    Column("instrument_id"),
    Column("rule_id"),
    Column("rule_verified", "boolean"),
    Column("trigger", pattern=ANY_DATE),
    Column("duty_due_date", "date"),
    Column("safe_due_date", "date"),
    Column("done_date", "date"),
    Column("evidence_kind", choices=SubjectKind),
    Column("evidence_id"),
    Column("state", choices=State, required=True),
    Column("days_late", "integer"),
    Column("flags", "list", Flag),
    Column("verdict", choices=Verdict),
    Column("proved_date", "date"),
    Column("proved_by", choices=ProvedBy),
    Column("superseded", "boolean", required=True),
    Column("working_deadline", "boolean", required=True),
    Column("note"),
    ILLUSTRATIVE,
    PAGE,
)


def duties(portal: Portal, ledger: Ledger, site_url: str, times: ProvedTimes | None = None) -> Dataset:
    """Return every duty as it is judged on the ledger's day, by its records and, where there is one, by the register."""
    return Dataset("duties", COLUMNS, MadeRows(ledger.rows, lambda row: _duty(portal, row, site_url, times)))


def _duty(portal: Portal, row: DutyRow, site_url: str, times: ProvedTimes | None) -> Cells:
    subject = row.subject
    address = addresses.DUTIES if subject.kind == "body" else addresses.record(subject.kind, subject.id)
    return {
        "id": row.id,
        "duty": row.duty.value,
        "subject_kind": subject.kind,
        "subject_id": str(subject.id),
        "subject_title": subject.title,
        "issuer_id": text_of(subject.body),
        "year": subject.year,
        "bearer": row.bearer or None,
        "basis": row.basis.text,
        "instrument_id": str(row.basis.instrument.id) if row.basis.instrument else None,
        "rule_id": str(row.basis.rule.id) if row.basis.rule else None,
        "rule_verified": row.basis.rule.verified if row.basis.rule else None,
        "trigger": text_of(row.trigger),
        **_judged(row),
        **_proved(row, times),
        "superseded": row.superseded,
        "working_deadline": row.is_working_deadline,
        "note": note_of(row) or None,
        "illustrative": is_illustrative(portal, subject),
        "page": page(site_url, address),
    }


def note_of(row: DutyRow) -> str:
    """Return what is to be said of a duty beside its state: that its document was taken back, and the author's reason."""
    parts = [withdrawn(row.taken_back, "duty-page.taken-back") if row.taken_back else "", row.note]
    return " ".join(part for part in parts if part)


def _judged(row: DutyRow) -> dict[str, Cell]:
    deed = row.deed
    return {
        "duty_due_date": f"{row.due:%Y-%m-%d}" if row.due else None,
        "safe_due_date": f"{row.count.safe:%Y-%m-%d}" if row.count else None,
        "done_date": day(deed.when) if deed else None,
        "evidence_kind": deed.record[0] if deed else None,
        "evidence_id": deed.record[1] if deed else None,
        "state": row.state.value,
        "days_late": row.days_late,
        "flags": tuple(flag.value for flag in row.flags),
    }


def _proved(row: DutyRow, times: ProvedTimes | None) -> dict[str, Cell]:
    proved = times.of(row) if times else None
    found = verdict(row, proved) if times else None
    # A day for a duty that nothing is said of would be read as its proof.
    told = proved if found else None
    return {
        "verdict": found.value if found else None,
        "proved_date": f"{told.by:%Y-%m-%d}" if told else None,
        "proved_by": told.source.value if told else None,
    }


def is_illustrative(portal: Portal, subject: Subject) -> bool:
    """Return whether the record that a duty is about was invented for show."""
    if subject.kind == SubjectKind.MEETING:
        return invention.of_meeting(portal, portal.meetings[subject.id])
    if subject.kind == SubjectKind.PETITION:
        return invention.of_petition(portal, portal.petitions[subject.id])
    plans = [dossier.plan for dossier in portal.plans.values() if dossier.plan]
    if subject.kind == SubjectKind.BODY:
        return any(plan.illustrative for plan in plans if plan.issuer == subject.id)
    if subject.kind == SubjectKind.PLAN:
        plan = portal.plans[subject.id].plan
        return plan is not None and plan.illustrative
    return invention.of_conclusion(portal, portal.conclusions[subject.id])
