"""`congkhai deadline`: one deadline with its working, without any records."""

import argparse
import json
import sys
from datetime import date

from congkhai.law.calendar import public_calendar
from congkhai.law.counting import Count, Period, Reading, count
from congkhai.records.duty import Direction, Unit
from congkhai.records.when import Precision, parse_when
from congkhai.views import dates
from congkhai.views.workings import question, working
from congkhai.words import word

FORMATS = ("text", "json")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    direction = parser.add_mutually_exclusive_group(required=True)
    metavar = (word("cli.number"), word("cli.unit"))
    direction.add_argument("--before", nargs=2, metavar=metavar, help=word("cli.before"))
    direction.add_argument("--within", nargs=2, metavar=metavar, help=word("cli.within"))
    parser.add_argument("--from", dest="start", required=True, type=day, help=word("cli.from"))
    parser.add_argument("--strict-clear-days", action="store_true", help=word("cli.strict-clear-days"))
    parser.add_argument("--no-make-up-days", action="store_true", help=word("cli.no-make-up-days"))
    parser.add_argument("--no-roll", action="store_true", help=word("cli.no-roll"))
    parser.add_argument("--format", choices=FORMATS, default="text", help=word("cli.format"))


def day(text: str) -> date:
    """Return the day that `text` names; argparse reports what is raised."""
    try:
        when = parse_when(text)
    except ValueError:
        when = None
    if when is None or when.precision is not Precision.DAY or when.first is None:
        raise argparse.ArgumentTypeError(word("cli.bad-day", found=text))
    return when.first


def run(options: argparse.Namespace, _today: date) -> int:
    """Print the deadline and its working."""
    direction = Direction.BEFORE if options.before else Direction.WITHIN
    words = options.before or options.within
    period = _period(words, direction)
    if period is None:
        print(word("cli.bad-period", found=" ".join(words)), file=sys.stderr)
        return 2
    reading = Reading(options.strict_clear_days, not options.no_make_up_days, not options.no_roll)
    try:
        counted = count(period, options.start, public_calendar(), reading)
    except OverflowError:
        print(word("cli.bad-period", found=" ".join(words)), file=sys.stderr)
        return 2
    print(_json(counted) if options.format == "json" else _text(counted))
    return 0


def _period(words: list[str], direction: Direction) -> Period | None:
    number, unit = words
    known = unit in set(Unit) and number.isdecimal() and len(number) < 5  # noqa: PLR2004 - a sane number of days
    return Period(int(number), Unit(unit), direction) if known else None


def _text(counted: Count) -> str:
    lines = [question(counted), *(f"  {line}" for line in working(counted))]
    if counted.safe < counted.due:
        lines.append(word("working.safe", date=dates.weekday(counted.safe)))
    if not counted.verified:
        lines.append(word("working.provisional"))
    return "\n".join(lines)


def _json(counted: Count) -> str:
    steps = [
        {"date": f"{step.day.date}", "kind": step.day.kind.value, "name": step.day.name, "part": step.part.value,
         "number": step.number}
        for step in counted.steps
    ]  # fmt: skip
    period = counted.period
    return json.dumps(
        {
            "from": f"{counted.start}",
            "offset": period.offset,
            "unit": period.unit.value,
            "direction": period.direction.value,
            "due": f"{counted.due}",
            "safe": f"{counted.safe}",
            "verified": counted.verified,
            "steps": steps,
        },
        ensure_ascii=False,
        indent=2,
    )
