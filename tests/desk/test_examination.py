"""What `doctor` finds: over machines that are written down, and on the one that runs the tests."""

import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from congkhai.desk.examination import Finding, Grade, examine
from congkhai.desk.machine import CORE, EXTRAS, System, look
from congkhai.words import word, word_list
from wards import Ward

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "doctor.yml").read_text(encoding="utf-8")
)
PIECES = ("mkdocs.yml", "content/", "content/index.md", "plans/", "conclusions/")
GOOD = System(
    platform="linux",
    python=(3, 12, 1),
    packages=dict.fromkeys([*CORE, *(name for names in EXTRAS.values() for name in names)], "1.0"),
    utf8=True,
    console="utf-8",
    locale="UTF-8",
    now=1_795_564_800,
    git={"core.quotepath": "false", "user.name": "Văn phòng", "user.email": "vp@phuong.example"},
    is_repository=True,
    committed=1_795_560_000,
    folder="/cong",
    names=PIECES,
    newest=1_795_560_000,
    newest_name="mkdocs.yml",
    attributes="* text=auto eol=lf\n",
    site_url="https://phuong.example/",
    key="/home/vp/.congkhai/khoa.pem",
)


def _system(change: dict[str, Any]) -> System:
    """Return the good machine with what a case changes; a part of a table is laid over it, and None takes a part away."""
    values = dict(change)
    for name in ("packages", "git"):
        if isinstance(values.get(name), dict):
            values[name] = {key: text for key, text in {**getattr(GOOD, name), **values[name]}.items() if text}
    if "names" in values:
        values["names"] = [*PIECES, *values["names"]] if values["names"] is not None else []
    if "python" in values:
        values["python"] = tuple(values["python"])
    return replace(GOOD, **values)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_findings(case: dict[str, Any]) -> None:
    """Exactly what is not good is found, and what has to be told as good is."""
    found = examine(_system(case["change"]))
    assert [f"{one.grade} {one.name}" for one in found if one.grade is not Grade.GOOD] == case["found"]
    assert {one.name for one in found if one.grade is Grade.GOOD} >= set(case.get("good", ()))
    for one in found:
        assert _words(one)


def _words(finding: Finding) -> str:
    """Return all that is told; whatever is not good has a repair."""
    texts = [word(f"doctor.{finding.name}", **finding.values)]
    if finding.grade is not Grade.GOOD:
        texts.append(word(f"doctor.{finding.name}-repair", **finding.values))
    assert not any("{" in text for text in texts)
    return " ".join(texts)


def test_every_finding_has_its_case() -> None:
    """No words are left over for what is never found."""
    told = {one.name for case in CASES for one in examine(_system(case["change"]))}
    named = {key.partition(".")[2] for key in word_list() if key.startswith("doctor.")}
    assert {name.removesuffix("-repair") for name in named} - told == {
        "grade-good",
        "grade-doubtful",
        "grade-bad",
        "summary",
    }


def test_this_machine_is_looked_at(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, times, Git and packages are gathered, and a folder without Git is told as such."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(ward.root.parent))
    key = ward.root.parent / "khoa.pem"
    seen = look(ward.root, GOOD.now, key, "", wants_pdf=False)
    assert set(PIECES) <= set(seen.names)
    assert seen.newest > 0
    assert all(seen.packages[name] for name in CORE)
    assert (seen.attributes, seen.has_key, seen.has_register) == (None, False, False)
    key.touch()
    (ward.root / ".gitattributes").write_text("* -text\n", encoding="utf-8")
    (ward.root / "register").mkdir()
    again = look(ward.root, GOOD.now, key, "https://a.example/", wants_pdf=True)
    assert (again.attributes, again.has_key, again.has_register, again.wants_pdf) == ("* -text\n", True, True, True)


def test_git_is_asked(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings that matter, and when something was committed last."""
    home = ward.root.parent / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("XDG_CONFIG_HOME", "GIT_DIR", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    commands = (["init", "-q"], ["config", "user.name", "Văn phòng"], ["config", "user.email", "vp@phuong.example"],
                ["config", "core.autocrlf", "true"], ["add", "."], ["commit", "-qm", "Lần đầu"])  # fmt: skip
    environment = {**os.environ, "GIT_COMMITTER_DATE": "1795560000 +0700"}
    for command in commands:
        subprocess.run(["git", *command], cwd=ward.root, env=environment, check=True, capture_output=True)  # noqa: S607 - the one on the path
    seen = look(ward.root, GOOD.now, ward.root / "k", "", wants_pdf=False)
    assert seen.git is not None
    assert (seen.git["user.name"], seen.git["core.autocrlf"]) == ("Văn phòng", "true")
    assert (seen.is_repository, seen.committed) == (True, 1_795_560_000)
    monkeypatch.setenv("PATH", str(home))
    assert look(ward.root, GOOD.now, ward.root / "k", "", wants_pdf=False).git is None
