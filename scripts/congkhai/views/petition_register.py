"""The register of petitions, and its lists by state, term, field, area and year."""

from collections.abc import Sequence

from congkhai.portal.relations import Portal
from congkhai.records.petition import Petition, Phase, Timeliness
from congkhai.views import addresses, dates, documents, registers
from congkhai.views.parts import Figure, Figures, Link, Page, Table, TableRow, Value
from congkhai.views.petitions import TONES, is_illustrative, lateness, status_tag
from congkhai.views.registers import Facet, Part, RegisterView, Subset
from congkhai.words import label, word

_PLACES = {"code": "lead", "status": "state", "summary": "text", "field": "plain", "handler": "plain"}
_COLUMNS = ("code", "summary", "field", "handler", "due", "status")
_REGISTER = ("code", "received", *_COLUMNS[1:])


def petitions_table(portal: Portal, petitions: Sequence[Petition]) -> Table:
    """Return petitions as a table: code, content, field, unit, due date, state."""
    return _table(portal, word("conclusion.count", count=len(petitions)), petitions, _COLUMNS)


def _table(
    portal: Portal,
    caption: str,
    petitions: Sequence[Petition],
    columns: Sequence[str],
    ours: Sequence[Facet[Petition]] = (),
) -> Table:
    rows = []
    for petition in petitions:
        cells = _cells(portal, petition)
        rows.append(TableRow([cells[column] for column in columns], registers.keys(petition, ours)))
    places = [_PLACES.get(column, "") for column in columns]
    return Table(caption, [word(f"petition.{column}") for column in columns], rows, places, sortable=bool(ours))


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
        Facet("trang-thai", word("petition.status"), lambda one: (one.phase.value, label(one.phase))),
        Facet("thoi-han", word("petition.timeliness"), lambda one: _timeliness(portal, one)),
        Facet("linh-vuc", word("petition.field"), lambda one: (one.field.value, label(one.field))),
        Facet("dia-ban", word("petition.area"), lambda one: _area(portal, one)),
        Facet("nam", word("petition.year"), _year, newest_first=True),
    ]


def _timeliness(portal: Portal, petition: Petition) -> tuple[str, str]:
    timeliness = petition.timeliness(portal.today)
    return timeliness.value, label(timeliness)


def _area(portal: Portal, petition: Petition) -> tuple[str, str] | None:
    return (petition.area.lower(), portal.areas[petition.area].name) if petition.area else None


def _year(petition: Petition) -> tuple[str, str] | None:
    first = petition.received.first
    return (str(first.year), str(first.year)) if first else None


def figures(portal: Portal) -> Figures:
    """Return the counts of all phases; they do not overlap and add up to the total."""
    petitions = list(portal.petitions.values())
    counts = {phase: sum(petition.phase is phase for petition in petitions) for phase in Phase}
    items = [
        Figure(count, label(phase), addresses.petitions("trang-thai", phase.value) if count else "", TONES[phase])
        for phase, count in counts.items()
    ]
    overdue = sum(petition.timeliness(portal.today) is Timeliness.OVERDUE for petition in petitions)
    note = word("petition.figures-note", total=len(petitions), overdue=overdue)
    every = Figure(len(petitions), word("petition.all"), addresses.PETITIONS)
    return Figures(word("petition.figures"), [every, *items], note)


def pages(portal: Portal) -> list[Page]:
    """Return the whole register and, as plain pages, the list of each value that petitions share."""
    petitions = sorted(
        portal.petitions.values(), key=lambda petition: (petition.received.order, petition.code), reverse=True
    )
    ours, counts, title = facets(portal), figures(portal), word("menu.petitions")
    lists = registers.subsets(petitions, ours, addresses.petitions)
    every: list[tuple[str, str, Sequence[Petition]]] = [(title, addresses.PETITIONS, petitions)]
    every += [(word("petition.list", title=one.text), one.address, one.rows) for one in lists]
    found = []
    for name, start, rows in every:
        for part in registers.split(name, start, rows):
            caption = registers.counted(part, "conclusion.count")
            view = RegisterView(
                lead=word("petition.lead"),
                figures=counts,
                links=_links(lists),
                filters=registers.filters(lists, part, ours, word("petition.filters")),
                table=_table(portal, caption, part.rows, _REGISTER, ours if part.is_whole else ()),
                pagination=part.pagination,
                empty=word("petition.none"),
            )
            found.append(_page(portal, part, view))
    return found


def _links(lists: Sequence[Subset[Petition]]) -> list[Link]:
    overdue = [Link(word("petition.overdue-link"), one.address) for one in lists if one.value == Timeliness.OVERDUE]
    return [*overdue, Link(word("statistics.title"), addresses.STATISTICS)]


def _page(portal: Portal, part: Part[Petition], view: RegisterView) -> Page:
    is_whole = part.address == addresses.PETITIONS
    return Page(
        address=part.address,
        template="pages/register.html",
        title=part.title,
        section="petitions",
        view=view,
        description=view.lead,
        crumbs=() if is_whole else [Link(word("menu.petitions"), addresses.PETITIONS)],
        notices=[documents.illustrative_notice()] if any(is_illustrative(portal, one) for one in part.rows) else [],
        kind=word("kind.page") if is_whole else "",
    )
