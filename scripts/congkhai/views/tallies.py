"""Counts of one whole as bars, the table beneath them, and shares that never stand without their counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from congkhai.views.parts import Row, Table, TableRow, Value
from congkhai.words import label, word

Choice = TypeVar("Choice", bound=StrEnum)
# Of fewer, one case would move the rate by more than eight points.
LEAST = 12


@dataclass(frozen=True)
class Bar:
    """One count as a bar; `percent` is its length as a part of the longest, not of the whole."""

    text: str
    count: int
    percent: int
    tone: str = "neutral"


@dataclass(frozen=True)
class BarChart:
    """Counts as bars, which add up to what `note` says."""

    label: str
    bars: Sequence[Bar]
    note: str = ""


@dataclass(frozen=True)
class Tally:
    """How many of a whole are of one sort: its words, its count, the list that shows them."""

    text: str
    count: int
    href: str = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class Whole:
    """What is counted, petitions or duties, and the list of all."""

    kind: str
    href: str


@dataclass(frozen=True)
class Statistic:
    """One chart with its table behind a disclosure; `left_out` names the sorts without any, `empty` is said when nothing is counted.

    `notes` say what counts as on time, and `share` how much of it there is.
    """

    title: str
    chart: BarChart
    table_title: str
    table: Table
    left_out: str
    empty: str
    notes: Sequence[str] = ()
    share: Sequence[Row] = ()


def statistic(name: str, whole: Whole, tallies: Sequence[Tally], *, keep_zeros: bool = False) -> Statistic:
    """Return tallies, which do not overlap, as a chart and a table; sorts without any are named in one line."""
    title, total = word(f"statistics.{name}"), sum(tally.count for tally in tallies)
    shown = [tally for tally in tallies if total and (tally.count or keep_zeros)]
    missing = "; ".join(tally.text for tally in tallies if tally not in shown)
    return Statistic(
        title=title,
        chart=BarChart(title, bars(shown), word(f"statistics.{whole.kind}-sum", total=total)),
        table_title=word("statistics.table", title=title),
        table=_table(name, whole, shown, total),
        left_out=word(f"statistics.{whole.kind}-none-of", names=missing) if shown and missing else "",
        empty=word(f"statistics.{whole.kind}-none"),
    )


def bars(tallies: Sequence[Tally]) -> list[Bar]:
    """Return tallies as bars; the longest fills its line, and none that counts anything is invisible."""
    most = max((tally.count for tally in tallies), default=0)
    return [
        Bar(tally.text, tally.count, max(tally.count * 100 // most, 1) if tally.count else 0, tally.tone)
        for tally in tallies
    ]


def _table(name: str, whole: Whole, tallies: Sequence[Tally], total: int) -> Table:
    rows = [*tallies, Tally(word("statistics.total"), total, whole.href)]
    return Table(
        caption=word(f"statistics.{whole.kind}-total", total=total),
        columns=[word(f"statistics.{name}-column"), word(f"statistics.{whole.kind}-count")],
        rows=[
            TableRow([Value(row.text, row.href, header=True), Value(word("component.count", count=row.count))])
            for row in rows
        ],
        places=["lead", "state"],
    )


def share(counts: Mapping[Choice, int], on_time: Choice, missed: Collection[Choice]) -> list[Row]:
    """Return the share on time with what it counts, and what stands outside it; together they are everything."""
    inside = [on_time, *missed]
    part, whole = counts.get(on_time, 0), sum(counts.get(one, 0) for one in inside)
    outside = [one for one in counts if one not in inside]
    return [
        Row(word("statistics.on-time"), [Value(share_words(part, whole), note=_counted(counts, inside))]),
        Row(
            word("statistics.outside"),
            [Value(word("component.count", count=sum(counts[one] for one in outside)), note=_counted(counts, outside))],
        ),
    ]


def share_words(part: int, whole: int) -> str:
    """Return a share in words: counts alone while they are few, a percentage rounded down, nothing of nothing."""
    if not whole:
        return word("statistics.share-none")
    if whole < LEAST:
        return word("statistics.share-few", part=part, whole=whole, least=LEAST)
    return word("statistics.share", part=part, whole=whole, percent=part * 100 // whole)


def _counted(counts: Mapping[Choice, int], choices: Collection[Choice]) -> str:
    """Return the counts of some choices, those without any left out: `Đúng hạn: 12; Trễ hạn: 3.`."""
    found = "; ".join(
        f"{label(one)}: {word('component.count', count=counts[one])}" for one in choices if counts.get(one)
    )
    return f"{found}." if found else ""
