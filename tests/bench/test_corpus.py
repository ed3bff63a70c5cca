"""The corpus that speed is measured on: always the same, accepted by the checks, of the size that was asked for."""

import subprocess
import sys
from pathlib import Path

import pytest

from building import DAY, ROOT
from congkhai.duties.ledger import ledger
from congkhai.opening import open_portal
from congkhai.portal.relations import Portal
from congkhai.views.pages import every_page
from judged import Judged, judged, quality
from planted import planted
from ward import size

RECORDS, YEARS = 60, 4
PETITIONS = 57


def _written(folder: Path, *options: str) -> dict[str, bytes]:
    command = [
        sys.executable,
        str(ROOT / "bench" / "corpus.py"),
        str(folder / "ward"),
        "--markdown",
        str(folder / "pages"),
    ]
    subprocess.run([*command, "--records", str(RECORDS), *options], check=True, cwd=folder)
    return {f"{file.relative_to(folder)}": file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a corpus in both forms."""
    folder = tmp_path_factory.mktemp("corpus")
    _written(folder)
    return folder


@pytest.fixture(scope="module")
def portal(folder: Path) -> Portal:
    """Return the portal of the corpus, which has no problems."""
    opening = open_portal(folder / "ward", DAY)
    assert opening.problems == []
    assert opening.portal is not None
    return opening.portal


def test_two_corpora_have_the_same_bytes(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the folder nor the seed of Python's hashes changes a byte."""
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    first = {f"{file.relative_to(folder)}": file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert _written(tmp_path) == first


def test_a_corpus_of_one_year_is_another(folder: Path, tmp_path: Path) -> None:
    """The option for one year is heard, though so small a corpus has one year anyway; a size is heard too."""
    pages = {name for name in _written(tmp_path, "--years", "1", "--records", "200") if name.startswith("pages")}
    assert len(pages) == 200
    assert {name.split("-")[-2] for name in pages if "kien-nghi" in name} == {"2026"}
    assert len(list((folder / "pages").rglob("*.md"))) == RECORDS


def test_the_portal_has_a_page_for_each_markdown_page(folder: Path, portal: Portal) -> None:
    """Rivals build the same records at the same addresses."""
    addresses = {page.address for page in every_page(portal, ledger(portal))}
    files = {f"/{file.relative_to(folder / 'pages').with_suffix('')}/" for file in (folder / "pages").rglob("*.md")}
    assert files <= addresses
    assert len(portal.petitions) == PETITIONS


@pytest.mark.parametrize("records", [60, 1000, 10_000, 100_000])
def test_at_least_nine_in_ten_records_are_petitions(records: int) -> None:
    """Petitions are what a portal has thousands of."""
    parts = size(records, YEARS)
    assert parts.plans + 2 * sum(parts.meetings.values()) + parts.petitions == records
    assert parts.petitions >= 0.9 * records


def test_planted_words_stand_once(folder: Path) -> None:
    """Each planted petition is in the corpus, and only there."""
    text = "".join(file.read_text(encoding="utf-8") for file in (folder / "ward").rglob("petitions.yml"))
    assert [text.count(one.summary) for one in planted()] == [1] * len(planted())


def test_every_judged_query_has_an_answer(folder: Path) -> None:
    """There are at least eighty queries of eleven kinds, and each right answer is a page."""
    queries = judged(RECORDS, YEARS)
    assert len(queries) >= 80
    assert len({query.kind for query in queries}) == 11
    assert all(
        (folder / "pages" / f"{address.strip('/')}.md").is_file() for query in queries for address in query.right
    )


def test_quality_counts_right_answers_among_the_first_five() -> None:
    """One right at once, one found third of two, one found sixth, one not at all."""
    one, two = frozenset({"/a/"}), frozenset({"/a/", "/b/"})
    answers: tuple[tuple[Judged, list[str]], ...] = (
        (Judged("marked", "", one), ["/a/"]),
        (Judged("marked", "", two), ["/x/", "/y/", "/b/"]),
        (Judged("marked", "", one), ["/1/", "/2/", "/3/", "/4/", "/5/", "/a/"]),
        (Judged("marked", "", one), []),
    )
    found = quality(answers)
    assert (found.recall, found.empty, found.queries) == (1.5 / 4, 1, 4)
    assert found.mrr == pytest.approx((1 + 1 / 3 + 1 / 6) / 4)
