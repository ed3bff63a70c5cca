"""A paper as the files of a dossier, in the house's YAML; what the paper leaves blank stays out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from congkhai.importing.dates import dates_in
from congkhai.importing.issuers import proposed, unit_slug
from congkhai.importing.paper import DEFECTS, Basis, Occasion, Paper, Stated
from congkhai.importing.patterns import spelt
from congkhai.importing.petition_file import PETITIONS, first_codes, petitions_text
from congkhai.law.instruments import instruments
from congkhai.problems import Problem, render_text
from congkhai.records.document import DefectKind, DocumentSystem, DocumentType
from congkhai.records.when import Precision
from congkhai.settings import AreaKind
from congkhai.sources.folding import slug
from congkhai.sources.writing import Tree, yaml_text
from congkhai.words import word

PLAN, SCHEDULE, CONCLUSION = "plan.md", "schedule.yml", "conclusion.md"
_MAX_SLUG = 60


@dataclass(frozen=True)
class Dossier:
    """A folder to be written: its kind (`plans` or `conclusions`), its slug and its files."""

    kind: str
    slug: str
    files: dict[str, str]


def slug_of(paper: Paper) -> str:
    """Return the folder's name that a paper suggests: issuer and year; of a conclusion also its number."""
    parts = [unit_slug(paper.issuer) or slug(paper.title or "")[:30].strip("-") or "van-ban"]
    if paper.is_conclusion:
        parts.append(f"ket-luan-{(paper.began or paper.issued or '')[:10]}".strip("-"))
    else:
        parts.append(_period(paper) or "")
    return slug("-".join(filter(None, parts)))[:_MAX_SLUG].strip("-")


def plan_dossier(paper: Paper, name: str) -> Dossier:
    """Return the dossier of a plan."""
    table = _head(paper)
    table |= {
        "follows": paper.follows,
        "recipients": paper.recipients,
        "period": _period(paper) or "",
        "scope": paper.scope or "",
        "areas": list(dict.fromkeys(area for occasion in paper.occasions for area in occasion.areas)),
        "budget": paper.budget or "",
        "rules": _rules(paper.bases),
        "duties": [_stated(stated) for stated in paper.stated],
        "defects": defects(paper),
    }
    files = {PLAN: _markdown(paper, table)}
    if paper.occasions:
        files[SCHEDULE] = yaml_text({"meetings": list(_meetings(paper, name))})
    return Dossier("plans", name, files)


def conclusion_dossier(paper: Paper, name: str, meeting: str | None, codes: Sequence[str] = ()) -> Dossier:
    """Return the dossier of a conclusion with its petitions; without a meeting its reader will ask for one."""
    codes = codes or first_codes(paper)
    head = _head(paper)
    table: dict[str, Tree] = {"meeting": meeting or "", **head}
    items = [*_petition_items(paper, codes), *_items(paper)]
    table |= {"recipients": paper.recipients, "items": items, "defects": defects(paper)}
    files = {CONCLUSION: _markdown(paper, table)}
    if paper.petitions:
        files[PETITIONS] = petitions_text(paper, codes)
    return Dossier("conclusions", name, files)


def without_petitions(dossier: Dossier) -> Dossier:
    """Return a conclusion's dossier without the file of petitions, what its items say of them made comments."""
    text = re.sub(r"(?m)^(?=    petitions:$|      - \S+$)", "#", dossier.files[CONCLUSION].partition("\n---\n")[0])
    rest = dossier.files[CONCLUSION].partition("\n---\n")[2]
    return Dossier(dossier.kind, dossier.slug, {CONCLUSION: f"{text}\n---\n{rest}"})


def notice(paper: Paper) -> dict[str, Tree]:
    """Return the notice that belongs under a meeting of `schedule.yml`."""
    table = _head(paper)
    kind: dict[str, Tree] = {"type": "invitation"} if paper.type is DocumentType.INVITATION else {}
    return {**kind, **table, "recipients": paper.recipients, "defects": defects(paper)}


def unit_block(paper: Paper) -> str:
    """Return the lines that make a body known to mkdocs.yml."""
    name, full, system = proposed(paper.issuer or "")
    rows: list[Tree] = [{"id": name, "name": full, "system": system.value}]
    return yaml_text({"bodies": rows})


def area_block(paper: Paper) -> str:
    """Return the lines that make areas known to mkdocs.yml."""
    rows: list[Tree] = []
    for name in paper.areas:
        is_group = spelt(name).startswith((spelt("tổ dân phố"), "tdp", spelt("khu phố")))
        kind = AreaKind.RESIDENTIAL_GROUP if is_group else AreaKind.VILLAGE
        rows.append({"id": slug(name), "name": name, "kind": kind.value})
    return yaml_text({"areas": rows})


def defects(paper: Paper) -> list[Tree]:
    """Return the gaps that the records have a kind for, each said once."""
    found = {(DEFECTS[gap.slug], gap.message()) for gap in paper.gaps if gap.slug in DEFECTS}
    order = list(DefectKind)
    return [
        {"kind": kind.value, "note": note}
        for kind, note in sorted(found, key=lambda one: (order.index(one[0]), one[1]))
    ]


