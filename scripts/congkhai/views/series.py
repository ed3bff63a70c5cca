"""The page of the number-series audit."""

from collections.abc import Sequence
from dataclasses import dataclass

from congkhai.duties.series import Finding, Series, SeriesFault
from congkhai.portal.relations import Portal
from congkhai.views import addresses, dates, documents
from congkhai.views.page import Page
from congkhai.views.parts import Link, Table, TableRow, Tag, Value
from congkhai.words import label, word

_TONES = {SeriesFault.REPEATED: "bad", SeriesFault.OUT_OF_ORDER: "waiting"}


@dataclass(frozen=True)
class SeriesTable:
    """One series: what it is, and its findings."""

    title: str
    table: Table


@dataclass(frozen=True)
class SeriesView:
    """One table of findings a series; `empty` is said of a series without any."""

    lead: str
    series: Sequence[SeriesTable]
    empty: str


def page(portal: Portal, found: Sequence[Series]) -> Page:
    """Return the page that shows gaps, repeated numbers and dates out of order."""
    view = SeriesView(word("series.lead"), [_table(portal, one) for one in found], word("series.none"))
    crumbs = [Link(word("menu.duties"), addresses.DUTIES)]
    return Page(
        addresses.SERIES, "pages/series.html", word("series.title"), "duties", view, word("series.lead"), crumbs
    )


def _table(portal: Portal, one: Series) -> SeriesTable:
    issuer = documents.body_name(portal, one.issuer)
    title = word("series.of", issuer=issuer, symbol=one.symbol, year=one.year)
    caption = word("series.count", count=len(one.documents))
    columns = [word(f"series.{key}") for key in ("fault", "numbers", "before", "after", "reason")]
    return SeriesTable(title, Table(caption, columns, [_row(finding) for finding in one.findings]))


def _row(finding: Finding) -> TableRow:
    sides = [
        Value(one.printed, addresses.record(*one.record), note=dates.when(one.issued).text) for one in finding.documents
    ]
    fault = Value(tag=Tag(label(finding.fault), _TONES.get(finding.fault, "neutral")), header=True)
    reason = finding.reason or (word("series.undeclared") if finding.fault is SeriesFault.GAP else "")
    return TableRow([fault, Value(finding.numbers), *sides, Value(reason)])
