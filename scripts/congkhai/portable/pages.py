"""Every page of the portal as one Markdown file: front matter, title, notices, what stands on it, how to follow it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Self
from urllib.parse import unquote

from congkhai.duties.ledger import Ledger, ledger
from congkhai.portable import blocks, prose, records
from congkhai.portable.bodies import body
from congkhai.portable.inline import line, relative
from congkhai.portal.relations import Portal
from congkhai.sources.prose import Prose
from congkhai.views import addresses, datasets, feeds, registration, search
from congkhai.views.conclusions import ConclusionView
from congkhai.views.data.columns import Dataset
from congkhai.views.feeds import Feed
from congkhai.views.follow import Ways
from congkhai.views.home import home
from congkhai.views.meetings import MeetingView
from congkhai.views.page import Page
from congkhai.views.pages import every_page, frame, lone_pages, prose_page
from congkhai.views.parts import Notice
from congkhai.views.petitions import PetitionView
from congkhai.views.plans import PlanView
from congkhai.views.proved_times import ProvedTimes
from congkhai.views.publication import Publication
from congkhai.views.registration import Registration

_DAY = len("2026-10-28")


@dataclass(frozen=True)
class _Surroundings:
    """What pages share."""

    notices: Sequence[Notice]
    ways: Ways
    registrations: Mapping[str, Registration]
    generator: str


@dataclass(frozen=True)
class Computed:
    """What pages and files for machines are both made of, computed once."""

    portal: Portal
    publication: Publication | None
    ledger: Ledger
    times: ProvedTimes | None
    news: Mapping[str, Feed]
    tables: Sequence[Dataset]

    @classmethod
    def of(cls, portal: Portal, publication: Publication | None, site_url: str) -> Self:
        """Return it for a portal and its register."""
        duties = ledger(portal)
        times = ProvedTimes(portal, publication.registered) if publication else None
        tables = datasets.datasets(portal, duties, site_url, times)
        return cls(portal, publication, duties, times, feeds.Feeds(portal), tables)


def pages(computed: Computed, version: str, generator: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every page; only what search says of a page is kept once it is written."""
    portal = computed.portal
    known = computed.publication
    entered = registration.registrations(portal, known.registered) if known else {}
    around = _Surroundings(frame(portal).notices, Ways(portal, computed.news), entered, generator)
    found: list[Page] = []
    alone = lone_pages(portal, computed.ledger, computed.tables, known, version)
    for page in chain(every_page(portal, computed.ledger, computed.times), alone):
        found.append(replace(page, view=None, prose=None, text=()))
        yield _file(page, _own(page), around)
    for path, content in portal.content.pages.items():
        page = prose_page(content)
        found.append(page)
        yield _file(page, _of_content(portal, path, page), around, title=False)
    for page in search.pages(found, portal.today):
        yield _file(page, _own(page), around)


def _own(page: Page) -> Iterator[str]:
    """Yield the blocks that are a page's own."""
    view = page.shown
    if isinstance(view, PlanView | ConclusionView):
        return records.document(view, prose.of_record(page.prose or Prose("", ""), page.address))
    if isinstance(view, MeetingView):
        return records.meeting(view)
    return records.petition(view) if isinstance(view, PetitionView) else body(view)


def _of_content(portal: Portal, path: str, page: Page) -> Iterator[str]:
    yield prose.of_page(portal.content.pages[path].body, portal, path)
    if page.address == addresses.HOME:
        yield from body(home(portal))


def _file(page: Page, own: Iterator[str], around: _Surroundings, *, title: bool = True) -> tuple[str, str]:
    """Return the name and the text of a page's file."""
    notices = [blocks.notice(one) for one in (*around.notices, *page.notices)]
    parts = [
        _matter(page, around.generator),
        *([blocks.heading(1, _title(page))] if title else []),
        *notices,
        *own,
        *blocks.registration(around.registrations.get(page.address)),
        *blocks.follow(around.ways.of(page.address)),
        line(page.as_of),
    ]
    text = "\n\n".join(part for part in parts if part)
    return f"{unquote(page.address)}index.md".lstrip("/"), f"{relative(text, page.address)}\n"


def _title(page: Page) -> str:
    view = page.shown
    return f"{view.paper.kicker} {view.paper.head.title}" if isinstance(view, PlanView | ConclusionView) else page.title


def _matter(page: Page, generator: str) -> str:
    """Return front matter; a text in JSON is one in YAML too."""
    # A day is what every generator reads as a date; Hugo stops at a time without seconds, and at a month.
    known = page.date.iso if page.date else ""
    date = known[:_DAY] if len(known) >= _DAY else ""
    fields = {"title": page.title, "description": page.description, "date": date, "address": page.address}
    lines = [f"{key}: {json.dumps(found, ensure_ascii=False)}" for key, found in fields.items() if found]
    return "\n".join(["---", *lines, f"generator: {json.dumps(generator)}", "---"])