def told_gaps(problems: Sequence[Problem], unit: str) -> Iterator[str]:
    """Yield every gap as two lines, its place by the unit that the file is counted in."""
    for problem in problems:
        text = render_text(problem)
        yield text.replace(f"{problem.place}", f"{problem.place.file}, {unit} {problem.place.line}", 1)


def _head(paper: Paper) -> dict[str, Tree]:
    signature = paper.signature
    signer: dict[str, Tree] = {}
    if signature is not None:
        signer = {
            "authority": signature.authority.value if signature.authority else "",
            "on_behalf_of": signature.on_behalf_of or "",
            "post": signature.post,
            "name": signature.name or "",
        }
    return {
        "system": paper.system.value if paper.system is DocumentSystem.PARTY else "",
        "issuer": paper.issuer_id or "",
        "number": paper.number or "",
        "symbol": paper.symbol or "",
        "issued": paper.issued or "",
        "place": paper.place or "",
        "title": paper.title or "",
        "signer": signer,
        "legal_bases": [_basis(basis) for basis in paper.bases],
    }


def _basis(basis: Basis) -> dict[str, Tree]:
    return {
        "type": basis.type.value,
        "symbol": basis.symbol or "",
        "issued": basis.issued or "",
        "issuer": basis.issuer or "",
        "title": basis.title or "",
    }


def _stated(stated: Stated) -> dict[str, Tree]:
    return {
        "duty": stated.duty,
        "bearer": stated.bearer,
        "offset": stated.offset,
        "unit": stated.unit,
        "direction": stated.direction,
        "until": stated.until,
        "channels": list(stated.channels),
        "exempt": list(stated.exempt),
        "note": stated.note,
    }


def _rules(bases: Sequence[Basis]) -> list[Tree]:
    """Return the local rules among the bases that this program knows by their symbol."""
    known = {instrument.symbol: key for key, instrument in instruments().items()}
    return [known[basis.symbol] for basis in bases if basis.symbol in known]


def _period(paper: Paper) -> str | None:
    years = {told.value for told in dates_in(paper.title or "") if told.precision is Precision.YEAR}
    return years.pop() if len(years) == 1 else paper.year


def _markdown(paper: Paper, table: dict[str, Tree]) -> str:
    hint = ""
    if paper.issuer is not None and paper.issuer_id is None:
        hint = f"# {word('import.issuer-comment')}\n# issuer: {proposed(paper.issuer)[0]}\n"
    return f"---\n{hint}{yaml_text(table)}---\n\n{paper.body}"


def _meetings(paper: Paper, name: str) -> Iterator[Tree]:
    ids: set[str] = set()
    for occasion in paper.occasions:
        own = base = f"{name}-{_when_slug(occasion, name)}"
        count = 1
        while own in ids:
            count += 1
            own = f"{base}-{count}"
        ids.add(own)
        yield _meeting(occasion, own)


def _when_slug(occasion: Occasion, name: str) -> str:
    if occasion.told.precision is Precision.ON_OCCURRENCE:
        return {"thematic": "chuyen-de", "ad-hoc": "dot-xuat"}.get(occasion.kind, "khi-can")
    text = occasion.told.value.lower().partition("t")[0]
    year = text[:4]
    return text.removeprefix(f"{year}-") if name.endswith(year) and text != year else text


def _meeting(occasion: Occasion, own: str) -> dict[str, Tree]:
    return {
        "id": own,
        "title": occasion.title,
        "kind": occasion.kind,
        "track": occasion.track,
        "forms": list(occasion.forms),
        "when": occasion.told.value,
        "tentative": "yes" if occasion.is_tentative else "",
        "printed": occasion.printed,
        "intake": [
            {"sender": each.sender, "receiver": each.receiver or "", "until": each.until} for each in occasion.intake
        ],
        "places": list(occasion.places),
        "areas": list(occasion.areas),
        "audience": occasion.audience or "",
        "chair": list(occasion.chair),
        "expected": dict(occasion.expected),
        "question_minutes": occasion.question_minutes or "",
    }


def _petition_items(paper: Paper, codes: Sequence[str]) -> Iterator[Tree]:
    """Yield an item of the conclusion for each petition, since the point that tells it is what settles it."""
    used = [item.label for item in paper.items] + [asked.label for asked in paper.petitions]
    is_shared = len(set(used)) < len(used)
    for asked, code in zip(paper.petitions, codes, strict=True):
        label = f"{asked.section}.{asked.label}".lstrip(".") if is_shared else asked.label
        yield {
            "number": code if used.count(label) > 1 else label,
            "text": "\n\n".join(filter(None, (asked.summary, asked.answer))),
            "assignee": asked.handler,
            "due": asked.due,
            "petitions": [code],
        }


def _items(paper: Paper) -> Iterator[Tree]:
    for item in paper.items:
        yield {"number": item.label, "text": item.text, "assignee": item.assignee or "", "due": item.due or ""}


def held(paper: Paper) -> dict[str, Tree]:
    """Return when a meeting was held and its counts, as they belong under the meeting."""
    figures: dict[str, Tree] = dict(sorted(paper.figures.items()))
    return {"began": paper.began or "", "ended": paper.ended or "", "figures": figures}
