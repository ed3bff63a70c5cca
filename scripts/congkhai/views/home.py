"""The home page: what comes next, what is new, and how petitions stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from congkhai.portal.relations import Portal
from congkhai.views import addresses, conclusions, dates, documents, petitions, plans
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


def home(portal: Portal) -> HomeView:
    """Return the computed part of the home page."""
    return HomeView(
        upcoming_title=word("home.upcoming"),
        upcoming=[card(portal, meeting) for meeting in upcoming(portal)[:3]],
        none_upcoming=word("meeting.none-upcoming"),
        calendar=Link(word("home.calendar"), addresses.MEETINGS),
        figures=petitions.figures(portal),
        newest=Group(word("home.newest"), list(islice(_newest(portal), portal.settings.newest)), word("home.none")),
    )


def _newest(portal: Portal) -> Sequence[Entry]:
    """Return every published document, the one published last first."""
    found: list[tuple[str, Entry]] = []
    for dossier in portal.plans.values():
        if dossier.plan and dossier.plan.published:
            found.append((str(dossier.plan.published), plans.entry(portal, dossier, dossier.plan)))
        for meeting in dossier.meetings:
            if (notice := meeting.notice) is not None and notice.published:
                href = addresses.record("meeting", meeting.id)
                meta = [
                    documents.reference(notice),
                    word("conclusion.published", date=dates.when(notice.published).text),
                ]
                tag = documents.tag(notice.changes, illustrative=meeting.illustrative)
                found.append((str(notice.published), Entry(notice.title, href, meta, tag)))
    for folder, conclusion in conclusions.newest_first(portal):
        if conclusion.published:
            found.append((str(conclusion.published), conclusions.entry(portal, folder, conclusion)))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0], reverse=True)]
