"""What was made public and when: publications, changes, steps of petitions, each with its own date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from heapq import nlargest

from congkhai.portal import invention
from congkhai.portal.relations import Portal
from congkhai.records.document import Change, Document
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.records.when import When
from congkhai.views import addresses, dates, documents, petitions
from congkhai.words import word


@dataclass(frozen=True)
class News:
    """One thing made public; `id` never changes, `areas` are those it belongs to."""

    id: str
    at: When
    kind: str
    title: str
    text: str
    address: str
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Source:
    """What all news of one record share."""

    kind: str
    id: str
    title: str
    address: str
    areas: frozenset[str]
    is_illustrative: bool

    def tell(self, what: str, at: When, title: str, text: str) -> News:
        """Return one piece of news about the record."""
        title = word("feed.invented", title=title) if self.is_illustrative else title
        return News(f"{self.kind}:{self.id}:{what}:{at}", at, self.kind, title, text, self.address, self.areas)


def subjects(portal: Portal) -> tuple[set[str], set[str]]:
    """Return the kinds and the areas that there is any news of."""
    found = [*_of_plans(portal), *_of_conclusions(portal)]
    tables = [dossier.petitions.named["area"] for dossier in portal.conclusions.values()]
    areas = {str(area) for named in (*(news.areas for news in found), *tables) for area in named}
    return {news.kind for news in found} | ({"petition"} if portal.petitions else set()), areas


def newest(portal: Portal, count: int) -> list[News]:
    """Return news, newest first, with the `count` newest of all, of each kind and of each area among them.

    Of two at one time, the one that a record tells later comes first.
    """
    found = [*_of_plans(portal), *_of_conclusions(portal)]
    for petition in _newest_petitions(portal, count):
        found += reversed(of_petition(portal, petition))
    return _newest_first(found)


def _newest_petitions(portal: Portal, count: int) -> list[Petition]:
    """Return the petitions that can have any of the `count` newest news of all or of an area: few of very many."""
    last = dict(_last(portal))
    groups: dict[str | None, list[Petition]] = {None: list(portal.petitions.values())}
    for petition in portal.petitions.values():
        if petition.area:
            groups.setdefault(petition.area, []).append(petition)
    least = {area: nlargest(count, (last[one.code] for one in ours))[-1] for area, ours in groups.items() if ours}
    return [one for one in portal.petitions.values() if last[one.code] >= min(least[None], least[one.area])]


def _last(portal: Portal) -> Iterator[tuple[str, tuple[date, time]]]:
    """Yield when the newest of each petition's news became public."""
    for dossier in portal.conclusions.values():
        conclusion = dossier.conclusion
        shown = conclusion.published.order if conclusion and conclusion.published else None
        for petition in dossier.petitions:
            latest = petition.latest.order
            yield petition.code, max(latest, shown) if shown else latest


def of_petition(portal: Portal, petition: Petition) -> list[News]:
    """Return the news of one petition, newest first: its steps, answers and changes."""
    conclusion = portal.source_of(petition).conclusion
    short = petition.summary.split("\n")[0]
    source = _Source(
        kind="petition",
        id=petition.code,
        title=f"{petition.code}: {short}",
        address=addresses.record("petition", petition.code),
        areas=frozenset([petition.area] if petition.area else []),
        is_illustrative=invention.of_petition(portal, petition),
    )
    found = [*_of_steps(portal, petition, source), *_of_changes(petition.changes, source)]
    published = conclusion.published if conclusion else None
    return _newest_first(replace(news, at=_made_public(news.at, published)) for news in found)


def _made_public(at: When, published: When | None) -> When:
    """Return when a step became public: not before the conclusion that first showed the petition."""
    return max(at, published, key=lambda when: when.order) if published else at


def _newest_first(found: Iterable[News]) -> list[News]:
    distinct = list(_distinct(found))
    places = {news.id: place for place, news in enumerate(distinct)}
    return sorted(distinct, key=lambda news: (news.at.order, places[news.id]), reverse=True)


def _distinct(found: Iterable[News]) -> Iterator[News]:
    """Yield news with ids that differ: the same may happen twice to a record on one day."""
    seen: dict[str, int] = {}
    for news in found:
        seen[news.id] = seen.get(news.id, 0) + 1
        yield news if seen[news.id] == 1 else replace(news, id=f"{news.id}:{seen[news.id]}")


def _of_plans(portal: Portal) -> Iterator[News]:
    for slug, dossier in portal.plans.items():
        if (plan := dossier.plan) is not None:
            address = addresses.record("plan", slug)
            source = _Source("plan", slug, plan.title, address, frozenset(plan.areas), plan.illustrative)
            yield from _of_document(plan, source)
        for meeting in dossier.meetings:
            yield from _of_meeting(portal, meeting)


def _of_conclusions(portal: Portal) -> Iterator[News]:
    for slug, dossier in portal.conclusions.items():
        if (conclusion := dossier.conclusion) is not None:
            meeting, table = portal.meeting_of(dossier), dossier.petitions
            others = {code for item in conclusion.items for code in item.petitions} - table.codes
            settled = {area for code in others if (area := portal.petitions[code].area)}
            areas = settled.union(table.named["area"], meeting.areas if meeting else ())
            address = addresses.record("conclusion", slug)
            invented = invention.of_conclusion(portal, dossier)
            source = _Source("conclusion", slug, conclusion.title, address, frozenset(areas), invented)
            yield from _of_document(conclusion, source)


def _of_document(document: Document, source: _Source) -> Iterator[News]:
    """Yield the publication and the changes of a document; one that was never published has no news."""
    if document.published is not None:
        title = word(f"feed.{source.kind}", title=source.title)
        yield source.tell("published", document.published, title, document.reference or "")
        yield from _of_changes(document.changes, source)


def _of_changes(changes: tuple[Change, ...], source: _Source) -> Iterator[News]:
    for change in changes:
        yield source.tell(
            change.kind, change.at, f"{documents.change_label(change, source.kind)}: {source.title}", change.reason
        )


def _of_meeting(portal: Portal, meeting: Meeting) -> Iterator[News]:
    address = addresses.record("meeting", meeting.id)
    areas, invented = frozenset(meeting.areas), invention.of_meeting(portal, meeting)
    source = _Source("notice", meeting.id, meeting.title, address, areas, invented)
    if (notice := meeting.notice) is not None:
        yield from _of_document(notice, _Source("notice", meeting.id, notice.title, address, areas, invented))
    for move in meeting.reschedules:
        to = word("meeting.moved", date=dates.event(move.to).text) if move.to else word("meeting.postponed")
        yield source.tell("moved", move.announced, f"{to}: {meeting.title}", move.reason)
    if (off := meeting.cancelled) is not None:
        yield source.tell("cancelled", off.at, word("ics.cancelled", title=meeting.title), off.reason)


def _of_steps(portal: Portal, petition: Petition, source: _Source) -> Iterator[News]:
    for step in petition.history:
        moment = petitions.moment(portal, step)
        text = "\n".join(part for part in (source.title, moment.note) if part)
        yield source.tell(step.status, step.at, f"{petition.code}: {moment.title}", text)
    for answer in petition.answers:
        title = word("answer.title", date=dates.when(answer.at).text)
        yield source.tell("answer", answer.at, f"{petition.code}: {title}", answer.text)
