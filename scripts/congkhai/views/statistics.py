"""The statistics page: petitions and duties counted by what they are, and the share done on time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from congkhai.duties.ledger import Ledger
from congkhai.duties.row import DutyRow, State
from congkhai.portal import invention
from congkhai.portal.relations import Portal
from congkhai.records.petition import Petition, PetitionField, Phase, Timeliness
from congkhai.records.when import Precision, When
from congkhai.settings import Area
from congkhai.views import addresses, dates, documents, duty_facts, petitions
from congkhai.views.facets import AREA, FIELD, STATE, TERM
from congkhai.views.page import Page
from congkhai.views.parts import Link
from congkhai.views.tallies import Statistic, Tally, Whole, share, statistic
from congkhai.words import label, sentence, word

_TONES = {Timeliness.ON_TIME: "good", Timeliness.LATE: "waiting", Timeliness.OVERDUE: "bad"}
_PETITIONS = Whole("petitions", addresses.PETITIONS)
_DUTIES = Whole("duties", addresses.DUTIES)


@dataclass(frozen=True)
class StatisticsView:
    """Every chart with its table, and the lists that they count."""

    lead: str
    statistics: Sequence[Statistic]
    links: Sequence[Link]


def page(portal: Portal, ledger: Ledger) -> Page:
    """Return the statistics page."""
    lead = word("statistics.lead")
    view = StatisticsView(
        lead=lead,
        statistics=[
            *of_petitions(list(portal.petitions.values()), portal.areas.values(), portal.today),
            of_duties(ledger.rows),
        ],
        links=[
            Link(word("menu.petitions"), addresses.PETITIONS),
            Link(word("menu.duties"), addresses.DUTIES),
            Link(word("duty-page.method"), addresses.METHOD),
            Link(word("data.title"), addresses.DATA),
        ],
    )
    notices = [documents.illustrative_notice(mixed=True)] if invention.of_anything(portal) else []
    return Page(
        addresses.STATISTICS, "pages/statistics.html", word("statistics.title"), "statistics", view, lead,
        notices=notices, as_of=dates.as_of(portal.today), kind=word("kind.page"),
    )  # fmt: skip


def of_petitions(found: Sequence[Petition], areas: Iterable[Area], today: date) -> list[Statistic]:
    """Return petitions by phase, by how they stand to their due date, by field, area and quarter received."""
    return [
        statistic("phase", _PETITIONS, _phases(found)),
        _answers(found, today),
        statistic("field", _PETITIONS, _fields(found)),
        statistic("area", _PETITIONS, _areas(found, areas)),
        statistic("quarter", _PETITIONS, _quarters(found), keep_zeros=True),
    ]


def _answers(found: Sequence[Petition], today: date) -> Statistic:
    """Return petitions by how they stand to their due date; what the share counts comes first."""
    terms = Counter(petition.timeliness(today) for petition in found)
    counts = {term: terms[term] for term in dict.fromkeys([*_TONES, *Timeliness])}
    tallies = [
        Tally(label(term), count, addresses.petitions(TERM, term.value), _TONES.get(term, "neutral"))
        for term, count in counts.items()
    ]
    return replace(
        statistic("term", _PETITIONS, tallies),
        notes=[word("statistics.answer-on-time"), word("statistics.answer-not-solved")],
        share=share(counts, Timeliness.ON_TIME, [Timeliness.LATE, Timeliness.OVERDUE]),
    )


def of_duties(rows: Sequence[DutyRow]) -> Statistic:
    """Return the rows of the ledger by state, in the order of the compliance page."""
    states = Counter(row.state for row in rows)
    counts = {state: states[state] for state in State}
    tallies = [
        Tally(label(state), count, addresses.duties(STATE, state.value), duty_facts.TONES.get(state, "neutral"))
        for state, count in counts.items()
    ]
    return replace(
        statistic("duty", _DUTIES, tallies),
        notes=[word("statistics.duty-on-time"), word("statistics.duty-rows")],
        share=share(counts, State.ON_TIME, [State.LATE, State.OVERDUE]),
    )


def _phases(found: Sequence[Petition]) -> list[Tally]:
    counts = Counter(petition.phase for petition in found)
    return [
        Tally(label(phase), counts[phase], addresses.petitions(STATE, phase.value), petitions.TONES[phase])
        for phase in Phase
    ]


def _fields(found: Sequence[Petition]) -> list[Tally]:
    counts = Counter(petition.field for petition in found)
    return _most_first(
        Tally(label(field), counts[field], addresses.petitions(FIELD, field.value)) for field in PetitionField
    )


def _areas(found: Sequence[Petition], areas: Iterable[Area]) -> list[Tally]:
    """Return petitions by area; those that name none have a bar of their own, at the end."""
    counts = Counter(petition.area for petition in found)
    named = [Tally(area.name, counts[area.id], addresses.petitions(AREA, area.id)) for area in areas]
    nowhere = [Tally(word("statistics.no-area"), counts[None])] if counts[None] else []
    return [*_most_first(named), *nowhere]


def _most_first(tallies: Iterable[Tally]) -> list[Tally]:
    return sorted(tallies, key=lambda tally: tally.count, reverse=True)


def _quarters(found: Sequence[Petition]) -> list[Tally]:
    """Return petitions by the quarter in which they came in, no quarter between the first and the last left out."""
    days = [petition.received.order[0] for petition in found]
    counts = Counter(day.year * 4 + (day.month - 1) // 3 for day in days)
    return [
        Tally(sentence(_quarter(number)), counts[number])
        for number in range(min(counts, default=0), max(counts, default=-1) + 1)
    ]


def _quarter(number: int) -> str:
    return dates.when(When(Precision.QUARTER, date(number // 4, number % 4 * 3 + 1, 1))).text
