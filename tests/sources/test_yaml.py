"""YAML in: every text keeps its words and its line, and no document, however bad, makes the reader stumble."""

import time
import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from congkhai.problems import LANGUAGES, Report
from congkhai.sources.yaml import MAX_DEPTH, Rows, Table, Text, Value, read_yaml
from wards import PETITIONS, PLAN, SCHEDULE, sample_files

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
words = st.text(alphabet=LETTERS + LETTERS.upper() + "0123456789 .,;:!?()[]{}#&*/-_'\"@%|>=<\\~`“”–…", min_size=1)
keys = st.text(alphabet=LETTERS + "0123456789_ -#:", min_size=1, max_size=20)
trees = st.recursive(
    words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=20
)
GOOD = [sample_files()[SCHEDULE], sample_files()[PETITIONS], "\n".join(sample_files()[PLAN].split("\n")[1:11])]


def read(text: str) -> tuple[Table | None, list[str]]:
    """Return what a text holds, and its problems, each of which must be tellable in every language."""
    report = Report()
    table = read_yaml(text, "f.yml", report)
    for problem in report.problems:
        assert all(problem.message(language) and problem.hint(language) for language in LANGUAGES)
        assert problem.place.line >= 1
        assert problem.place.column >= 1
    return table, [problem.slug for problem in report.in_order()]


def plain(value: Value) -> object:
    """Return a value without places."""
    if isinstance(value, Table):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, Rows) else str(value)


def texts(value: Value) -> list[Text]:
    """Return every text below a value."""
    if isinstance(value, Text):
        return [value]
    return [text for part in (value.values() if isinstance(value, Table) else value) for text in texts(part)]


