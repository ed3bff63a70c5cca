"""Every id that a record names exists, once, and means what the record needs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from congkhai.problems import Problem, Report, nearest, nearest_id
from congkhai.records.document import Change, Document
from congkhai.records.entry import Ref
from congkhai.records.reading import ConclusionDossier, Records
from congkhai.settings import Area, Body, Settings
from congkhai.sources.folding import fold

# Where the settings list what a mention names; a list that lost an entry cannot call an id unknown.
_LISTS = {"body": "bodies", "area": "areas"}
# The keys under which a clerk may have written a name in place of an id.
_BODY_KEYS = frozenset({"issuer", "assignee", "handler", "by", "to"})
_AREA_KEYS = frozenset({"area", "areas"})


# The kind of thing that ids must name, and the ids.
Mentions = tuple[str, Sequence[Ref | None]]


def check_references(records: Records, settings: Settings, rules: Collection[str], report: Report) -> None:
    """Report unknown and repeated ids, and petitions that no conclusion settles."""
    known: dict[str, AbstractSet[str]] = {
        "body": {body.id for body in settings.bodies},
        "area": {area.id for area in settings.areas},
        "rule": {*rules},
        "plan": {dossier.folder.slug for dossier in records.plans},
        "conclusion": {dossier.folder.slug for dossier in records.conclusions},
        "meeting": {meeting.id for dossier in records.plans for meeting in dossier.meetings},
        "petition": _codes(records),
    }
    for kind, refs in _mentions(records, settings, known):
        there = known[kind]
        for ref in refs if _LISTS.get(kind) not in settings.lost else ():
            if ref is not None and ref not in there:
                _tell_unknown(kind, ref, there, records, report)
    _check_unique(records, settings, report)
    _check_settled(records, report)
    _check_self(records, settings, report)
    report.problems = [
        _with_named(problem, settings) if problem.slug == "bad-id" else problem for problem in report.problems
    ]


def _with_named(problem: Problem, settings: Settings) -> Problem:
    """Return the problem of a name that stands where an id belongs, with the id of what is called so."""
    values = dict(problem.values)
    listed: Sequence[Body | Area] = ()
    if values["key"] in _BODY_KEYS:
        listed = settings.bodies
    elif values["key"] in _AREA_KEYS:
        listed = settings.areas
    near = _called(fold(values["found"]), listed)
    return problem if not near else Problem(problem.place, problem.slug, (*problem.values, ("near", near)))


def _called(found: str, listed: Sequence[Body | Area]) -> str:
    """Return the id of the only one that has this name or short name, or whose name begins with these words."""
    named = [(fold(name), one.id) for one in listed for name in (one.name, _short(one)) if name]
    whole = {code for name, code in named if name == found}
    begun = {code for name, code in named if name.startswith(f"{found} ")}
    fitting = whole or begun
    return min(fitting) if len(fitting) == 1 else ""


def _short(one: Body | Area) -> str | None:
    return one.short if isinstance(one, Body) else None


def _tell_unknown(kind: str, ref: Ref, known: Collection[str], records: Records, report: Report) -> None:
    if ref not in records.faulty and kind.title() not in records.unread:
        report.add(f"unknown-{kind}", ref.place, id=ref, near=nearest_id(ref, known))


def _mentions(records: Records, settings: Settings, known: Mapping[str, AbstractSet[str]]) -> Iterator[Mentions]:
    yield "body", [body.successor for body in settings.bodies]
    yield "rule", [rule for body in settings.bodies for rule in body.rules]
    yield "body", [series.issuer for series in settings.series]
    for plan_dossier in records.plans:
        if (plan := plan_dossier.plan) is not None:
            yield from _in_document(plan, "plan")
            yield "area", plan.areas
            yield "rule", plan.rules
        for meeting in plan_dossier.meetings:
            yield "area", meeting.areas
            if meeting.notice is not None:
                yield from _in_document(meeting.notice, "meeting")
    for dossier in records.conclusions:
        if (conclusion := dossier.conclusion) is not None:
            yield from _in_document(conclusion, "conclusion")
            yield "meeting", [conclusion.meeting]
            yield "body", [item.assignee for item in conclusion.items]
        # Very many, and hardly ever one that is unknown.
        if any(not refs <= known[kind] for kind, refs in dossier.petitions.named.items()):
            yield from dossier.petitions.mentions()


def _in_document(document: Document, kind: str) -> Iterator[Mentions]:
    yield "body", [document.issuer]
    yield "plan", [basis.plan for basis in document.legal_bases]
    yield kind, [change.replaced_by for change in document.changes]


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

    A conclusion may settle petitions of another dossier: those of the one that it replaces. A petition that an
    unknown code stands for is not told as unsettled too; one whose row repeats another's code is told there.
    """
    every = _codes(records)
    left = every - {code for dossier in records.conclusions for code in _settled_by(dossier)}
    known = every | records.faulty
    for dossier in records.conclusions:
        hidden = len(dossier.petitions) - len(dossier.petitions.codes)
        unknown = [code for code in _settled_by(dossier) if code not in known]
        for code in unknown[hidden:] if "Petition" not in records.unread else ():
            here = dossier.petitions.codes & left
            meant = nearest(code, here) or nearest(code, left)
            report.add("unknown-petition", code.place, id=code, near=meant or nearest_id(code, every))
            left = {other for other in left if other != meant}
    for dossier in records.conclusions:
        for petition in dossier.petitions if left and dossier.conclusion and dossier.conclusion.is_whole else ():
            if petition.code in left:
                report.add("unsettled-petition", petition.code.place, id=petition.code)


def _codes(records: Records) -> set[Ref]:
    return {code for dossier in records.conclusions for code in dossier.petitions.codes}


def _settled_by(dossier: ConclusionDossier) -> list[Ref]:
    conclusion = dossier.conclusion
    return [code for item in conclusion.items for code in item.petitions] if conclusion else []


def _check_self(records: Records, settings: Settings, report: Report) -> None:
    """Report records that name themselves as what comes after them."""
    for body in settings.bodies:
        if body.successor == body.id:
            report.add("names-itself", body.successor.place, key="successor", id=body.id)
    for own, changes in _changes(records):
        for ref in (change.replaced_by for change in changes):
            if ref is not None and ref == own:
                report.add("names-itself", ref.place, key="replaced_by", id=own)


def _changes(records: Records) -> Iterator[tuple[str, Iterable[Change]]]:
    for plan_dossier in records.plans:
        yield plan_dossier.folder.slug, plan_dossier.plan.changes if plan_dossier.plan else ()
        yield from ((meeting.id, meeting.notice.changes) for meeting in plan_dossier.meetings if meeting.notice)
    for dossier in records.conclusions:
        yield dossier.folder.slug, dossier.conclusion.changes if dossier.conclusion else ()
        yield from ((petition.code, petition.changes) for petition in dossier.petitions if petition.changes)
