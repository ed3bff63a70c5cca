"""What is printed: of every document its rendition, of every meeting to come a sheet for the notice board."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from congkhai.portal import invention
from congkhai.portal.relations import MeetingStatus, Portal
from congkhai.printing import content
from congkhai.printing.tree import tree
from congkhai.problems import Place
from congkhai.records.document import Document
from congkhai.records.meeting import Meeting
from congkhai.sources.folding import slug
from congkhai.views import addresses, revisions
from congkhai.views.page import Page
from congkhai.words import label, word

_TO_COME = {MeetingStatus.FIXED, MeetingStatus.ANNOUNCED}
_OFF = {MeetingStatus.CANCELLED, MeetingStatus.POSTPONED}


@dataclass(frozen=True)
class Rendition:
    """One PDF before it is set: its page, its name, where its record lies, its template and what stands in it.

    `title` and `note` are what the page says of it; `folder` holds its images. `day` dates the file: the portal's while anything
    on the sheet is open, else that of the last thing which it tells.
    """

    page: str
    name: str
    title: str
    note: str
    place: Place
    folder: Path
    template: str
    content: content.Content
    day: date


@dataclass(frozen=True)
class Shelf:
    """What renditions are made from: the portal, pages of it and their rendered prose by address, its named files."""

    portal: Portal
    pages: Mapping[str, Page]
    html: Mapping[str, str]
    files: Mapping[str, str]
    site_url: str

    def _day(self, page: Page, told: Iterable[str]) -> date:
        last = max([page.changed, *told])
        return self.portal.today if page.as_of or not last else date.fromisoformat(last)

    def renditions(self) -> Iterator[Rendition]:
        """Yield everything that is to be printed of the pages, documents first."""
        for name, plan in self.portal.plans.items():
            if plan.plan is not None and addresses.record("plan", name) in self.pages:
                yield self._document("plan", name, plan.folder.path, plan.plan)
        for name, conclusion in self.portal.conclusions.items():
            if conclusion.conclusion is not None and addresses.record("conclusion", name) in self.pages:
                yield self._document("conclusion", name, conclusion.folder.path, conclusion.conclusion)
        for meeting in self.portal.meetings.values():
            if (page := self.pages.get(addresses.record("meeting", meeting.id))) is None:
                continue
            if meeting.notice is not None:
                yield self._notice(page, meeting, meeting.notice)
            if self.portal.status_of(meeting) in _TO_COME and meeting.date and meeting.date.day:
                yield self._board(page, meeting)

    def _document(self, kind: str, name: str, folder: Path, record: Document) -> Rendition:
        page = self.pages[addresses.record(kind, name)]
        body = tree(self.html[page.address], self._link, self._image)
        text = content.document(self.portal, page, record, body)
        found = self.portal.conclusions.get(name) if kind == "conclusion" else None
        invented = invention.of_conclusion(self.portal, found) if found else record.illustrative
        return Rendition(
            page=page.address,
            name=file_name(record, name),
            title=word("printing.document"),
            note=word("document.rendition"),
            place=record.origin,
            folder=folder,
            template="document",
            content=text | {"marks": _marks(record, invented=invented)},
            day=self._day(page, self._told(kind, name)),
        )

    def _notice(self, page: Page, meeting: Meeting, record: Document) -> Rendition:
        status = self.portal.status_of(meeting)
        off = [label(status)] if status in _OFF else []
        return Rendition(
            page=page.address,
            name=file_name(record, meeting.id),
            title=word("printing.notice"),
            note=word("printing.notice-note"),
            place=record.origin,
            folder=self._folder_of(meeting),
            template="document",
            content=content.notice(self.portal, page, record, meeting)
            | {"marks": [*_marks(record, invented=invention.of_meeting(self.portal, meeting)), *off]},
            day=self._day(page, ()),
        )

    def _board(self, page: Page, meeting: Meeting) -> Rendition:
        return Rendition(
            page=page.address,
            name="to-niem-yet",
            title=word("printing.board"),
            note=word("printing.board-note"),
            place=meeting.origin,
            folder=self._folder_of(meeting),
            template="board",
            content=content.board(self.portal, page, meeting)
            | {"marks": [word("illustrative.title")] if invention.of_meeting(self.portal, meeting) else []},
            day=self._day(page, ()),
        )

    def _told(self, kind: str, name: str) -> list[str]:
        """Return the days of what the sheet of a document tells beside it: of meetings, or of petitions."""
        if kind == "plan":
            return [revisions.of_meeting(self.portal, meeting) for meeting in self.portal.plans[name].meetings]
        found = self.portal.petitions_of(self.portal.conclusions[name])
        return [revisions.of_petition(self.portal, petition) for petition in found]

    def _folder_of(self, meeting: Meeting) -> Path:
        return self.portal.plan_of(meeting).folder.path

    def _link(self, href: str) -> str:
        """Return the whole address of a link; none for a place on the page, or while the site does not know its own."""
        if href.startswith("/"):
            return addresses.absolute(self.site_url, href)
        return "" if href.startswith("#") else href

    def _image(self, source: str) -> str:
        return f"/{Path(self.files[source]).name}"


def file_name(record: Document, fallback: str) -> str:
    """Return the name of a rendition, `12-kh-ubnd-2026`, or the record's own while number or year is not known."""
    first = record.issued.first if record.issued else None
    return slug(f"{record.reference} {first.year}" if record.number and record.symbol and first else fallback)


def _marks(record: Document, *, invented: bool) -> list[str]:
    """Return what every sheet must say of itself: that it is invented, that it was taken back."""
    withdrawal = [label(record.withdrawal.kind)] if record.withdrawal else []
    return [word("illustrative.title"), *withdrawal] if invented else withdrawal
