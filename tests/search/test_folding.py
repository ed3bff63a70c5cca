"""Words are the same to the builder and to the browser, and dates are found however they are written."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from building import ROOT
from congkhai.search import Document, folding
from congkhai.search.folding import composed, words
from searching import reading

CASES: dict[str, Any] = yaml.safe_load((ROOT / "tests" / "cases" / "search-folding.yml").read_text(encoding="utf-8"))


def _spellings() -> Iterator[str]:
    """Yield every text of the cases, composed and not, in small and in capital letters."""
    texts = [letter for letters in CASES["letters"].values() for letter in letters]
    texts += [text for part in ("same", "marks", "different", "dates") for line in CASES[part] for text in line]
    for text in [*texts, *CASES["words"]]:
        for changed in (text, text.upper()):
            yield from (unicodedata.normalize(form, changed) for form in ("NFC", "NFD"))


def _plain(text: str) -> str:
    return " ".join(word[:-1] for word in words(composed(text)))


def test_what_was_folded_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers have no end, and `mkdocs serve` may run for weeks; a word that was let go of is folded anew."""
    monkeypatch.setattr(folding, "_KEPT", 9)
    numbers = " ".join(map(str, range(100)))
    assert words(numbers) == words(numbers) == [folding.fold(number) for number in numbers.split()]
    assert len(folding._folded) <= 9  # noqa: SLF001 - nothing else tells


def test_every_letter_has_its_plain_one() -> None:
    """All 67 accented letters, small and capital, composed and not."""
    assert sum(map(len, CASES["letters"].values())) == 67
    for plain, letters in CASES["letters"].items():
        for letter in letters:
            for form in ("NFC", "NFD"):
                for text in (letter, letter.upper()):
                    assert _plain(unicodedata.normalize(form, f"n{text}ng")) == f"n{plain}ng"


@pytest.mark.parametrize("line", CASES["same"], ids=str)
def test_spellings_of_one_word_are_one(line: list[str]) -> None:
    """Where the tone stands, `i` or `y`, capitals, zeros before a number."""
    assert (
        len({tuple(words(composed(unicodedata.normalize(form, text)))) for text in line for form in ("NFC", "NFD")})
        == 1
    )


@pytest.mark.parametrize("line", CASES["marks"], ids=str)
def test_marks_tell_words_apart_without_parting_them(line: list[str]) -> None:
    """The letters are one, the signs for the marks are not."""
    assert len({_plain(text) for text in line}) == 1
    assert len({words(composed(text))[0] for text in line}) == len(line)


@pytest.mark.parametrize("line", CASES["different"], ids=str)
def test_other_words_stay_others(line: list[str]) -> None:
    """Folding does not run words together."""
    assert len({_plain(text) for text in line}) == len(line)


@pytest.mark.parametrize("text", CASES["words"])
def test_a_text_is_cut_into_words(text: str) -> None:
    """Signs part words, and so do a letter and the number behind it."""
    assert _plain(text) == CASES["words"][text]


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x1EFF), max_size=40))
def test_composition_and_capitals_make_no_difference(text: str) -> None:
    """NFD is the same text."""
    assert words(composed(unicodedata.normalize("NFD", text))) == words(composed(unicodedata.normalize("NFC", text)))


@pytest.mark.slow
def test_the_browser_folds_alike(browser: Browser) -> None:
    """Every text of the cases gives the same words and the same signs on both sides."""
    texts = [*_spellings()]
    with reading(browser, [Document("/a/", "a", "a")]) as reader:
        told = reader.run("(texts) => texts.map(ckWords.words)", texts)
    assert told == [words(composed(text)) for text in texts]


@pytest.mark.slow
@pytest.mark.parametrize("line", CASES["dates"], ids=str)
def test_a_date_is_found_however_it_is_written(line: list[str], browser: Browser) -> None:
    """Each way of writing, typed, finds all ways of writing, and never another date."""
    written = [Document(f"/{at}/", "Thông báo", "a", texts=[f"Họp {text} tại trụ sở."]) for at, text in enumerate(line)]
    other = Document("/other/", "Thông báo", "a", texts=["Họp ngày 27/9/2025, tháng 7/2024, quý II/2025, số 28, 10."])
    with reading(browser, [*written, other]) as reader:
        for text in line:
            assert set(reader.ask(text).hits) == {one.address for one in written}, text
