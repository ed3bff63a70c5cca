"""The word lists: a word for every choice that a record may hold, none left over, all composed, the same in English."""

import importlib
import pkgutil
import re
import string
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

import congkhai
from congkhai.records.meeting import MeetingKind
from congkhai.words import label, section, sentence, word, word_in, word_list

PACKAGE = Path(congkhai.__file__).parent
THEME = PACKAGE.parents[1] / "theme"
# Rooms whose choices a resident reads. How exactly a date is known is said by the date itself.
SAID = ("congkhai.records", "congkhai.settings", "congkhai.portal")
UNSAID = {"Precision"}
NAMED = re.compile(r"""\b(?:word\(|word_in\(\s*(?:"en"|language),)\s*f?["']([\w.-]+)([{"'])""")
LANGUAGES = ("vi", "en")
# Keys whose words are the same in both languages: names, what is typed, and gaps alone.
SAME = {
    "ask.wrong", "cli.number", "cli.unit", "cli.wrong", "component.count", "date.place", "new.deadline-open", "english.link", "filter.counted", "filter.of-period", "method.before", "search.taken-back", "step.by",
    "typeface.be-vietnam-pro", "working.question-before",
}  # fmt: skip


def _enums() -> list[type[StrEnum]]:
    """Return every enumeration of the program, each once."""
    modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(congkhai.__path__, "congkhai.")
               if not found.name.startswith("congkhai.theme")]  # fmt: skip
    found = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    enums = [kind for kind in found if issubclass(kind, StrEnum) and kind.__module__.startswith("congkhai")]
    return sorted(enums, key=lambda kind: kind.__name__)


def _said() -> list[type[StrEnum]]:
    """Return the enumerations whose members a resident reads."""
    return [kind for kind in _enums() if kind.__module__.startswith(SAID) and kind.__name__ not in UNSAID]


def _sources() -> Iterator[str]:
    """Yield the text of every module and template that may ask for a word."""
    for folder, ending in ((PACKAGE, "*.py"), (THEME, "*.html"), (THEME, "*.py")):
        yield from (path.read_text(encoding="utf-8") for path in sorted(folder.rglob(ending)))


def _named() -> set[tuple[str, bool]]:
    """Return every key that the code names, and whether that is the whole key."""
    return {(match[1], match[2] != "{") for text in _sources() for match in NAMED.finditer(text)}


def _sections() -> dict[str, object]:
    text = files("congkhai.theme").joinpath("words/vi.yml").read_text(encoding="utf-8")
    sections: dict[str, object] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds text only
    return sections


@pytest.mark.parametrize("choices", _said(), ids=lambda choices: choices.__name__)
def test_every_choice_has_its_word(choices: type[StrEnum]) -> None:
    """The section of an enumeration names its members, no fewer and no more."""
    named = {key.partition(".")[2] for key in word_list() if key.partition(".")[0] == section(choices)}
    assert named == {choice.value for choice in choices}
    assert all(label(choice).strip() for choice in choices)


def test_no_section_is_left_over() -> None:
    """Each section is an enumeration's, or is asked for somewhere in code or templates."""
    asked = {key.partition(".")[0] for key, _ in _named()}
    assert set(_sections()) - {section(choices) for choices in _enums()} - asked == set()


def test_every_word_asked_for_exists() -> None:
    """A key named whole is in the list; a key put together begins like one that is."""
    missing = {
        key for key, whole in _named()
        if (whole and key not in word_list()) or not any(known.startswith(key) for known in word_list())
    }  # fmt: skip
    assert missing == set()


