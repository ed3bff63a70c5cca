"""The audit of number series: gaps, repeated numbers, dates out of order, and the reasons a unit declares."""

import pytest

from congkhai.duties.series import Series, SeriesFault, series
from wards import PLAN, Ward

SECOND = "plans/dot-hai-2026/plan.md"


def _plan(number: str, issued: str) -> str:
    return (
        f'---\ntitle: Kế hoạch đợt hai\nissuer: ubnd\nnumber: "{number}"\nsymbol: KH-UBND\nissued: {issued}\n'
        f"published: {issued}\n---\nNội dung.\n"
    )


def _of_plans(ward: Ward) -> Series:
    return next(one for one in series(ward.portal()) if (one.symbol, one.year) == ("KH-UBND", 2026))


@pytest.mark.parametrize(
    ("number", "issued", "faults"),
    [
        ("13", "2026-02-11", []),
        ("12a", "2026-02-11", []),
        ("15", "2026-02-11", [(SeriesFault.GAP, "13–14")]),
        ("14", "2026-02-11", [(SeriesFault.GAP, "13")]),
        ("13", "2026-02-09", [(SeriesFault.OUT_OF_ORDER, "12, 13")]),
        ("16", "2026-02-09", [(SeriesFault.OUT_OF_ORDER, "12, 16"), (SeriesFault.GAP, "13–15")]),
        ("12", "2026-03-02", [(SeriesFault.REPEATED, "12")]),
    ],
)
def test_two_plans_of_one_year(number: str, issued: str, faults: list[tuple[SeriesFault, str]], ward: Ward) -> None:
    """Beside No. 12 of 10/02/2026 stands another plan of the same issuer and symbol."""
    ward.write({SECOND: _plan(number, issued)})
    found = _of_plans(ward)
    assert [document.printed for document in found.documents] == sorted(
        ["12", number], key=lambda n: (int(n.rstrip("a")), n)
    )
    assert [(finding.fault, finding.numbers) for finding in found.findings] == faults


def test_another_year_is_another_series(ward: Ward) -> None:
    """Numbers begin anew each year."""
    ward.write({SECOND: _plan("1", "2025-12-30")})
    years = [one.year for one in series(ward.portal()) if one.symbol == "KH-UBND"]
    assert years == [2026, 2025]
    assert all(not one.findings for one in series(ward.portal()) if one.symbol == "KH-UBND")


@pytest.mark.parametrize(
    ("year", "reason"),
    [
        ("", "Số khác là việc khác."),
        ("\n          year: 2026", "Số khác là việc khác."),
        ("\n          year: 2025", ""),
    ],
)
def test_a_reason_can_be_declared(year: str, reason: str, ward: Ward) -> None:
    """The unit says in mkdocs.yml why numbers are missing here, for every year or for one."""
    ward.write({SECOND: _plan("20", "2026-03-02")})
    declared = f"series:\n        - issuer: ubnd\n          symbol: KH-UBND{year}\n          reason: Số khác là việc khác.\n      areas:"
    ward.edit("mkdocs.yml", "areas:", declared)
    assert [finding.reason for finding in _of_plans(ward).findings] == [reason]


@pytest.mark.parametrize(
    "change", [('number: "12"', "number:"), ("issued: 2026-02-10", "issued: 2026-02"), ("symbol: KH-UBND", "symbol:")]
)
def test_what_is_not_numbered_to_the_day_is_in_no_series(change: tuple[str, str], ward: Ward) -> None:
    """A blank number, a blank symbol or a month is no place in a series."""
    ward.edit(PLAN, *change)
    assert not [one for one in series(ward.portal()) if one.symbol == "KH-UBND"]
