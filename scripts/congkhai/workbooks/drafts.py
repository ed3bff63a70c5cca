"""A row of a ward's table to a petition: what it says is taken, what it does not say is asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from congkhai.sources.writing import Tree
from congkhai.words import word
from congkhai.workbooks import cells
from congkhai.workbooks.cells import Doubt, plain
from congkhai.workbooks.choices import Choices, folded
from congkhai.workbooks.grids import Fault, address
from congkhai.workbooks.heads import spoken
from congkhai.workbooks.layout import Column
from congkhai.workbooks.questions import Question
from congkhai.workbooks.series import next_code
from congkhai.workbooks.tables import Answers, Line

_REQUIRED: Final = ("summary", "field", "petitioner", "competence", "received", "status")
# States that an answer brings about: they have the day of the answer where they have none of their own.
_BY_ANSWER: Final = frozenset({"answered", "answered-on-spot", "guided", "upper-answered"})
# Fields that all rows of a table may share, so that one answer holds for a column that is not there.
_SHARED: Final = frozenset({"field", "petitioner", "competence", "received", "status"})
# The states of which a table tells no day are many; the first of all has the day of receipt.
_FIRST: Final = "received"
_AWAY: Final = "forwarded"
_WITH_REASON: Final = frozenset({"not-resolved", "not-considered", "scheduled"})


@dataclass
class Draft:
    """The petitions that lines give, each with its line, and what has to be asked before they can be written."""

    petitions: list[tuple[Line, Mapping[str, Tree]]] = field(default_factory=list)
    asked: list[Line] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def draft(lines: Iterable[Line], choices: Choices, answers: Answers, codes: Iterable[str], first: str) -> Draft:
    """Return the petitions that lines give; `codes` are all that exist, `first` is the code of a series without any."""
    made = Draft()
    taken = set(codes)
    ours: list[str] = []
    for line in lines:
        reading = _Reading(line, choices, answers)
        petition = reading.petition()
        code = reading.text("code")
        if code in taken:
            reading.ask("code", "code-taken", code)
        if reading.questions:
            made.questions += reading.questions
            made.asked.append(line)
            continue
        ours.append(code or next_code(taken, ours, first))
        taken.add(ours[-1])
        made.petitions.append((line, {"code": ours[-1], **petition}))
    return made


class _Reading:
    """One line while it is read."""

    def __init__(self, line: Line, choices: Choices, answers: Answers) -> None:
        self.line, self.choices, self.answers = line, choices, answers
        self.questions: list[Question] = []
        self.texts = {name: text for name in spoken().kinds if (text := self._read(name)) is not None}

    def text(self, name: str) -> str:
        """Return what the line says of a field, empty where it says nothing or has to be asked."""
        return self.texts.get(name, "")

    def petition(self) -> Mapping[str, Tree]:
        """Return the petition without its code, whole if there is no question."""
        for name in _REQUIRED:
            if self.texts.get(name) == "":
                self.ask(name, "required", "")
        plain_keys = ("summary", "field", "area", "petitioner", "competence", "handler", "due")
        petition: dict[str, Tree] = {key: self.text(key) for key in plain_keys if self.text(key)}
        petition["history"] = self._history()
        if answer := self._answer():
            petition["answers"] = [answer]
        return petition

    def _history(self) -> list[Tree]:
        steps: list[dict[str, Tree]] = [{"at": self.text("received"), "status": _FIRST}, *self._reached()]
        status = self.text("status")
        if (reference := self.text("answer-reference")) and not self.text("answer"):
            if status in _BY_ANSWER:
                steps[-1]["reference"] = reference
            else:
                self.ask("answer-reference", "reference-alone", reference)
        if status == _AWAY:
            steps[-1]["to"] = self.text("to")
            if self.texts.get("to") == "":
                self.ask("to", "required", "")
        if status in _WITH_REASON and self.texts.get("note") == "":
            self.ask("note", "required", "")
        if note := self.text("note"):
            steps[-1]["note"] = note
        return [
            {key: step[key] for key in ("at", "status", "to", "reference", "note") if step.get(key)} for step in steps
        ]

    def _reached(self) -> Iterator[dict[str, Tree]]:
        """Yield the step that the line says was reached; whatever its state, its day is asked in the same round."""
        status = self.text("status")
        day = self.text("status-at") or (self.text("answer-at") if status in _BY_ANSWER else "")
        if status and status != _FIRST and (day or not self._is_apart(self._day_answer)):
            yield {"at": day, "status": status}
        is_unread = not status and "status" in self.line.places
        if day or "status-at" not in self.texts or not (is_unread or status not in {"", _FIRST}):
            return
        said = self.line.values.get("status")
        shown = "" if said is None or isinstance(said, Fault) else plain(said)
        self._ask_day(self.choices.labels["status"][status] if status else shown)

    @property
    def _day_answer(self) -> str:
        return self.answers.get(self._key("status-at", ""), "")

    def _ask_day(self, state: str) -> None:
        if not self._day_answer:
            self.ask("status-at", "status-undated", state, (word("workbook.answer-received"),))

    def _answer(self) -> Mapping[str, Tree] | None:
        if not self.text("answer"):
            return None
        if not self.text("answer-at") and "answer-at" in self.texts:
            self.ask("answer-at", "answer-undated", "")
        answer = {"at": self.text("answer-at"), "reference": self.text("answer-reference"), "text": self.text("answer")}
        return {key: text for key, text in answer.items() if text}

    def _read(self, name: str) -> str | None:
        """Return what a field says, None where that is asked; an answer stands for the cell."""
        column = Column(name, "", spoken().kinds[name], 0)
        value = self.line.values.get(name)
        said = "" if value is None or isinstance(value, Fault) else plain(value)
        answer = self.answers.get(self._key(name, said), "")
        answered = cells.read(column, answer, self.choices)
        if answer and isinstance(answered, Doubt) and not self._is_apart(answer):
            self.ask(name, answered.why, said, answered.answers)
            return None
        if answer and not isinstance(answered, Doubt):
            return answered
        if isinstance(value, Fault):
            self.ask(name, "formula", value.text)
            return None
        read = cells.read(column, value, self.choices)
        if isinstance(read, Doubt):
            self.ask(name, read.why, said, read.answers)
            return None
        return read

    def _is_apart(self, answer: str) -> bool:
        """Return whether an answer is no value but says what to do without one."""
        return folded(answer) == folded(word("workbook.answer-received"))

    def _key(self, name: str, said: str) -> str:
        """Return what names a question: the words of a choice, which mean the same wherever they stand, or the cell.

        Of a column that a table does not have, one answer holds for all its rows.
        """
        if name not in self.line.places:
            place = f"*{name}" if name in _SHARED else f"{self.line.row}{name}"
            return f"{self.line.sheet}!{place}"
        is_choice = spoken().kinds[name] in self.choices.labels and name != "petitioner" and said
        return f"{name}={folded(said)}" if is_choice else f"{self.line.sheet}!{self.line.places[name]}"

    def ask(self, name: str, why: str, said: str, offered: tuple[str, ...] = ()) -> None:
        """Ask about a field; what a column of petitioners says may be a name, and is not repeated."""
        kind = spoken().kinds[name]
        label = self.line.labels.get(name, word(f"workbook.field-{name}"))
        place = self.line.places.get(name, address((self.line.row, 1)))
        key = self._key(name, said)
        if why == "required":
            offered = tuple(self.choices.labels.get(kind, {}).values())
            is_shared = name not in self.line.places and name in _SHARED
            why = "no-column" if is_shared else "required" if name in self.line.places else "row-without"
        if name == "petitioner" and said:
            said, why = "", "petitioner"
        if why in {"status-undated", "answer-undated"}:
            key = self._key(name, "")
        self.questions.append(Question(self.line.sheet, place, label, said, why, offered, key))
