"""Sentences that stop and sentences that pass, as an official reads them."""

import pytest
import yaml

from congkhai.privacy.detecting import gate
from congkhai.privacy.finding import WAIVABLE, Kind
from telling import CASES, gate_of, sentences

FILES = ("personal-data.yml", "personal-data-unseen.yml")
STOPS = [(file, kind, text) for file in FILES for kind, texts in sentences(file)["stops"].items() for text in texts]
PASSES = [(file, text) for file in FILES for text in sentences(file)["passes"]]
GATES = {file: gate_of(sentences(file)) for file in FILES}


@pytest.mark.parametrize(("file", "kind", "text"), STOPS)
def test_sentence_with_personal_data_stops(file: str, kind: str, text: str) -> None:
    """What is found may be let pass by a waiver only where its kind may be."""
    found = {finding.kind for finding in GATES[file].findings(text)}
    assert found
    assert Kind(kind) in WAIVABLE or found - WAIVABLE


@pytest.mark.parametrize(("file", "text"), PASSES)
def test_harmless_sentence_passes(file: str, text: str) -> None:
    """It only looks like personal data."""
    assert [text[found.start : found.end] for found in GATES[file].findings(text)] == []


def test_one_text_of_all_sentences_stops_as_often() -> None:
    """A finding does not depend on the lines around it: the quick pass over long texts loses none."""
    for file in FILES:
        lines = [" ".join(text.split()) for name, _, text in STOPS if name == file]
        whole = "\n\n\n".join(lines)
        hit = {whole.count("\n", 0, found.start) for found in GATES[file].findings(whole)}
        assert {n * 3 for n, line in enumerate(lines) if GATES[file].findings(line)} <= hit


def test_long_harmless_text_stays_harmless() -> None:
    """Lines that pass alone pass together."""
    for file in FILES:
        whole = "\n\n\n".join(text for name, text in PASSES if name == file)
        assert [whole[found.start : found.end] for found in GATES[file].findings(whole)] == []


def test_sets_are_as_large_as_they_claim() -> None:
    """150 that stop and 100 that pass; 60 of each that were written without a look at the rules."""
    for file, least in zip(FILES, ((150, 100), (60, 60)), strict=True):
        cases = sentences(file)
        assert sum(map(len, cases["stops"].values())) >= least[0]
        assert len(cases["passes"]) >= least[1]


def test_an_address_is_veiled_with_its_street() -> None:
    """What is left of a street would tell it; one place is found once."""
    text = "Ngập trước số nhà 45 đường Hoa Mẫu Đơn, phường Minh Hoạ."
    assert gate().veiled(text) == "Ngập trước 4•••, phường Minh Hoạ."
    assert len(gate().findings(text)) == 1


def test_what_settings_declare_is_what_makes_the_difference() -> None:
    """Without the lists, officials, places and numbers of offices are stopped like anybody's."""
    bare = gate()
    for text in (
        "Ông Lê Thị Giả Định chủ trì.",
        "Gọi 02553812999 trong giờ làm việc.",
        "Thư điện tử vanthu@minhhoa.example.vn.",
    ):
        assert bare.findings(text)
        assert not GATES["personal-data.yml"].findings(text)


def test_cases_are_written_once() -> None:
    """No sentence stands twice."""
    for file in FILES:
        cases = yaml.safe_load((CASES / file).read_text(encoding="utf-8"))
        every = [text for texts in cases["stops"].values() for text in texts] + cases["passes"]
        assert len(every) == len(set(every))
