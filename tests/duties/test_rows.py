"""What a row tells besides its state: whom it binds, by which text, about which record, of which year."""

from datetime import date

import pytest

from congkhai.duties.binding import binds
from congkhai.duties.ledger import ledger, reading_of
from congkhai.duties.row import DutyRow, State
from congkhai.law.counting import Reading
from congkhai.law.instruments import instruments
from congkhai.records.meeting import MeetingKind
from wards import CONCLUSION, PETITIONS, PLAN, SCHEDULE, SETTINGS, Ward

AGENCY = "Ủy ban nhân dân phường Thử Nghiệm"
MOVED = "when: 2026-11-20\n    reschedules:\n      - {announced: 2026-11-10, to: 2026-12-10, reason: Mưa lũ.}"
OWN = """duties:
  - {duty: announce-meeting, bearer: Văn phòng, offset: 7, unit: days, direction: before, exempt: [ad-hoc]}
  - {duty: publish-plan, bearer: Văn thư, offset: 5, unit: working-days, direction: within}
  - {duty: publish-plan, offset: 5, unit: working-days, direction: within}
  - {duty: supervise, note: Giám sát sau đối thoại.}
  - {duty: report-upward, bearer: Văn phòng}
rules:"""


def _row(ward: Ward, name: str) -> DutyRow:
    return next(row for row in ledger(ward.portal()).rows if row.id == name)


@pytest.mark.parametrize(
    ("name", "text", "bearer"),
    [
        ("dt-1/dieu-43-thong-bao", "Điều 43, 72/2025/QH15", "Ủy ban nhân dân cấp xã"),
        ("dt-1/quang-ngai-ket-luan", "29/2022/QĐ-UBND", "Chủ tịch Ủy ban nhân dân"),
        ("ket-luan-dt-1/dan-chu-dang-ket-luan", "Điều 12, 10/2022/QH15", "Ủy ban nhân dân cấp xã"),
        ("dt-1/plan-1", "12/KH-UBND", "Văn phòng"),
        ("doi-thoai-2026/plan-2", "12/KH-UBND", "Văn thư"),
        ("doi-thoai-2026/plan-3", "12/KH-UBND", ""),
        ("doi-thoai-2026/plan-4", "12/KH-UBND", AGENCY),
        ("doi-thoai-2026/plan-5", "12/KH-UBND", "Văn phòng"),
        ("ubnd/2026/dieu-43-hang-nam", "Điều 43, 72/2025/QH15", AGENCY),
        ("KN-01/tra-loi-tung-muc", "Thời hạn từng mục", AGENCY),
        ("KN-02/tra-loi-tung-muc", "Thời hạn từng mục", "Đơn vị được giao"),
    ],
)
def test_basis_and_bearer(ward: Ward, name: str, text: str, bearer: str) -> None:
    """A rule is cited by article and symbol, a plan by its number, and whom it binds is as each of them says."""
    ward.edit(PLAN, "rules:", f"{OWN}\n  - quang-ngai-29-2022")
    row = _row(ward, name)
    assert (row.basis.text, row.bearer) == (text, bearer)


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("dt-1/dieu-43-thong-bao", ("meeting", "Đối thoại định kỳ đợt một", "ubnd", 2026)),
        (
            "ket-luan-dt-1/dan-chu-dang-ket-luan",
            ("conclusion", "Thông báo kết luận cuộc đối thoại ngày 06/10/2026", "ubnd", 2026),
        ),
        ("doi-thoai-2026/dan-chu-dang-ke-hoach", ("plan", "Kế hoạch đối thoại với Nhân dân năm 2026", "ubnd", 2026)),
        ("ubnd/2026/dieu-43-hang-nam", ("body", f"{AGENCY}, 2026", "ubnd", 2026)),
        ("KN-01/tra-loi-tung-muc", ("petition", "Rãnh thoát nước đường số 3 bị tắc.", "ubnd", 2026)),
    ],
)
def test_subject(ward: Ward, name: str, about: tuple[str, str, str, int]) -> None:
    """A row says which record it is about, whose it is, and of which year."""
    subject = _row(ward, name).subject
    assert (subject.kind, subject.title, subject.body, subject.year) == about


