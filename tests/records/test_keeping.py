"""What is kept of an earlier reading is the same records, only records, and never hides a problem."""

import os
import pickle
from pathlib import Path

import pytest

from congkhai.problems import Report
from congkhai.records import reading
from congkhai.records.keeping import Readings
from congkhai.records.reading import Records, read_records
from congkhai.sources import text
from wards import PETITIONS, Ward


def _read(ward: Ward, kept: dict[str, bytes]) -> tuple[Records, Report]:
    report = Report()
    return read_records(ward.root, report, Readings(kept)), report


def test_kept_records_are_those_that_were_read(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are equal, know the places where they were written, and are not read again."""
    kept: dict[str, bytes] = {}
    first, _ = _read(ward, kept)
    monkeypatch.delattr(reading, "read_text")
    again, _ = _read(ward, kept)
    assert (again.plans, again.conclusions) == (first.plans, first.conclusions)
    places = [
        [petition.origin for dossier in one.conclusions for petition in dossier.petitions] for one in (first, again)
    ]
    assert places[0] == places[1]
    assert len(kept) == 2


def test_only_a_changed_dossier_is_read_again(ward: Ward) -> None:
    """A new word gives a new record; what was kept of its dossier stands under the old bytes alone."""
    kept: dict[str, bytes] = {}
    _read(ward, kept)
    ward.edit(PETITIONS, "bị tắc", "bị tắc nhiều ngày")
    found, _ = _read(ward, kept)
    assert "nhiều ngày" in found.conclusions[0].petitions[0].summary
    assert len(kept) == 3


def test_problems_are_told_every_time(ward: Ward) -> None:
    """What has a problem is not kept, and is read and told again."""
    ward.edit(PETITIONS, "field: environment", "field: moi-truong")
    kept: dict[str, bytes] = {}
    told = [_read(ward, kept)[1].in_order() for _ in range(2)]
    assert told[0] == told[1] != []
    assert len(kept) == 1


def test_what_is_behind_a_link_goes_with_it(ward: Ward, tmp_path: Path) -> None:
    """A link under the name of a record is told, and what was read through it is forgotten once the link is gone."""
    elsewhere = tmp_path / "petitions.yml"
    elsewhere.write_text(ward.read(PETITIONS), encoding="utf-8")
    (ward.root / PETITIONS).unlink()
    (ward.root / PETITIONS).symlink_to(elsewhere)
    kept: dict[str, bytes] = {}
    _, report = _read(ward, kept)
    assert "symbolic-link" in {problem.slug for problem in report.problems}
    (ward.root / PETITIONS).unlink()
    found, _ = _read(ward, kept)
    assert found.conclusions[0].petitions == ()


def test_a_file_that_changes_while_it_is_read_is_not_kept(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor may save between the digest and the reading: the old bytes never stand for the new words."""
    before, kept = ward.read(PETITIONS), dict[str, bytes]()
    read = text.read_text

    def saved_meanwhile(path: Path, file: str, report: Report) -> str | None:
        if file == PETITIONS:
            ward.write({PETITIONS: before.replace("bị tắc", "bị tắc nhiều ngày")})
        return read(path, file, report)

    monkeypatch.setattr(reading, "read_text", saved_meanwhile)
    assert "nhiều ngày" in _read(ward, kept)[0].conclusions[0].petitions[0].summary
    monkeypatch.undo()
    ward.write({PETITIONS: before})
    assert "nhiều ngày" not in _read(ward, kept)[0].conclusions[0].petitions[0].summary


class _Trap:
    def __init__(self, call: object, *given: object) -> None:
        self._call = (call, given)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self._call


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"\x80\x05",
        pickle.dumps(1)[:-1],
        pickle.dumps(_Trap(os.mkdir, "trap")),
        pickle.dumps(_Trap(eval, "1")),
    ],
)
def test_a_spoilt_cache_is_read_over_and_runs_nothing(
    content: bytes, ward: Ward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a file, another's file, and one made to do harm are as good as none."""
    monkeypatch.chdir(tmp_path)
    kept: dict[str, bytes] = {}
    first, _ = _read(ward, kept)
    found, _ = _read(ward, dict.fromkeys(kept, content))
    assert found.conclusions == first.conclusions
    assert not (tmp_path / "trap").exists()


def test_a_record_says_the_same_wherever_it_stands(ward: Ward) -> None:
    """The digest follows the words, and not the lines before them."""
    before = [one.digest for one in _read(ward, {})[0].conclusions[0].petitions]
    ward.edit(PETITIONS, "petitions:\n", "# Một dòng.\npetitions:\n")
    assert [one.digest for one in _read(ward, {})[0].conclusions[0].petitions] == before
    ward.edit(PETITIONS, "bị tắc", "tắc")
    after = [one.digest for one in _read(ward, {})[0].conclusions[0].petitions]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True]
