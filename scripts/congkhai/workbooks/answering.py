"""The questions of a table as a workbook to answer in, and the answers read back."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from congkhai.words import word
from congkhai.workbooks.cells import plain
from congkhai.workbooks.grids import Fault, Grid
from congkhai.workbooks.marks import MARK
from congkhai.workbooks.questions import Question
from congkhai.workbooks.zipped import steady

ANSWERS: Final = f"{MARK}-answers"
_WIDTHS: Final = (4, 34, 70, 60, 40)
_FIRST_ROW: Final = 3
_ANSWER: Final = 5
_SHOWN: Final = 5
_LONGEST_LIST: Final = 250


def gathered(questions: Sequence[Question]) -> list[tuple[Question, tuple[str, ...]]]:
    """Return each question once, with all the places where it is asked."""
    places: dict[str, list[str]] = {}
    first: dict[str, Question] = {}
    for question in questions:
        first.setdefault(question.key, question)
        places.setdefault(question.key, []).append(word("workbook.cell", sheet=question.sheet, cell=question.cell))
    return [(question, tuple(dict.fromkeys(places[key]))) for key, question in first.items()]


def answer_book(questions: Sequence[Question], answers: Mapping[str, str]) -> bytes:
    """Return a workbook with one row a question; answers that were given before stay in it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = word("workbook.sheet-questions")
    offered = book.create_sheet("_congkhai")
    offered.sheet_state = "veryHidden"
    sheet.append([ANSWERS])
    sheet.append(["", *(word(f"workbook.question-{name}") for name in ("place", "sentence", "answers", "answer"))])
    for number, (question, places) in enumerate(gathered(questions), start=_FIRST_ROW):
        more = word("workbook.more-places", count=len(places) - _SHOWN) if len(places) > _SHOWN else ""
        row = [question.key, "\n".join((*places[:_SHOWN], *([more] if more else []))), question.sentence]
        row += ["\n".join(question.answers), answers.get(question.key, "")]
        _write(sheet, number, row)
        _offer(book, number, question.answers)
    asked = {question.key for question in questions}
    for number, (key, answer) in enumerate(
        ((key, answer) for key, answer in answers.items() if key not in asked and answer), start=sheet.max_row + 1
    ):
        _write(sheet, number, [key, word("workbook.answered-before"), key, "", answer])
    for column, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[1].hidden = True
    sheet.freeze_panes = "A3"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return steady(made.getvalue())


def _write(sheet: Worksheet, number: int, row: Sequence[str]) -> None:
    for column, text in enumerate(row, start=1):
        cell = sheet.cell(number, column)
        cell.value = text or None
        if text:
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if column == _ANSWER:
            cell.protection = Protection(locked=False)


def _offer(book: Workbook, number: int, answers: Sequence[str]) -> None:
    """Give a cell its drop-down; the words stand in a hidden row, because a list in a rule has 255 letters at most."""
    if not answers:
        return
    hidden = book.worksheets[1]
    for column, answer in enumerate(answers[:_LONGEST_LIST], start=1):
        cell = hidden.cell(number, column)
        cell.value = answer
        cell.data_type = "s"
    last = get_column_letter(min(len(answers), _LONGEST_LIST))
    rule = DataValidation(type="list", formula1=f"'_congkhai'!$A${number}:${last}${number}", allow_blank=True)
    rule.showErrorMessage = False
    rule.add(f"E{number}")
    book.worksheets[0].add_data_validation(rule)


def is_answers(grids: Sequence[Grid]) -> bool:
    """Return whether a workbook holds questions of ours."""
    return any(grid.cells.get((1, 1)) == ANSWERS for grid in grids)


def read_answers(grids: Sequence[Grid]) -> dict[str, str]:
    """Return the answers of a workbook by the key of their question."""
    return {
        plain(row[1]): plain(row[_ANSWER])
        for grid in grids
        if grid.cells.get((1, 1)) == ANSWERS
        for number, row in grid.rows.items()
        if number >= _FIRST_ROW and 1 in row and _ANSWER in row
        and not isinstance(row[1], Fault) and not isinstance(row[_ANSWER], Fault)
    }  # fmt: skip
