"""Every page of the site beside the prose, and the frame that all pages share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from congkhai.duties.ledger import Ledger
from congkhai.duties.series import series as number_series
from congkhai.portal.relations import Portal
from congkhai.records.page import Page as ProsePage
from congkhai.views import (
    accessibility,
    addresses,
    agenda,
    archive,
    conclusions,
    datasets,
    documents,
    duties,
    english,
    meetings,
    method,
    petition_register,
    petitions,
    plans,
    registration,
    series,
    statistics,
    verify,
)
from congkhai.views.choices import Choice, Option
from congkhai.views.data.columns import Dataset
from congkhai.views.page import Page
from congkhai.views.parts import Link, Notice
from congkhai.views.proved_times import ProvedTimes
from congkhai.views.publication import Publication
from congkhai.views.unmarked import unmarked
from congkhai.words import word


@dataclass(frozen=True)
class MenuItem:
    """One entry of the menu; `section` tells the page on which it is current."""

    text: str
    href: str
    section: str


@dataclass(frozen=True)
class Frame:
    """What stands around every page: agency, menu, contact."""

    agency: str
    menu: Sequence[MenuItem]
    contact: Sequence[str]
    notices: Sequence[Notice]
    search: str
    data: str
    statistics: str
    register: Link | None
    verify: Link | None
    accessibility: Link
    english: Link
    display: Sequence[Choice]


def frame(portal: Portal, *, has_register: bool = False) -> Frame:
    """Return the frame of every page."""
    unit = portal.settings.unit
    contact = [
        word(f"contact.{key}", value=value)
        for key in ("address", "phone", "email", "responsible", "takedown")
        if (value := getattr(unit, key))
    ]
    return Frame(
        agency=unit.agency,
        menu=_menu(),
        contact=contact,
        notices=[Notice(word("demonstration.title"), word("demonstration.text"))]
        if portal.settings.demonstration
        else [],
        search=addresses.SEARCH,
        data=addresses.DATA,
        statistics=addresses.STATISTICS,
        register=Link(word("register.title"), addresses.REGISTER) if has_register else None,
        verify=Link(word("verify.title"), addresses.VERIFY) if has_register else None,
        accessibility=Link(word("accessibility.title"), addresses.ACCESSIBILITY),
        english=Link(word("english.link"), addresses.ENGLISH),
        display=[
            _choice("size", "100", "125", "150"),
            _choice("theme", "auto", "light", "dark", "contrast"),
            # A shortcut of one key must be one that can be turned off (WCAG 2.2, success criterion 2.1.4).
            _choice("keys", "on", "off"),
        ],
    )


def _choice(name: str, *values: str) -> Choice:
    """Return a question about how pages are shown; the first value is the plain one."""
    options = [Option(value, word(f"display.{name}-{value}")) for value in values]
    return Choice(name, word(f"display.{name}"), options)


def _menu() -> list[MenuItem]:
    sections = {
        "home": addresses.HOME,
        "plans": addresses.PLANS,
        "meetings": addresses.MEETINGS,
        "conclusions": addresses.CONCLUSIONS,
        "petitions": addresses.PETITIONS,
        "duties": addresses.DUTIES,
        "archive": addresses.ARCHIVE,
    }
    return [MenuItem(word(f"menu.{key}"), href, key) for key, href in sections.items()]


def prose_page(page: ProsePage) -> Page:
    """Return a page of prose as one of the site; its title is its front matter's, else its first heading."""
    heading = next((unmarked(words) for level, words in page.body.headings() if level == 1), "")
    title = page.matter.title or heading or page.path.removesuffix(".md")
    description = page.matter.description or ""
    text = [page.body.text]
    address = addresses.content(page.address)
    return Page(address, "main.html", title, "", None, description, kind=word("kind.page"), text=text)


def every_page(portal: Portal, ledger: Ledger, times: ProvedTimes | None = None) -> Iterator[Page]:
    """Yield every page made from records: lists, a page a record, the registers."""
    yield from list_pages(portal, ledger)
    yield from record_pages(portal, ledger, times)
    yield from register_pages(portal, ledger, times)


def lone_pages(
    portal: Portal, ledger: Ledger, tables: Sequence[Dataset], known: Publication | None, version: str
) -> Iterator[Page]:
    """Yield the pages that are neither of records nor lists of them: of the tables, for strangers, of the register."""
    yield from datasets.pages(tables, portal.today)
    yield english.page(portal)
    yield accessibility.page(portal, version)
    if known is not None:
        yield verify.page(portal, known.registered)
        yield registration.page(portal, known.registered, known.log, ledger, known.newest)


def record_pages(portal: Portal, ledger: Ledger, times: ProvedTimes | None = None) -> Iterator[Page]:
    """Yield a page a record."""
    yield from plans.pages(portal)
    yield from meetings.pages(portal, ledger, times.of if times else None)
    yield from conclusions.pages(portal)
    yield from petitions.pages(portal)


def list_pages(portal: Portal, ledger: Ledger) -> Iterator[Page]:
    """Yield every page that lists or counts records, but those of the registers."""
    yield from plans.list_pages(portal)
    yield from agenda.pages(portal)
    yield from conclusions.list_pages(portal)
    yield method.page(portal, ledger)
    yield series.page(portal, number_series(portal))
    yield statistics.page(portal, ledger)
    yield from archive.pages(portal)


def record_page(
    portal: Portal, judged: Callable[[], tuple[Ledger, ProvedTimes | None]], kind: str, name: str
) -> Page | None:
    """Return the page of one record, None when the record has no document; only a meeting's needs duties and the register."""
    if kind == "petition":
        return petitions.page(portal, portal.petitions[name])
    if kind == "meeting":
        ledger, times = judged()
        return meetings.page(portal, ledger, portal.meetings[name], times.of if times else None)
    if kind == "plan":
        return plans.page(portal, dossier, dossier.plan) if (dossier := portal.plans[name]).plan else None
    found = portal.conclusions[name]
    return conclusions.page(portal, found, found.conclusion) if found.conclusion else None


def register_pages(portal: Portal, ledger: Ledger, times: ProvedTimes | None = None) -> Iterator[Page]:
    """Yield the pages of the long registers, whose rows are too many to be held beside everything else."""
    yield from petition_register.pages(portal)
    yield from duties.pages(portal, ledger, times)


def published_files(portal: Portal) -> dict[str, str]:
    """Return every file that a record names: its address, and its path on disk."""
    found: dict[str, str] = {}
    for kind, dossiers in (("plan", portal.plans), ("conclusion", portal.conclusions)):
        for slug, dossier in dossiers.items():
            for name in documents.file_names(dossier):
                found[addresses.file(kind, slug, name)] = str(dossier.folder.attachments[name].path)
    return found
