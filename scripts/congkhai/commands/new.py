"""`congkhai new`: a new plan, meeting, conclusion or petition, from facts; its deadlines are computed and told."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from unicodedata import normalize

from congkhai.checks.personal import veiled
from congkhai.checks.typed import check_typed
from congkhai.commands import refusals
from congkhai.commands.arguments import add_command, add_commands
from congkhai.commands.asking import Answers, Given, Interview, Unanswered, told
from congkhai.desk.drafting import NewRecord, drafted
from congkhai.desk.facts import FACTS, Fact
from congkhai.desk.filing import file_all
from congkhai.desk.ward import COMPUTED, Ward, open_ward
from congkhai.duties.ledger import ledger
from congkhai.duties.row import DutyRow, Flag, State
from congkhai.opening import Opening, open_portal
from congkhai.problems import Problem, Report, render_text
from congkhai.sources.writing import yaml_text
from congkhai.views import dates
from congkhai.words import label, sentence, word

_TOLD = {State.ON_TIME, State.LATE, State.OVERDUE, State.DUE_SOON, State.EXEMPT}


def add(parser: argparse.ArgumentParser) -> None:
    """Add the four kinds of record, each with an option for every fact."""
    commands = add_commands(parser, "kind")
    for kind, facts in FACTS.items():
        one = add_command(commands, kind, f"new-{kind}")
        one.add_argument(
            "folder_of_portal",
            nargs="?",
            default=".",
            type=Path,
            metavar=word("cli.site-name"),
            help=word("cli.folder"),
        )
        for fact in facts:
            add_fact(one, fact)


def add_fact(parser: argparse.ArgumentParser, fact: Fact) -> None:
    """Add the option of one fact; every option gives a list of answers, each with its words."""
    title, text = fact.words
    choices = f" [{', '.join(fact.choices)}]" if fact.choices else ""
    more = f" {word('ask.again')}" if fact.several else ""
    parser.add_argument(
        fact.option,
        dest=_dest(fact),
        action="append",
        nargs="+" if fact.columns else 1,
        metavar=word("cli.value-name"),
        help=f"{title}. {text}{choices}{more}",
    )


def _dest(fact: Fact) -> str:
    # A fact may be called like an option of the command itself.
    return f"fact_{fact.name}"


def given(options: argparse.Namespace, facts: Sequence[Fact]) -> Given:
    """Return what the options say, by the name of the fact; of a fact with one answer, the last word counts."""
    found = {fact.name: values for fact in facts if (values := getattr(options, _dest(fact)))}
    return {
        fact.name: found[fact.name] if fact.several else found[fact.name][-1:] for fact in facts if fact.name in found
    }


def run(options: argparse.Namespace, today: date) -> int:
    """Write one record; return 2 while facts are missing, 1 when a problem is left in what was written."""
    report, kind, root = Report(), options.kind, options.folder_of_portal
    ward = open_ward(root, today, report)
    if ward is None:
        print("\n".join(map(render_text, veiled(report.in_order(), None, ()))), file=sys.stderr)
        return 1
    options_given = given(options, FACTS[kind])
    typed = {fact.words[0]: list(_as_written(fact, options_given.get(fact.name, ()))) for fact in FACTS[kind]}
    if problems := _personal(ward, typed):
        print("\n".join(f"{problem.place.file}: {told(problem)}" for problem in problems), file=sys.stderr)
        print(word("new.nothing"), file=sys.stderr)
        return 1
    interview = Interview(
        FACTS[kind],
        ward.known,
        lambda name, answers: _proposed(ward, kind, name, answers),
        COMPUTED,
        lambda fact, answer: next(iter(_personal(ward, {kind: list(_as_written(fact, [[answer]]))})), None),
    )
    try:
        answers = interview.hold(options_given)
    except Unanswered as end:
        print(end, file=sys.stderr)
        return 2
    with refusals.unwritten(root) as ended:
        return _write(drafted(kind, ward, answers), ward)
    return ended.code


def _as_written(fact: Fact, answers: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield answers as a file will have them, so that what a waiver lets pass there passes here."""
    for words in answers:
        for part, typed in zip((fact, *fact.columns), words, strict=False):
            text = " ".join(normalize("NFC", typed).split())
            yield yaml_text({part.key: [text] if part.several and not part.columns else text})


def _personal(ward: Ward, typed: Mapping[str, Sequence[str]]) -> list[Problem]:
    report = Report()
    check_typed(typed, ward.settings, ward.records.dossiers, report)
    return report.in_order()


def _proposed(ward: Ward, kind: str, name: str, answers: Answers) -> list[str]:
    proposal = ward.proposal(kind, name, answers)
    return [proposal] if proposal else []


def _write(record: NewRecord, ward: Ward) -> int:
    if record.by_hand:
        print(word("new.by-hand"), file=sys.stderr)
        for file, text in record.by_hand.items():
            print(f"\n{file}:\n{text}", file=sys.stderr)
        return 1
    if (stale := file_all(record.drafts)) is not None:
        print(word("new.stale", file=stale), file=sys.stderr)
        return 1
    files = [draft.path.relative_to(ward.root).as_posix() for draft in record.drafts]
    print("\n".join([word("new.written"), *(f"  {file}" for file in files)]))
    opening = open_portal(ward.root, ward.today)
    print("\n".join(_deadlines(record, opening)))
    print(word(f"new.next-{record.kind}"))
    left = [problem for problem in opening.problems if problem.place.file in files]
    if left:
        print(word("new.told"), file=sys.stderr)
        print("\n".join(render_text(problem) for problem in left), file=sys.stderr)
    return int(bool(left))


def _deadlines(record: NewRecord, opening: Opening) -> Iterator[str]:
    """Yield the deadlines that follow from the new record, each with its source."""
    if opening.portal is None:
        yield word("new.no-deadlines")
        return
    rows = _rows(record, opening)
    if rows:
        yield word("new.deadlines")
    for row in rows:
        due = dates.weekday(row.due) if row.due else word("duty-page.no-day")
        key = "deadline" if row.due else "deadline-open"
        line = word(f"new.{key}", duty=sentence(label(row.duty)), due=due, basis=row.basis.text)
        yield f"  {line}{_standing(row, opening.portal.today)}"
        if Flag.PROVISIONAL in row.flags:
            yield f"    {word('working.provisional')}"
    if any(row.due for row in rows):
        yield word("new.working")


def _standing(row: DutyRow, today: date) -> str:
    """Return how a deadline stands, where that is more than waiting; a record just written says nothing of deeds yet."""
    if row.state in _TOLD:
        return f" {label(row.state)}."
    return f" {word('new.passed')}." if row.due is not None and row.due < today else ""


def _rows(record: NewRecord, opening: Opening) -> list[DutyRow]:
    if opening.portal is None:
        return []
    found = ledger(opening.portal)
    rows = list(found.of(record.kind, record.id))
    if record.kind == "conclusion" and (meeting := opening.portal.meeting_of(opening.portal.conclusions[record.id])):
        rows += found.of("meeting", meeting.id)
    # A row of silence states no deadline.
    return sorted(
        (row for row in rows if not row.superseded and row.state is not State.SILENT),
        key=lambda row: row.due or date.max,
    )
