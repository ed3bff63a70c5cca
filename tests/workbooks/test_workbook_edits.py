"""Cases that an official can read: what a clerk types into the workbook, and which lines of the file it changes."""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

import pytest
import yaml
from openpyxl import Workbook

from excelling import Clerk, first_new, put, sheet_of
from wards import PETITIONS, SCHEDULE

pytestmark = pytest.mark.slow

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "workbook-edits.yml").read_text(encoding="utf-8"))
NEW = "mới"


class Case(TypedDict, total=False):
    """One case, as it stands in the file."""

    title: str
    kind: str
    says: list[dict[str, object]]
    emptied: list[dict[str, str]]
    meanwhile: dict[str, str]
    quoted: bool
    lines: list[str]
    told: list[str]
    asked: list[str]
    refused: list[str]
    untold: list[str]


def _row(book: Workbook, sheet: str, name: str) -> int:
    if name == NEW:
        return first_new(book, sheet)
    keys = {str(cell.value): int(cell.row) for cell in sheet_of(book, sheet)["A"] if cell.value}
    return keys[next(key for key in keys if key == name or key.partition("/")[2] == name)]


def _type(book: Workbook, case: Case) -> None:
    for said in case.get("says", []):
        row = _row(book, str(said["sheet"]), str(said["row"]))
        values = {key: value for key, value in said.items() if key not in {"sheet", "row"}}
        formulas = {key: value["formula"] for key, value in values.items() if isinstance(value, Mapping)}
        put(book, str(said["sheet"]), row, {key: value for key, value in values.items() if key not in formulas})
        for key, formula in formulas.items():
            sheet = sheet_of(book, str(said["sheet"]))
            sheet.cell(row, next(cell.column for cell in sheet[1] if cell.value == key)).value = formula
    for gone in case.get("emptied", []):
        sheet_of(book, gone["sheet"]).delete_rows(_row(book, gone["sheet"], gone["row"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_cells_change_exactly_these_lines(case: Case, clerk: Clerk) -> None:
    """Whatever is asked or refused leaves the file as it was; whatever is written is written by its lines alone."""
    kind = case.get("kind", "petitions")
    file = PETITIONS if kind == "petitions" else SCHEDULE
    assert clerk.export(kind).code == 0
    clerk.edit(lambda book: _type(book, case))
    for old, new in case.get("meanwhile", {}).items():
        # A comment may stand only behind words in quotation marks.
        clerk.ward.edit(file, old, 'handler: "so-xay-dung" # tạm' if case.get("quoted") else new)
    before = clerk.ward.read(file)
    shown = clerk.give_back()
    assert clerk.ward.read(file) == before, "without --yes nothing is written"
    said = clerk.give_back("--yes")
    stands_in_the_way = [*case.get("asked", []), *case.get("refused", [])]
    assert said.code == (1 if stands_in_the_way else 0), said.text
    for words in [*case.get("told", []), *stands_in_the_way]:
        assert words in said.text
        assert words in shown.text
    for words in case.get("untold", []):
        assert words not in said.text + shown.text
    diff = list(difflib.ndiff(before.splitlines(), clerk.ward.read(file).splitlines()))
    changed = [f"{line[0]}{line[2:]}" for line in diff if line[0] in "+-"]
    assert sorted(changed) == sorted(case.get("lines", []))
    if not stands_in_the_way:
        assert "Không có gì thay đổi." in clerk.give_back("--yes").text, "given back again, it changes nothing"
