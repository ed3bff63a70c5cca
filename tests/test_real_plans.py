"""The five real plans: every fact in its field, every oddity kept, no sentence copied."""

import re
from pathlib import Path

import pytest
import yaml

from building import DAY, ROOT
from congkhai.opening import open_portal
from congkhai.portal.relations import Portal
from congkhai.records.document import DefectKind
from congkhai.records.plan import Plan

SEEDS = ROOT.parent / "shared" / "seeds"
FACTS = yaml.safe_load((Path(__file__).parent / "cases" / "real-plans.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def portal() -> Portal:
    """Return our own portal."""
    opened = open_portal(ROOT, DAY)
    assert opened.portal is not None
    return opened.portal


def _plan(portal: Portal, slug: str) -> Plan:
    plan = portal.plans[slug].plan
    assert plan is not None
    return plan


@pytest.mark.parametrize("slug", FACTS)
def test_document_facts(slug: str, portal: Portal) -> None:
    """Issuer, number, symbol, date, place, signer, bases and recipients stand as printed."""
    plan, expected = _plan(portal, slug), FACTS[slug]
    signer = plan.signer
    assert signer is not None
    found = {
        "issuer": plan.issuer,
        "number": plan.number,
        "symbol": plan.symbol,
        "issued": str(plan.issued) if plan.issued else None,
        "place": plan.place,
        "authority": signer.authority and signer.authority.value,
        "post": signer.post,
        "signer": signer.name,
        "recipients": len(plan.recipients),
        "bases": [basis.symbol for basis in plan.legal_bases],
        "rules": list(plan.rules),
        "illustrative": plan.illustrative,
        "published": plan.published,
    }
    assert found == {**expected["document"], "illustrative": False, "published": None}


@pytest.mark.parametrize("slug", FACTS)
def test_meetings(slug: str, portal: Portal) -> None:
    """Every meeting is there, with the precision printed and nothing finer."""
    found = {
        str(meeting.id): {
            "when": str(meeting.when),
            "kind": meeting.kind.value,
            "track": meeting.track.value,
            "forms": [form.value for form in meeting.forms],
            "tentative": meeting.tentative,
        }
        for meeting in portal.plans[slug].meetings
    }
    assert found == FACTS[slug]["meetings"]


@pytest.mark.parametrize("slug", FACTS)
def test_defects_are_recorded(slug: str, portal: Portal) -> None:
    """What the paper lacks or gets wrong is a recorded defect, not a guess."""
    assert {defect.kind for defect in _plan(portal, slug).defects} >= {DefectKind(k) for k in FACTS[slug]["defects"]}


@pytest.mark.parametrize("slug", FACTS)
def test_duties_as_stated(slug: str, portal: Portal) -> None:
    """A duty has a period only where the plan states one."""
    stated = [
        f"{duty.duty} {duty.direction or ''} {duty.offset or ''} {duty.unit or ''}".split()
        for duty in _plan(portal, slug).duties
        if duty.offset is not None
    ]
    assert stated == [line.split() for line in FACTS[slug]["periods"]]
    assert {duty.duty.value for duty in _plan(portal, slug).duties} >= set(FACTS[slug]["duties"])


def test_the_party_plan(portal: Portal) -> None:
    """14:00 on 28/10/2025, about 115 people of which 93, questions before 21 and 23/10: the days before."""
    meeting = portal.meetings["dang-uy-2025-10-28"]
    assert meeting.expected is not None
    assert (meeting.expected.max, "93" in (meeting.expected.note or "")) == (115, True)
    assert [str(intake.until) for intake in meeting.intake] == ["before 2025-10-21", "before 2025-10-23"]
    assert [intake.until.last_day.day for intake in meeting.intake] == [20, 22]


def test_duc_thang(portal: Portal) -> None:
    """80 to 200 people, five minutes a question, and the two items numbered 2.3 both stand."""
    for name in ("duc-thang-2024-06", "duc-thang-2024-11"):
        meeting = portal.meetings[name]
        assert meeting.expected is not None
        assert (meeting.expected.min, meeting.expected.max, meeting.question_minutes) == (80, 200, 5)
    body = portal.plans["phuong-duc-thang-2024"].body.text
    assert len(re.findall(r"^#+ 2\.3", body, re.MULTILINE)) == 2


def test_thuong_hong_exempts_ad_hoc_meetings(portal: Portal) -> None:
    """An ad hoc dialogue need not be announced beforehand, and the meeting says why."""
    duties = [duty for duty in _plan(portal, "xa-thuong-hong-2025").duties if duty.exempt]
    assert [[kind.value for kind in duty.exempt] for duty in duties] == [["ad-hoc"]]
    assert portal.meetings["thuong-hong-2025-dot-xuat"].exemptions[0].duty.value == "announce-meeting"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five published texts do not lie beside this repository")
@pytest.mark.parametrize("slug", FACTS)
def test_bodies_are_in_our_own_words(slug: str, portal: Portal) -> None:
    """No run of more than 35 words is shared with the published text, lists of posts and headings included."""
    seed = next(SEEDS.glob(f"{FACTS[slug]['seed']}*")).read_text(encoding="utf-8")
    theirs, ours = (re.findall(r"\w+", text.lower()) for text in (seed, portal.plans[slug].body.text))
    runs = {tuple(theirs[start : start + 36]) for start in range(len(theirs))}
    assert not any(tuple(ours[start : start + 36]) in runs for start in range(len(ours) - 35))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five published texts do not lie beside this repository")
@pytest.mark.parametrize("slug", FACTS)
def test_no_reference_is_lost(slug: str) -> None:
    """Every document number in the published text stands in a field or in the body."""
    seed = next(SEEDS.glob(f"{FACTS[slug]['seed']}*")).read_text(encoding="utf-8")
    folder = ROOT / "plans" / slug
    ours = "".join((folder / name).read_text(encoding="utf-8") for name in ("plan.md", "schedule.yml"))
    numbers = set(re.findall(r"\b\d+(?:/\d{4})?[-/](?:[A-ZĐ]{2,}[\w]*)(?:[-/][\wĐ]+)?", re.sub(r"\s*\n\s*", " ", seed)))
    assert numbers, slug
    assert {number for number in numbers if number not in ours} == set()
