"""Answers are read by the fields that will hold them: any text is either refused in words or written in one form."""

from datetime import date
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.desk.facts import FACTS, UNIT, Fact
from congkhai.desk.reading import Known, read_answer

TODAY = date(2026, 11, 25)
EVERY = {(kind, fact.name): fact for kind, facts in {**FACTS, "unit": UNIT}.items() for fact in facts}


def _fact(kind: str, name: str) -> Fact:
    return EVERY[kind, name]


@pytest.mark.parametrize("fact", EVERY.values(), ids=[" ".join(key) for key in EVERY])
def test_every_fact_is_asked_in_words(fact: Fact) -> None:
    """A name, a sentence, and an option that can be typed."""
    title, text = fact.words
    assert title
    assert text.endswith(".")
    assert fact.option.strip("-").replace("-", "").isalpha()


@pytest.mark.parametrize(
    ("name", "typed", "written"),
    [
        ("when", " 5/9/2026 ", "2026-09-05"),
        ("when", "5/9/2026 8:05", "2026-09-05T08:05"),
        ("when", "9/2026", "2026-09"),
        ("when", "on-occurrence", "on-occurrence"),
        ("kind", "Chuyên  Đề", "thematic"),
        ("kind", "chuyen de", "thematic"),
        ("title", "Đơ\u0323t  hai ", "Đợt hai"),
        ("id", "dt-1", "dt-1"),
    ],
)
def test_what_is_written(name: str, typed: str, written: str) -> None:
    """Dates in their standard form, choices by their keys, words composed and trimmed."""
    assert read_answer(_fact("meeting", name), typed, Known(TODAY)).value == written


@given(st.sampled_from(sorted(EVERY)), st.text(st.characters()) | st.text(st.sampled_from("0123456789/-: QH")))
def test_any_answer_is_read_or_refused(key: tuple[str, str], typed: str) -> None:
    """No text ends otherwise; what is read is composed, and reads again as itself."""
    fact, known = EVERY[key], Known(TODAY, {"body": {"ubnd": "Ủy ban nhân dân"}})
    found = read_answer(fact, typed, known)
    if found.problem is not None:
        assert found.problem.message()
        assert found.problem.hint()
        return
    assert found.value
    assert is_normalized("NFC", found.value)
    assert read_answer(fact, found.value, known).value == found.value


@pytest.mark.parametrize("typed", ["\ud800", "a\x00", "a\u202eb"])
def test_what_a_terminal_may_send_is_refused(typed: str) -> None:
    """Bytes that are no text, and signs that nobody sees."""
    assert read_answer(_fact("plan", "title"), typed, Known(TODAY)).problem is not None


def test_many_choices_are_not_all_told() -> None:
    """A line lists the first of them."""
    known = Known(TODAY, {"area": {f"tdp-{number}": f"Tổ {number}" for number in range(99)}})
    found = read_answer(_fact("plan", "areas"), "khac", known)
    assert found.problem is not None
    assert "tdp-14 (Tổ 14), …" in found.problem.hint()
