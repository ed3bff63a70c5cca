"""One petition of the corpus: its words and a history that could have happened."""

from dataclasses import dataclass
from datetime import date, timedelta

from dice import Dice
from plain_yaml import Value
from planted import Planted
from wording import Story, spelled, vocabulary

PETITIONERS = ("household", "individual", "group", "organisation", "residential-group")
# How often a history ends so, of 100.
ENDS = {"resolved": 44, "answered": 20, "assigned": 9, "answered-on-spot": 6, "guided": 5, "scheduled": 5,
        "forwarded": 4, "upper-answered": 3, "not-resolved": 3, "not-considered": 1}  # fmt: skip
_ENDS = tuple(end for end, share in ENDS.items() for _ in range(share))
UPPER = ("so-xay-dung", "dien-luc")


@dataclass(frozen=True)
class Occasion:
    """What a petition takes from the meeting where it was made: when, and the notice that concluded it."""

    held: date
    concluded: date
    notice: str


@dataclass(frozen=True)
class Petition:
    """A petition and its history; the texts of its keys are those of `petitions.yml`."""

    code: str
    facts: dict[str, str]
    history: list[dict[str, str]]
    answers: list[dict[str, str]]

    @property
    def entry(self) -> dict[str, Value]:
        """Return the entry of `petitions.yml`."""
        entry: dict[str, Value] = {"code": self.code, **self.facts, "history": self.history}
        return entry | {"answers": self.answers} if self.answers else entry


def _steps(end: str, handler: str, occasion: Occasion, dice: Dice) -> list[dict[str, str]]:
    held, closed = occasion.held, occasion.concluded + timedelta(days=dice.between(9, 28))
    received, assigned = {"at": f"{held}", "status": "received"}, {
        "at": f"{occasion.concluded}", "status": "assigned", "to": handler, "reference": occasion.notice,
    }  # fmt: skip
    last = {"at": f"{closed}", "status": end, "by": handler}
    notes = vocabulary().notes.get(end)
    if notes is not None:
        last["note"] = dice.pick(notes)
    if end == "answered-on-spot":
        return [received, last | {"at": f"{held}"}]
    if end == "not-considered":
        return [received, last]
    if end in {"forwarded", "upper-answered"}:
        upper = dice.pick(UPPER)
        sent = {"at": f"{occasion.concluded}", "status": "forwarded", "by": handler, "to": upper}
        return [received, sent] if end == "forwarded" else [received, sent, last | {"by": upper}]
    classified = {"at": f"{held + timedelta(days=1)}", "status": "classified", "by": "ubnd"}
    return [received, classified, assigned] + ([] if end == "assigned" else [last])


def _competence(end: str) -> str:
    if end == "not-considered":
        return "not-considered"
    return "beyond" if end in {"forwarded", "upper-answered"} else "ours"


def petition(number: int, code: str, occasion: Occasion, sown: Planted | None) -> Petition:
    """Return petition `number` of the corpus; `sown` gives the words and ends it well."""
    dice = Dice(1, number)
    fields = vocabulary().fields
    field = sown.field if sown else dice.pick(tuple(fields))
    handler = vocabulary().handlers[field]
    office = next(body["short"] for body in vocabulary().bodies if body["id"] == handler)
    story = Story(dice, field, office, occasion.concluded)
    end = "resolved" if sown else dice.pick(_ENDS)
    summary, answer = story.tell("openings", "middles", "asks"), story.tell("replies", "promises", "closings")
    steps = _steps(end, handler, occasion, dice)
    facts = {
        "summary": sown.summary if sown else spelled(summary, dice),
        "field": field,
        "area": f"tdp-{dice.between(1, len(vocabulary().areas))}",
        "petitioner": dice.pick(PETITIONERS),
        "competence": _competence(end),
        "handler": handler,
        "due": f"{occasion.concluded + timedelta(days=30)}",
    }
    answers = []
    if end not in {"assigned", "forwarded"}:
        text = sown.answer if sown else spelled(answer, dice)
        answers = [{"at": steps[-1]["at"], "by": steps[-1]["by"], "text": text}]
    return Petition(code, facts, steps, answers)
