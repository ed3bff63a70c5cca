"""The portal: every record reachable from every other, its state today, its past in order, its gaps."""

from datetime import date

import pytest

from congkhai.portal.gaps import Gap, conclusion_gaps, meeting_gaps, petition_gaps, plan_gaps
from congkhai.portal.relations import MeetingStatus
from congkhai.portal.timelines import changes_of, document_timeline, last_change, meeting_timeline
from wards import CONCLUSION, PETITIONS, PLAN, SCHEDULE, Ward

SECOND = "when: 2026-12"
NOTICE = "\n    notice:\n      title: Giấy mời\n      issued: 2026-11-10\n      published: 2026-11-11"
MOVED = "\n    reschedules:\n      - announced: 2026-11-18\n        to: {to}\n        reason: Mưa lũ."
POSTPONED = "\n    reschedules:\n      - announced: 2026-11-18\n        reason: Mưa lũ."
CANCELLED = "\n    cancelled:\n      at: 2026-11-18\n      reason: Không có ý kiến."
HELD = "\n    held:\n      began: 2026-11-20"


def second(ward: Ward, when: str, more: str = "") -> None:
    """Write the second meeting anew."""
    ward.edit(SCHEDULE, SECOND, f"when: {when}{more}")


def test_relations_lead_both_ways(ward: Ward) -> None:
    """From plan to meeting to conclusion to item to petition, and back."""
    portal = ward.portal()
    plan, conclusion = portal.plans["doi-thoai-2026"], portal.conclusions["ket-luan-dt-1"]
    meeting, petition = portal.meetings["dt-1"], portal.petitions["KN-01"]
    assert portal.plan_of(meeting) is plan
    assert portal.conclusion_of(meeting) is conclusion
    assert portal.meeting_of(conclusion) is meeting
    assert portal.source_of(petition) is conclusion
    assert [item.number for _, item in portal.settling(petition)] == ["1"]
    assert list(portal.conclusions_of(plan)) == [conclusion]
    assert portal.conclusion_of(portal.meetings["dt-2"]) is None
    assert set(portal.bodies) == {"ubnd", "so-xay-dung"}
    assert set(portal.areas) == {"tdp-1"}


def test_every_record_is_reached(ward: Ward) -> None:
    """Nothing in the portal stands alone."""
    portal = ward.portal()
    assert {m.id for plan in portal.plans.values() for m in plan.meetings} == set(portal.meetings)
    assert {p.code for dossier in portal.conclusions.values() for p in dossier.petitions} == set(portal.petitions)
    for petition in portal.petitions.values():
        assert petition in portal.source_of(petition).petitions
        assert list(portal.settling(petition))


def test_plans_that_rest_on_a_plan_are_known(ward: Ward) -> None:
    """A basis is a way back, too."""
    basis = "legal_bases:\n  - type: plan\n    plan: doi-thoai-2026\n"
    ward.write({"plans/chuyen-de/plan.md": f"---\ntitle: Chuyên đề\n{basis}---\n"})
    portal = ward.portal()
    assert list(portal.citing("doi-thoai-2026")) == ["chuyen-de"]
    assert list(portal.citing("chuyen-de")) == []


@pytest.mark.parametrize(
    ("when", "more", "status", "gaps"),
    [
        ("on-occurrence", "", MeetingStatus.ON_OCCURRENCE, []),
        ("2026-12", "", MeetingStatus.PLANNED, []),
        ("2026-12-10", "\n    tentative: yes", MeetingStatus.PLANNED, []),
        ("2026-12-10", "", MeetingStatus.FIXED, [Gap.NO_NOTICE]),
        ("2026-12-10", NOTICE, MeetingStatus.ANNOUNCED, []),
        ("2026-11-25", NOTICE, MeetingStatus.ANNOUNCED, []),
        ("2026-11-24", NOTICE, MeetingStatus.UNREPORTED, [Gap.NO_REPORT]),
        ("2026-10", "", MeetingStatus.UNREPORTED, [Gap.NO_REPORT]),
        ("2026-11", "", MeetingStatus.PLANNED, []),
        ("2026-11-20", POSTPONED, MeetingStatus.POSTPONED, [Gap.NO_NEW_DATE]),
        ("2026-11-20", MOVED.format(to="2026-12-10"), MeetingStatus.FIXED, [Gap.NO_NOTICE]),
        ("2026-11-20", CANCELLED, MeetingStatus.CANCELLED, []),
        ("2026-11-20", HELD, MeetingStatus.HELD, [Gap.NO_NOTICE, Gap.NO_CONCLUSION]),
    ],
)
def test_where_a_meeting_stands(when: str, more: str, status: MeetingStatus, gaps: list[Gap], ward: Ward) -> None:
    """The state follows from the records and the day, and tells what is missing."""
    second(ward, when, more)
    portal = ward.portal()
    meeting = portal.meetings["dt-2"]
    assert portal.status_of(meeting) is status
    assert meeting_gaps(portal, meeting) == gaps


