"""The command line speaks Vietnamese: help that begins with a verb and ends with an example, and errors of every kind."""

import argparse
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator

import pytest

from congkhai.cli import COMMANDS, MENU, main, parser
from congkhai.commands.arguments import Parser
from congkhai.words import word

VERBS = {
    "Bắt", "Công bố", "Đưa", "Đổi", "Ghi", "Giải thích", "In", "Kiểm tra", "Lập", "Làm", "Lấy", "Liệt kê", "Nhận", "Nhập", "Rút", "Tạo", "Tính",
    "Soạn", "Xác minh", "Xem", "Xin", "Xóa", "Xuất", "Sửa", "Gỡ", "Dọn",
}  # fmt: skip
# What `argparse` would say in English.
ENGLISH = re.compile(
    r"\b(?:usage|positional|arguments?|options|optional|show|help message|exit|error:|required|invalid|choice|choose|expected|unrecognized)(?!\w)"
)


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a parser and those of all its commands."""
    yield parser
    for action in parser._actions:  # noqa: SLF001 - there is no other way to them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - the same
            for one in action.choices.values():
                yield from _parsers(one)


ALL = list(_parsers(parser()))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.prog)
def test_help_begins_with_a_verb_and_ends_with_an_example(one: argparse.ArgumentParser) -> None:
    """The first line says what is done; the last ones can be typed, and mean something to us."""
    lines = one.format_help().strip().splitlines()
    assert any(lines[0].startswith(verb) for verb in VERBS), lines[0]
    assert lines[0].endswith(".")
    begin = max(number for number, line in enumerate(lines) if line == "Ví dụ:")
    examples = lines[begin + 1 :]
    assert examples
    for example in examples:
        words = shlex.split(example.strip().partition(" > ")[0])
        assert words[0] == "congkhai"
        assert parser().parse_args(words[1:]).command == words[1]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.prog)
def test_help_has_no_english(one: argparse.ArgumentParser) -> None:
    """None of the words of the library are left, outside what is typed."""
    assert isinstance(one, Parser)
    assert ENGLISH.findall(re.sub(r"--[\w-]+|\[[^\]]*\]|{[^}]*}", "", one.format_help())) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chek"], "lệnh không nhận “chek”. Dùng được: "),
        (["chek"], "Có phải “check”?"),
        (["check", "--strit"], "congkhai check: không hiểu “--strit”; xem --help. Có phải “--strict”?"),
        (["check", "a", "b"], "không hiểu “b”; xem --help."),
        (["check", "--lang", "fr"], "--lang không nhận “fr”. Dùng được: vi, en."),
        (["check", "--lang"], "sau --lang còn thiếu giá trị."),
        (["check", "--strict=1"], "--strict không nhận giá trị '1'."),
        (["deadline", "--from", "2026-01-01"], "phải có một trong các phần --before --within.\n"),
        (
            ["deadline", "--before", "7", "days", "--within", "7", "days", "--from", "2026-01-01"],
            "--within không dùng chung với --before.",
        ),
        (["deadline", "--before", "7", "days"], "còn thiếu --from."),
        (["deadline", "--before", "7", "days", "--from", "mai"], "--from: “mai” không phải là ngày"),
        (["deadline", "--before", "7", "--from", "2026-01-01"], "sau --before còn thiếu giá trị."),
        (["check", "--s", "x"], "--s chưa rõ là phần nào: --site, --strict.\n"),
        (["new"], "còn thiếu lệnh."),
        (["publish"], "còn thiếu thư mục máy chủ."),
    ],
)
def test_errors_are_vietnamese(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence names what is wrong and, where there is one, the nearest right word; the code is 2."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert told in said
    assert ENGLISH.findall(re.sub(r"--[\w-]+|\[[^\]]*\]|{[^}]*}", "", said)) == []


def test_a_sentence_that_is_new_to_us_stays_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """A later library may say something else; it is told all the same."""
    with pytest.raises(SystemExit):
        Parser("congkhai").error("something new")
    assert capsys.readouterr().err.endswith("congkhai: something new\n")


def test_the_bare_command_shows_a_menu(capsys: pytest.CaptureFixture[str]) -> None:
    """Every command stands once, in its group, with its sentence."""
    assert main([]) == 0
    told = capsys.readouterr().out
    assert told.endswith(word("cli.menu-more") + "\n")
    for group, names in MENU.items():
        assert word(f"cli.menu-{group}") in told
        for name in names:
            assert len(re.findall(rf"^  {name} +\S", told, re.MULTILINE)) == 1


def test_every_command_is_on_the_menu_and_runs() -> None:
    """No command without a place, none without work."""
    listed = [name for names in MENU.values() for name in names]
    assert sorted(listed) == sorted(COMMANDS)


@pytest.mark.parametrize("given", [[], ["--help"], ["check", "--help"], ["explain", "bad-slug"]])
def test_only_the_command_that_is_asked_for_is_loaded(given: list[str]) -> None:
    """The menu comes at once also on an old computer; nothing of another command is loaded before it."""
    code = "import sys; from congkhai.cli import main\ntry: main(sys.argv[1:])\nfinally: print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, *given], check=True, capture_output=True, text=True)
    loaded = done.stderr.split()
    ours = {name.split(".")[2] for name in loaded if name.startswith("congkhai.commands.")}
    assert ours == {"arguments", *given[:1]} - {"--help"}
    assert ("pydantic" in loaded) == (given[:1] == ["check"])
