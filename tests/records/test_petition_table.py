"""What the petitions of a dossier say together is what each of them says."""

import pickle
from collections import Counter
from datetime import date, timedelta
from functools import cached_property

import pytest

from building import ROOT
from congkhai.problems import Report
from congkhai.records.keeping import _unpickled
from congkhai.records.petition import Timeliness
from congkhai.records.petition_table import PetitionTable
from congkhai.records.reading import read_records
from wards import PETITIONS, Ward

TABLES = [dossier.petitions for dossier in read_records(ROOT, Report()).conclusions]


@pytest.mark.parametrize("table", TABLES, ids=[f"{len(table)}-{number}" for number, table in enumerate(TABLES)])
def test_a_table_says_what_its_petitions_say(table: PetitionTable) -> None:
    """Counts, codes, names, files and days are those that a walk over every petition finds."""
    assert table.codes == {petition.code for petition in table}
    assert table.phases == Counter(petition.phase for petition in table)
    assert table.named["area"] == {petition.area for petition in table if petition.area}
    ours = {ref for one in table for step in one.history for ref in (one.handler, step.by, step.to)}
    assert table.named["body"] == {*ours, *(answer.by for one in table for answer in one.answers)} - {None}
    assert list(table.files) == [file for one in table for answer in one.answers for file in answer.files]
    assert table.first_day == min((one.received.last for one in table if one.received.last), default=None)
    assert table.named["petition"] == {change.replaced_by for one in table for change in one.changes} - {None}
    assert table.is_whole


@pytest.mark.parametrize("table", TABLES, ids=[f"{len(table)}-{number}" for number, table in enumerate(TABLES)])
def test_what_is_overdue_is_so_on_any_day(table: PetitionTable) -> None:
    """The terms that are awaited run out on the very days on which petitions become overdue."""
    days = [date(2025, 1, 1) + timedelta(days=day) for day in range(0, 1100, 3)]
    days += [one.due_in_force.last_day + timedelta(days=more) for one in table if one.due_in_force for more in (0, 1)]
    for day in days:
        overdue = sum(one.timeliness(day) is Timeliness.OVERDUE for one in table)
        assert sum(last < day for last in table.awaited) == overdue, day


@pytest.mark.parametrize("table", TABLES[:1])
def test_a_table_that_was_kept_is_the_same_table(table: PetitionTable) -> None:
    """Also one of which everything was worked out already."""
    asked = [name for name, value in vars(PetitionTable).items() if isinstance(value, cached_property)]
    known = [getattr(table, name) for name in asked]
    again = _unpickled(pickle.dumps(table))
    assert isinstance(again, PetitionTable)
    assert again == table
    assert [getattr(again, name) for name in asked] == known != []


def test_a_table_that_lost_something_knows_it(ward: Ward) -> None:
    """A petition with a fault is read as far as it can be, and the table is not whole."""
    ward.edit(PETITIONS, "field: environment", "field: environment\n    due: hôm nào")
    found = read_records(ward.root, Report()).conclusions[0].petitions
    assert found
    assert not found.is_whole
