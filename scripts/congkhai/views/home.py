"""The home page: what comes next, what is new, and how petitions stand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from congkhai.portal import invention
from congkhai.portal.relations import Portal
from congkhai.records.meeting import Meeting, Notice
from congkhai.records.when import When
from congkhai.views import addresses, conclusions, dates, documents, petition_register, plans
from congkhai.views.meetings import card, upcoming
from congkhai.views.parts import Entry, Figures, Group, Link, MeetingCard
from congkhai.words import word


@dataclass(frozen=True)
class HomeView:
    """What the portal adds to the prose of `content/index.md`."""

    upcoming_title: str
    upcoming: Sequence[MeetingCard]
    none_upcoming: str
    calendar: Link
    figures: Figures
    newest: Group
    tasks: Sequence[Link]
    as_of: str


def home(portal: Portal) -> HomeView:
    """Return the computed part of the home page."""
    return HomeView(
        upcoming_title=word("home.upcoming"),
        upcoming=[card(portal, meeting) for meeting in upcoming(portal)[:3]],
        none_upcoming=word("meeting.none-upcoming"),
        calendar=Link(word("home.calendar"), addresses.MEETINGS),
        figures=petition_register.figures(portal),
        newest=Group(word("home.newest"), list(islice(_newest(portal), portal.settings.newest)), word("home.none")),
        tasks=_tasks(),
        as_of=dates.as_of(portal.today),
    )


def _tasks() -> list[Link]:
    """Return what people come for most."""
    tasks = {
        "find": addresses.SEARCH,
        "overdue": addresses.DUTIES,
        "statistics": addresses.STATISTICS,
        "data": addresses.DATA,
        "archive": addresses.ARCHIVE,
    }
    return [Link(word(f"home.task-{name}"), href) for name, href in tasks.items()]


def _newest(portal: Portal) -> Iterator[Entry]:
    """Yield every published document, the one published last first; most are never asked for."""
    found: list[tuple[str, Callable[[], Entry]]] = []
    for dossier in portal.plans.values():
        if dossier.plan and dossier.plan.published:
            found.append((str(dossier.plan.published), partial(plans.entry, portal, dossier, dossier.plan)))
        found += [
            (str(notice.published), partial(_notice, portal, meeting, notice, notice.published))
            for meeting in dossier.meetings
            if (notice := meeting.notice) is not None and notice.published
        ]
    for folder, conclusion in conclusions.newest_first(portal):
        if conclusion.published:
            found.append((str(conclusion.published), partial(conclusions.entry, portal, folder, conclusion)))
    return (entry() for _, entry in sorted(found, key=lambda pair: pair[0], reverse=True))


def _notice(portal: Portal, meeting: Meeting, notice: Notice, published: When) -> Entry:
    tag = documents.tag(notice.changes, illustrative=invention.of_meeting(portal, meeting))
    href, reference = addresses.record("meeting", meeting.id), documents.reference(notice)
    return Entry(notice.title, href, [reference], tag, dates.when(published), word("history.published"))
