"""The five published plans, imported: the facts that stand by hand in `cases/real-plans.yml` are read from the texts."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from building import ROOT
from congkhai.importing.dossier import plan_dossier, slug_of
from congkhai.importing.paper import DEFECTS, Paper
from congkhai.importing.reading import read_paper, read_source
from congkhai.problems import Report
from congkhai.settings import read_settings
from papers import SEEDS

FACTS: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "real-plans.yml").read_text("utf-8"))
# Laws that bind by their dates, which no paper names, and what only a reader of the whole sees.
BY_JUDGEMENT = {"luat-2015-77", "luat-2025-65", "luat-2025-72"}
SEEN_BY_EYE = {"typing", "contradiction", "format", "unclear-place"}

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five published texts do not lie beside this repository")


def _paper(slug: str) -> Paper:
    report = Report()
    source = read_source(next(SEEDS.glob(f"{FACTS[slug]['seed']}*")), report)
    assert source is not None
    return read_paper(source, read_settings(ROOT, Report()), None, report)


@pytest.mark.parametrize("slug", FACTS)
def test_document_facts(slug: str) -> None:
    """Issuer, number, symbol, date, place, signer, bases and recipients are those that were written by hand."""
    paper, expected = _paper(slug), FACTS[slug]["document"]
    signature = paper.signature
    assert signature is not None
    front = yaml.safe_load(plan_dossier(paper, slug).files["plan.md"].split("---")[1])
    found = {
        "issuer": paper.issuer_id,
        "number": paper.number,
        "symbol": paper.symbol,
        "issued": paper.issued,
        "place": paper.place,
        "authority": signature.authority and signature.authority.value,
        "post": signature.post,
        "signer": signature.name,
        "recipients": len(paper.recipients),
        "bases": [basis.symbol for basis in paper.bases],
        "rules": front.get("rules", []),
    }
    wanted = {key: value for key, value in expected.items() if key in found}
    assert found == {**wanted, "rules": [rule for rule in expected["rules"] if rule not in BY_JUDGEMENT]}


@pytest.mark.parametrize("slug", FACTS)
def test_meetings(slug: str) -> None:
    """Every meeting is read, with kind, track, forms and precision."""
    found = [
        {
            "when": occasion.told.value,
            "kind": occasion.kind,
            "track": occasion.track,
            "forms": list(occasion.forms),
            "tentative": occasion.is_tentative,
        }
        for occasion in _paper(slug).occasions
    ]
    assert found == list(FACTS[slug]["meetings"].values())


@pytest.mark.parametrize("slug", FACTS)
def test_defects(slug: str) -> None:
    """What is blank is told; what only a reader of the whole sees may be missed, and nothing else."""
    found = {DEFECTS[gap.slug].value for gap in _paper(slug).gaps if gap.slug in DEFECTS}
    assert set(FACTS[slug]["defects"]) - SEEN_BY_EYE <= found
    assert found <= set(FACTS[slug]["defects"])


@pytest.mark.parametrize("slug", FACTS)
def test_duties_with_a_term(slug: str) -> None:
    """Every term that a plan states is read as it was read by hand; one word that is missing in print is not put in."""
    text = (ROOT / "plans" / slug / "plan.md").read_text("utf-8").split("---\n")[1]
    by_hand = [duty for duty in yaml.safe_load(text)["duties"] if "offset" in duty or "until" in duty]
    wanted = [[str(duty[key]) for key in ("duty", "offset", "unit", "direction")] for duty in by_hand]
    found = [[duty.duty, duty.offset, duty.unit, duty.direction] for duty in _paper(slug).stated]
    assert found == ([["announce-meeting", "", "", ""]] if slug == "xa-tra-thanh-2025" else wanted)
    exempt = [list(duty.exempt) for duty in _paper(slug).stated]
    assert exempt == [duty.get("exempt", []) for duty in by_hand]


def test_folders() -> None:
    """The proposed folders bear unit and year."""
    assert [slug_of(_paper(slug)) for slug in FACTS if FACTS[slug]["document"]["issuer"]] == [
        slug for slug in FACTS if FACTS[slug]["document"]["issuer"]
    ]


def test_the_party_plan() -> None:
    """115 people, questions before 21 and 23/10, and who sends them."""
    occasion = _paper("dang-uy-phuong-2025").occasions[0]
    assert (occasion.expected["max"], "93" in occasion.expected["note"]) == ("115", True)
    assert sorted((each.until, each.sender) for each in occasion.intake) == [
        ("before 2025-10-21", "Chi bộ Tổ dân phố"),
        ("before 2025-10-23", "Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội phường"),
    ]


def test_duc_thang() -> None:
    """80 to 200 people, five minutes a question, and the number 2.3 that stands twice."""
    paper = _paper("phuong-duc-thang-2024")
    for occasion in paper.occasions:
        assert (occasion.expected["min"], occasion.expected["max"], occasion.question_minutes) == ("80", "200", "5")
    assert [dict(gap.values)["mark"] for gap in paper.gaps if gap.slug == "import-duplicate-numbering"] == ["2.3"]