def _gaps(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_both_languages_have_the_same_keys() -> None:
    """The list in English lacks nothing and holds nothing else."""
    assert set(word_list("en")) ^ set(word_list("vi")) == set()


def test_both_languages_have_the_same_gaps() -> None:
    """What is filled in stands in both."""
    english = word_list("en")
    assert {key: english[key] for key, text in word_list().items() if _gaps(english[key]) != _gaps(text)} == {}


def test_english_is_english() -> None:
    """No letter of the list in English has a Vietnamese mark, and only what is the same in both is repeated."""
    english = word_list("en")
    assert [key for key, text in english.items() if any(char.isalpha() and not char.isascii() for char in text)] == []
    assert {key for key, text in word_list().items() if english[key] == text} == SAME


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_composed_and_tidy(language: str) -> None:
    """Every text is in NFC, without idle spaces, and its gaps are names."""
    for key, text in word_list(language).items():
        assert unicodedata.is_normalized("NFC", text), key
        assert text.strip(), key
        assert not text.startswith(" "), key
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(text)), key


@pytest.mark.parametrize(
    "path",
    [
        THEME / "words" / "vi.yml",
        PACKAGE / "problems.yml",
        *sorted((THEME.parent / "content").glob("*.md")),
        *sorted((PACKAGE / "desk").glob("*.yml")),
        *sorted((PACKAGE / "desk" / "blank").iterdir()),
    ],
    ids=lambda path: path.name,
)
def test_tone_marks_stand_in_one_way(path: Path) -> None:
    """The house writes hủy, xóa, hòa; only the name of the sample ward and the word for invented data differ."""
    text = path.read_text(encoding="utf-8")
    other = re.findall(r"\w*(?:o[àáảãạèéẻẽẹ]|(?<![qQ])u[ỳýỷỹỵ])\b", text)
    assert [word for word in other if word.casefold() != "hoạ"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_one_section_differ(language: str) -> None:
    """A reader, and the hint for a value in Vietnamese, can tell the choices apart."""
    for choices in _said():
        labels = [label(choice, language) for choice in choices]
        assert len(labels) == len(set(labels)), choices


@pytest.mark.parametrize("path", sorted([*THEME.rglob("*.yml"), *PACKAGE.rglob("*.yml")]), ids=lambda path: path.name)
def test_no_key_stands_twice(path: Path) -> None:
    """YAML takes the last of two in silence: the other word would stand where it means nothing."""
    twice = [key for node in yaml.compose_all(path.read_text(encoding="utf-8")) for key in _repeated(node)]
    assert twice == []


def _repeated(node: yaml.Node) -> Iterator[str]:
    """Yield every key that its table has before."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    known = [key.value for key, _ in pairs]
    yield from {key for key in known if known.count(key) > 1}
    for part in [value for _, value in pairs] or (node.value if isinstance(node, yaml.SequenceNode) else []):
        yield from _repeated(part)


def test_words_by_key() -> None:
    """Gaps are filled; a key that does not exist is an error."""
    assert word("cli.summary", errors=1, warnings=0) == "1 lỗi, 0 lời nhắc."
    assert section(MeetingKind) == "meeting-kind"
    assert label(MeetingKind.AD_HOC) == word("meeting-kind.ad-hoc") == "đột xuất"
    with pytest.raises(KeyError):
        word("meeting-kind.none")


def test_words_in_english() -> None:
    """The same keys, in the language that is asked for; any other language is an error."""
    assert word_in("en", "cli.summary", errors=1, warnings=0) == "1 errors, 0 warnings."
    assert label(MeetingKind.AD_HOC, "en") == word_in("en", "meeting-kind.ad-hoc") == "ad hoc"
    with pytest.raises(KeyError):
        word_in("en", "meeting-kind.none")
    with pytest.raises(FileNotFoundError):
        word_in("fr", "menu.home")


def test_a_sentence_keeps_its_names() -> None:
    """Only the first letter is raised."""
    assert sentence("đối thoại tại phường Minh Hoạ") == "Đối thoại tại phường Minh Hoạ"
    assert sentence("") == ""


def test_counts_have_their_thousands_apart() -> None:
    """As search writes them in the browser; a year and a number of a page are no counts."""
    assert word("filter.counted", text="Đất đai", count=1448) == "Đất đai (1.448)"
    assert word("filter.shown-of", shown=150, total="1.448 dòng") == "150 dòng trong 1.448 dòng"
    assert word_in("en", "conclusion.count", count=1234567) == "1,234,567 petitions"
    assert word("filter.year", year=2026) == "năm 2026"
