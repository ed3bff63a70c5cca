"""The archive: every record by year, on plain pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from congkhai.portal.relations import Portal
from congkhai.views import addresses, conclusions, dates, meetings, petitions, plans, registers
from congkhai.views.page import Page
from congkhai.views.parts import Entry, Group, Link
from congkhai.views.plans import ListView
from congkhai.words import word

_KINDS = ("plans", "meetings", "conclusions", "petitions")


@dataclass(frozen=True)
class _Filed:
    """One record in the archive: its first day, its kind, its entry, and whether its state changes with the day."""

    day: date
    kind: str
    entry: Entry
    is_open: bool


def pages(portal: Portal) -> list[Page]:
    """Return the list of years and the pages of each year, newest first; a year too long for a page is split."""
    years: dict[int, list[_Filed]] = {}
    for filed in sorted(_dated(portal), key=lambda filed: filed.day, reverse=True):
        years.setdefault(filed.day.year, []).append(filed)
    title, lead = word("menu.archive"), word("archive.lead")
    overview = [
        Entry(word("archive.year", year=year), addresses.year(year), [_counts(filed)]) for year, filed in years.items()
    ]
    view = ListView(lead, [Group("", overview, word("archive.none"))])
    first = Page(addresses.ARCHIVE, "pages/list.html", title, "archive", view, lead, kind=word("kind.page"))
    return [first, *(page for year, filed in years.items() for page in _year_pages(portal.today, year, filed))]


def _year_pages(today: date, year: int, filed: Sequence[_Filed]) -> Iterator[Page]:
    crumbs = [Link(word("menu.archive"), addresses.ARCHIVE)]
    home, lead = addresses.year(year), _counts(filed)
    for part in registers.quarters(word("archive.title", year=year), home, filed, lambda one: one.day):
        view = ListView(lead if part.address == home else "", _groups(part.rows), part.periods, part.pagination)
        kind = word("kind.page") if part.address == home else ""
        as_of = dates.as_of(today, is_open=any(one.is_open for one in part.rows))
        yield Page(
            part.address, "pages/list.html", part.title, "archive", view, part.title, crumbs, as_of=as_of, kind=kind
        )


def _groups(filed: Sequence[_Filed]) -> list[Group]:
    entries: dict[str, list[Entry]] = {kind: [] for kind in _KINDS}
    for one in filed:
        entries[one.kind].append(one.entry)
    return [Group(word(f"menu.{kind}"), found) for kind, found in entries.items() if found]


def _counts(filed: Sequence[_Filed]) -> str:
    counts = Counter(one.kind for one in filed)
    return "; ".join(word(f"archive.{kind}", count=counts[kind]) for kind in _KINDS if kind in counts)


def _dated(portal: Portal) -> Iterator[_Filed]:
    """Yield every record with the year it belongs to; what has no year yet is in no archive."""
    for dossier in portal.plans.values():
        if (plan := dossier.plan) is not None:
            when = plan.period or plan.issued
            first = when.first if when else None
            yield from _filed(first, "plans", plans.entry(portal, dossier, plan))
            for meeting in dossier.meetings:
                # What is held as the need arises belongs to the year of its plan.
                day, is_open = meeting.at.first or first, not portal.is_over(meeting)
                yield from _filed(day, "meetings", meetings.entry(portal, meeting), is_open=is_open)
    for folder, conclusion in conclusions.newest_first(portal):
        day = conclusion.issued.first if conclusion.issued else None
        yield from _filed(day, "conclusions", conclusions.entry(portal, folder, conclusion))
    for petition in portal.petitions.values():
        title = petition.summary.split("\n")[0]
        href = addresses.record("petition", petition.code)
        entry = Entry(title, href, [petition.code], petitions.status_tag(petition), dates.when(petition.received))
        yield from _filed(petition.received.first, "petitions", entry)


def _filed(first: date | None, kind: str, entry: Entry, *, is_open: bool = False) -> Iterator[_Filed]:
    if first is not None:
        yield _Filed(first, kind, entry, is_open)
