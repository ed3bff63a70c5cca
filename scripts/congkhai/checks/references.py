"""Every id that a record names exists, once, and means what the record needs."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from congkhai.problems import Report, nearest
from congkhai.records.conclusion import Conclusion
from congkhai.records.document import Document
from congkhai.records.fields import Ref
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.records.reading import Records
from congkhai.settings import Settings

# Where the settings list what a mention names; a list that lost an entry cannot call an id unknown.
_LISTS = {"body": "bodies", "area": "areas"}


@dataclass(frozen=True)
class Mention:
    """An id named somewhere, and the kind of thing it must be."""

    kind: str
    ref: Ref | None


def check_references(records: Records, settings: Settings, rules: Collection[str], report: Report) -> None:
    """Report unknown and repeated ids, and petitions that no conclusion settles."""
    known: dict[str, Collection[str]] = {
        "body": {body.id for body in settings.bodies},
        "area": {area.id for area in settings.areas},
        "rule": rules,
        "plan": {dossier.folder.slug for dossier in records.plans},
        "conclusion": {dossier.folder.slug for dossier in records.conclusions},
        "meeting": {meeting.id for dossier in records.plans for meeting in dossier.meetings},
        "petition": {petition.code for dossier in records.conclusions for petition in dossier.petitions},
    }
    for mention in _mentions(records, settings):
        if _LISTS.get(mention.kind) not in settings.lost:
            _check_mention(mention, known, records, report)
    _check_unique(records, settings, report)
    _check_settled(records, report)


def _check_mention(mention: Mention, known: dict[str, Collection[str]], records: Records, report: Report) -> None:
    ref, kind = mention.ref, mention.kind
    if ref is None or ref in known[kind] or ref in records.faulty or kind.title() in records.unread:
        return
    report.add(f"unknown-{kind}", ref.place, id=ref, near=nearest(ref, known[kind]))


def _mentions(records: Records, settings: Settings) -> Iterator[Mention]:
    for body in settings.bodies:
        yield Mention("body", body.successor)
    for plan_dossier in records.plans:
        if (plan := plan_dossier.plan) is not None:
            yield from _in_document(plan, "plan")
            yield from (Mention("area", area) for area in plan.areas)
            yield from (Mention("rule", rule) for rule in plan.rules)
        for meeting in plan_dossier.meetings:
            yield from _in_meeting(meeting)
    for dossier in records.conclusions:
        if dossier.conclusion is not None:
            yield from _in_conclusion(dossier.conclusion)
        for petition in dossier.petitions:
            yield from _in_petition(petition)


def _in_document(document: Document, kind: str) -> Iterator[Mention]:
    yield Mention("body", document.issuer)
    yield from (Mention("plan", basis.plan) for basis in document.legal_bases)
    yield from (Mention(kind, change.replaced_by) for change in document.changes)


def _in_meeting(meeting: Meeting) -> Iterator[Mention]:
    yield from (Mention("area", area) for area in meeting.areas)
    if meeting.notice is not None:
        yield from _in_document(meeting.notice, "meeting")


def _in_conclusion(conclusion: Conclusion) -> Iterator[Mention]:
    yield from _in_document(conclusion, "conclusion")
    yield Mention("meeting", conclusion.meeting)
    yield from (Mention("body", item.assignee) for item in conclusion.items)


def _in_petition(petition: Petition) -> Iterator[Mention]:
    yield Mention("area", petition.area)
    yield Mention("body", petition.handler)
    for step in petition.history:
        yield Mention("body", step.by)
        yield Mention("body", step.to)
    yield from (Mention("body", answer.by) for answer in petition.answers)
    yield from (Mention("petition", change.replaced_by) for change in petition.changes)


def _check_unique(records: Records, settings: Settings, report: Report) -> None:
    meetings = [meeting.id for dossier in records.plans for meeting in dossier.meetings]
    petitions = [petition.code for dossier in records.conclusions for petition in dossier.petitions]
    concluded = [dossier.conclusion for dossier in records.conclusions if dossier.conclusion]
    standing = [c for c in concluded if c.withdrawal is None and "changes" not in c.lost]
    _check_once("duplicate-meeting", meetings, report)
    _check_once("duplicate-petition", petitions, report)
    _check_once("second-conclusion", (conclusion.meeting for conclusion in standing), report)
    _check_once("duplicate-body", (body.id for body in settings.bodies), report)
    _check_once("duplicate-area", (area.id for area in settings.areas), report)


def _check_once(slug: str, refs: Iterable[Ref], report: Report) -> None:
    # Addresses are lower case, and Windows knows no other, so `KN-1` and `kn-1` are one id.
    first: dict[str, Ref] = {}
    for ref in refs:
        earlier = first.setdefault(ref.casefold(), ref)
        if earlier is not ref:
            report.add(slug, ref.place, id=ref, first=str(earlier.place))


def _check_settled(records: Records, report: Report) -> None:
    """Report items that settle unknown petitions, and petitions that no item settles.

    A conclusion may settle petitions of another dossier: those of the one that it replaces.
    """
    every = {petition.code for dossier in records.conclusions for petition in dossier.petitions}
    conclusions = [dossier.conclusion for dossier in records.conclusions if dossier.conclusion]
    named = [code for conclusion in conclusions for item in conclusion.items for code in item.petitions]
    settled: set[str] = set(named)
    for code in named:
        if code not in every | records.faulty and "Petition" not in records.unread:
            near = nearest(code, every)
            report.add("unknown-petition", code.place, id=code, near=near)
            settled.add(near)
    for dossier in records.conclusions:
        for petition in dossier.petitions if dossier.conclusion and dossier.conclusion.is_whole else ():
            if petition.code not in settled:
                report.add("unsettled-petition", petition.code.place, id=petition.code)
