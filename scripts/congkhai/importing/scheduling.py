"""The meetings of a paper: every time that it states, under a label, in a table or in a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from congkhai.importing.dates import Told, dates_in, names_paper
from congkhai.importing.facts import filled, gather_facts
from congkhai.importing.intake import read_intake
from congkhai.importing.joining import tidy
from congkhai.importing.outline import Part
from congkhai.importing.paper import Occasion, Paper
from congkhai.importing.patterns import all_choices, first_choice, folded, sole
from congkhai.importing.stating import read_stated
from congkhai.records.document import DocumentType
from congkhai.records.when import Precision
from congkhai.settings import Settings

_TENTATIVE = re.compile(r"\bdu kien\b")
_DEADLINE = re.compile(r"\b(?:truoc|cham nhat|den het|hoan thanh|bao cao|gui ve|han cuoi|han chot)\b")
_FINE = {Precision.TIME, Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.ON_OCCURRENCE}


def read_schedule(parts: Sequence[Part], paper: Paper, settings: Settings | None) -> None:
    """Read the meetings, the deadlines for questions, and what holds for the whole plan."""
    year = _year(paper)
    facts = gather_facts(parts)
    found = [*_from_tables(parts, paper, year), *_from_labels(parts, paper, year)]
    if not found:
        found = list(_from_prose(parts, paper, year))
    paper.occasions = [filled(part, occasion, facts, paper, settings) for part, occasion in _once(found)]
    paper.scope = next(iter(facts.of("scope", ())), None)
    paper.budget = next(iter(facts.of("budget", ())), None)
    read_intake(parts, paper, year)
    if paper.type is DocumentType.PLAN:
        read_stated(parts, paper, year)


def _year(paper: Paper) -> int | None:
    """Return the year lent to a date that names none: the one the subject names, else that of the date."""
    named = [told.value for told in dates_in(paper.title or "") if told.precision is Precision.YEAR]
    text = named[0] if len(set(named)) == 1 else paper.year
    return int(text) if text else None


def _is_elsewhere(part: Part) -> bool:
    return any(sole("elsewhere").search(folded(text)) for text in part.path)


def _from_labels(parts: Sequence[Part], paper: Paper, year: int | None) -> Iterator[tuple[Part, Occasion]]:
    """Yield what stands behind a label or under a heading that speaks of time."""
    for part in parts:
        facets = all_choices("facets", part.label)
        own = "when" in facets
        under = not facets and bool(part.path) and "when" in all_choices("facets", part.path[-1])
        if part.block.cells or not (own or under) or (part.level and not part.rest) or _is_elsewhere(part):
            continue
        text = part.rest if own and part.rest else part.text
        yield from _occasions(part, text, paper, year, labels=f"{part.label} {part.path[-1] if part.path else ''}")


def _occasions(
    part: Part, text: str, paper: Paper, year: int | None, labels: str = ""
) -> Iterator[tuple[Part, Occasion]]:
    told = [each for each in dates_in(text, year) if not _is_deadline(text, each)]
    fine = [each for each in told if each.precision in _FINE]
    told = [each for each in fine if not (each.precision is Precision.ON_OCCURRENCE and len(fine) > 1)] or told
    exact = [each for each in told if each.day is not None]
    if exact and any(each.precision is Precision.QUARTER for each in told):
        told = exact
    is_tentative = bool(_TENTATIVE.search(folded(f"{labels} {text}")))
    for each in told:
        if each.impossible:
            paper.tell("import-impossible-date", part.number, found=text[each.start : each.end])
            continue
        printed = tidy(text[: each.end] if len(told) > 1 and each is told[0] else text)
        yield (
            part,
            Occasion(
                each,
                part.number,
                printed,
                tidy(text[each.start : each.end]),
                text[each.end :],
                is_tentative=is_tentative,
            ),
        )


def _is_deadline(text: str, told: Told) -> bool:
    return bool(_DEADLINE.search(folded(text[max(0, told.start - 22) : told.start])))


def _from_tables(parts: Sequence[Part], paper: Paper, year: int | None) -> Iterator[tuple[Part, Occasion]]:
    """Yield one meeting a row of a table whose head names the time."""
    columns: dict[int, str] = {}
    for part in parts:
        cells = part.block.cells
        if not cells or _is_elsewhere(part):
            columns = {}
            continue
        heads = {n: facet for n, cell in enumerate(cells) if (facet := first_choice("facets", cell)) is not None}
        if "when" in heads.values() and not any(dates_in(cell, year) for cell in cells):
            columns = heads
            continue
        at = next((n for n, facet in columns.items() if facet == "when" and n < len(cells)), None)
        if at is None:
            continue
        said = {facet: cells[n] for n, facet in columns.items() if n < len(cells) and facet != "when" and cells[n]}
        for _, occasion in _occasions(part, cells[at], paper, year):
            places = (said["place"],) if "place" in said else ()
            yield part, replace(occasion, places=places, audience=said.get("audience"))


def _from_prose(parts: Sequence[Part], paper: Paper, year: int | None) -> Iterator[tuple[Part, Occasion]]:
    """Yield times that stand in a sentence about holding the meeting, where no label speaks of time."""
    holds = re.compile(r"\b(?:to chuc|doi thoai|hoi nghi|tiep xuc|buoi lam viec|kinh moi|den du|toi du)\b")
    for part in parts:
        if part.block.cells or _is_elsewhere(part) or not holds.search(folded(part.text)):
            continue
        for sentence in re.split(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ])", part.text):
            if not holds.search(folded(sentence)):
                continue
            exact = [told for told in dates_in(sentence, year) if told.precision is Precision.TIME]
            wide = {Precision.QUARTER, Precision.MONTH, Precision.DAY, Precision.HALF}
            told = exact or [
                each
                for each in dates_in(sentence, year)
                if each.precision in wide and not names_paper(sentence, each.start)
            ]
            for each in told if paper.type in {DocumentType.PLAN, DocumentType.NOTICE, DocumentType.INVITATION} else ():
                if each.impossible or _is_deadline(sentence, each):
                    continue
                paper.tell("import-time-in-prose", part.number, found=tidy(sentence[each.start : each.end]))
                tentative = bool(_TENTATIVE.search(folded(sentence)))
                yield (
                    part,
                    Occasion(
                        each,
                        part.number,
                        tidy(sentence),
                        tidy(sentence[each.start : each.end]),
                        sentence[each.end :],
                        is_tentative=tentative,
                    ),
                )
        if paper.type is not DocumentType.PLAN and _has_hour(part, year):
            return


def _has_hour(part: Part, year: int | None) -> bool:
    """Return whether a paragraph states an hour of a day, so that a notice needs no second one."""
    return any(told.precision is Precision.TIME for told in dates_in(part.text, year))


def _once(found: Sequence[tuple[Part, Occasion]]) -> Iterator[tuple[Part, Occasion]]:
    """Yield each meeting once; a day that stands elsewhere with its hour is that meeting again."""
    timed = {each.told.value[:10] for _, each in found if each.told.precision is Precision.TIME}
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    for part, occasion in found:
        if occasion.told.precision is Precision.DAY and occasion.told.value in timed:
            continue
        # Two open-ended meetings differ by the heading that they stand under.
        path = part.path if occasion.told.precision is Precision.ON_OCCURRENCE else ()
        rest = folded(occasion.printed) if occasion.told.day is None else ""
        key = (occasion.told.value, path, rest)
        if key not in seen:
            seen.add(key)
            yield part, occasion
