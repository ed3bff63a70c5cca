"""The packaged instruments: each readable, sourced, complete, and told apart from an author's fault."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import congkhai
from congkhai.law import instruments
from congkhai.law.instruments import Evidence, Instrument, Rule, Scope, Trigger
from congkhai.records.duty import Direction, Duty
from congkhai.records.meeting import MeetingKind, Track
from congkhai.records.when import When, parse_when

FOLDER = Path(congkhai.__file__).parent / "law" / "regulations"
LAW = list(instruments.instruments().values())
RULES = [rule for instrument in LAW for rule in instrument.rules]
# The three laws on local government, one after the other.
LOCAL_GOVERNMENT = ("luat-2015-77", "luat-2025-65", "luat-2025-72")


def _when(text: str) -> When:
    when = parse_when(text)
    assert when is not None
    return when


# What can prove a duty, and the event from which, or up to which, its period runs.
PROOFS = {
    Duty.HOLD_MEETING: (Trigger.YEAR_END, Evidence.MEETING_HELD),
    Duty.ANNOUNCE_MEETING: (Trigger.MEETING, Evidence.NOTICE_PUBLISHED),
    Duty.ISSUE_CONCLUSION: (Trigger.MEETING_END, Evidence.CONCLUSION_ISSUED),
    Duty.PUBLISH_RESULTS: (Trigger.MEETING_END, Evidence.CONCLUSION_PUBLISHED),
    Duty.PUBLISH_PLAN: (Trigger.PLAN_ISSUED, Evidence.PLAN_PUBLISHED),
    Duty.PUBLISH_CONCLUSION: (Trigger.CONCLUSION_ISSUED, Evidence.CONCLUSION_PUBLISHED),
    Duty.ANSWER_PETITION: (Trigger.DUE_DATE, Evidence.PETITION_ANSWERED),
    Duty.BROADCAST: (Trigger.CONCLUSION_ISSUED, None),
    Duty.POST_ON_BOARD: (Trigger.CONCLUSION_ISSUED, None),
}
UP_TO_THE_EVENT = {Trigger.MEETING, Trigger.YEAR_END, Trigger.DUE_DATE}


def test_every_instrument_is_read() -> None:
    """Each file is one instrument, under its own id, with what an official needs to find it."""
    assert {instrument.id for instrument in LAW} == {path.stem for path in FOLDER.glob("*.yml")}
    for instrument in LAW:
        assert instrument.source
        assert instrument.symbol
        assert instrument.title
        assert instrument.issuer


def test_rule_ids_are_unique() -> None:
    """The id of a rule names its rows, so no two rules share one."""
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_complete(rule: Rule) -> None:
    """A period is stated whole or not at all, and runs from the event that its duty follows to what proves it."""
    assert (rule.offset is None) == (rule.unit is None) == (rule.direction is None)
    assert (rule.trigger, rule.evidence) == PROOFS[rule.duty]
    if rule.direction is not None:
        assert (rule.direction is Direction.BEFORE) == (rule.trigger in UP_TO_THE_EVENT)
    if rule.evidence is None:
        assert rule.note, "a rule that nothing can prove says so"
        assert rule.offset is None
    assert rule.bearer


@pytest.mark.parametrize("instrument", LAW, ids=lambda instrument: instrument.id)
def test_what_is_not_verified_says_so(instrument: Instrument) -> None:
    """An instrument that we have not read whole says in its source what was not compared."""
    assert instrument.verified is ("chưa" not in instrument.source)
    if instrument.scope is Scope.LOCAL:
        assert not any(rule.verified for rule in instrument.rules)


def test_successors_exist_and_leave_no_gap() -> None:
    """An instrument that was replaced ends on the eve of its successor's first day."""
    for instrument in LAW:
        assert instrument.replaced_by in {None, *instruments.instruments()}
        if instrument.replaced_by is not None:
            successor = instruments.instruments()[instrument.replaced_by]
            assert instrument.in_force_to is not None
            assert instrument.in_force_to.day is not None
            assert successor.in_force_from is not None
            assert successor.in_force_from.day == instrument.in_force_to.day + timedelta(days=1)