def test_the_year_is_that_of_the_date_in_force(ward: Ward) -> None:
    """A meeting moved into the next year counts there, a plan without a date by its period."""
    ward.edit(SCHEDULE, "when: 2026-12", MOVED.replace("to: 2026-12-10", "to: 2027-01-20"))
    ward.edit(PLAN, "issued: 2026-02-10", "period: 2025")
    assert _row(ward, "dt-2/dieu-43-thong-bao/2").subject.year == 2027
    assert _row(ward, "doi-thoai-2026/dan-chu-dang-ke-hoach").subject.year == 2025


def test_a_reason_is_told(ward: Ward) -> None:
    """Why a duty does not bind stands in the row: the move, the cancellation, the exemption, the plan's own note."""
    ward.edit(SCHEDULE, "when: 2026-12", MOVED)
    ward.edit(SCHEDULE, "title: Đối thoại định kỳ đợt một\n    kind: periodic", "title: Đột xuất\n    kind: ad-hoc")
    ward.edit(PLAN, "rules:", OWN)
    assert _row(ward, "dt-2/dieu-43-thong-bao").note == "Mưa lũ."
    assert _row(ward, "dt-2/dieu-43-thong-bao/2").note == ""
    assert _row(ward, "dt-1/plan-1").note == ""
    assert _row(ward, "doi-thoai-2026/plan-4").note == "Giám sát sau đối thoại."


def test_a_plan_without_a_number_is_cited_by_its_title(ward: Ward) -> None:
    """The silence of a meeting, its intake and the plan's own words rest on the plan, however it can be named."""
    ward.edit(PLAN, "rules:", f"{OWN}")
    ward.edit(PLAN, 'number: "12"\nsymbol: KH-UBND\n', "")
    ward.edit(
        SCHEDULE, "when: 2026-12", "when: 2026-11-20\n    intake:\n      - {sender: Tổ dân phố 1, until: 2026-11-10}"
    )
    names = ("dt-1/plan-1", "doi-thoai-2026/plan-3", "doi-thoai-2026/plan-4", "dt-2/as-planned", "dt-2/intake-1")
    assert {_row(ward, name).basis.text for name in names} == {"Kế hoạch đối thoại với Nhân dân năm 2026"}


def test_a_rule_that_exempts_gives_its_own_reason(ward: Ward) -> None:
    """Without a claim in the schedule the reason is the rule's note; a claim is told with its basis."""
    ward.edit(PLAN, "- luat-2025-72", "- luat-2025-72\n  - hai-phong-1155")
    ward.edit(SCHEDULE, "đợt một\n    kind: periodic", "đợt một\n    kind: ad-hoc")
    assert _row(ward, "dt-1/hai-phong-thong-bao").note == "Đối thoại đột xuất không nhất thiết phải thông báo trước."
    claim = "exemptions:\n      - {duty: announce-meeting, reason: Việc gấp., basis: Mục III}"
    ward.edit(SCHEDULE, "when: 2026-10-06T14:00", f"when: 2026-10-06T14:00\n    {claim}")
    assert _row(ward, "dt-1/hai-phong-thong-bao").note == "Việc gấp. (Mục III)"


@pytest.mark.parametrize(
    ("receiver", "bearer"), [("", "Tổ dân phố 1"), ("receiver: Văn phòng, ", "Văn phòng")], ids=["sender", "receiver"]
)
def test_who_collects_questions(ward: Ward, receiver: str, bearer: str) -> None:
    """Whoever takes the questions in bears the duty, else whoever sends them."""
    intake = f"intake:\n      - {{sender: Tổ dân phố 1, {receiver}until: 2026-12-04}}"
    ward.edit(SCHEDULE, "when: 2026-12", f"when: 2026-12-10\n    {intake}")
    assert _row(ward, "dt-2/intake-1").bearer == bearer


