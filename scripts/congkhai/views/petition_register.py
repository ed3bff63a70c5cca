"""The register of petitions, and its lists by state, term, field, area and year."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from congkhai.portal import invention
from congkhai.portal.relations import Portal
from congkhai.records.petition import Petition, Phase, Timeliness
from congkhai.views import addresses, dates, documents, registers
from congkhai.views.facets import AREA, FIELD, STATE, TERM, YEAR
from congkhai.views.page import Page
from congkhai.views.parts import Figure, Figures, Link, Table, TableRow, Value
from congkhai.views.petitions import TONES, lateness, status_tag
from congkhai.views.registers import Facet, Part, RegisterView, Subset
from congkhai.words import label, word

_PLACES = {"code": "lead", "status": "state", "summary": "text", "field": "plain", "handler": "plain"}
_COLUMNS = ("code", "summary", "field", "handler", "due", "status")
_REGISTER = ("code", "received", *_COLUMNS[1:])


def petitions_table(portal: Portal, petitions: Sequence[Petition]) -> Table:
    """Return petitions as a table: code, content, field, unit, due date, state."""
    rows = [_row(portal, petition, _COLUMNS) for petition in petitions]
    return _table(word("conclusion.count", count=len(petitions)), rows, _COLUMNS)


def _table(caption: str, rows: Sequence[TableRow], columns: Sequence[str], *, sortable: bool = False) -> Table:
    places = [_PLACES.get(column, "") for column in columns]
    return Table(caption, [word(f"petition.{column}") for column in columns], rows, places, sortable=sortable)


def _row(portal: Portal, petition: Petition, columns: Sequence[str]) -> TableRow:
    cells = _cells(portal, petition)
    return TableRow([cells[column] for column in columns])


def _cells(portal: Portal, petition: Petition) -> dict[str, Value]:
    """Return every cell that a table of petitions may show, by its column."""
    due, late = petition.due_in_force, lateness(portal, petition)
    return {
        "code": Value(petition.code, addresses.record("petition", petition.code), header=True),
        "received": Value(date=dates.when(petition.received)),
        "summary": Value(petition.summary.replace("\n\n", " ")),
        "field": Value(label(petition.field)),
        "handler": Value(documents.body_name(portal, petition.handler) if petition.handler else ""),
        "due": Value("" if due else word("petition.no-due"), date=dates.deadline(due) if due else None, tag=late),
        "status": Value(tag=status_tag(petition)),
    }


def facets(portal: Portal) -> list[Facet[Petition]]:
    """Return what petitions are told apart by; every facet but the area covers all of them."""
    return [
        Facet(STATE, word("petition.status"), lambda one: (str(one.phase), label(one.phase))),
        Facet(TERM, word("petition.timeliness"), lambda one: _timeliness(portal, one)),
        Facet(FIELD, word("petition.field"), lambda one: (str(one.field), label(one.field))),
        Facet(AREA, word("petition.area"), lambda one: _area(portal, one)),
        Facet(YEAR, word("petition.year"), _year, newest_first=True),
    ]


def _timeliness(portal: Portal, petition: Petition) -> tuple[str, str]:
    timeliness = petition.timeliness(portal.today)
    return str(timeliness), label(timeliness)


def _area(portal: Portal, petition: Petition) -> tuple[str, str] | None:
    return (petition.area.lower(), portal.areas[petition.area].name) if petition.area else None


def _year(petition: Petition) -> tuple[str, str] | None:
    first = petition.received.first
    return (str(first.year), str(first.year)) if first else None


def figures(portal: Portal) -> Figures:
    """Return the counts of all phases; they do not overlap and add up to the total."""
    tables = [dossier.petitions for dossier in portal.conclusions.values()]
    counts = {phase: sum(table.phases.get(phase, 0) for table in tables) for phase in Phase}
    items = [
        Figure(count, label(phase), addresses.petitions(STATE, phase.value) if count else "", TONES[phase])
        for phase, count in counts.items()
    ]
    overdue = sum(day < portal.today for table in tables for day in table.awaited)
    note = word("petition.figures-note", total=len(portal.petitions), overdue=overdue)
    every = Figure(len(portal.petitions), word("petition.all"), addresses.PETITIONS)
    return Figures(word("petition.figures"), [every, *items], note)


def fronts(portal: Portal) -> list[Page]:
    """Return what search finds of the register, without its rows: the whole, and the lists of what is overdue or was late."""
    terms = {petition.timeliness(portal.today) for petition in portal.petitions.values()}
    late = [term for term in (Timeliness.OVERDUE, Timeliness.LATE) if term in terms]
    lists = {addresses.petitions(TERM, term.value): word("petition.list", title=label(term)) for term in late}
    whole = {addresses.PETITIONS: word("menu.petitions"), **lists}
    found = (_page(portal, registers.whole(title, address, []), None, "") for address, title in whole.items())
    return [replace(page, kind=word("kind.page")) for page in found]


def pages(portal: Portal) -> Iterator[Page]:
    """Yield the whole register and, as plain pages, the list of each value that petitions share."""
    petitions = sorted(
        portal.petitions.values(), key=lambda petition: (petition.received.order, petition.code), reverse=True
    )
    ours, counts = facets(portal), figures(portal)
    lists = registers.subsets(petitions, ours, addresses.petitions)
    ways, choices = _links(lists), registers.links(lists, ours)
    rows = registers.Rows(lambda petition: _row(portal, petition, _REGISTER), ours)
    first = registers.whole(word("menu.petitions"), addresses.PETITIONS, petitions)
    shared = repr((counts, ways, choices))

    def view(part: Part[Petition]) -> RegisterView:
        caption = registers.counted(part, "conclusion.count")
        return RegisterView(
            lead=word("petition.lead"),
            figures=None if part.front else counts,
            links=() if part.front else ways,
            filters=registers.filters(part, ours, choices, word("petition.filters")),
            table=_table(caption, rows.of(part), _REGISTER, sortable=part.is_whole),
            periods=part.periods,
            pagination=part.pagination,
            empty=word("petition.none"),
        )

    for part in registers.parts(first, lists, lambda text: word("petition.list", title=text), _received):
        yield _page(
            portal,
            part,
            partial(view, part),
            registers.fingerprint(part, shared, [portal.fingerprints[one.code] for one in part.rows]),
        )


def _received(petition: Petition) -> date | None:
    return petition.received.first


def _links(lists: Sequence[Subset[Petition]]) -> list[Link]:
    overdue = [
        Link(word("petition.overdue-link"), one.address)
        for one in lists
        if (one.facet.name, one.value) == (TERM, Timeliness.OVERDUE)
    ]
    return [*overdue, Link(word("statistics.title"), addresses.STATISTICS)]


def _page(portal: Portal, part: Part[Petition], view: partial[RegisterView] | None, fingerprint: str) -> Page:
    register = Link(word("menu.petitions"), addresses.PETITIONS)
    return Page(
        address=part.address,
        template="pages/register.html",
        title=part.title,
        section="petitions",
        view=view,
        description=word("petition.lead"),
        crumbs=registers.crumbs(part, register),
        as_of=dates.as_of(portal.today, is_open=not part.front or any(one.is_awaited for one in part.rows)),
        notices=[documents.illustrative_notice()]
        if any(invention.of_petition(portal, one) for one in part.rows)
        else [],
        fingerprint=fingerprint,
    )
