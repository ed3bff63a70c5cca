"""What stands on each kind of page, in the order of its template: one function for each kind of view."""

from collections.abc import Iterator, Sequence
from functools import singledispatch

from congkhai.portable import blocks
from congkhai.portable.inline import joined, line, link, text
from congkhai.views.accessibility import AccessibilityView
from congkhai.views.agenda import CalendarView
from congkhai.views.catalogue import CatalogueView
from congkhai.views.datasets import DatasetView, DataView
from congkhai.views.english import EnglishView, Fact, Name
from congkhai.views.home import HomeView
from congkhai.views.method import MethodView
from congkhai.views.plans import ListView
from congkhai.views.registers import RegisterView
from congkhai.views.registration import RegisterPage
from congkhai.views.search import SearchView
from congkhai.views.series import SeriesView
from congkhai.views.statistics import StatisticsView
from congkhai.views.tallies import Statistic
from congkhai.views.verify import VerifyView
from congkhai.words import word


@singledispatch
def body(view: object) -> Iterator[str]:
    """Yield the blocks of a page below its title.

    Raises TypeError for a view that has no function here.
    """
    raise TypeError(type(view).__name__)


@body.register
def _(view: ListView) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead])
    yield from blocks.pagination(view.periods)
    for group in view.groups:
        yield from blocks.group(group)
    yield from blocks.pagination(view.pagination)


@body.register
def _(view: CatalogueView) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead])
    yield from blocks.pagination(view.periods)
    yield from blocks.entries(view.items)
    yield from blocks.pagination(view.pagination)


@body.register
def _(view: CalendarView) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead])
    yield blocks.heading(2, word("meeting.upcoming"))
    for card in view.upcoming:
        yield from blocks.card(card)
    if not view.upcoming:
        yield line(view.none_upcoming)
    for key, table in (("meeting.on-occurrence", view.on_occurrence), ("meeting.past", view.past)):
        if table.rows:
            yield blocks.heading(2, word(key))
            yield from blocks.table(table)
    yield from blocks.pagination(view.periods)


@body.register
def _(view: HomeView) -> Iterator[str]:
    yield blocks.heading(2, view.upcoming_title)
    for card in view.upcoming:
        yield from blocks.card(card)
    if not view.upcoming:
        yield line(view.none_upcoming)
    yield link(view.calendar.text, view.calendar.href)
    yield blocks.heading(2, word("home.petitions"))
    yield from blocks.figures(view.figures)
    yield from blocks.group(view.newest)
    yield blocks.heading(2, word("home.tasks"))
    yield from blocks.link_list(view.tasks)
    yield line(view.as_of)


@body.register
def _(view: RegisterView) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead])
    if view.proved:
        yield from blocks.figures(view.proved)
    if view.figures:
        yield from blocks.figures(view.figures)
    yield from blocks.link_list(view.links)
    yield from blocks.pagination(view.periods)
    if view.table.rows:
        yield from blocks.filters(view.filters)
    yield from blocks.table_or(view.table, view.empty)
    yield from blocks.pagination(view.pagination)


@body.register
def _(view: SearchView) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead])
    yield blocks.heading(2, word("search.catalogue"))
    yield from blocks.paragraphs([word("search.catalogue-lead")])
    yield from blocks.choices(view.facets)
    yield blocks.heading(2, word("search.newest"))
    yield from blocks.entries(view.newest)
    yield link(word("search.archive"), view.archive)


@body.register
def _(view: SeriesView) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead])
    for one in view.series:
        yield blocks.heading(2, one.title)
        yield from blocks.table_or(one.table, view.empty)


@body.register
def _(view: StatisticsView) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead])
    for one in view.statistics:
        yield from _statistic(one)
    yield from blocks.link_list(view.links)


def _statistic(one: Statistic) -> Iterator[str]:
    """Yield a chart as the table behind it, which has the same numbers."""
    yield blocks.heading(2, one.title)
    yield from blocks.paragraphs(one.notes)
    yield from blocks.summary(one.share)
    if not one.chart.bars:
        yield from blocks.paragraphs([one.empty])
        return
    yield from blocks.paragraphs([one.chart.note, one.left_out, one.table_title])
    yield from blocks.table(one.table)


@body.register
def _(view: MethodView) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead])
    yield blocks.heading(2, word("method.readings"))
    yield from blocks.summary(view.readings)
    yield blocks.heading(2, word("method.instruments"))
    for instrument in view.instruments:
        yield blocks.heading(3, instrument.title)
        yield from blocks.summary(instrument.summary)
        if instrument.rules.rows:
            yield from blocks.table(instrument.rules)
    yield blocks.heading(2, word("method.calendars"))
    for calendar in view.calendars:
        yield from blocks.table(calendar)


@body.register
def _(view: DataView) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead, *view.notes])
    yield from blocks.link_list(view.files)
    for dataset in view.datasets:
        yield blocks.heading(2, dataset.title)
        yield from blocks.paragraphs([dataset.text])
        yield from blocks.link_list(dataset.files)


@body.register
def _(view: DatasetView) -> Iterator[str]:
    yield from blocks.paragraphs([view.text])
    yield from blocks.table(view.columns)


@body.register
def _(view: RegisterPage) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead])
    yield from blocks.summary(view.head)
    yield blocks.heading(2, word("register.duties"))
    yield from blocks.summary(view.duties)
    yield blocks.heading(2, word("register.how"))
    yield from blocks.items(line(step) for step in view.steps)
    yield from blocks.paragraphs([view.unproved])
    yield from blocks.link_list(view.links)
    yield blocks.heading(2, word("register.newest-title"))
    yield from blocks.table(view.newest)


@body.register
def _(view: VerifyView) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead, view.without_script])
    for title, items in (("verify.unproved-title", view.unproved), ("verify.other-ways", view.ways)):
        yield blocks.heading(2, word(title))
        yield from blocks.items(line(item) for item in items)
    yield link(view.register.text, view.register.href)


@body.register
def _(view: AccessibilityView) -> Iterator[str]:
    yield from blocks.paragraphs([view.lead])
    for part in view.parts:
        yield blocks.heading(2, part.title)
        yield from blocks.paragraphs([part.text])
        yield from blocks.items(line(item) for item in part.items)


@body.register
def _(view: EnglishView) -> Iterator[str]:
    yield from (blocks.notice(one) for one in view.notices)
    yield from blocks.paragraphs([view.lead])
    for title, facts in ((view.about_title, view.about), (view.contact_title, view.contact)):
        yield blocks.heading(2, title)
        yield from blocks.items(_facts(facts))
    yield blocks.heading(2, view.help_title)
    yield from blocks.paragraphs([view.help_text])
    yield blocks.heading(2, view.sections_title)
    yield from blocks.items(
        f"{link(one.link.text, one.link.href)} – {text(one.vietnamese)}: {text(one.text)}" for one in view.sections
    )
    yield blocks.heading(2, view.structure_title)
    yield from blocks.paragraphs([view.structure_text])
    for group in view.structure:
        yield blocks.heading(3, group.system)
        yield from blocks.items(_name(name) for name in group.bodies)


def _facts(facts: Sequence[Fact]) -> Iterator[str]:
    yield from (f"{text(fact.term)}: {_name(fact.name)}" for fact in facts)


def _name(name: Name) -> str:
    return joined(text(name.text), f"– {text(name.vietnamese)}" if name.vietnamese else "")