def test_silence_of_a_petition_begins_with_its_last_move(ward: Ward) -> None:
    """The silent row tells since when; the row of the answer itself does not count from there."""
    ward.edit(SETTINGS, "- congkhai:", "- congkhai:\n      counting: {silent_after: 43}")
    row = _row(ward, "KN-01/silent")
    assert row.trigger is not None
    assert row.trigger.day == date(2026, 10, 12)
    assert _row(ward, "KN-01/tra-loi-tung-muc").trigger is None


def test_an_extension_is_told_with_its_reason(ward: Ward) -> None:
    """The row of the date that was replaced has a name of its own and says why; the current one keeps its name."""
    ward.edit(PETITIONS, "due: 2026-11-30", "due: 2026-11-10")
    ward.edit(
        PETITIONS,
        "status: assigned",
        "status: assigned\n      - {at: 2026-11-09, status: scheduled, due: 2026-11-20, note: Chờ vốn.}"
        "\n      - {at: 2026-11-19, status: scheduled, due: 2026-12-31, note: Chưa có vốn.}",
    )
    rows = [row for row in ledger(ward.portal()).rows if row.subject.id == "KN-01"]
    assert [(row.id, row.superseded, row.note) for row in rows] == [
        ("KN-01/tra-loi-tung-muc", False, ""),
        ("KN-01/tra-loi-tung-muc/1", True, "Chờ vốn."),
        ("KN-01/tra-loi-tung-muc/2", True, "Chưa có vốn."),
    ]


def test_a_missed_notice_outlives_the_cancellation(ward: Ward) -> None:
    """What was not owed any more says why; what was missed before the cancellation is no excuse's business."""
    ward.edit(SCHEDULE, "when: 2026-12", "when: 2026-11-20\n    cancelled: {at: 2026-11-16, reason: Mưa lũ.}")
    told = {row.id: (row.state, row.note) for row in ledger(ward.portal()).of("meeting", "dt-2")}
    assert told == {
        "dt-2/dieu-43-thong-bao": (State.OVERDUE, ""),
        "dt-2/dieu-43-ket-qua": (State.NOT_APPLICABLE, "Mưa lũ."),
    }


def test_the_year_of_an_undated_meeting_is_its_plans(ward: Ward) -> None:
    """A meeting to be held when the need arises counts in the period of its plan."""
    ward.edit(SCHEDULE, "when: 2026-12", "when: on-occurrence")
    assert _row(ward, "dt-2/dieu-43-thong-bao").subject.year is None
    ward.edit(PLAN, "issued: 2026-02-10", "issued: 2026-02-10\nperiod: 2027")
    assert _row(ward, "dt-2/dieu-43-thong-bao").subject.year == 2027


@pytest.mark.parametrize(
    ("name", "day", "usual_due", "due"),
    [
        ("dt-1/dieu-43-ket-qua", "2026-10-16", date(2026, 10, 16), date(2026, 10, 19)),
        ("ket-luan-dt-1/dan-chu-dang-ket-luan", "2026-10-14", date(2026, 10, 19), date(2026, 10, 20)),
    ],
)
def test_the_safe_day_takes_no_account_of_the_units_own_closures(
    name: str, day: str, usual_due: date, due: date, ward: Ward
) -> None:
    """A closure may move the deadline that is told, in days and in working days, never the day that nobody could contest."""
    usual = _row(ward, name).count
    ward.edit(SETTINGS, "- congkhai:", f"- congkhai:\n      closures:\n        - {{day: {day}, name: Mất điện}}")
    closed = _row(ward, name).count
    assert usual is not None
    assert closed is not None
    assert (usual.due, closed.due) == (usual_due, due)
    assert closed.safe == usual.safe