def test_a_conclusion_ends_a_meeting(ward: Ward) -> None:
    """A conclusion stands above everything but a cancellation."""
    portal = ward.portal()
    meeting = portal.meetings["dt-1"]
    assert portal.status_of(meeting) is MeetingStatus.CONCLUDED
    assert meeting_gaps(portal, meeting) == [Gap.NO_NOTICE]


def test_a_withdrawn_conclusion_leaves_the_meeting_held(ward: Ward) -> None:
    """It stays in reach, and the one that takes its place is the meeting's."""
    change = "changes:\n  - kind: {kind}\n    at: 2026-11-01\n    reason: Sai nội dung.\n{more}items:\n"
    ward.edit(CONCLUSION, "items:\n", change.format(kind="withdrawal", more=""))
    portal = ward.portal()
    assert portal.status_of(portal.meetings["dt-1"]) is MeetingStatus.HELD
    assert portal.conclusion_of(portal.meetings["dt-1"]) is portal.conclusions["ket-luan-dt-1"]
    ward.write({"conclusions/a-moi/conclusion.md": "---\ntitle: Bản mới\nissued: 2026-11-02\nmeeting: dt-1\n---\n"})
    portal = ward.portal()
    assert portal.status_of(portal.meetings["dt-1"]) is MeetingStatus.CONCLUDED
    assert portal.conclusion_of(portal.meetings["dt-1"]) is portal.conclusions["a-moi"]


def test_a_timeline_is_told_oldest_first(ward: Ward) -> None:
    """From the plan's signature to the conclusion's publication, with the record behind each event."""
    second(ward, "2026-11-20", NOTICE + MOVED.format(to="2026-11-24") + HELD.replace("11-20", "11-24"))
    portal = ward.portal()
    first = meeting_timeline(portal, portal.meetings["dt-1"])
    assert [(str(event.at), event.kind.value) for event in first] == [
        ("2026-02-10", "plan-issued"),
        ("2026-02-12", "plan-published"),
        ("2026-10-06T14:00", "held"),
        ("2026-10-12", "conclusion-issued"),
        ("2026-10-14", "conclusion-published"),
    ]
    assert (first[0].note, first[0].target) == ("12/KH-UBND", ("plan", "doi-thoai-2026"))
    assert first[-1].target == ("conclusion", "ket-luan-dt-1")
    later = meeting_timeline(portal, portal.meetings["dt-2"])
    kinds = ["plan-issued", "plan-published", "notice-issued", "notice-published", "rescheduled", "held"]
    assert [event.kind.value for event in later] == kinds
    assert later[4].note == "Mưa lũ."


@pytest.mark.parametrize(("more", "kind"), [(POSTPONED, "postponed"), (CANCELLED, "cancelled")])
def test_a_meeting_that_did_not_happen_keeps_its_past(more: str, kind: str, ward: Ward) -> None:
    """Postponed without a date is not moved; cancelled stays cancelled."""
    second(ward, "2026-11-20", more)
    portal = ward.portal()
    assert meeting_timeline(portal, portal.meetings["dt-2"])[-1].kind.value == kind


def test_a_meeting_tells_which_of_its_documents_changed(ward: Ward) -> None:
    """Plan, notice and conclusion are each named, and the page of the record is behind the event."""
    change = "{pad}changes:\n{pad}  - kind: correction\n{pad}    at: 2026-{day}\n{pad}    reason: Lỗi chính tả.\n"
    ward.edit(PLAN, "rules:\n", f"{change.format(pad='', day='03-01')}rules:\n")
    ward.edit(CONCLUSION, "items:\n", f"{change.format(pad='', day='11-01')}items:\n")
    notice = f"{NOTICE.replace('11-', '09-')}\n{change.format(pad='      ', day='09-12')}"
    ward.edit(SCHEDULE, "\n    held:", f"{notice}    held:")
    portal = ward.portal()
    changes = [e for e in meeting_timeline(portal, portal.meetings["dt-1"]) if e.kind.value.endswith("correction")]
    assert [(event.kind.value, event.target and event.target[0]) for event in changes] == [
        ("plan-correction", "plan"),
        ("notice-correction", None),
        ("conclusion-correction", "conclusion"),
    ]


