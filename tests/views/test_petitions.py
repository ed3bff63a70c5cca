"""Petitions as values: the register, the steps, what search finds them by."""

import pytest

from congkhai.views import conclusions, petition_register, petitions
from congkhai.views.conclusions import ConclusionView
from congkhai.views.petitions import SUBJECT, PetitionView
from congkhai.views.registers import RegisterView
from wards import PETITIONS, Ward

ASSIGNED = "      - at: 2026-10-12\n        status: assigned\n"


def test_the_register_shows_the_day_by_which_it_is_sorted(ward: Ward) -> None:
    """Newest first, and the day in sight; the table of a conclusion needs no such column."""
    portal = ward.portal()
    register = next(petition_register.pages(portal)).shown
    assert isinstance(register, RegisterView)
    assert list(register.table.columns)[:2] == ["Mã", "Ngày tiếp nhận"]
    days = [row.cells[1].date for row in register.table.rows]
    assert [day and day.text for day in days] == ["06/10/2026", "06/10/2026"]
    view = conclusions.pages(portal)[0].shown
    assert isinstance(view, ConclusionView)
    assert "Ngày tiếp nhận" not in view.petitions.columns
    for table in (register.table, view.petitions):
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}


def test_a_step_says_what_was_done(ward: Ward) -> None:
    """Assigned is given to someone, forwarded is sent; the status of the petition stays."""
    ward.edit(PETITIONS, ASSIGNED, f"{ASSIGNED}        to: ubnd\n        note: |\n          Một.\n\n          Hai.\n")
    portal = ward.portal()
    views = {page.address: page.shown for page in petitions.pages(portal)}
    ours, beyond = views["/kien-nghi/kn-01/"], views["/kien-nghi/kn-02/"]
    assert isinstance(ours, PetitionView)
    assert isinstance(beyond, PetitionView)
    told = [(event.title, event.note) for event in (ours.timeline.events[-1], beyond.timeline.events[-1])]
    assert told == [
        ("Giao giải quyết", "Giao Ủy ban nhân dân phường Thử Nghiệm. Một.\n\nHai."),
        ("Chuyển nơi có thẩm quyền, chờ trả lời", "Gửi Sở Xây dựng tỉnh Giả Định."),
    ]
    assert ours.tags[0].text == "Đang giải quyết"


@pytest.mark.parametrize(
    ("summary", "subject"),
    [
        ("Đèn hỏng.", "Đèn hỏng."),
        ("a" * (SUBJECT + 9), "a" * SUBJECT + "…"),
        (f"{'a' * 40} {'b' * SUBJECT}", "a" * 40 + "…"),
        (f"{'a' * 40}. {'b' * SUBJECT}", "a" * 40 + "…"),
    ],
)
def test_lists_call_a_petition_by_its_first_words(summary: str, subject: str, ward: Ward) -> None:
    """A long summary is cut behind a word, without the stop of a sentence; one long word is cut too."""
    ward.edit(PETITIONS, "Rãnh thoát nước đường số 3 bị tắc.", summary)
    found = {page.address: page.subject for page in petitions.pages(ward.portal())}
    assert found["/kien-nghi/kn-01/"] == subject


def test_search_finds_a_petition_by_its_papers(ward: Ward) -> None:
    """The numbers of steps and answers, and every paragraph of the summary."""
    answers = "    answers:\n      - at: 2026-10-13\n        reference: 225/UBND-KT\n        text: Đã khơi thông.\n"
    ward.edit(PETITIONS, ASSIGNED, f"{ASSIGNED}        reference: 210/UBND\n{answers}")
    text = next(page.text for page in petitions.pages(ward.portal()) if page.address == "/kien-nghi/kn-01/")
    assert {"225/UBND-KT", "210/UBND", "Đã khơi thông."} <= set(text)
