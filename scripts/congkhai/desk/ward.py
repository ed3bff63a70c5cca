"""A ward's folder as the desk sees it: what exists, what an answer may name, and what may be proposed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from congkhai.desk import proposals
from congkhai.desk.reading import Known
from congkhai.law.instruments import Scope, instruments
from congkhai.problems import Report
from congkhai.records.conclusion import Conclusion, Item
from congkhai.records.meeting import Meeting
from congkhai.records.reading import Records, read_records
from congkhai.records.when import parse_when
from congkhai.settings import Settings, read_settings

# Every answer so far, under the name of its fact; what was left out is absent.
Answers = Mapping[str, Sequence[str]]

_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_SYMBOLS = {"plan": "KH-UBND", "conclusion": "TB-UBND"}
_COMMITTEE = "Ủy ban nhân dân"


@dataclass(frozen=True)
class Ward:
    """One portal's folder, read as far as it can be read."""

    root: Path
    settings: Settings
    records: Records
    today: date

    @property
    def meetings(self) -> Mapping[str, Meeting]:
        """Return every meeting by its id."""
        return {meeting.id: meeting for dossier in self.records.plans for meeting in dossier.meetings}

    @property
    def conclusions(self) -> Mapping[str, Conclusion]:
        """Return every conclusion by its folder."""
        return {one.folder.slug: one.conclusion for one in self.records.conclusions if one.conclusion is not None}

    @property
    def codes(self) -> Sequence[str]:
        """Return the code of every petition, in the order of folders and files."""
        return [petition.code for one in self.records.conclusions for petition in one.petitions]

    def known(self, answers: Answers) -> Known:
        """Return what the next answer may name; the items of a conclusion are known once it is chosen."""
        return Known(self.today, {
            "body": {body.id: body.name for body in self.settings.bodies},
            "area": {area.id: area.name for area in self.settings.areas},
            "rule": local_rules(),
            "plan": {one.folder.slug: one.plan.title for one in self.records.plans if one.plan is not None},
            "meeting": {meeting.id: meeting.title for meeting in self._unconcluded},
            "conclusion": {slug: conclusion.title for slug, conclusion in self.conclusions.items()},
            "item": {item.number: item.text for item in self._items(answers)},
        }, self._taken())  # fmt: skip

    def proposal(self, kind: str, name: str, answers: Answers) -> str:
        """Return what a person may accept with one key, an empty string where nothing follows from the records."""
        propose = _PROPOSALS.get((kind, name)) or _PROPOSALS.get(("", name))
        return propose(self, kind, answers) if propose else ""

    def _taken(self) -> Mapping[str, Mapping[str, str]]:
        plans, conclusions = (
            {one.folder.slug: one.folder.file for one in found}
            for found in (self.records.plans, self.records.conclusions)
        )
        petitions = {str(one.code): str(one.origin) for part in self.records.conclusions for one in part.petitions}
        meetings = {str(one.id): str(one.origin) for one in self.meetings.values()}
        return {"folder": {**plans, **conclusions}, "id": meetings, "code": petitions}

    @property
    def _unconcluded(self) -> Sequence[Meeting]:
        """Return the meetings that no conclusion in force concludes; each has one at most."""
        concluded = {one.meeting for one in self.conclusions.values() if one.withdrawal is None}
        return [meeting for meeting in self.meetings.values() if meeting.id not in concluded]

    @property
    def waiting(self) -> Sequence[Meeting]:
        """Return the meetings that were held and not yet concluded."""
        return [meeting for meeting in self._unconcluded if meeting.held is not None]

    def _items(self, answers: Answers) -> Sequence[Item]:
        conclusion = self.conclusions.get(first_of(answers, "conclusion"))
        return conclusion.items if conclusion else ()

    def item(self, answers: Answers) -> Item | None:
        """Return the item of a conclusion that was chosen."""
        return next((item for item in self._items(answers) if item.number == first_of(answers, "item")), None)


def open_ward(root: Path, today: date, report: Report) -> Ward | None:
    """Return the ward whose portal lies at `root`; None, with the problems told, where its settings cannot be read."""
    settings = read_settings(root, report)
    # What else is wrong is told by `check`; here it only means that less can be named.
    return Ward(root, settings, read_records(root, Report()), today) if settings is not None else None


def local_rules() -> Mapping[str, str]:
    """Return the rules that bind only units which name them, by id; those of the whole country bind by themselves."""
    return {one.id: f"{one.symbol}, {one.title}" for one in instruments().values() if one.scope is Scope.LOCAL}


def first_of(answers: Answers, name: str) -> str:
    """Return the first answer to a fact, empty when there is none."""
    return next(iter(answers.get(name, ())), "")


