"""An answer read by the very field that will hold it, so that a wrong date is told at once and in the same words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from congkhai.checks.days import is_future
from congkhai.desk.facts import Fact
from congkhai.problems import Place, Problem, Report, nearest
from congkhai.records.when import When
from congkhai.sources.folders import SLUG
from congkhai.sources.folding import fold
from congkhai.sources.text import decode
from congkhai.sources.yaml import Text
from congkhai.words import label

# Where an answer stands for the catalogue of problems: in no file.
ANSWER = Place("new")
# More choices than this nobody reads on a line.
_SHOWN = 15
_ADDRESS = re.compile(r"https?://[^\s/]+(?:/\S*)?")


@dataclass(frozen=True)
class Known:
    """What is known before a question is asked.

    The day; the ids that answers may name, with their names, by kind; the names that nothing new may bear, with their places.
    """

    today: date
    ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    taken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def choices(self, fact: Fact) -> Mapping[str, str]:
        """Return what may be answered and what each means; nothing where words or dates are asked for."""
        if fact.about:
            return self.ids.get(fact.about, {})
        return {one.value: label(one) for one in fact.choices} if fact.choices else {}


@dataclass(frozen=True)
class Answer:
    """What an answer was read as, in the form that is written; or why it was not."""

    value: str = ""
    problem: Problem | None = None


def read_answer(fact: Fact, typed: str, known: Known) -> Answer:
    """Return one answer as it will be written: composed (NFC), trimmed, a date in its standard form.

    A choice may also be given by its words, with or without marks.
    """
    report = Report()
    # What a terminal could not decode comes as lone surrogates.
    text = decode(typed.encode("utf-8", "surrogatepass"), ANSWER.file, report)
    if text is None:
        return Answer(problem=report.problems[0])
    value = " ".join(text.split())
    choices = known.choices(fact)
    if fact.about or choices:
        chosen = _chosen(value, choices)
        return Answer(chosen) if chosen else Answer(problem=_unknown(fact, value, choices))
    return _read(fact, value, known.today) if (told := _refused(fact, value, known)) is None else Answer(problem=told)


def _refused(fact: Fact, value: str, known: Known) -> Problem | None:
    """Return why a new name cannot be had: another bears it, or it makes no folder."""
    first = {one.casefold(): place for one, place in known.taken.get(fact.name, {}).items()}.get(value.casefold())
    if first is not None:
        return _problem("new-taken", fact, id=value, first=first)
    if fact.name == "site-url" and not _ADDRESS.fullmatch(value):
        return _problem("new-bad-address", fact, found=value)
    is_folder = fact.name == "folder"
    return _problem("bad-slug", fact, name=value) if is_folder and not SLUG.fullmatch(value) else None


def _chosen(value: str, choices: Mapping[str, str]) -> str:
    if value in choices:
        return value
    alike = [one for one, words in choices.items() if fold(value) in {fold(one), fold(words)}]
    return alike[0] if len(alike) == 1 else ""


def _unknown(fact: Fact, value: str, choices: Mapping[str, str]) -> Problem:
    listed = [f"{one} ({words})" for one, words in choices.items()]
    known = ", ".join([*listed[:_SHOWN], *(["…"] if len(listed) > _SHOWN else [])])
    words = {words: one for one, words in choices.items()} | {one: one for one in choices}
    near = words.get(nearest(value, words), "")
    return _problem("unknown-value", fact, found=value, known=known, near=near)


def _read(fact: Fact, value: str, today: date) -> Answer:
    adapter = _adapter(fact)
    try:
        found = adapter.validate_python(Text(value, ANSWER))
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        context = {key: str(one) for key, one in detail.get("ctx", {}).items()}
        return Answer(problem=_problem(detail["type"], fact, **context))
    if fact.past and isinstance(found, When) and is_future(found, today):
        return Answer(problem=_problem("future-date", fact, found=value, today=f"{today:%d/%m/%Y}"))
    return Answer(str(adapter.dump_python(found, mode="json")))


@cache
def _adapter(fact: Fact) -> TypeAdapter[object]:
    """Return the reader of the field that holds a fact, or of one entry of its list."""
    info = fact.model.model_fields[fact.key]
    kind: Any = info.annotation
    if get_origin(kind) is tuple:
        kind = get_args(kind)[0]
    return TypeAdapter(Annotated[kind, *info.metadata] if info.metadata else kind)


def _problem(slug: str, fact: Fact, **values: str) -> Problem:
    return Problem(ANSWER, slug, tuple(sorted({"key": fact.words.title, **values}.items())))
