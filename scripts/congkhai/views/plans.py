"""The list of plans and the page of one plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from congkhai.portal.gaps import plan_gaps
from congkhai.portal.relations import Portal
from congkhai.records.document import DocumentType
from congkhai.records.meeting import Meeting
from congkhai.records.plan import Plan, StatedDuty
from congkhai.records.reading import PlanDossier
from congkhai.views import addresses, dates, documents, findable, marks, registers, revisions
from congkhai.views.choices import NO_PAGINATION, Pagination
from congkhai.views.documents import Paper
from congkhai.views.meetings import meetings_table
from congkhai.views.page import Mark, Page
from congkhai.views.parts import Entry, Gaps, Group, Link, Row, Table, TableRow, Value
from congkhai.words import label, sentence, word


@dataclass(frozen=True)
class PlanView:
    """What stands on the page of a plan."""

    summary: Sequence[Row]
    gaps: Gaps
    paper: Paper
    meetings: Table
    duties: Table


@dataclass(frozen=True)
class ListView:
    """A page that is a list of records in groups, with the ways to the rest of a long one."""

    lead: str
    groups: Sequence[Group]
    periods: Pagination = NO_PAGINATION
    pagination: Pagination = NO_PAGINATION


def entry(portal: Portal, dossier: PlanDossier, plan: Plan) -> Entry:
    """Return a plan as an entry of a list."""
    issued = dates.when(plan.issued) if plan.issued else None
    return Entry(
        title=plan.title,
        href=addresses.record("plan", dossier.folder.slug),
        meta=[
            documents.body_name(portal, plan.issuer),
            documents.reference(plan),
            *(() if issued else (word("document.no-date"),)),
            word("plan.count", count=len(dossier.meetings)),
        ],
        tag=documents.tag(plan.changes, illustrative=plan.illustrative),
        date=issued,
        term=word("history.signed"),
    )


def list_pages(portal: Portal) -> Iterator[Page]:
    """Yield the pages that list every plan by the year that it is for, newest first."""
    title, lead = word("menu.plans"), word("plan.lead")
    every = [(dossier, dossier.plan) for dossier in portal.plans.values() if dossier.plan]
    newest = sorted(
        every, key=lambda pair: dates.order(pair[1].published or pair[1].issued or pair[1].period), reverse=True
    )
    newest.sort(key=lambda pair: _year(pair[1]), reverse=True)
    for part in registers.split(title, addresses.PLANS, newest, lambda pair: _day(pair[1])):
        years: dict[str, list[Entry]] = {}
        for dossier, plan in part.rows:
            years.setdefault(_year(plan), []).append(entry(portal, dossier, plan))
        groups = [Group(year, items) for year, items in years.items()]
        is_first = part.address == addresses.PLANS
        view = ListView(lead if is_first else "", groups, part.periods, part.pagination)
        kind = word("kind.page") if is_first else ""
        yield Page(part.address, "pages/list.html", part.title, "plans", view, lead, kind=kind)


def _day(plan: Plan) -> date | None:
    when = plan.period or plan.issued
    return when.first if when else None


def _year(plan: Plan) -> str:
    day = _day(plan)
    return str(day.year) if day else word("plan.no-year")


def pages(portal: Portal) -> list[Page]:
    """Return the page of every plan."""
    return [page(portal, dossier, dossier.plan) for dossier in portal.plans.values() if dossier.plan]


def _description(portal: Portal, plan: Plan) -> str:
    if plan.issuer is None:
        return word("plan.description-no-issuer", title=plan.title)
    return word("plan.description", issuer=documents.body_name(portal, plan.issuer), title=plan.title)


def page(portal: Portal, dossier: PlanDossier, plan: Plan) -> Page:
    """Return the page of one plan."""
    slug = dossier.folder.slug
    return Page(
        address=addresses.record("plan", slug),
        template="pages/plan.html",
        title=f"{sentence(label(DocumentType.PLAN))}: {plan.title}",
        section="plans",
        view=_view(portal, dossier, plan),
        description=_description(portal, plan),
        crumbs=[Link(word("menu.plans"), addresses.PLANS)],
        notices=documents.notices(plan.changes, illustrative=plan.illustrative, kind="plan"),
        as_of=dates.as_of(portal.today, is_open=not all(map(portal.is_over, dossier.meetings))),
        prose=dossier.body,
        kind=word("kind.plan"),
        subject=documents.subject(plan),
        number=plan.reference or "",
        date=dates.when(plan.issued) if plan.issued else None,
        day=plan.issued.first if plan.issued else None,
        marks=_marks(portal, plan),
        changed=revisions.of_document(plan),
        text=findable.searchable(
            portal, plan, dossier.body.text, *findable.cited(plan), *_facts(portal, plan), *findable.faults(plan)
        ),
        mentions=[] if plan.withdrawal else [text for meeting in dossier.meetings for text in _mentioned(meeting)],
    )


def _marks(portal: Portal, plan: Plan) -> list[Mark]:
    return [
        *marks.year(plan.period or plan.issued),
        *marks.areas(portal, plan.areas),
        *marks.body(portal, plan.issuer),
    ]


def _facts(portal: Portal, plan: Plan) -> Iterator[str]:
    """Yield what stands on the page of a plan beside its text: scope, areas, rules, duties."""
    yield from (plan.scope or "", *plan.follows, plan.budget or "")
    yield from (portal.areas[area].name for area in plan.areas)
    yield from (_rule(portal, rule).text for rule in plan.rules)
    yield from (part for duty in plan.duties for part in (duty.bearer, duty.note) if part)


def _mentioned(meeting: Meeting) -> Sequence[str]:
    """Return what a plan is found by of a meeting; more is found by the meeting's own page."""
    return meeting.title, dates.when(meeting.when).text


