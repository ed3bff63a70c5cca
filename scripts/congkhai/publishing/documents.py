"""What a finished site publishes of each record: the words of its page and its files, as anybody can fetch them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from congkhai.portal.relations import Portal
from congkhai.published.proved import proved_text
from congkhai.records.document import Document
from congkhai.records.when import When
from congkhai.views import addresses, documents, revisions


@dataclass(frozen=True)
class Part:
    """The words of a page, by the record's name, or a file by its own."""

    address: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Published:
    """One record as a site shows it; `claimed` is the day on which its papers say that it was made public."""

    name: str
    claimed: date | None
    text: Part
    files: tuple[Part, ...]


def published(portal: Portal, site: Path) -> Iterator[Published]:
    """Yield every record of a portal as it stands in a finished site."""
    for slug, plan in portal.plans.items():
        if plan.plan is not None:
            names = documents.file_names(plan)
            yield _published(site, "plan", slug, _day(plan.plan), names)
    for name, meeting in portal.meetings.items():
        yield _published(site, "meeting", name, _first(revisions.announced(portal, meeting)), ())
    for slug, result in portal.conclusions.items():
        if result.conclusion is not None:
            names = documents.file_names(result)
            yield _published(site, "conclusion", slug, _day(result.conclusion), names)
    for code, petition in portal.petitions.items():
        source = portal.source_of(petition).conclusion
        yield _published(site, "petition", code, _day(source) if source else None, ())


def _published(site: Path, kind: str, name: str, claimed: date | None, files: Iterable[str]) -> Published:
    address = addresses.record(kind, name)
    page = (site / address.lstrip("/") / "index.html").read_text(encoding="utf-8")
    text = Part(address, f"{kind}:{name}", proved_text(page).encode())
    return Published(text.name, claimed, text, tuple(_file(site, kind, name, one) for one in files))


def _file(site: Path, kind: str, slug: str, name: str) -> Part:
    address = addresses.file(kind, slug, name)
    return Part(address, name, (site / address.lstrip("/")).read_bytes())


def _day(document: Document) -> date | None:
    return _first(document.published)


def _first(when: When | None) -> date | None:
    return when.day if when else None
