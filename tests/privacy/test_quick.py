"""The quick way through a text finds exactly what all patterns find, asked one after the other."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.privacy.detecting import Gate
from congkhai.privacy.finding import Finding
from congkhai.privacy.folding import fold, with_digits
from telling import gate_of, sentences

FILES = ("personal-data.yml", "personal-data-unseen.yml")
CASES = {file: sentences(file) for file in FILES}
GATES = {file: gate_of(CASES[file]) for file in FILES}
SENTENCES = {
    file: sorted([text for texts in cases["stops"].values() for text in texts] + cases["passes"])
    for file, cases in CASES.items()
}
JOINS = st.sampled_from([" ", ". ", "; ", "\n", "\n\n", "\n\n\n", "\n  - ", '"\n    summary: "', " | "])
PARTS = st.sampled_from(FILES).flatmap(
    lambda file: st.tuples(st.just(file), st.lists(st.sampled_from(SENTENCES[file]), min_size=1, max_size=6))
)


def broken(sentence: str) -> st.SearchStrategy[str]:
    """Return a sentence as it is, or broken over two lines at any blank."""
    blanks = [] if "\n" in sentence else [i for i, sign in enumerate(sentence) if sign == " "]
    return st.sampled_from([sentence, *(f"{sentence[:at]}\n{sentence[at + 1 :]}" for at in blanks)])


def in_full(text: str, gate: Gate) -> list[Finding]:
    """Return what every pattern finds in the whole text."""
    whole = fold(text)
    found = gate.chosen(with_digits(whole.text))
    return sorted({Finding(*whole.span(one.start, one.end), one.kind, one.value) for one in found})


@given(mix=PARTS, join=JOINS)
def test_quick_way_finds_exactly_what_the_full_patterns_find(mix: tuple[str, list[str]], join: str) -> None:
    """In any mix of the sentences of the cases."""
    file, parts = mix
    text = unicodedata.normalize("NFC", join.join(parts))
    assert GATES[file].findings(text) == in_full(text, GATES[file])


@given(mix=PARTS, join=JOINS, data=st.data())
def test_quick_way_finds_the_same_in_broken_lines(mix: tuple[str, list[str]], join: str, data: st.DataObject) -> None:
    """Each sentence may go on in a second line; where a finding begins and what it is does not change."""
    file, parts = mix
    text = unicodedata.normalize("NFC", join.join(data.draw(broken(part)) for part in parts))
    quick, full = GATES[file].findings(text), in_full(text, GATES[file])
    assert {(one.start, one.kind) for one in quick} == {(one.start, one.kind) for one in full}


@pytest.mark.parametrize("file", FILES)
def test_quick_way_finds_each_sentence_alone(file: str) -> None:
    """Of every sentence, in its own letters and in capitals; what stops is in both ways the same."""
    for text in SENTENCES[file]:
        for typed in (text, text.upper()):
            plain = unicodedata.normalize("NFC", typed)
            assert GATES[file].findings(plain) == in_full(plain, GATES[file])


def test_words_that_begin_nothing_leave_the_next_word_to_be_read() -> None:
    """A word is passed over for what stands after it, never for what was read before."""
    gate = Gate()
    assert gate.findings("Cuộc họp của bà con tại hội trường.") == []
    assert [one.value for one in gate.findings("Cuộc họp của bà Nguyễn Thị Mẫu.")] == ["Nguyễn Thị Mẫu"]
    assert gate.findings("Cuộc họp của bà con tại hội trường.") == []