@given(st.dictionaries(keys, trees, min_size=1, max_size=5))
def test_nested_data_round_trips(data: dict[str, object]) -> None:
    """Vietnamese words in any nesting come back as they were written, each from the line that holds it."""
    written = yaml.safe_dump(data, allow_unicode=True, default_style='"', width=10_000)
    table, slugs = read(written)
    assert slugs == []
    assert table is not None
    assert plain(table) == data
    lines = written.split("\n")
    for text in texts(table):
        place = text.place
        # A long key stands after `? `, its value after `: `; every value begins with its quotation mark.
        assert lines[place.line - 1][place.column - 1] == '"'
        assert yaml.safe_load(lines[place.line - 1][place.column - 1 :].rstrip()) == text


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Random text yields a table or problems, never an exception and never nothing."""
    table, slugs = read(text)
    assert table is not None or slugs


@given(st.sampled_from(GOOD), st.data())
def test_spoilt_documents_are_read_or_refused(good: str, data: st.DataObject) -> None:
    """A good document with a piece cut out, doubled or replaced yields a table or problems."""
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(start + 40, len(good))))
    piece = data.draw(
        st.sampled_from(["", "\t", ": ", "- ", '"', "'", "[", "{", "&a ", "*a", "!x ", "#", "\n---\n", "? "])
    )
    table, slugs = read(good[:start] + piece + good[end:])
    assert table is not None or slugs


@given(st.lists(words))
def test_composed_and_decomposed_are_one(data: list[str]) -> None:
    """Letters put together by escapes, base and mark apart, are read as the letters that they are."""
    apart = [unicodedata.normalize("NFD", value) for value in data]
    table, slugs = read(yaml.safe_dump({"k": apart}, allow_unicode=False, default_style='"'))
    assert slugs == []
    assert table is not None
    assert plain(table) == {"k": data}


def test_scalars_stay_text() -> None:
    """No number, hour, date or truth value is guessed; `~` and `null` are blank."""
    table, _ = read("a: 012\nb: 14:00\nc: No\nd: 2026-10-28\ne: 1e3\nf: ~\ng: null\n")
    assert table == {"a": "012", "b": "14:00", "c": "No", "d": "2026-10-28", "e": "1e3"}


def test_blank_keys_are_absent_and_remembered() -> None:
    """A key left blank holds nothing, and its place is known."""
    table, slugs = read("a:\nb: ''\nc: x\n")
    assert table == {"c": "x"}
    assert table is not None
    assert {key: place.line for key, place in table.keys_at.items()} == {"a": 1, "b": 2, "c": 3}
    assert slugs == []


def test_first_of_a_doubled_key_is_kept() -> None:
    """A doubled key is told, and its whole second value is passed over."""
    assert read("a: 1\na:\n  - 2\n  - b: 3\nc: 4\n") == ({"a": "1", "c": "4"}, ["duplicate-key"])


def test_lines_count_from_the_file() -> None:
    """Front matter knows the line of the file that it begins on."""
    report = Report()
    table = read_yaml("a: x\nb:\n  - y\n", "f.md", report, first_line=2)
    assert table is not None
    assert [str(text.place) for text in texts(table)] == ["f.md:2:4", "f.md:4:5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # libyaml gives up by itself after 1,000 brackets; PyYAML leaves it to us.
        ("[" * 50_000, "yaml-too-deep yaml-syntax"),
        ("a: " + "[" * 50_000, "yaml-too-deep yaml-syntax"),
        ("a: " + "{a: " * 50_000, "yaml-too-deep"),
        ("".join(f"{' ' * n}a:\n" for n in range(60)), "yaml-too-deep"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "yaml-alias"),
        ("a: &a [*a]\n", "yaml-alias"),
        ("- " * 5_000 + "a", "yaml-too-deep"),
        ("? " * 5_000, "yaml-key"),
    ],
    ids=["brackets", "brackets of a key", "braces", "indents", "alias bomb", "loop", "hyphens", "question marks"],
)
def test_bombs_are_refused(text: str, expected: str) -> None:
    """Depth, width of nesting and references stop the reading at once."""
    begin = time.process_time()
    table, slugs = read(text)
    assert time.process_time() - begin < 2
    assert table is None
    assert slugs
    assert slugs[-1] in expected.split()


def test_depth_has_a_limit() -> None:
    """Twenty levels are read, the twenty-first is refused."""
    inner = MAX_DEPTH - 1
    assert read("a: " + "[" * inner + "x" + "]" * inner)[1] == []
    assert read("a: " + "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH)[1] == ["yaml-too-deep"]


@pytest.mark.parametrize(
    ("text", "held", "told"),
    [
        ("a: x\u2028", {"a": "x"}, []),
        ("a: x\u2029b: 1", {"a": "x", "b": "1"}, []),
        ("a: x\x85", {"a": "x"}, []),
        ("a: b\u2028c\n", None, ["missing-colon"]),
    ],
)
def test_line_ends_that_only_yaml_knows(text: str, held: object, told: list[str]) -> None:
    """U+0085, U+2028 and U+2029 are refused before; here they end a line and must not make the reader stumble."""
    table, slugs = read(text)
    assert (plain(table) if table else None, slugs) == (held, told)


@pytest.mark.parametrize("text", ["a: '\ta: b", "a: b: c", 'a: "b', "a:\n\t- b", "a: [", ": x", "a: \ufffe", "a: \x00"])
def test_without_the_c_parser_the_same_faults_are_found(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML without libyaml names the same problems."""
    fast = read(text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert read(text) == fast


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ('Kế hoạch: "Tổ chức" đối thoại', "yaml-colon"),
        ('"Tổ chức": đối thoại', "yaml-colon"),
        ('"Tổ chức" và "Đối thoại"', "yaml-outside-quote"),
        ('Kế hoạch "Đối thoại" #5', "trailing-comment"),
        ('"Đối thoại" #5/KH', "trailing-comment"),
        ('[KH] "Đối thoại"', "yaml-syntax"),
        ('[KH "Đối thoại"', "yaml-bracket"),
        ('@KH "Đối thoại"', "yaml-syntax"),
        ('*KH "Đối thoại"', "yaml-alias"),
        ('!KH "Đối thoại"', "yaml-tag"),
    ],
)
def test_what_the_hint_says_of_quotes_repairs_the_line(words: str, slug: str) -> None:
    """Words that hold double quotes are told to stand in single ones, and then they are read as they are."""
    report = Report()
    read_yaml(f"title: {words}\n", "f.yml", report)
    assert slug in {problem.slug for problem in report.problems}
    assert all("'…'" in problem.hint(language) for problem in report.problems for language in LANGUAGES)
    assert read(f"title: '{words}'\n") == ({"title": words}, [])


@given(st.dictionaries(keys, trees, min_size=1, max_size=3))
def test_both_parsers_read_alike(data: dict[str, object]) -> None:
    """The pure parser gives the same table and the same places."""
    written = yaml.safe_dump(data, allow_unicode=True)
    fast, fast_slugs = read(written)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader")
        pure, pure_slugs = read(written)
    assert (pure, pure_slugs) == (fast, fast_slugs)
    if fast is not None and pure is not None:
        assert [text.place for text in texts(pure)] == [text.place for text in texts(fast)]
