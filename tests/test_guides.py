"""The guides for clerks are true: whoever types their commands in their order reads what they say."""

import os
import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest import mock

import docx
import pytest

import guiding
from building import ROOT
from congkhai.cli import main, parser
from walking import Walk, agrees

GUIDES = ROOT / "content" / "can-bo"
PLAN = "plans/phuong-an-mau-2026"
CONCLUSION = "conclusions/phuong-an-mau-ket-luan-2026-03-12"
# In the order in which a clerk walks them, with the day of each (08:00 in Vietnam).
DAYS = {
    "dang-ke-hoach": "1767747600",  # 2026-01-07
    "cap-nhat-kien-nghi": "1776301200",  # 2026-04-16
    "go-du-lieu-ca-nhan": "1776646800",  # 2026-04-20
}


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def _before_plan(root: Path) -> None:
    (root.parent / "ke-hoach.docx").write_bytes(guiding.plan())


def _before_petitions(root: Path) -> None:
    """Hold the meeting and conclude it."""
    held = "    held:\n      began: 2026-03-12T08:00\n      ended: 2026-03-12T11:00\n"
    place = "      - Nhà văn hóa Tổ dân phố 1\n"
    _edit(root / PLAN / "schedule.yml", place, f"{place}{held}")
    (root.parent / "ket-luan.docx").write_bytes(guiding.conclusion())
    (root.parent / "bang-kien-nghi.xlsx").write_bytes(guiding.petitions())
    assert main(["import", str(root.parent / "ket-luan.docx"), "--into", str(root)]) == 0
    _edit(root / CONCLUSION / "conclusion.md", "place: An Mẫu\n", "place: An Mẫu\npublished: 2026-03-19T08:00\n")


def _before_taking_down(root: Path) -> None:
    """Publish with a register; then four slips that the gate has to stop."""
    assert main(["register", "init", str(root), "--origin", "cong-an-mau.example"]) == 0
    assert main(["publish", str(root.parent / "may-chu"), str(root)]) == 0
    summary = "    summary: Đèn chiếu sáng hỏng, buổi tối đi lại nguy hiểm.\n"
    _edit(
        root / CONCLUSION / "petitions.yml",
        summary,
        "    summary: Bà Nguyễn Thị Mẫu, điện thoại 0999 888 777, báo đèn hỏng.\n",
    )
    about = root / "content/gioi-thieu.md"
    about.write_bytes(about.read_bytes() + "\nĐiện thoại của cơ quan: 0999 123 456.\n".encode())
    document = docx.Document()
    document.add_paragraph("Kế hoạch đối thoại năm 2026.")
    document.core_properties.author = "Nguyễn Thị Mẫu"
    document.save(str(root / PLAN / "ke-hoach.docx"))
    files = "files:\n  - file: ke-hoach.docx\n    title: Bản Word của kế hoạch\n"
    _edit(root / PLAN / "plan.md", "period: 2026\n", f"period: 2026\n{files}")
    body = root / CONCLUSION / "conclusion.md"
    body.write_bytes(body.read_bytes() + "\nBiểu dương bà Lê Thị Mẫu đã hiến đất làm đường.\n".encode())


BEFORE: Mapping[str, Callable[[Path], None]] = {
    "dang-ke-hoach": _before_plan,
    "cap-nhat-kien-nghi": _before_petitions,
    "go-du-lieu-ca-nhan": _before_taking_down,
}


def text_of(name: str) -> str:
    """Return a guide without its front matter."""
    return (GUIDES / f"{name}.md").read_text(encoding="utf-8").partition("---\n")[2].partition("---\n")[2]


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Walk]:
    """Return the walk through each guide, one after the other in one folder."""
    work = tmp_path_factory.mktemp("guides")
    found = {}
    for name, epoch in DAYS.items():
        environment = {
            "SOURCE_DATE_EPOCH": epoch,
            "CONGKHAI_KEY": str(work / "khoa.pem"),
            "CONGKHAI_PASSPHRASE": "bí mật",
            "PYTHONUTF8": "1",
        }
        root = work / "cong-an-mau"
        with mock.patch.dict(os.environ, environment):
            BEFORE[name](root)
        found[name] = Walk(work if name == "dang-ke-hoach" else root, environment)
        found[name].through(text_of(name))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", DAYS)
def test_what_a_guide_prints_is_what_is_printed(name: str, walks: Mapping[str, Walk]) -> None:
    """Every command, every edit, in order; dates are fixed and `…` stands for what is cut."""
    assert walks[name].commands >= 5
    assert "\n\n".join(walks[name].faults) == ""


def _command(text: str) -> list[str]:
    """Return a command of a guide as it is typed there, with a folder where it asks for one in words."""
    return shlex.split(text.replace("\\", "/"))[1:]


def test_every_command_for_inspectors_can_be_typed() -> None:
    """Each is one of ours, with options that it has."""
    guide = (ROOT / "content/thanh-tra.md").read_text(encoding="utf-8")
    # What is named only, and said in words how it goes on.
    named = {"congkhai", "congkhai[stamp]", "congkhai publish"}
    found = set(re.findall(r"`(congkhai[^`]*)`", guide)) - named
    assert len(found) > 15
    for text in found:
        parsed = parser().parse_args(_command(text))
        assert parsed.command == _command(text)[0]


def test_every_guide_is_walked() -> None:
    """No guide stands there that nobody has tried, and the guide for everybody leads to each."""
    assert {path.stem for path in GUIDES.glob("*.md")} == set(DAYS)
    leading = (ROOT / "content/huong-dan.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in DAYS:
        assert f"(can-bo/{name}.md)" in leading
        assert f"(content/can-bo/{name}.md)" in readme


@pytest.mark.parametrize(
    ("expected", "said", "good"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "b"], ["a", "c"], False),
        (["a"], ["a", "b"], False),
        (["a", "…"], ["a", "b", "c"], True),
        (["…", "c"], ["a", "b", "c"], True),
        (["…", "d"], ["a", "b", "c"], False),
        (["a … c"], ["a b c"], True),
        ([], [""], True),
        ([], ["a"], False),
    ],
)
def test_only_dots_stand_for_anything(expected: list[str], said: list[str], good: bool) -> None:  # noqa: FBT001 - a column of the table
    """A walk finds a word that is not what was printed."""
    assert agrees(expected, said) == good
