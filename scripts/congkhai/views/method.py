"""The method page: the rules with their sources, the calendar used, and the readings that can be debated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from congkhai.duties.ledger import Ledger
from congkhai.duties.row import State
from congkhai.law.calendar import YearCalendar
from congkhai.law.instruments import Instrument, Rule
from congkhai.portal.relations import Portal
from congkhai.views import addresses, dates
from congkhai.views.page import Page
from congkhai.views.parts import Link, Row, Table, TableRow, Value
from congkhai.words import label, sentence, word


@dataclass(frozen=True)
class InstrumentView:
    """One instrument: what it is, and its rules."""

    title: str
    summary: Sequence[Row]
    rules: Table


@dataclass(frozen=True)
class MethodView:
    """What an auditor must know to count again."""

    lead: str
    readings: Sequence[Row]
    instruments: Sequence[InstrumentView]
    calendars: Sequence[Table]


def page(portal: Portal, ledger: Ledger) -> Page:
    """Return the method page."""
    view = MethodView(
        lead=word("method.lead"),
        readings=_readings(ledger, portal.settings.counting.silent_after),
        instruments=[_instrument(instrument, portal.instruments) for instrument in portal.instruments.values()],
        calendars=[_calendar(year) for year in reversed(ledger.calendar.years)],
    )
    crumbs = [Link(word("menu.duties"), addresses.DUTIES)]
    return Page(
        addresses.METHOD, "pages/method.html", word("method.title"), "duties", view, word("method.lead"), crumbs
    )


def _readings(ledger: Ledger, silent_after: int) -> list[Row]:
    reading = ledger.reading
    chosen = {
        "clear-days": reading.clear_days,
        "make-up-days": reading.make_up_days_work,
        "roll": reading.roll,
    }
    fixed = [
        Row(word(f"method.{key}"), [Value(word(f"method.{key}-text"))]) for key in ("safe", "event-day", "before-date")
    ]
    read = [(key, "yes" if value else "no") for key, value in chosen.items()]
    silence = Row(label(State.SILENT), [Value(word("method.silence", days=silent_after))])
    asked = [Row(word(f"method.{key}"), [Value(word(f"method.{key}-{choice}"))]) for key, choice in read]
    return [*fixed, *asked, silence]


def _instrument(instrument: Instrument, known: Mapping[str, Instrument]) -> InstrumentView:
    successor = instrument.replaced_by and word("method.replaced-by", symbol=known[instrument.replaced_by].symbol)
    summary = [
        Row(word("method.issuer"), [Value(instrument.issuer)]),
        Row(word("method.scope"), [Value(label(instrument.scope))]),
        Row(word("method.in-force"), [Value(_in_force(instrument), note=successor or "")]),
        Row(word("method.verified"), [Value(word("method.yes" if instrument.verified else "method.no"))]),
        Row(word("method.source"), [Value(instrument.source, note=instrument.note or "")]),
    ]
    columns = [word(f"method.{key}") for key in ("duty", "article", "period", "exempt", "proof", "read")]
    rules = Table(
        word("method.count", count=len(instrument.rules)), columns, [_rule(rule) for rule in instrument.rules]
    )
    return InstrumentView(f"{instrument.symbol}: {instrument.title}", summary, rules)


def _in_force(instrument: Instrument) -> str:
    begun = dates.when(instrument.in_force_from).text if instrument.in_force_from else ""
    ended = dates.when(instrument.in_force_to).text if instrument.in_force_to else ""
    key = {(True, True): "from-to", (True, False): "from", (False, True): "to"}.get(
        (bool(begun), bool(ended)), "unknown"
    )
    return word(f"method.{key}", begun=begun, ended=ended)


def _rule(rule: Rule) -> TableRow:
    proof = label(rule.evidence) if rule.evidence else word("method.no-proof")
    channels = ", ".join(label(channel) for channel in rule.channels)
    bearer = word("method.through", bearer=rule.bearer, channels=channels) if channels else rule.bearer
    return TableRow(
        [
            Value(label(rule.duty), note=bearer, header=True),
            Value(rule.article or ""),
            Value(_period(rule), note=rule.note or ""),
            Value(", ".join(label(kind) for kind in rule.exempt)),
            Value(proof),
            Value(word("method.yes" if rule.verified else "method.no")),
        ]
    )


def _period(rule: Rule) -> str:
    trigger = label(rule.trigger)
    if rule.duration is not None:
        return word("method.duration", count=rule.duration)
    if rule.offset is None or rule.unit is None or rule.direction is None:
        return word("duties.no-deadline")
    if rule.offset == 0:
        return sentence(trigger)
    period = word(f"duties.{rule.direction.value}", offset=rule.offset, unit=label(rule.unit))
    return word(f"method.{rule.direction.value}", period=period, trigger=trigger)


def _calendar(year: YearCalendar) -> Table:
    verified = word("method.decided" if year.verified else "method.undecided")
    caption = word("method.year", year=year.year, verified=verified, source=year.source)
    days = [(day.day, day.name, label(day.kind)) for day in year.off]
    days += [(day.day, day.name, word("day-kind.make-up")) for day in year.working]
    rows = [
        TableRow([Value(date=dates.day(when), header=True), Value(name), Value(kind)])
        for when, name, kind in sorted(days)
    ]
    return Table(caption, [word("method.day"), word("method.name"), word("method.kind")], rows)