def test_a_closure_brings_the_safe_day_forward(ward: Ward) -> None:
    """Counted back over a closure, the earlier of the two safe days holds."""
    ward.edit(PLAN, "- luat-2025-72", "- luat-2025-72\n  - quang-ngai-29-2022")
    usual = _row(ward, "dt-1/quang-ngai-thong-bao").count
    ward.edit(SETTINGS, "- congkhai:", "- congkhai:\n      closures:\n        - {day: 2026-10-01, name: Bão}")
    closed = _row(ward, "dt-1/quang-ngai-thong-bao").count
    assert usual is not None
    assert closed is not None
    assert closed.safe < usual.safe


def test_a_cancelled_meeting_says_why(ward: Ward) -> None:
    """The reason of the cancellation stands in every row of the meeting."""
    ward.edit(SCHEDULE, "when: 2026-12", "when: 2026-12\n    cancelled: {at: 2026-11-12, reason: Không có kiến nghị.}")
    rows = ledger(ward.portal()).of("meeting", "dt-2")
    assert {(row.state, row.note) for row in rows} == {(State.NOT_APPLICABLE, "Không có kiến nghị.")}


def test_the_proof_leads_to_its_record(ward: Ward) -> None:
    """What was done is proven by a record of this portal."""
    ward.edit(
        SCHEDULE,
        "when: 2026-10-06T14:00",
        "when: 2026-10-06T14:00\n    notice: {title: Giấy mời, published: 2026-09-29}",
    )
    ward.edit(PETITIONS, "status: assigned", "status: assigned\n      - {at: 2026-11-20, status: answered}")
    proofs = {row.id: row.deed.record for row in ledger(ward.portal()).rows if row.deed is not None}
    assert proofs == {
        "dt-1/dieu-43-thong-bao": ("meeting", "dt-1"),
        "dt-1/dieu-43-ket-qua": ("conclusion", "ket-luan-dt-1"),
        "ket-luan-dt-1/dan-chu-dang-ket-luan": ("conclusion", "ket-luan-dt-1"),
        "doi-thoai-2026/dan-chu-dang-ke-hoach": ("plan", "doi-thoai-2026"),
        "ubnd/2026/dieu-43-hang-nam": ("meeting", "dt-1"),
        "KN-01/tra-loi-tung-muc": ("petition", "KN-01"),
    }


def test_a_conclusion_without_a_date_counts_in_its_plans_year(ward: Ward) -> None:
    """What is undated is not lost from the list of years."""
    ward.edit(CONCLUSION, "issued: 2026-10-12\n", "")
    ward.edit(PLAN, "issued: 2026-02-10", "issued: 2026-02-10\nperiod: 2026")
    assert _row(ward, "ket-luan-dt-1/dan-chu-dang-ket-luan").subject.year == 2026


def test_a_rule_may_be_about_some_kinds_of_meeting(ward: Ward) -> None:
    """Kinds and tracks both narrow a rule; a rule that names none is about all."""
    meeting = ward.portal().meetings["dt-1"]
    rule = instruments()["hai-phong-1155"].rules[0]
    assert binds(rule, meeting)
    assert binds(rule.model_copy(update={"kinds": (MeetingKind.PERIODIC,)}), meeting)
    assert not binds(rule.model_copy(update={"kinds": (MeetingKind.AD_HOC,)}), meeting)


def test_the_settings_decide_the_reading(ward: Ward) -> None:
    """Each debatable point is read as the settings say, and by default as the law's text does."""
    assert reading_of(ward.portal().settings) == Reading()
    ward.edit(
        SETTINGS, "- congkhai:", "- congkhai:\n      counting: {clear_days: yes, make_up_days_work: no, roll: no}"
    )
    assert reading_of(ward.portal().settings) == Reading(clear_days=True, make_up_days_work=False, roll=False)