def test_public_changes_of_a_document(ward: Ward) -> None:
    """Each change is an event, and the last one is the day the page was changed."""
    ward.edit(
        PLAN,
        "rules:\n",
        "changes:\n  - kind: correction\n    at: 2026-03-01\n    reason: Lỗi chính tả.\n"
        "  - kind: withdrawal\n    at: 2026-04-01\n    reason: Không còn phù hợp.\nrules:\n",
    )
    plan = ward.portal().plans["doi-thoai-2026"].plan
    assert plan is not None
    events = [event.kind.value for event in document_timeline(plan, "plan")]
    assert events == ["plan-issued", "plan-published", "plan-correction", "plan-withdrawal"]
    assert str(last_change(plan)) == "2026-04-01"
    assert plan.withdrawal is plan.changes[1]


def test_public_changes_of_a_petition(ward: Ward) -> None:
    """Corrections and withdrawal of a petition come in order of their days."""
    ward.edit(
        PETITIONS,
        "competence: beyond",
        "competence: beyond\n    changes:\n      - kind: correction\n        at: 2026-11-01\n        reason: Lỗi.\n"
        "      - kind: withdrawal\n        at: 2026-11-02\n        reason: Người dân rút.",
    )
    portal = ward.portal()
    assert [event.kind.value for event in changes_of(portal.petitions["KN-02"])] == ["correction", "withdrawal"]
    assert changes_of(portal.petitions["KN-01"]) == []


def test_what_a_document_lacks(ward: Ward) -> None:
    """Number, full date, issuer and publication are told when the record has none."""
    portal = ward.portal()
    plan = portal.plans["doi-thoai-2026"]
    assert plan_gaps(plan) == conclusion_gaps(portal.conclusions["ket-luan-dt-1"]) == []
    assert plan.plan is not None
    assert last_change(plan.plan) is None
    ward.write({"plans/trong/plan.md": "---\ntitle: Kế hoạch\nissued: 2026-03\n---\n"})
    assert plan_gaps(ward.portal().plans["trong"]) == [
        Gap.NO_NUMBER, Gap.PARTIAL_DATE, Gap.NO_ISSUER, Gap.NOT_PUBLISHED, Gap.NO_MEETINGS,
    ]  # fmt: skip
    ward.edit("plans/trong/plan.md", "issued: 2026-03\n", "")
    assert plan_gaps(ward.portal().plans["trong"])[1] is Gap.NO_DATE


def test_a_document_without_dates_has_no_events(ward: Ward) -> None:
    """What the paper leaves blank is not made up."""
    ward.write({"plans/trong/plan.md": "---\ntitle: Kế hoạch\n---\n"})
    plan = ward.portal().plans["trong"].plan
    assert plan is not None
    assert document_timeline(plan, "plan") == []


def test_an_answer_is_missing_only_after_its_day(ward: Ward) -> None:
    """On the due day nothing is missing; a petition without a due date lacks nothing."""
    on_time, late = ward.portal(date(2026, 11, 30)), ward.portal(date(2026, 12, 1))
    assert petition_gaps(on_time, on_time.petitions["KN-01"]) == []
    assert petition_gaps(late, late.petitions["KN-01"]) == [Gap.NO_ANSWER]
    assert petition_gaps(late, late.petitions["KN-02"]) == []


@pytest.mark.parametrize(
    ("number", "symbol", "reference", "party"),
    [
        ('"12"', "KH-UBND", "12/KH-UBND", False),
        ('"05"', "KH/ĐU", "05-KH/ĐU", True),
        ("", "KH-UBND", None, False),
        ('"12"', "", "12", False),
    ],
)
def test_number_and_symbol(number: str, symbol: str, reference: str | None, party: bool, ward: Ward) -> None:  # noqa: FBT001 - a column of the table
    """The state joins them by a slash, the party by a hyphen; what is blank is not made up."""
    ward.edit(PLAN, 'number: "12"\nsymbol: KH-UBND', f"number: {number}\nsymbol: {symbol}")
    plan = ward.portal().plans["doi-thoai-2026"].plan
    assert plan is not None
    assert (plan.reference, plan.is_party) == (reference, party)


def test_no_portal_is_made_of_records_with_errors(ward: Ward) -> None:
    """A warning leaves the portal; an error does not."""
    ward.write({"plans/doi-thoai-2026/nhap.docx": b"PK"})
    assert ward.open().portal is not None
    ward.edit(PLAN, "2026-02-10", "2026-02-30")
    assert ward.open().portal is None
