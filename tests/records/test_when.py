"""Laws of dates: what is written is what is read, and order is never guessed."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from congkhai.problems import Place
from congkhai.records.when import FIRST_YEAR, AnyWhen, Deadline, DueDate, ExactDay, Precision, When, parse_when
from congkhai.sources.yaml import Text

FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m", "%m/%Y", "%Y", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")
moments = st.datetimes(min_value=datetime(FIRST_YEAR, 1, 1), max_value=datetime(2999, 12, 31))  # noqa: DTZ001 - wall clock
days = st.dates(min_value=date(FIRST_YEAR, 1, 1), max_value=date(2999, 12, 31))
written = st.one_of(
    st.builds(lambda at, form: at.strftime(form), moments, st.sampled_from(FORMS)),
    st.builds(lambda day, q: f"{day:%Y}-Q{q}", days, st.integers(1, 4)),
    st.builds(lambda day, h: f"{day:%Y}-H{h}", days, st.integers(1, 2)),
    st.just("on-occurrence"),
)


def _read(text: str) -> When:
    when = parse_when(text)
    assert when is not None, text
    return when


whens = written.map(_read)


def _deadline(text: str) -> Deadline:
    deadline: Deadline = TypeAdapter(DueDate).validate_python(Text(text, Place("f")))
    return deadline


@given(whens)
def test_what_is_written_reads_back_the_same(when: When) -> None:
    """Every point in time survives its own text."""
    assert parse_when(str(when)) == when


@given(whens)
def test_first_day_never_follows_the_last(when: When) -> None:
    """A span runs forward, and only an exact day has a day."""
    assert (when.first is None) == (when.last is None) == (when.precision is Precision.ON_OCCURRENCE)
    if when.first is not None and when.last is not None:
        assert when.first <= when.last
        assert (when.day is not None) == (when.precision in {Precision.TIME, Precision.DAY})
        assert when.day in {None, when.first}


@given(days)
def test_every_span_holds_its_day(day: date) -> None:
    """The month, quarter, half and year of a day hold it, and the next span begins after it."""
    texts = (
        f"{day:%Y-%m}", f"{day:%Y}-Q{(day.month + 2) // 3}", f"{day:%Y}-H{(day.month + 5) // 6}", f"{day:%Y}",
    )  # fmt: skip
    lengths = []
    for when in map(_read, texts):
        assert when.first is not None
        assert when.last is not None
        assert when.first <= day <= when.last
        assert (when.last + timedelta(days=1)).day == when.first.day == 1
        lengths.append((when.last - when.first).days)
    assert lengths == sorted(lengths)


@given(whens)
def test_nothing_is_before_itself(when: When) -> None:
    """`is_before` is irreflexive."""
    assert not when.is_before(when)


@given(whens, whens)
def test_two_dates_are_never_before_each_other(one: When, other: When) -> None:
    """`is_before` is asymmetric, and agrees with the order that lists use."""
    assert not (one.is_before(other) and other.is_before(one))
    if one.is_before(other):
        assert one.order <= other.order


@given(whens, whens, whens)
def test_order_passes_on(one: When, two: When, three: When) -> None:
    """`is_before` is transitive."""
    if one.is_before(two) and two.is_before(three):
        assert one.is_before(three)


@given(days, st.integers(1, 23))
def test_an_hour_is_compared_only_with_an_hour(day: date, hour: int) -> None:
    """On one day, 07:00 precedes 08:00; neither precedes nor follows the day itself."""
    earlier, later = _read(f"{day}T{hour - 1:02}:00"), _read(f"{day}T{hour:02}:00")
    assert earlier.is_before(later)
    assert not earlier.is_before(_read(str(day)))
    assert not _read(str(day)).is_before(later)


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "30/2/2026", "2026-13", "13/2026", "2026-00", "2026-10-06T24:00", "2026-10-06T10:60", "0000",
     "0226-02-10", "1899", "1025-Q3"],
)  # fmt: skip
def test_impossible_dates_raise(text: str) -> None:
    """A known form with no such day, hour or year is an error, not an unknown form."""
    with pytest.raises(ValueError, match=r".*"):
        parse_when(text)


@pytest.mark.parametrize("text", ["", "mai", "2026-1-5", "26-01-05", "2026-Q5", "2026-H3", "14:00", "2026-10-06T1400"])
def test_unknown_forms_are_no_dates(text: str) -> None:
    """A form that the portal does not know is None."""
    assert parse_when(text) is None


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader stumble."""
    try:
        parse_when(text)
    except ValueError:
        return


@given(days)
def test_before_a_day_ends_on_the_day_before(day: date) -> None:
    """`before X` and `trước ngày X` end on X - 1, a plain day on itself; both survive their text."""
    plain, before = Deadline(day), Deadline(day, inclusive=False)
    assert plain.last_day == day
    assert before.last_day == day - timedelta(days=1)
    assert _deadline(f"trước ngày {day:%d/%m/%Y}") == _deadline(f"Before {day}") == before
    for deadline in (plain, before):
        assert _deadline(str(deadline)) == deadline


def test_values_already_read_pass_through() -> None:
    """Records made in code need no text."""
    deadline, when = Deadline(date(2026, 1, 1)), _read("2026-01")
    assert TypeAdapter(DueDate).validate_python(deadline) is deadline
    assert TypeAdapter(AnyWhen).validate_python(when) is when


@pytest.mark.parametrize("text", ["2026-10-06", "6/10/2026"])
def test_an_exact_day_is_a_plain_date(text: str) -> None:
    """Calendars need days, not points in time."""
    assert TypeAdapter(ExactDay).validate_python(Text(text, Place("f"))) == date(2026, 10, 6)


def test_what_has_no_date_comes_last() -> None:
    """`on-occurrence` sorts after everything and is before nothing."""
    never, year = _read("on-occurrence"), _read("2999")
    assert max(never, year, key=lambda when: when.order) is never
    assert not never.is_before(year)
    assert not year.is_before(never)
    assert str(never) == "on-occurrence"
