"""Judged queries over our own portal: the right page is there, and it stands first."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from statistics import fmean

import pytest
import yaml
from playwright.sync_api import Browser

from building import ROOT, Build
from searching import Reader, reading

pytestmark = pytest.mark.slow

CASES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (ROOT / "tests" / "cases" / "search-queries.yml").read_text(encoding="utf-8")
)
SHOWN = 5


@pytest.fixture(scope="module")
def reader(build: Build, browser: Browser) -> Iterator[Reader]:
    """Lend a reader of the index of our own portal."""
    assert build.code == 0, build.output
    with reading(browser, build.site / "assets" / "search") as found:
        yield found


def _judged(kind: str) -> Iterator[tuple[str, list[str]]]:
    for query, right in CASES[kind].items():
        if right:
            yield str(query), right


def _scores(reader: Reader, queries: list[tuple[str, list[str]]]) -> tuple[float, float]:
    """Return recall@5 and the mean of 1/rank of the first right page."""
    recalls, ranks = [], []
    for query, right in queries:
        hits = reader.ask(query, order="quick").hits
        recalls.append(len(set(hits[:SHOWN]) & set(right)) / min(len(right), SHOWN))
        ranks.append(next((1 / place for place, hit in enumerate(hits, start=1) if hit in right), 0.0))
    return fmean(recalls), fmean(ranks)


def _unmarked(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def test_the_right_page_is_there_and_first(reader: Reader) -> None:
    """Over all queries, and for every kind of them."""
    by_kind = {kind: _scores(reader, found) for kind in CASES if (found := [*_judged(kind)])}
    counts = {kind: len([*_judged(kind)]) for kind in by_kind}
    whole = [sum(by_kind[kind][at] * counts[kind] for kind in by_kind) / sum(counts.values()) for at in (0, 1)]
    print(by_kind, whole, sum(counts.values()))  # noqa: T201 - the figures, when pytest is asked to show them
    assert sum(counts.values()) >= 90
    assert min(whole) >= 0.98
    assert {kind: found for kind, found in by_kind.items() if min(found) < 0.90} == {}


def test_unmarked_queries_do_as_well(reader: Reader) -> None:
    """A citizen who types no marks finds what one who types them finds; nor does it matter how letters are composed."""
    queries = [found for kind in CASES for found in _judged(kind)]
    marked = _scores(reader, queries)
    for change in (_unmarked, lambda text: unicodedata.normalize("NFD", text), str.upper):
        changed = _scores(reader, [(change(query), right) for query, right in queries])
        assert min(now - before for now, before in zip(changed, marked, strict=True)) >= -0.03


def test_no_judged_query_is_left_without_an_answer(reader: Reader) -> None:
    """And what the portal does not hold is not found."""
    told: defaultdict[bool, list[str]] = defaultdict(list)
    for kind, queries in CASES.items():
        for query, right in queries.items():
            found = reader.ask(str(query), order="quick").total
            if bool(found) != bool(right):
                told[bool(right)].append(f"{kind}: {query}")
    assert told == {}