def _view(portal: Portal, dossier: PlanDossier, plan: Plan) -> PlanView:
    return PlanView(
        summary=_summary(portal, dossier, plan),
        gaps=documents.gaps(plan_gaps(dossier)),
        paper=documents.paper(portal, plan, dossier.folder, "plan"),
        meetings=meetings_table(portal, dossier.meetings),
        duties=_duties(plan),
    )


def _summary(portal: Portal, dossier: PlanDossier, plan: Plan) -> list[Row]:
    rows = [
        Row(word("plan.issuer"), [Value(documents.body_name(portal, plan.issuer), note=_issuer_note(portal, plan))]),
        Row(word("document.reference"), [Value(documents.reference(plan))]),
        *documents.date_rows(plan),
    ]
    rows += documents.proved(_own_facts(portal, plan))
    if plan.rules:
        rows.append(Row(word("plan.rules"), [_rule(portal, rule) for rule in plan.rules]))
    if citing := _citing(portal, dossier):
        rows.append(Row(word("plan.cited-in"), citing))
    conclusions = [
        Value(
            found.conclusion.title,
            addresses.record("conclusion", found.folder.slug),
            note=documents.taken_back(found.conclusion),
        )
        for found in portal.conclusions_of(dossier)
        if found.conclusion
    ]
    return [*rows, Row(word("plan.conclusions"), conclusions or [Value(word("plan.no-conclusions"))])]


def _own_facts(portal: Portal, plan: Plan) -> list[Row]:
    rows = []
    if plan.period:
        rows.append(Row(word("plan.period"), [Value(date=dates.when(plan.period))]))
    if plan.scope or plan.areas:
        areas = [Value(portal.areas[area].name) for area in plan.areas]
        rows.append(Row(word("plan.scope"), [Value(plan.scope), *areas] if plan.scope else areas))
    if plan.follows:
        rows.append(Row(word("plan.follows"), [Value(text) for text in plan.follows]))
    if plan.budget:
        rows.append(Row(word("plan.budget"), [Value(plan.budget)]))
    return rows


def _citing(portal: Portal, dossier: PlanDossier) -> list[Value]:
    """Return links to the plans that rest on this one."""
    return [
        Value(plan.title, addresses.record("plan", slug))
        for slug in portal.citing(dossier.folder.slug)
        if (plan := portal.plans[slug].plan)
    ]


def _issuer_note(portal: Portal, plan: Plan) -> str:
    return (portal.bodies[plan.issuer].note or "") if plan.issuer is not None else ""


def _rule(portal: Portal, rule: str) -> Value:
    instrument = portal.instruments[rule]
    note = "" if instrument.verified else word("rule.unverified", source=instrument.source)
    return Value(f"{instrument.symbol}: {instrument.title}", note=note)


def _duties(plan: Plan) -> Table:
    columns = [word(f"duties.{key}") for key in ("duty", "deadline", "bearer", "channels", "note")]
    rows = []
    for duty in plan.duties:
        channels = ", ".join(label(channel) for channel in duty.channels)
        exempt = word("duties.exempt", kinds=", ".join(label(kind) for kind in duty.exempt)) if duty.exempt else ""
        note = " ".join(part for part in (duty.note or "", exempt) if part)
        texts = [label(duty.duty), _offset(duty), duty.bearer or "", channels, note]
        rows.append(TableRow([Value(text, header=n == 0) for n, text in enumerate(texts)]))
    return Table(word("duties.count", count=len(rows)), columns, rows)


def _offset(duty: StatedDuty) -> str:
    """Return the period as the plan states it; a plan that states none is not on time, it is silent."""
    if duty.offset is None or duty.unit is None or duty.direction is None:
        return word("duties.no-deadline")
    return word(f"duties.{duty.direction.value}", offset=f"{duty.offset:02}", unit=label(duty.unit))
