"""The petitions of a paper as `petitions.yml`; what the paper does not say stays out, and a comment says what to write."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from congkhai.importing.paper import Asked, Paper
from congkhai.importing.petitioning import NEEDED
from congkhai.records.petition import Competence, Petitioner, PetitionField, Status
from congkhai.sources.writing import Tree, yaml_text
from congkhai.words import label, word

PETITIONS = "petitions.yml"
_CHOICES: dict[str, type[StrEnum]] = {"field": PetitionField, "petitioner": Petitioner, "competence": Competence}


def first_codes(paper: Paper) -> list[str]:
    """Return codes of a series of the paper's year, for a paper outside any portal."""
    year = (paper.began or paper.issued or "")[:4]
    return [f"KN-{year}-{n:03}" if year else f"KN-{n:03}" for n in range(1, len(paper.petitions) + 1)]


def petitions_text(paper: Paper, codes: Sequence[str]) -> str:
    """Return the file of the petitions under their codes."""
    rows: list[Tree] = [_petition(asked, code, paper) for asked, code in zip(paper.petitions, codes, strict=True)]
    return "".join(_comments(paper.petitions)) + yaml_text({"petitions": rows})


def _comments(petitions: Sequence[Asked]) -> Iterator[str]:
    """Yield what a clerk has to write, with every choice that there is."""
    blank = [key for key in NEEDED if any(not getattr(asked, key) for asked in petitions)]
    if blank:
        yield f"# {word('import.petitions-comment')}\n"
    for key in blank:
        if key in _CHOICES:
            told = ", ".join(f"{choice} ({label(choice)})" for choice in _CHOICES[key])
            yield f"#   {key}: {told}\n"
        else:
            yield f"#   {word('import.petitions-received')}\n"


def _petition(asked: Asked, code: str, paper: Paper) -> Tree:
    return {
        "code": code,
        "summary": asked.summary,
        "field": asked.field,
        "area": asked.area,
        "petitioner": asked.petitioner,
        "competence": asked.competence,
        "handler": asked.handler,
        "due": asked.due,
        "history": list(_history(asked, paper)),
        "answers": [_answer(asked, paper)] if asked.answer else [],
    }


def _history(asked: Asked, paper: Paper) -> Iterator[Tree]:
    """Yield received, answered and assigned, each only with the day that is printed, in the order of the days."""
    received: dict[str, Tree] = {"at": asked.received, "status": Status.RECEIVED.value, "note": asked.note}
    yield received
    if asked.answered:
        status = Status.ANSWERED_ON_SPOT if asked.is_on_spot else Status.ANSWERED
        yield {"at": asked.answered, "status": status.value}
    if asked.assigned:
        yield {
            "at": asked.assigned,
            "status": Status.ASSIGNED.value,
            "to": asked.handler,
            "reference": reference(paper),
        }


def _answer(asked: Asked, paper: Paper) -> dict[str, Tree]:
    day = asked.answered or paper.issued or ""
    return {"at": day, "reference": "" if asked.is_on_spot else reference(paper), "text": asked.answer}


def reference(paper: Paper) -> str:
    """Return number and symbol as one, empty while one of them is blank."""
    if not paper.number or not paper.symbol:
        return ""
    return f"{paper.number}{'-' if '/' in paper.symbol else '/'}{paper.symbol}"
