"""The archive: every record by year, on plain pages."""

from collections.abc import Iterator
from datetime import date

from congkhai.portal.relations import Portal
from congkhai.views import addresses, conclusions, dates, meetings, petitions, plans
from congkhai.views.parts import Entry, Group, Link, Page
from congkhai.views.plans import ListView
from congkhai.words import word

_KINDS = ("plans", "meetings", "conclusions", "petitions")


def pages(portal: Portal) -> list[Page]:
    """Return the list of years and one page a year, newest first."""
    years: dict[int, dict[str, list[Entry]]] = {}
    for year, kind, entry in _dated(portal):
        years.setdefault(year, {}).setdefault(kind, []).append(entry)
    ordered = sorted(years, reverse=True)
    title, lead = word("menu.archive"), word("archive.lead")
    overview = [
        Entry(word("archive.year", year=year), addresses.year(year), [_counts(years[year])]) for year in ordered
    ]
    first = Page(
        addresses.ARCHIVE, "pages/list.html", title, "archive", ListView(lead, [Group("", overview, word("archive.none"))]),
        lead, kind=word("kind.page"),
    )  # fmt: skip
    return [first, *(_year_page(year, years[year]) for year in ordered)]


def _year_page(year: int, entries: dict[str, list[Entry]]) -> Page:
    groups = [Group(word(f"menu.{kind}"), entries[kind]) for kind in _KINDS if kind in entries]
    title = word("archive.title", year=year)
    crumbs = [Link(word("menu.archive"), addresses.ARCHIVE)]
    view = ListView(_counts(entries), groups)
    return Page(addresses.year(year), "pages/list.html", title, "archive", view, title, crumbs, kind=word("kind.page"))


def _counts(entries: dict[str, list[Entry]]) -> str:
    return "; ".join(word(f"archive.{kind}", count=len(entries[kind])) for kind in _KINDS if kind in entries)


def _dated(portal: Portal) -> Iterator[tuple[int, str, Entry]]:
    """Yield every record with the year it belongs to; what has no year yet is in no archive."""
    for dossier in portal.plans.values():
        if (plan := dossier.plan) is not None:
            when = plan.period or plan.issued
            yield from _filed(when.first if when else None, "plans", plans.entry(portal, dossier, plan))
        for meeting in dossier.meetings:
            at = meeting.held.began if meeting.held else (meeting.date or meeting.when)
            yield from _filed(at.first, "meetings", meetings.entry(portal, meeting))
    for folder, conclusion in conclusions.newest_first(portal):
        first = conclusion.issued.first if conclusion.issued else None
        yield from _filed(first, "conclusions", conclusions.entry(portal, folder, conclusion))
    for petition in portal.petitions.values():
        title = petition.summary.split("\n")[0]
        href = addresses.record("petition", petition.code)
        entry = Entry(title, href, [petition.code], petitions.status_tag(petition), dates.when(petition.received))
        yield from _filed(petition.received.first, "petitions", entry)


def _filed(first: date | None, kind: str, entry: Entry) -> Iterator[tuple[int, str, Entry]]:
    if first is not None:
        yield first.year, kind, entry
