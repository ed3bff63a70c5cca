"""`congkhai new` as a clerk meets it: options, questions, files and deadlines."""

import errno
import io
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from building import held
from clerks import Terminal
from congkhai.cli import main
from wards import Ward

pytestmark = pytest.mark.usefixtures("same_day")

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "new-records.yml").read_text(encoding="utf-8")
)


def _run(ward: Ward, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> int:
    typed = "".join(f"{line}\n" for line in case.get("typed", ()))
    monkeypatch.setattr(sys, "stdin", Terminal(typed) if "typed" in case else io.StringIO())
    monkeypatch.chdir(ward.root)
    return main(["new", *case["run"]])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_case(
    case: dict[str, Any], ward: Ward, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says and writes exactly this, and no other file changes."""
    ward.write(case.get("before", {}))
    before = held(ward.root)
    assert _run(ward, case, monkeypatch) == case["code"]
    told = capsys.readouterr()
    assert [text for text in case.get("says", ()) if text not in told.out + told.err] == []
    expected = dict(before)
    for file, text in case.get("files", {}).items():
        expected[file] = text.encode()
    for file, text in case.get("adds", {}).items():
        expected[file] = before[file] + text.encode()
    if "files" in case or "adds" in case or case["code"]:
        changed = {file for file, content in held(ward.root).items() if content != expected.get(file)}
        assert changed == set(case.get("also", ()))
        assert set(held(ward.root)) == set(expected)


def test_a_new_record_leaves_no_problem(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every good case is a ward without problems."""
    for case in CASES:
        if case["code"] == 0 and "before" not in case and not case.get("typed"):
            assert _run(ward, case, monkeypatch) == 0
    assert ward.told() == []


def test_a_folder_that_takes_no_file_is_named(
    ward: Ward, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the reason in Vietnamese; the register has nothing to do with it."""

    def denied(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", denied)
    assert _run(ward, {"run": ["plan", "--title", "Kế hoạch", "--issuer", "ubnd"]}, monkeypatch) == 1
    told = capsys.readouterr().err
    assert "ke-hoach”: không có quyền, hoặc chương trình khác đang mở." in told
    assert "register" not in told


def test_an_empty_ward_says_what_comes_first(
    ward: Ward, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a plan there is no meeting, without a meeting no conclusion, without a conclusion no petition."""
    for file in list(held(ward.root)):
        if file.startswith(("plans", "conclusions")):
            ward.write({file: None})
    for kind, first in (("meeting", "new plan"), ("conclusion", "new meeting"), ("petition", "new conclusion")):
        assert _run(ward, {"run": [kind], "typed": [""]}, monkeypatch) == 2
        assert f"congkhai {first}" in capsys.readouterr().err


def test_a_new_list_names_its_schema(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that knows schemas finds it, where the portal holds them."""
    monkeypatch.chdir(ward.root)
    assert main(["schema"]) == 0
    for folder in ("a", "b"):
        assert (
            _run(ward, {"run": ["plan", "--title", "Kế hoạch", "--issuer", "ubnd", "--folder", folder]}, monkeypatch)
            == 0
        )
        options = [
            "--title",
            "Một",
            "--kind",
            "periodic",
            "--track",
            "people",
            "--forms",
            "online",
            "--when",
            "2026-12",
        ]
        assert _run(ward, {"run": ["meeting", "--plan", folder, *options]}, monkeypatch) == 0
        line = "# yaml-language-server: $schema=../../.vscode/schemas/schedule.schema.json\nmeetings:\n"
        assert ward.read(f"plans/{folder}/schedule.yml").startswith(line)
    assert (ward.root / "plans/a" / "../../.vscode/schemas/schedule.schema.json").is_file()
    assert ward.told() == []