def test_one_law_on_local_government_is_in_force_at_a_time() -> None:
    """On every day since 2016 a meeting is judged by one of the three laws and never by two."""
    day = date(2016, 1, 1)
    while day < date(2027, 12, 31):
        assert len(_laws(str(day))) == 1, day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "law"),
    [
        ("2024-06-15", "luat-2015-77"),
        ("2025-02-28T23:00", "luat-2015-77"),
        ("2025-03-01", "luat-2025-65"),
        ("2025-06-15", "luat-2025-65"),
        ("2025-06-16T00:30", "luat-2025-72"),
        ("2025-10-28", "luat-2025-72"),
    ],
)
def test_the_law_of_a_day(day: str, law: str) -> None:
    """The days on which the law changed hands."""
    assert _laws(day) == [law]


@pytest.mark.parametrize(
    ("when", "laws"),
    [
        ("2024", ["luat-2015-77"]),
        ("2025-02", ["luat-2015-77"]),
        ("2025-Q1", ["luat-2015-77", "luat-2025-65"]),
        ("2025-06", ["luat-2025-65", "luat-2025-72"]),
        ("2025-Q3", ["luat-2025-72"]),
        ("2025", list(LOCAL_GOVERNMENT)),
        ("on-occurrence", list(LOCAL_GOVERNMENT)),
    ],
)
def test_the_laws_of_a_time_not_fixed(when: str, laws: list[str]) -> None:
    """Whatever is in force on a day that may still be chosen counts."""
    assert _laws(when) == laws


def test_without_a_date_of_effect_it_counts_from_its_issue() -> None:
    """The regulation of 20/10/2023 does not judge what came before; one without any date always does."""
    regulation = instruments.instruments()["hai-phong-1155"]
    assert regulation.in_force_from is None
    assert [regulation.in_force_during(_when(day)) for day in ("2023-10-19", "2023-10-20", "2023")] == [
        False,
        True,
        True,
    ]
    assert regulation.model_copy(update={"issued": None}).in_force_during(_when("1990"))


def _laws(when: str) -> list[str]:
    return [name for name in LOCAL_GOVERNMENT if instruments.instruments()[name].in_force_during(_when(when))]


def test_dialogue_with_cadres_is_not_the_peoples_conference() -> None:
    """What the three laws say of the conference binds meetings with the people only."""
    for name in LOCAL_GOVERNMENT:
        rules = instruments.instruments()[name].rules
        assert {track for rule in rules for track in rule.tracks} == {Track.PEOPLE}
        assert all(rule.tracks for rule in rules)


def test_the_citys_regulation_is_about_dialogue_with_the_people() -> None:
    """Decision 1155 binds no meeting with cadres."""
    assert [rule.tracks for rule in instruments.instruments()["hai-phong-1155"].rules] == [(Track.PEOPLE,)]


def test_only_a_local_rule_exempts_ad_hoc_meetings() -> None:
    """No law that we read frees an ad hoc meeting from its notice; one regulation does."""
    exempting = [(rule.id, rule.exempt) for rule in RULES if rule.exempt]
    assert exempting == [("hai-phong-thong-bao", (MeetingKind.AD_HOC,))]


def test_a_fault_in_the_packaged_law_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stops the program by name and is never told as the author's."""
    (tmp_path / "regulations").mkdir()
    (tmp_path / "regulations" / "a.yml").write_text("id: a\nsymbol: 1\n", encoding="utf-8")
    (tmp_path / "regulations" / "b.yml").write_text("", encoding="utf-8")
    monkeypatch.setattr(instruments, "files", lambda _: tmp_path)
    instruments.instruments.cache_clear()
    with pytest.raises(instruments.BrokenLawError):
        instruments.instruments()
    monkeypatch.undo()
    assert instruments.instruments()
