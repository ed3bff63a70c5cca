"""The list of conclusion notices and the page of one conclusion with its petition table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from congkhai.portal import fingerprints, invention
from congkhai.portal.gaps import conclusion_gaps
from congkhai.portal.relations import Portal
from congkhai.records.conclusion import Conclusion, Item
from congkhai.records.reading import ConclusionDossier
from congkhai.sources.folding import slug
from congkhai.views import addresses, dates, documents, findable, marks, registers, revisions
from congkhai.views.documents import Paper
from congkhai.views.page import Page
from congkhai.views.parts import Entry, Gaps, Group, Link, Row, Table, Value
from congkhai.views.petition_register import petitions_table
from congkhai.views.plans import ListView
from congkhai.words import word


@dataclass(frozen=True)
class ItemView:
    """One numbered task of a conclusion."""

    title: str
    anchor: str
    paragraphs: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class ConclusionView:
    """What stands on the page of a conclusion."""

    summary: Sequence[Row]
    gaps: Gaps
    paper: Paper
    items: Sequence[ItemView]
    petitions: Table


def entry(portal: Portal, dossier: ConclusionDossier, conclusion: Conclusion) -> Entry:
    """Return a conclusion as an entry of a list."""
    published = dates.when(conclusion.published) if conclusion.published else None
    return Entry(
        title=conclusion.title,
        href=addresses.record("conclusion", dossier.folder.slug),
        meta=[
            documents.body_name(portal, conclusion.issuer),
            documents.reference(conclusion),
            *(() if published else (word("gap.not-published"),)),
            word("conclusion.count", count=len(portal.petitions_of(dossier))),
        ],
        tag=documents.tag(conclusion.changes, illustrative=invention.of_conclusion(portal, dossier)),
        date=published,
        term=word("history.published"),
    )


def newest_first(portal: Portal) -> list[tuple[ConclusionDossier, Conclusion]]:
    """Return every conclusion, the one published last first."""
    found = [(dossier, dossier.conclusion) for dossier in portal.conclusions.values() if dossier.conclusion]
    return sorted(found, key=lambda pair: dates.order(pair[1].published or pair[1].issued), reverse=True)


def list_pages(portal: Portal) -> Iterator[Page]:
    """Yield the pages that list every conclusion by the year of its signing, those published last first."""
    title, lead = word("menu.conclusions"), word("conclusion.lead")
    newest = sorted(newest_first(portal), key=lambda pair: (_signed(pair) or date.min).year, reverse=True)
    for part in registers.split(title, addresses.CONCLUSIONS, newest, _signed):
        groups = _by_year(portal, part.rows) or [Group("", [], word("conclusion.none"))]
        is_first = part.address == addresses.CONCLUSIONS
        view = ListView(lead if is_first else "", groups, part.periods, part.pagination)
        kind = word("kind.page") if is_first else ""
        yield Page(part.address, "pages/list.html", part.title, "conclusions", view, lead, kind=kind)


def _signed(pair: tuple[ConclusionDossier, Conclusion]) -> date | None:
    return pair[1].issued.first if pair[1].issued else None


def _by_year(portal: Portal, pairs: Sequence[tuple[ConclusionDossier, Conclusion]]) -> list[Group]:
    years: dict[str, list[Entry]] = {}
    for dossier, conclusion in pairs:
        day = _signed((dossier, conclusion))
        year = str(day.year) if day else word("plan.no-year")
        years.setdefault(year, []).append(entry(portal, dossier, conclusion))
    return [Group(year, items) for year, items in years.items()]


def pages(portal: Portal) -> list[Page]:
    """Return the page of every conclusion."""
    return [page(portal, dossier, conclusion) for dossier, conclusion in newest_first(portal)]


def page(portal: Portal, dossier: ConclusionDossier, conclusion: Conclusion) -> Page:
    """Return the page of one conclusion."""
    tasks = [part for item in conclusion.items for part in _task(portal, item)]
    return Page(
        address=addresses.record("conclusion", dossier.folder.slug),
        template="pages/conclusion.html",
        title=f"{word('conclusion.title')}: {conclusion.title}",
        section="conclusions",
        view=partial(_view, portal, dossier, conclusion),
        description=word("conclusion.description", title=conclusion.title, count=len(portal.petitions_of(dossier))),
        crumbs=[Link(word("menu.conclusions"), addresses.CONCLUSIONS)],
        notices=documents.notices(
            conclusion.changes, illustrative=invention.of_conclusion(portal, dossier), kind="conclusion"
        ),
        as_of=dates.as_of(portal.today, is_open=any(one.is_awaited for one in portal.petitions_of(dossier))),
        prose=dossier.body,
        kind=word("kind.conclusion"),
        subject=documents.subject(conclusion),
        number=conclusion.reference or "",
        date=dates.when(conclusion.issued) if conclusion.issued else None,
        day=conclusion.issued.first if conclusion.issued else None,
        marks=[*marks.year(conclusion.issued), *marks.body(portal, conclusion.issuer)],
        changed=revisions.of_document(conclusion),
        text=findable.searchable(
            portal, conclusion, dossier.body.text, *findable.cited(conclusion), *tasks, *findable.faults(conclusion)
        ),
        fingerprint=fingerprints.digest(fingerprints.of_conclusion(portal, dossier)),
    )


def _view(portal: Portal, dossier: ConclusionDossier, conclusion: Conclusion) -> ConclusionView:
    return ConclusionView(
        summary=_summary(portal, dossier, conclusion),
        gaps=documents.gaps(conclusion_gaps(dossier)),
        paper=documents.paper(portal, conclusion, dossier.folder, "conclusion"),
        items=[_item(portal, item) for item in conclusion.items],
        petitions=petitions_table(portal, portal.petitions_of(dossier)),
    )


def _summary(portal: Portal, dossier: ConclusionDossier, conclusion: Conclusion) -> list[Row]:
    rows = [
        Row(word("plan.issuer"), [Value(documents.body_name(portal, conclusion.issuer))]),
        Row(word("document.reference"), [Value(documents.reference(conclusion))]),
        *documents.date_rows(conclusion),
    ]
    meeting = portal.meeting_of(dossier)
    if meeting is not None:
        plan = portal.plan_of(meeting)
        link = Value(meeting.title, addresses.record("meeting", meeting.id))
        title = plan.plan.title if plan.plan else plan.folder.slug
        rows.append(Row(word("conclusion.meeting"), [link]))
        rows.append(Row(word("meeting.plan"), [Value(title, addresses.record("plan", plan.folder.slug))]))
    return rows


def _task(portal: Portal, item: Item) -> Iterator[str]:
    """Yield what search finds a conclusion by: a task, who has it, until when."""
    yield item.text
    if item.assignee:
        yield f"{word('item.assignee')}: {portal.bodies[item.assignee].name}"
    if item.due:
        yield dates.deadline(item.due).text


def _item(portal: Portal, item: Item) -> ItemView:
    rows = []
    if item.assignee:
        rows.append(Row(word("item.assignee"), [Value(portal.bodies[item.assignee].name)]))
    rows.append(
        Row(
            word("item.due"),
            [Value("" if item.due else word("petition.no-due"), date=dates.deadline(item.due) if item.due else None)],
        )
    )
    rows = documents.proved(rows)
    if item.petitions:
        rows.append(Row(word("item.petitions"), [_petition(portal, code) for code in item.petitions]))
    return ItemView(word("item.title", number=item.number), f"viec-{slug(item.number)}", item.text.split("\n\n"), rows)


def _petition(portal: Portal, code: str) -> Value:
    petition = portal.petitions[code]
    return Value(petition.code, addresses.record("petition", petition.code), note=petition.summary.split("\n")[0])
