"""What tells programs which tables there are: a Frictionless data package and a DCAT catalogue."""

import hashlib
from collections.abc import Sequence

from congkhai.portal.relations import Portal
from congkhai.views import addresses
from congkhai.views.data.columns import Column, Dataset
from congkhai.views.data.json_text import Json
from congkhai.words import word

_VIETNAMESE = "http://publications.europa.eu/resource/authority/language/VIE"
_MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def data_package(portal: Portal, resources: Sequence[Json]) -> Json:
    """Return the data package of the CSV files."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "congkhai",
        "title": word("data.package", agency=portal.settings.unit.agency),
        "description": word("data.lead"),
        "resources": resources,
    }


def resource(dataset: Dataset, content: Sequence[bytes]) -> Json:
    """Return what the package says of one table, whose CSV file is `content`, in parts."""
    digest = hashlib.sha256()
    for part in content:
        digest.update(part)
    return {
        "name": dataset.name,
        "path": f"{dataset.name}.csv",
        "type": "table",
        "title": dataset.title,
        "description": dataset.text,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": sum(map(len, content)),
        "hash": f"sha256:{digest.hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in dataset.columns],
            "primaryKey": ["id"],
            "foreignKeys": [_key(dataset, column) for column in dataset.columns if column.refers_to],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> Json:
    field: dict[str, object] = {"name": column.name, "type": column.kind}
    constraints: dict[str, object] = {"required": True} if column.required else {}
    text = column.text
    if column.kind == "list":
        field["type"] = "string"
        text = f"{text} {word('data.list')}"
    elif column.kind == "time":
        field["format"] = "%H:%M"
    elif column.choices:
        constraints["enum"] = list(column.meanings)
    if column.pattern:
        constraints["pattern"] = column.pattern
    field |= {"title": column.title, "description": text}
    return {**field, "constraints": constraints} if constraints else field


def _key(dataset: Dataset, column: Column) -> Json:
    # A table names itself by an empty name.
    resource = "" if column.refers_to == dataset.name else column.refers_to
    return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}


def catalogue(portal: Portal, datasets: Sequence[Dataset], site_url: str) -> Json:
    """Return the catalogue of all tables in DCAT."""
    return {
        "@context": _CONTEXT,
        "@id": _link(site_url, "catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": _said(word("data.package", agency=portal.settings.unit.agency)),
        "dct:description": _said(word("data.lead")),
        "dct:language": {"@id": _VIETNAMESE},
        "dct:publisher": _publisher(portal),
        "foaf:homepage": {"@id": addresses.link(site_url, addresses.HOME, addresses.DATA)},
        "dcat:dataset": [_catalogued(portal, dataset, site_url) for dataset in datasets],
    }


def _catalogued(portal: Portal, dataset: Dataset, site_url: str) -> Json:
    modified = {"dct:modified": {"@value": dataset.changed, "@type": "xsd:date"}} if dataset.changed else {}
    return {
        "@id": f"{_link(site_url, '')}#{dataset.name}",
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.name,
        "dct:title": _said(dataset.title),
        "dct:description": _said(dataset.text),
        "dct:language": {"@id": _VIETNAMESE},
        "dct:publisher": _publisher(portal),
        **modified,
        "dcat:landingPage": {"@id": _link(site_url, "")},
        "dcat:distribution": [_distribution(dataset, ending, site_url) for ending in _MEDIA_TYPES],
    }


def _distribution(dataset: Dataset, ending: str, site_url: str) -> Json:
    address = {"@id": _link(site_url, f"{dataset.name}.{ending}")}
    described_by = "datapackage.json" if ending == "csv" else f"{dataset.name}.schema.json"
    return {
        "@type": "dcat:Distribution",
        "dct:title": ending.upper(),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{_MEDIA_TYPES[ending]}"},
        "dct:conformsTo": {"@id": _link(site_url, described_by)},
    }


def _publisher(portal: Portal) -> Json:
    return {"@type": "foaf:Agent", "foaf:name": _said(portal.settings.unit.agency)}


def _said(text: str) -> Json:
    return {"@value": text, "@language": "vi"}


def _link(site_url: str, name: str) -> str:
    return addresses.link(site_url, addresses.data(name), addresses.DATA)
