"""The facts that the desk asks for: which key holds each, and which a record cannot be without."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from congkhai.desk.dictionary import Described, described
from congkhai.records.conclusion import Conclusion, Item
from congkhai.records.entry import Entry
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition, Step
from congkhai.records.plan import Plan
from congkhai.settings import Area, Body, PortalUnit
from congkhai.words import word


@dataclass(frozen=True)
class Fact:
    """One fact: the key that will hold it, and whether a record can be without it.

    `about` names the kind of record whose ids are the only answers; `several` allows more answers than one. A fact that
    no key of its model holds, such as the folder of a new record, has words of its own under `asked`, one that needs
    another name is `called` so. What is `past` has happened by today. `columns` are further facts about each of several answers.
    """

    key: str
    model: type[Entry]
    required: bool = False
    several: bool = False
    about: str = ""
    asked: str = ""
    called: str = ""
    past: bool = False
    columns: tuple["Fact", ...] = ()

    @property
    def name(self) -> str:
        """Return under which name the answer is kept: the key, unless the fact has a name of its own."""
        return self.called or self.asked or self.key

    @property
    def option(self) -> str:
        """Return the option of the command line, such as `--meeting`."""
        return f"--{self.name}".replace("_", "-")

    @property
    def words(self) -> Described:
        """Return how the fact is asked for."""
        if self.asked:
            return Described(word(f"fact.{self.asked}"), word(f"fact.{self.asked}-text"))
        return described(self.model, self.key)

    @property
    def choices(self) -> type[StrEnum] | None:
        """Return the enumeration that the field takes, if it takes one."""
        found = [self.model.model_fields[self.key].annotation]
        while found:
            one = found.pop()
            if isinstance(one, type) and issubclass(one, StrEnum):
                return one
            found += get_args(one)
        return None


_DOCUMENT = (
    Fact("title", Conclusion, required=True),
    Fact("issuer", Conclusion, required=True, about="body"),
    Fact("number", Conclusion),
    Fact("symbol", Conclusion),
    Fact("issued", Conclusion, past=True),
    Fact("place", Conclusion),
    Fact("published", Conclusion, past=True),
)

# In the order in which they are asked.
FACTS: Mapping[str, Sequence[Fact]] = {
    "plan": (
        *_DOCUMENT,
        Fact("period", Plan),
        Fact("areas", Plan, several=True, about="area"),
        Fact("rules", Plan, several=True, about="rule"),
        Fact("id", Meeting, asked="folder"),
    ),
    "meeting": (
        Fact("id", Meeting, required=True, about="plan", asked="plan"),
        Fact("title", Meeting, required=True),
        Fact("kind", Meeting, required=True),
        Fact("track", Meeting, required=True),
        Fact("forms", Meeting, required=True, several=True),
        Fact("when", Meeting, required=True),
        Fact("places", Meeting, several=True),
        Fact("areas", Meeting, several=True, about="area"),
        Fact("chair", Meeting, several=True),
        Fact("audience", Meeting),
        Fact("contents", Meeting),
        Fact("id", Meeting),
    ),
    "conclusion": (
        Fact("meeting", Conclusion, required=True, about="meeting"),
        *_DOCUMENT,
        Fact(
            "text", Item, several=True, asked="item", columns=(Fact("assignee", Item, about="body"), Fact("due", Item))
        ),
        Fact("id", Meeting, asked="folder"),
    ),
    "petition": (
        Fact("meeting", Conclusion, required=True, about="conclusion", asked="conclusion"),
        Fact("number", Item, required=True, about="item", called="item"),
        Fact("at", Step, required=True, asked="received", past=True),
        Fact("summary", Petition, required=True),
        Fact("field", Petition, required=True),
        Fact("petitioner", Petition, required=True),
        Fact("competence", Petition, required=True),
        Fact("area", Petition, about="area"),
        Fact("handler", Petition, about="body"),
        Fact("due", Petition),
        Fact("code", Petition),
    ),
}

# What a new portal has to know of its unit.
UNIT: Sequence[Fact] = (
    Fact("name", PortalUnit, required=True),
    Fact("level", PortalUnit, required=True),
    Fact("province", PortalUnit, required=True),
    Fact("agency", PortalUnit, required=True),
    Fact("address", PortalUnit),
    Fact("phone", PortalUnit),
    Fact("email", PortalUnit),
    Fact("responsible", PortalUnit),
    Fact("takedown", PortalUnit),
    Fact("address", PortalUnit, asked="site-url"),
    Fact("name", Area, several=True, asked="area"),
    Fact("id", Body, several=True, about="body", asked="body"),
    Fact("rules", Body, several=True, about="rule"),
)
