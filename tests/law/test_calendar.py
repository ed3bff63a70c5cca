"""The calendar of the public sector: checked day by day against another list, and against its own arithmetic."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from congkhai.law import calendar
from congkhai.law.calendar import DayKind, YearCalendar, public_calendar
from congkhai.law.instruments import BrokenLawError

YEARS = range(2022, 2028)
# Where the `holidays` package is wrong (version 0.109): a swap that it does not know.
KNOWN_DIFFERENCES = {
    date(2026, 1, 2): "off, swapped by 12729/VPCP-KGVX of 25/12/2025",
    date(2026, 1, 10): "a Saturday worked for 02/01/2026",
}
# Bộ luật Lao động 2019, Điều 112: eleven days; the day of culture came with Nghị quyết 28/2026/QH16.
STATUTORY = {
    "Tết Dương lịch": 1,
    "Tết Nguyên đán": 5,
    "Giỗ Tổ Hùng Vương": 1,
    "Ngày Chiến thắng": 1,
    "Ngày Quốc tế lao động": 1,
    "Quốc khánh": 2,
}
CULTURE = {"Ngày Văn hóa Việt Nam": 1}


def _days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def _year(number: int) -> YearCalendar:
    return next(year for year in public_calendar().years if year.year == number)


def _names(year: int) -> dict[date, str]:
    """Return every day of a year's file with its name."""
    calendar_year = _year(year)
    return {off.day: off.name for off in calendar_year.off} | {made.day: made.name for made in calendar_year.working}


def _off(year: int, kind: DayKind) -> list[date]:
    return [day.day for day in _year(year).off if day.kind is kind]


def _written(day: date) -> str:
    """Return a day as officials write it: January and February with two digits, later months as they are."""
    return f"{day:%d}/{day.month:02}" if day.month < 3 else f"{day:%d}/{day.month}"


@pytest.mark.parametrize("year", YEARS)
def test_another_list_agrees_but_for_the_known_days(year: int) -> None:
    """Day by day, working or off, the `holidays` package says the same, and the exceptions are still exceptions."""
    other = holidays.country_holidays("VN", years=YEARS)
    differing = {day for day in _days(year) if other.is_working_day(day) != public_calendar().day(day).is_working}
    assert differing == {day for day in KNOWN_DIFFERENCES if day.year == year}


def test_every_year_has_its_file_and_its_source() -> None:
    """Six years, each with where its list comes from, each day in its own year and named once."""
    assert [year.year for year in public_calendar().years] == list(YEARS)
    for year in public_calendar().years:
        assert year.source
        assert len(_names(year.year)) == len(year.off) + len(year.working)
        assert {day.year for day in _names(year.year)} == {year.year}
        assert [day.day for day in year.off] == sorted(day.day for day in year.off)


def test_only_years_read_at_the_source_are_decided() -> None:
    """2027 is a forecast, 2022 and 2023 were never compared with the notices; a year without a file is undecided."""
    assert public_calendar().verified == {2024, 2025, 2026}
    assert public_calendar().is_verified(date(2024, 1, 1), date(2026, 12, 31))
    assert not public_calendar().is_verified(date(2026, 12, 31), date(2027, 1, 1))
    assert not public_calendar().is_verified(date(2030, 1, 1))


@pytest.mark.parametrize("year", YEARS)
def test_every_make_up_day_is_a_saturday_for_a_swapped_day(year: int) -> None:
    """A swap gives one Saturday for one working day off, and each names the other."""
    swapped, working = _off(year, DayKind.SWAPPED), [day.day for day in _year(year).working]
    assert len(swapped) == len(working)
    assert {day.weekday() for day in working} <= {5}
    names = _names(year)
    for off, made_up in zip(swapped, working, strict=True):
        assert names[off].endswith(_written(made_up))
        assert names[made_up].endswith(_written(off))


@pytest.mark.parametrize("year", YEARS)
def test_every_kind_fits_its_weekday(year: int) -> None:
    """Swapped days and days in lieu would be worked otherwise; each holiday on a weekend has its day in lieu."""
    assert {day.kind for day in _year(year).off} <= {DayKind.HOLIDAY, DayKind.IN_LIEU, DayKind.SWAPPED}
    assert all(day.weekday() < 5 for day in (*_off(year, DayKind.SWAPPED), *_off(year, DayKind.IN_LIEU)))
    lost = [day for day in _off(year, DayKind.HOLIDAY) if day.weekday() >= 5]
    assert len(_off(year, DayKind.IN_LIEU)) == len(lost)
    assert all(min(lost) < day for day in _off(year, DayKind.IN_LIEU))


@pytest.mark.parametrize("year", YEARS)
def test_the_holidays_are_those_of_the_labour_code(year: int) -> None:
    """Eleven days a year, twelve since the day of culture, each under its own name."""
    names = Counter(day.name for day in _year(year).off if day.kind is DayKind.HOLIDAY)
    assert names == Counter(STATUTORY | (CULTURE if year >= 2026 else {}))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2024, 2, 14), DayKind.IN_LIEU),
        (date(2024, 4, 29), DayKind.SWAPPED),
        (date(2024, 5, 4), DayKind.MAKE_UP),
        (date(2025, 4, 26), DayKind.MAKE_UP),
        (date(2025, 5, 2), DayKind.SWAPPED),
        (date(2025, 11, 24), DayKind.WORKING),
        (date(2026, 1, 2), DayKind.SWAPPED),
        (date(2026, 1, 10), DayKind.MAKE_UP),
        (date(2026, 4, 27), DayKind.IN_LIEU),
        (date(2026, 8, 22), DayKind.MAKE_UP),
        (date(2026, 8, 31), DayKind.SWAPPED),
        (date(2026, 11, 24), DayKind.HOLIDAY),
        (date(2026, 11, 28), DayKind.WEEKEND),
        (date(2030, 9, 2), DayKind.WORKING),
    ],
)
def test_what_a_day_is(day: date, kind: DayKind) -> None:
    """The days that officials ask about; a year without a file is the plain week."""
    assert public_calendar().day(day).kind is kind


def test_a_unit_closes_on_days_of_its_own() -> None:
    """A closure is off, keeps its name, leaves other days and the public calendar alone."""
    storm = date(2026, 8, 22)
    own = public_calendar().with_closures([(storm, "Bão số 5")])
    assert (own.day(storm).kind, own.day(storm).name, own.day(storm).is_working) == (DayKind.CLOSURE, "Bão số 5", False)
    assert public_calendar().day(storm).is_working
    assert own.day(date(2026, 8, 31)).kind is DayKind.SWAPPED
    assert own.verified == public_calendar().verified


def test_a_fault_in_the_packaged_calendar_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stops the program by name and is never told as the author's."""
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "2026.yml").write_text("year: 2026\noff:\n  - {day: 2026-13-01}\n", encoding="utf-8")
    monkeypatch.setattr(calendar, "files", lambda _: tmp_path)
    public_calendar.cache_clear()
    with pytest.raises(BrokenLawError):
        public_calendar()
    monkeypatch.undo()
    assert public_calendar().years
