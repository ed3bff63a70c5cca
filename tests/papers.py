"""Papers of the tests: invented ones in `cases/`, read as their files would be."""

from pathlib import Path
from typing import Any

import yaml

from building import ROOT
from congkhai.importing.lines import Source
from congkhai.importing.paper import Asked, Paper, Stated
from congkhai.importing.plain import read_plain
from congkhai.problems import Report

SEEDS = ROOT.parent / "shared" / "seeds"
CASES = Path(__file__).parent / "cases"
PAPERS = [
    case
    for name in (
        "import-papers.yml",
        "import-papers-hard.yml",
        "import-papers-unseen.yml",
        "import-papers-second.yml",
        "import-petitions.yml",
        "import-duties.yml",
    )
    for case in yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
]


def source_of(text: str, ending: str = ".txt") -> Source:
    """Return the lines of a text as its file would give them."""
    source = read_plain(text.encode(), f"van-ban{ending}", Report(), is_markdown=ending == ".md")
    assert source is not None
    return source


def _petition(asked: Asked) -> str:
    """Return what was read of a petition, as far as something was read."""
    told = (asked.field, asked.petitioner, asked.competence, asked.named, asked.due and f"hạn {asked.due}")
    answer = asked.answer and f"trả lời ngày {asked.answered or '?'}: {asked.answer}"
    return " | ".join(filter(None, (f"{asked.label} {asked.summary}", *told, answer)))


def _duty(stated: Stated) -> str:
    period = " ".join(filter(None, (stated.direction, stated.offset, stated.unit, stated.until))) or "?"
    return " | ".join(filter(None, (stated.duty, stated.bearer, period, " ".join(stated.channels))))


def found_in(paper: Paper) -> dict[str, Any]:
    """Return what was read, in the form in which the cases write it."""
    signature = paper.signature
    signer = signature and " | ".join(
        str(part) for part in (signature.authority, signature.on_behalf_of, signature.post, signature.name) if part
    )
    return {
        "type": paper.type and paper.type.value,
        "conclusion": paper.is_conclusion,
        "system": paper.system.value,
        "issuer": paper.issuer,
        "number": paper.number,
        "symbol": paper.symbol,
        "place": paper.place,
        "issued": paper.issued,
        "title": paper.title,
        "signer": signer,
        "recipients": len(paper.recipients),
        "bases": [f"{basis.symbol} {basis.issued}" for basis in paper.bases],
        "follows": len(paper.follows),
        "meetings": [f"{one.told.value} | {'; '.join(one.places)}" for one in paper.occasions],
        "intake": [each.until for one in paper.occasions for each in one.intake],
        "began": paper.began,
        "ended": paper.ended,
        "figures": paper.figures,
        "items": [f"{item.label} {item.due}" for item in paper.items],
        "petitions": [_petition(asked) for asked in paper.petitions],
        "duties": [_duty(stated) for stated in paper.stated],
        "gaps": sorted({gap.slug for gap in paper.gaps}),
    }
