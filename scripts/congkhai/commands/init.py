"""`congkhai init`: the folder of a new ward's portal, from the facts of its unit."""

import argparse
import sys
from datetime import date
from pathlib import Path

from congkhai.commands import refusals
from congkhai.commands.asking import Answers, Given, Interview, Unanswered
from congkhai.commands.new import add_fact, given
from congkhai.desk.answering import read_answers
from congkhai.desk.facts import UNIT
from congkhai.desk.filing import file_all
from congkhai.desk.founding import Portal, founded
from congkhai.desk.reading import Known
from congkhai.desk.units import Unit
from congkhai.desk.ward import local_rules
from congkhai.opening import open_portal
from congkhai.problems import Report, render_text
from congkhai.words import word

# What follows from the name of the unit.
_COMPUTED = frozenset({"level", "agency", "body"})


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command: one for every fact, or a file for all."""
    parser.add_argument("folder", type=Path, metavar=word("cli.site-name"), help=word("cli.init-folder"))
    parser.add_argument("--answers", type=Path, metavar=word("cli.file-name"), help=word("cli.init-answers"))
    for fact in UNIT:
        add_fact(parser, fact)


def run(options: argparse.Namespace, today: date) -> int:
    """Write a new portal; return 2 while facts are missing or a file would be written over, 1 when the system refuses."""
    report = Report()
    answered: Given = read_answers(options.answers, UNIT, report) if options.answers else {}
    if report.problems:
        print("\n".join(render_text(problem) for problem in report.in_order()), file=sys.stderr)
        return 2
    interview = Interview(UNIT, lambda answers: Known(today, _ids(answers)), _proposed, _COMPUTED)
    try:
        answers = interview.hold({**answered, **given(options, UNIT)})
    except Unanswered as end:
        print(end, file=sys.stderr)
        return 2
    portal = founded(answers)
    if clashes := portal.clashes(options.folder):
        print(word("init.clash", folder=options.folder, files=", ".join(clashes)), file=sys.stderr)
        return 2
    with refusals.unwritten(options.folder) as ended:
        if (stale := file_all(portal.drafts(options.folder))) is not None:
            print(word("init.clash", folder=options.folder, files=stale), file=sys.stderr)
            return 2
        return _tell(portal, options.folder, today)
    return ended.code


def _unit(answers: Answers) -> Unit:
    name, level = (next(iter(answers.get(key, ())), "") for key in ("name", "level"))
    return Unit(name, level or Unit(name).named_level)


def _ids(answers: Answers) -> dict[str, dict[str, str]]:
    return {"body": {body.id: body.name for body in _unit(answers).bodies()}, "rule": dict(local_rules())}


def _proposed(name: str, answers: Answers) -> list[str]:
    unit = _unit(answers)
    proposals = {
        "level": [unit.named_level] if unit.named_level else [],
        "agency": [unit.agency] if unit.agency else [],
        "body": [body.id for body in unit.bodies() if body.is_proposed],
    }
    return proposals.get(name, [])


def _tell(portal: Portal, root: Path, today: date) -> int:
    """Say what was written and what is still to be done; return 1 if the new portal has a problem after all."""
    print(word("init.written", count=len(portal.files), folder=root))
    print("\n".join([word("init.gaps"), *(f"  - {gap}" for gap in portal.gaps)]))
    print(word("init.next", folder=root))
    problems = open_portal(root, today).problems
    if problems:
        print("\n".join(render_text(problem) for problem in problems), file=sys.stderr)
    return int(bool(problems))
