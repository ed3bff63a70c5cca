"""A ward's own table into the portal: as a draft of `petitions.yml` once nothing is left to ask."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from congkhai.commands.settling import codes, settle
from congkhai.commands.workbook import Home, refused, written
from congkhai.problems import Place, Report
from congkhai.sources.files import tell_unreadable
from congkhai.sources.writing import yaml_text
from congkhai.words import reason, word
from congkhai.workbooks.answering import answer_book, gathered, is_answers, read_answers
from congkhai.workbooks.choices import Choices
from congkhai.workbooks.drafts import Draft, draft
from congkhai.workbooks.grids import Grid, read_grids
from congkhai.workbooks.layout import layouts
from congkhai.workbooks.pointing import in_table
from congkhai.workbooks.questions import Question
from congkhai.workbooks.tables import Table, tables

_SHOWN = 100


def run(options: argparse.Namespace, home: Home, grids: Sequence[Grid], today: date) -> int:
    """Import a table; return 1 while anything is to be asked, with the questions in a workbook beside the table."""
    report = Report()
    beside = options.file.with_name(f"{options.file.stem}.cau-hoi.xlsx")
    if is_answers(grids):
        report.add("workbook-answers", Place(options.file.name))
    answers = _answers(beside, report)
    found = tables(grids, answers)
    if not found and not report.failed:
        report.add("workbook-no-table", Place(options.file.name))
    if report.failed:
        return refused(report, home)
    lines = [line for table in found for line in table.lines]
    layout = layouts()["petitions"]
    made = draft(lines, Choices.of(home.settings), answers, codes(home, layout), f"KN-{today.year}-001")
    for line in _reconciled(found, made, grids):
        print(line)
    asked = [question for table in found for question in table.questions] + made.questions
    questions = [question.veiled(home.veil) for question in asked]
    if questions:
        _show(questions)
        return _only_asked(questions) if options.dry_run else _asked(questions, answers, beside)
    for _, petition in made.petitions:
        print(word("workbook.drafted", code=petition["code"], summary=home.veil(str(petition["summary"]))[:_SHOWN]))
    if not made.petitions:
        print(word("workbook.nothing"))
        return 0
    return _settle(options, home, made, today)


def _settle(options: argparse.Namespace, home: Home, made: Draft, today: date) -> int:
    layout = layouts()["petitions"]
    if home.dossier is None or home.dossier.parent.name != layout.folder:
        print(word("workbook.no-into"), file=sys.stderr)
        return 2
    target = home.dossier / layout.file
    if target.exists():
        print(word("workbook.into-exists", file=target.relative_to(home.root).as_posix()), file=sys.stderr)
        return 2
    text = yaml_text({layout.list_key: [petition for _, petition in made.petitions]})
    return settle(options, home, {target: text.encode()}, lambda raw, place: in_table(layout, made, raw, place), today)


def _answers(path: Path, report: Report) -> Mapping[str, str]:
    if not path.exists():
        return {}
    try:
        grids = read_grids(path.read_bytes(), path.name, report)
    except OSError as error:
        tell_unreadable(error, Place(path.name), report)
        return {}
    return read_answers(grids or ())


def _reconciled(found: Sequence[Table], made: Draft, grids: Sequence[Grid]) -> Iterable[str]:
    """Yield what became of every row: written, asked about, or a heading; and of what was never read."""
    titles = {table.grid.title for table in found}
    for grid in grids:
        if grid.title not in titles and grid.rows:
            yield word("workbook.no-head", sheet=grid.title, count=len(grid.rows))
    for table in found:
        title = table.grid.title
        asked = len(table.asked) + sum(line.sheet == title for line in made.asked)
        counts = {"read": len(table.read), "asked": asked, "headings": len(table.headings)}
        written_rows = sum(line.sheet == title for line, _ in made.petitions)
        key = "counted-again" if table.repeated else "counted"
        yield word(f"workbook.{key}", sheet=title, written=written_rows, again=len(table.repeated), **counts)
        if table.repeated:
            yield word("workbook.repeated", sheet=title, rows=", ".join(str(row) for row in table.repeated))
        if table.headings:
            yield word("workbook.headings", sheet=title, rows=", ".join(str(row) for row in table.headings))
        for label, count in table.left_out:
            yield word("workbook.left-out", sheet=title, column=label, count=count)
        for row, number, before in table.gaps:
            yield word("workbook.gap", sheet=title, row=row, number=number, before=before)


def _show(questions: Sequence[Question]) -> None:
    for question, places in gathered(questions):
        where = places[0] if len(places) == 1 else word("workbook.and-more", place=places[0], count=len(places) - 1)
        print(f"{where}: {question.sentence}", file=sys.stderr)


def _only_asked(questions: Sequence[Question]) -> int:
    print(word("workbook.dry-run-asked", count=len(gathered(questions))), file=sys.stderr)
    return 1


def _asked(questions: Sequence[Question], answers: Mapping[str, str], beside: Path) -> int:
    try:
        written(beside, answer_book(questions, answers))
    except OSError as error:
        print(word("cli.not-writable", file=beside, reason=reason(error)), file=sys.stderr)
        return 1
    print(word("workbook.answer-in", count=len(gathered(questions)), file=beside), file=sys.stderr)
    return 1