def _issuer(ward: Ward, _kind: str, _answers: Answers) -> str:
    bodies = [body.id for body in ward.settings.bodies if body.name == ward.settings.unit.agency]
    return bodies[0] if len(bodies) == 1 else ""


def _symbol(ward: Ward, kind: str, answers: Answers) -> str:
    names = {str(body.id): body.name for body in ward.settings.bodies}
    return _SYMBOLS.get(kind, "") if names.get(first_of(answers, "issuer"), "").startswith(_COMMITTEE) else ""


def _year_in(answers: Answers, *names: str) -> int | None:
    found = [match for name in names if (match := _YEAR.search(first_of(answers, name)))]
    return int(found[0].group()) if found else None


def _period(_ward: Ward, _kind: str, answers: Answers) -> str:
    return str(_year_in(answers, "title") or "")


def _plan_folder(ward: Ward, _kind: str, answers: Answers) -> str:
    taken = [one.folder.slug for one in ward.records.plans]
    return proposals.plan_folder(first_of(answers, "title"), _year_in(answers, "period", "title"), taken)


def _conclusion_folder(ward: Ward, _kind: str, answers: Answers) -> str:
    name = proposals.short_slug(f"ket-luan-{first_of(answers, 'meeting')}")
    return proposals.free(name, [one.folder.slug for one in ward.records.conclusions])


def _newest_plan(ward: Ward, _kind: str, _answers: Answers) -> str:
    plans = [one for one in ward.records.plans if one.plan is not None]
    dated = sorted((one.plan.issued.first, one.folder.slug) for one in plans if one.plan and one.plan.issued and one.plan.issued.first)  # fmt: skip
    return dated[-1][1] if dated else (plans[0].folder.slug if len(plans) == 1 else "")


def _meeting_id(ward: Ward, _kind: str, answers: Answers) -> str:
    plan = first_of(answers, "plan")
    siblings = [meeting.id for one in ward.records.plans if one.folder.slug == plan for meeting in one.meetings]
    return proposals.meeting_id(plan, siblings, list(ward.meetings))


def _unconcluded(ward: Ward, _kind: str, _answers: Answers) -> str:
    return ward.waiting[0].id if len(ward.waiting) == 1 else ""


def _newest_conclusion(ward: Ward, _kind: str, _answers: Answers) -> str:
    dated = sorted(
        (one.issued.first, slug) for slug, one in ward.conclusions.items() if one.issued and one.issued.first
    )
    return dated[-1][1] if dated else (next(iter(ward.conclusions)) if len(ward.conclusions) == 1 else "")


def _only_item(ward: Ward, _kind: str, answers: Answers) -> str:
    choices = ward.known(answers).ids["item"]
    return next(iter(choices)) if len(choices) == 1 else ""


def _received(ward: Ward, _kind: str, answers: Answers) -> str:
    conclusion = ward.conclusions.get(first_of(answers, "conclusion"))
    meeting = ward.meetings.get(conclusion.meeting) if conclusion else None
    return str(meeting.held.began.day) if meeting and meeting.held and meeting.held.began.day else ""


def _handler(ward: Ward, _kind: str, answers: Answers) -> str:
    item = ward.item(answers)
    return str(item.assignee) if item and item.assignee else ""


def _due(ward: Ward, _kind: str, answers: Answers) -> str:
    """Return the day that the conclusion itself states for the item: no rule sets another."""
    item = ward.item(answers)
    return str(item.due) if item and item.due else ""


def _code(ward: Ward, _kind: str, answers: Answers) -> str:
    received = parse_when(first_of(answers, "received"))
    year = received.first.year if received and received.first else ward.today.year
    return proposals.petition_code(year, ward.codes)


_Propose = Callable[[Ward, str, Answers], str]
_PROPOSALS: Mapping[tuple[str, str], _Propose] = {
    ("", "issuer"): _issuer,
    ("", "symbol"): _symbol,
    ("plan", "period"): _period,
    ("plan", "folder"): _plan_folder,
    ("meeting", "plan"): _newest_plan,
    ("meeting", "id"): _meeting_id,
    ("conclusion", "meeting"): _unconcluded,
    ("conclusion", "folder"): _conclusion_folder,
    ("petition", "conclusion"): _newest_conclusion,
    ("petition", "item"): _only_item,
    ("petition", "received"): _received,
    ("petition", "handler"): _handler,
    ("petition", "due"): _due,
    ("petition", "code"): _code,
}
# What is computed stands without being asked for.
COMPUTED = frozenset({"folder", "id", "code"})
