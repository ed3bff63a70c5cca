"""Open data: every table as CSV and JSON with what describes them, and the page that explains the columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from congkhai.duties.ledger import Ledger
from congkhai.portal.relations import Portal
from congkhai.views import addresses, dates
from congkhai.views.data.columns import Column, Dataset
from congkhai.views.data.csv_text import CsvText
from congkhai.views.data.document_tables import conclusions, plans
from congkhai.views.data.duty_table import duties
from congkhai.views.data.json_text import JsonText, json_bytes, schema
from congkhai.views.data.meeting_table import meetings
from congkhai.views.data.package import catalogue, data_package, resource
from congkhai.views.data.petition_table import petitions
from congkhai.views.page import Page
from congkhai.views.parts import Details, Link, Table, TableRow, Value
from congkhai.views.proved_times import ProvedTimes
from congkhai.words import word


@dataclass(frozen=True)
class DatasetView:
    """One table of open data: its files, and on its own page its columns."""

    title: str
    text: str
    files: Sequence[Link]
    columns: Table


@dataclass(frozen=True)
class DataView:
    """The page of open data."""

    lead: str
    notes: Sequence[str]
    files: Sequence[Link]
    datasets: Sequence[DatasetView]


def datasets(portal: Portal, ledger: Ledger, site_url: str, times: ProvedTimes | None = None) -> tuple[Dataset, ...]:
    """Return every table of open data."""
    return (
        plans(portal, site_url),
        meetings(portal, site_url),
        conclusions(portal, site_url),
        petitions(portal, site_url),
        duties(portal, ledger, site_url, times),
    )


def files(portal: Portal, found: Sequence[Dataset], site_url: str) -> Iterator[tuple[str, Sequence[bytes]]]:
    """Yield every file of open data, in parts, with its address, one after the other: together they are too much to hold."""
    resources = []
    for dataset in found:
        schema_name = f"{dataset.name}.schema.json"
        address = addresses.link(site_url, addresses.data(schema_name), addresses.DATA)
        csv, json = CsvText(dataset.columns), JsonText()
        for row in dataset.rows:
            csv.add(row)
            json.add(row)
        resources.append(resource(dataset, csv.parts))
        yield addresses.data(f"{dataset.name}.csv"), csv.parts
        del csv
        yield addresses.data(f"{dataset.name}.json"), json.parts
        del json
        yield addresses.data(schema_name), [json_bytes(schema(dataset, address))]
    yield addresses.data("datapackage.json"), [json_bytes(data_package(portal, resources))]
    yield addresses.data("catalog.jsonld"), [json_bytes(catalogue(portal, found, site_url))]


def pages(found: Sequence[Dataset], today: date) -> list[Page]:
    """Return the page that lists the files, and for each table the page that explains every column."""
    lead, title = word("data.lead"), word("data.title")
    views = {dataset.name: _dataset(dataset) for dataset in found}
    view = DataView(
        lead=lead,
        notes=[word(f"data.note-{name}") for name in ("day", "csv", "privacy")],
        files=[_file("datapackage.json", "package-file"), _file("catalog.jsonld", "catalogue-file")],
        datasets=list(views.values()),
    )
    crumbs, as_of = [Link(title, addresses.DATA)], dates.as_of(today)
    page = partial(Page, section="data", as_of=as_of)
    return [
        page(addresses.DATA, "pages/data.html", title, view=view, description=lead, kind=word("kind.page")),
        *(
            page(
                addresses.data(f"{name}/"),
                "pages/dataset.html",
                one.title,
                view=one,
                description=one.text,
                crumbs=crumbs,
            )
            for name, one in views.items()
        ),
    ]


def _file(name: str, key: str, title: str = "") -> Link:
    return Link(word(f"data.{key}", title=title), addresses.data(name))


def _dataset(dataset: Dataset) -> DatasetView:
    endings = {"csv": "csv", "json": "json", "schema.json": "schema"}
    return DatasetView(
        title=dataset.title,
        text=f"{dataset.text} {word('data.count', count=len(dataset.rows))}",
        files=[
            *(_file(f"{dataset.name}.{ending}", f"{key}-file", dataset.title) for ending, key in endings.items()),
            Link(word("data.columns-page", title=dataset.title), addresses.data(f"{dataset.name}/")),
        ],
        columns=Table(
            caption=word("data.columns", count=len(dataset.columns)),
            columns=[word(f"data.head-{key}") for key in ("name", "type", "text")],
            rows=[_column(column) for column in dataset.columns],
        ),
    )


def _column(column: Column) -> TableRow:
    meanings = [f"{choice}: {meaning}" for choice, meaning in column.meanings.items()]
    details = Details(word("data.choices", count=len(meanings)), meanings) if meanings else None
    reference = word("data.refers-to", name=column.refers_to) if column.refers_to else ""
    needed = word("data.required") if column.required else ""
    joined = word("data.list") if column.kind == "list" else ""
    text = " ".join(part for part in (column.text, joined, reference) if part)
    return TableRow(
        [
            Value(column.name, header=True),
            Value(word(f"data.type-{column.kind}"), note=needed),
            Value(column.title, note=text, details=details),
        ]
    )
