"""Open data: the tables, what describes them, and cells that no spreadsheet runs."""

import csv
import hashlib
import io
import json
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from building import DAY, ROOT
from congkhai.duties.ledger import ledger
from congkhai.opening import open_portal
from congkhai.portal.relations import Portal
from congkhai.views import datasets, linked_data
from congkhai.views.data.csv_text import guarded
from congkhai.words import word_list
from wards import CONCLUSION, PLAN, TODAY, Ward

SITE = "https://congkhai.example.vn/"
NAMES = ("plans", "meetings", "conclusions", "petitions", "duties")


def files(portal: Portal, site_url: str = "") -> dict[str, bytes]:
    """Return every file of open data of a portal."""
    found = datasets.files(portal, datasets.datasets(portal, ledger(portal), site_url), site_url)
    return {address: b"".join(parts) for address, parts in found}


def rows(portal: Portal, name: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a table by id."""
    return {row["id"]: row for row in json.loads(files(portal)[f"/du-lieu/{name}.json"])}


def read_csv(content: bytes) -> list[dict[str, str]]:
    """Return a CSV file as Python's own reader sees it."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def own() -> Portal:
    """Return this repository's own portal."""
    opened = open_portal(ROOT, DAY)
    assert opened.portal is not None, opened.problems
    return opened.portal


@pytest.fixture(scope="module")
def written(own: Portal) -> dict[str, bytes]:
    """Return the open data of this repository's own portal."""
    return files(own)


def test_every_file_is_written(written: dict[str, bytes]) -> None:
    """Each table in three forms, and what leads to them."""
    expected = {f"/du-lieu/{name}.{ending}" for name in NAMES for ending in ("csv", "json", "schema.json")}
    assert set(written) == {*expected, "/du-lieu/datapackage.json", "/du-lieu/catalog.jsonld"}


@pytest.mark.parametrize("name", NAMES)
def test_json_keeps_its_schema(name: str, written: dict[str, bytes]) -> None:
    """Every row has every column, with a value of its type; ids are there once."""
    schema = json.loads(written[f"/du-lieu/{name}.schema.json"])
    found = json.loads(written[f"/du-lieu/{name}.json"])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert list(validator.iter_errors(found)) == []
    assert len({row["id"] for row in found}) == len(found) > 0
    assert not validator.is_valid([{**found[0], "illustrative": "true"}])
    assert not validator.is_valid([{**found[0], "unknown": 1}])


@pytest.mark.parametrize("name", NAMES)
def test_csv_says_what_json_says(name: str, written: dict[str, bytes]) -> None:
    """The same rows in the same order, nothing lost but the types."""
    content = written[f"/du-lieu/{name}.csv"]
    assert content.startswith(b"\xef\xbb\xbfid,")
    assert content.endswith(b"\r\n")
    found, expected = read_csv(content), json.loads(written[f"/du-lieu/{name}.json"])
    assert found == [{key: _as_text(value) for key, value in row.items()} for row in expected]


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return guarded("; ".join(value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else guarded(str(value))


def test_the_package_describes_the_files(written: dict[str, bytes]) -> None:
    """Its fields are the columns, its sums the bytes, its keys lead to rows that exist."""
    package = json.loads(written["/du-lieu/datapackage.json"])
    ids = {name: {row["id"] for row in read_csv(written[f"/du-lieu/{name}.csv"])} for name in NAMES}
    assert [resource["name"] for resource in package["resources"]] == list(NAMES)
    for resource in package["resources"]:
        content, schema = written[f"/du-lieu/{resource['path']}"], resource["schema"]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert [field["name"] for field in schema["fields"]] == content.decode("utf-8-sig").split("\r\n")[0].split(",")
        assert all(field["title"] and field["description"].endswith(".") for field in schema["fields"])
        assert schema["primaryKey"] == ["id"]
        for key in schema["foreignKeys"]:
            target = ids[key["reference"]["resource"] or resource["name"]]
            assert {row[key["fields"][0]] for row in read_csv(content)} - {""} <= target


def test_the_package_types_hold(written: dict[str, bytes]) -> None:
    """What the package calls a number, a day, a choice is one in every row; what it requires is there."""
    for resource in json.loads(written["/du-lieu/datapackage.json"])["resources"]:
        found = read_csv(written[f"/du-lieu/{resource['path']}"])
        for field in resource["schema"]["fields"]:
            cells, limits = [row[field["name"]] for row in found], field.get("constraints", {})
            assert not limits.get("required") or all(cells), field
            for cell in filter(None, cells):
                assert _is(field["type"], cell), (field, cell)
                assert cell in limits.get("enum", [cell])


def _is(kind: str, cell: str) -> bool:
    if kind == "date":
        return bool(date.fromisoformat(cell))
    if kind == "integer":
        return cell.lstrip("-").isdigit()
    return cell in {"true", "false"} if kind == "boolean" else kind in {"string", "time"}


def test_the_catalogue_leads_to_the_files(written: dict[str, bytes], own: Portal) -> None:
    """Each address is a file of ours, on the web once the site knows its own."""
    for site_url, start in (("", "/du-lieu/"), (SITE, "")):
        catalogue = json.loads(files(own, site_url)["/du-lieu/catalog.jsonld"])
        found = {
            distribution["dcat:downloadURL"]["@id"]
            for dataset in catalogue["dcat:dataset"]
            for distribution in dataset["dcat:distribution"]
        }
        assert len(found) == 2 * len(NAMES)
        assert {f"{start}{address}".removeprefix(SITE.rstrip("/")) for address in found} <= set(written)
    assert {part["@type"] for part in catalogue["dcat:dataset"]} == {"dcat:Dataset"}


def test_every_column_is_explained(own: Portal) -> None:
    """The page names every file and column; the words hold no column that no table has."""
    found = datasets.datasets(own, ledger(own), "")
    view = datasets.pages(found, own.today)[0].shown
    assert isinstance(view, datasets.DataView)
    for dataset, shown in zip(found, view.datasets, strict=True):
        assert [row.cells[0].text for row in shown.columns.rows] == [column.name for column in dataset.columns]
        assert {link.href for link in shown.files} == {
            f"/du-lieu/{dataset.name}{ending}" for ending in (".csv", ".json", ".schema.json", "/")
        }
        assert all(tuple(row) == tuple(column.name for column in dataset.columns) for row in dataset.rows)
    explained = {key.split(".")[2] for key in word_list() if key.startswith("data.column.")}
    assert explained == {column.name for dataset in found for column in dataset.columns}


def test_values_of_the_sample(ward: Ward) -> None:
    """What the records say is what the tables say."""
    portal = ward.portal()
    plan, petition = rows(portal, "plans")["doi-thoai-2026"], rows(portal, "petitions")["KN-01"]
    assert (plan["reference"], plan["issued"], plan["published_date"], plan["published_time"]) == (
        "12/KH-UBND", "2026-02-10", "2026-02-12", None,
    )  # fmt: skip
    assert (plan["area_ids"], plan["meeting_count"], plan["withdrawn"], plan["illustrative"]) == (
        ["tdp-1"], 2, False, False,
    )  # fmt: skip
    assert (petition["meeting_id"], petition["item_numbers"], petition["due_date"]) == ("dt-1", ["1"], "2026-11-30")
    first, second = rows(portal, "meetings").values()
    assert (first["date_precision"], first["start_time"], first["held_end_time"]) == ("time", "14:00", "17:00")
    assert (first["conclusion_id"], first["attendees"]) == ("ket-luan-dt-1", None)
    assert (second["date_precision"], second["date_first"], second["date_last"]) == (
        "month",
        "2026-12-01",
        "2026-12-31",
    )
    assert rows(portal, "conclusions")["ket-luan-dt-1"]["petition_count"] == 2


def test_invented_records_are_marked(ward: Ward) -> None:
    """A petition is as real as its conclusion, a duty as what it is about."""
    ward.edit(CONCLUSION, "issuer: ubnd\n", "issuer: ubnd\nillustrative: yes\n")
    portal = ward.portal()
    assert {row["illustrative"] for row in rows(portal, "petitions").values()} == {True}
    marked = {(row["subject_kind"], row["illustrative"]) for row in rows(portal, "duties").values()}
    assert {("conclusion", True), ("petition", True), ("meeting", False)} <= marked


def test_a_replaced_plan_names_what_replaced_it(ward: Ward) -> None:
    """And is not in force any more."""
    change = "changes:\n  - kind: replacement\n    at: 2026-04-01\n    reason: Đổi lịch.\n    replaced_by: moi\n"
    ward.edit(PLAN, "rules:\n", f"{change}rules:\n")
    ward.write({"plans/moi/plan.md": "---\ntitle: Kế hoạch mới\nissued: 2026-04\n---\n"})
    found = rows(ward.portal(), "plans")
    old = found["doi-thoai-2026"]
    assert (old["withdrawn"], old["replaced_by"], old["last_change_date"]) == (True, "moi", "2026-04-01")
    assert (found["moi"]["issued"], found["moi"]["issuer_name"]) == ("2026-04", None)


def test_pages_are_on_the_web_once_the_site_knows_its_address(ward: Ward) -> None:
    """Else from the root of the site."""
    portal = ward.portal()
    assert rows(portal, "plans")["doi-thoai-2026"]["page"] == "/ke-hoach/doi-thoai-2026/"
    (plan,) = json.loads(files(portal, SITE)["/du-lieu/plans.json"])
    assert plan["page"] == f"{SITE}ke-hoach/doi-thoai-2026/"


def test_only_states_depend_on_the_day(ward: Ward) -> None:
    """Plans and conclusions are the same bytes on two days; and each day's bytes are always the same."""
    now, later = files(ward.portal(TODAY)), files(ward.portal(date(2027, 3, 1)))
    same = ("plans.csv", "plans.json", "conclusions.csv", "conclusions.json", "catalog.jsonld", "duties.schema.json")
    assert all(now[f"/du-lieu/{name}"] == later[f"/du-lieu/{name}"] for name in same)
    assert now["/du-lieu/duties.csv"] != later["/du-lieu/duties.csv"]
    assert now == files(ward.portal(TODAY))


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("", "EventScheduled"),
        ("\n    cancelled:\n      at: 2026-11-19\n      reason: Bận.", "EventCancelled"),
        ("\n    reschedules:\n      - announced: 2026-11-18\n        reason: Mưa.", "EventPostponed"),
        (
            "\n    reschedules:\n      - announced: 2026-11-18\n        to: 2026-12-03\n        reason: Mưa.",
            "EventRescheduled",
        ),
    ],
)
def test_events_for_search_engines(more: str, status: str, ward: Ward) -> None:
    """The state of the event follows the record; without a fixed day there is no event."""
    portal = ward.portal()
    assert set(linked_data.events(portal, "")) == {"/cuoc-doi-thoai/dt-1/"}
    ward.edit("plans/doi-thoai-2026/schedule.yml", "when: 2026-12", f"when: 2026-11-26{more}")
    event = json.loads(linked_data.events(ward.portal(), SITE)["/cuoc-doi-thoai/dt-2/"])
    assert event["eventStatus"] == f"https://schema.org/{status}"
    assert event["url"] == f"{SITE}cuoc-doi-thoai/dt-2/"
    moved = status == "EventRescheduled"
    assert event["startDate"] == ("2026-12-03" if moved else "2026-11-26")
    assert event.get("previousStartDate") == ("2026-11-26" if moved else None)
