"""The audit of number series: gaps, repeated numbers and dates out of order, by issuer, symbol and year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from congkhai.portal.relations import Portal
from congkhai.records.document import Document
from congkhai.records.when import When


class SeriesFault(StrEnum):
    """What is odd about a place in a series."""

    GAP = "gap"
    REPEATED = "repeated"
    OUT_OF_ORDER = "out-of-order"


@dataclass(frozen=True)
class Numbered:
    """A document with its number, sortable: `168a` follows 168."""

    number: int
    suffix: str
    issued: When
    record: tuple[str, str]

    @property
    def printed(self) -> str:
        """Return the number as printed."""
        return f"{self.number}{self.suffix}"


@dataclass(frozen=True)
class Finding:
    """One oddity: the numbers it is about, the documents beside it, and the reason the unit declares."""

    fault: SeriesFault
    numbers: str
    documents: tuple[Numbered, ...]
    reason: str = ""


@dataclass(frozen=True)
class Series:
    """The numbered documents of one issuer, symbol and year on this portal, in order of number."""

    issuer: str
    symbol: str
    year: int
    documents: tuple[Numbered, ...]
    findings: tuple[Finding, ...]


def series(portal: Portal) -> list[Series]:
    """Return every series, newest year first; a portal shows only some documents, so a gap is a question, not a fault."""
    groups: dict[tuple[str, str, int], list[Numbered]] = {}
    for document, record in _documents(portal):
        if (numbered := _numbered(document, record)) is not None and document.issuer and document.symbol:
            year = numbered.issued.first.year if numbered.issued.first else 0
            groups.setdefault((str(document.issuer), document.symbol, year), []).append(numbered)
    found = []
    for (issuer, symbol, year), documents in sorted(groups.items(), key=lambda item: (-item[0][2], item[0])):
        ordered = sorted(documents, key=lambda one: (one.number, one.suffix, one.issued.order, one.record))
        findings = tuple(_findings(portal, issuer, symbol, year, ordered))
        found.append(Series(issuer, symbol, year, tuple(ordered), findings))
    return found


def _documents(portal: Portal) -> Iterator[tuple[Document, tuple[str, str]]]:
    for slug, plan_dossier in portal.plans.items():
        if plan_dossier.plan is not None:
            yield plan_dossier.plan, ("plan", slug)
        for meeting in plan_dossier.meetings:
            if meeting.notice is not None:
                yield meeting.notice, ("meeting", str(meeting.id))
    for slug, dossier in portal.conclusions.items():
        if dossier.conclusion is not None:
            yield dossier.conclusion, ("conclusion", slug)


def _numbered(document: Document, record: tuple[str, str]) -> Numbered | None:
    match = re.fullmatch(r"0*(\d+)([a-zđ]?)", document.number or "")
    if match is None or document.issued is None or document.issued.day is None:
        return None
    return Numbered(int(match[1]), match[2], document.issued, record)


def _findings(portal: Portal, issuer: str, symbol: str, year: int, ordered: list[Numbered]) -> Iterator[Finding]:
    for one, other in pairwise(ordered):
        pair = (one, other)
        if (one.number, one.suffix) == (other.number, other.suffix):
            yield Finding(SeriesFault.REPEATED, one.printed, pair)
        elif other.issued.is_before(one.issued):
            yield Finding(SeriesFault.OUT_OF_ORDER, f"{one.printed}, {other.printed}", pair)
        if other.number - one.number > 1:
            missing = _span(one.number + 1, other.number - 1)
            yield Finding(SeriesFault.GAP, missing, pair, _reason(portal, issuer, symbol, year))


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _reason(portal: Portal, issuer: str, symbol: str, year: int) -> str:
    """Return the reason declared in the settings for the gaps of a series; empty when none is."""
    for declared in portal.settings.series:
        if (declared.issuer, declared.symbol) == (issuer, symbol) and declared.year in {None, year}:
            return declared.reason
    return ""
