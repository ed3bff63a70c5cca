"""After an edit, pages that were kept from the last build say what pages made anew say: one edit after the other."""

import shutil
from pathlib import Path

import pytest
import yaml

from building import EPOCH, build_here, held
from congkhai.site.shells import Shells
from congkhai.views import registers
from wards import CONCLUSION, PETITIONS, PLAN, SCHEDULE, SETTINGS, Ward, sample_files, write_files

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "edits.yml").read_text(encoding="utf-8"))


def _build(root: Path) -> dict[str, bytes]:
    build_here(root)
    return held(root / "site")


def _edit(ward: Ward, edits: dict[str, dict[str, str]]) -> None:
    for file, words in edits.items():
        text = ward.read(file) if (ward.root / file).exists() else ""
        for old, new in words.items():
            assert old in text, f"{file} does not say {old!r}"
            text = text.replace(old, new, 1)
        ward.write({file: text})


@pytest.mark.slow
def test_kept_pages_say_what_new_ones_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No edit leaves a page behind, and every edit but that of blank lines and remarks changes one."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    ward = Ward(tmp_path / "ward")
    write_files(ward.root, sample_files())
    before = _build(ward.root)
    for number, case in enumerate(CASES):
        _edit(ward, case["edit"])
        after = _build(ward.root)
        fresh = tmp_path / f"fresh-{number}"
        shutil.copytree(ward.root, fresh, ignore=shutil.ignore_patterns("site", ".cache"))
        made = _build(fresh)
        assert after.keys() == made.keys(), case["title"]
        assert [name for name in made if after[name] != made[name]] == [], case["title"]
        assert (after != before) is ("không trang nào đổi" not in case["title"]), case["title"]
        before = after


def test_only_what_an_edit_shows_on_is_rendered(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new word in one petition renders its page and the lists it stands on, not the other petition's page."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    _build(ward.root)
    rendered: list[str] = []
    render = Shells.render

    def noted(self: Shells, template: str, section: str, address: str, variables: dict[str, object]) -> str:
        rendered.append(address)
        return render(self, template, section, address, variables)

    monkeypatch.setattr(Shells, "render", noted)
    ward.edit(PETITIONS, "bị tắc", "bị tắc nhiều ngày")
    _build(ward.root)
    assert {"/kien-nghi/", "/kien-nghi/kn-01/", "/ket-luan/ket-luan-dt-1/"} <= set(rendered)
    assert not {"/kien-nghi/kn-02/", "/cuoc-doi-thoai/dt-2/", "/kien-nghi/linh-vuc/construction/"} & set(rendered)


def test_a_meeting_moves_to_another_plan(ward: Ward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No word of it changes but whose plan it is, which its conclusion tells too."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    whole, head = ward.read(SCHEDULE), ward.read(PLAN)
    meeting = whole.removeprefix("meetings:\n").partition("  - id: dt-2\n")[0]
    other = head.replace('number: "12"', 'number: "13"').replace("title: Kế hoạch", "title: Kế hoạch khác,")
    ward.write({"plans/khac/plan.md": other, "plans/khac/schedule.yml": "meetings: []\n"})
    before = _build(ward.root)
    ward.write({SCHEDULE: whole.replace(meeting, ""), "plans/khac/schedule.yml": f"meetings:\n{meeting}"})
    after = _build(ward.root)
    fresh = tmp_path / "fresh"
    shutil.copytree(ward.root, fresh, ignore=shutil.ignore_patterns("site", ".cache"))
    made = _build(fresh)
    assert [name for name in made if after[name] != made[name]] == []
    name = "ket-luan/ket-luan-dt-1/index.html"
    assert before[name] != after[name]


@pytest.mark.slow
def test_split_lists_say_what_new_ones_say(ward: Ward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A petition that changes its words, its day or its field leaves no row, count or page behind where lists are split."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setattr(registers, "PAGE", 2)
    days = {
        number: f"{2026 - number % 2}-{12 if number % 2 else number:02}-0{number % 9 + 1}" for number in range(1, 10)
    }
    rows = [_petition(number, day) for number, day in days.items()]
    ward.write({PETITIONS: "\n".join([ward.read(PETITIONS).rstrip(), *rows, ""])})
    ward.edit(CONCLUSION, "      - KN-02\n", "      - KN-02\n" + "".join(f"      - KN-10{number}\n" for number in days))
    before = _build(ward.root)
    assert {"kien-nghi/nam/2025/index.html", "kien-nghi/nam/2026/index.html"} <= before.keys()
    moved, other = _petition(6, days[6]), _petition(8, days[8])
    edits = {
        "Việc thứ 7.": "Việc thứ bảy.",
        moved: _petition(6, "2025-12-24"),
        other: other.replace("land", "construction"),
        f"{_petition(3, days[3])}\n": "",
    }
    for number, (old, new) in enumerate(edits.items()):
        ward.edit(PETITIONS, old, new)
        if not new:
            ward.edit(CONCLUSION, "      - KN-103\n", "")
        after = _build(ward.root)
        fresh = tmp_path / f"fresh-{number}"
        shutil.copytree(ward.root, fresh, ignore=shutil.ignore_patterns("site", ".cache"))
        made = _build(fresh)
        assert after.keys() == made.keys()
        assert [name for name in made if after[name] != made[name]] == []
        assert before != after
        before = after


def _petition(number: int, day: str) -> str:
    return (
        f"  - code: KN-10{number}\n    summary: Việc thứ {number}.\n    field: land\n    petitioner: group\n"
        f"    competence: ours\n    history:\n      - at: {day}\n        status: received"
    )


@pytest.mark.parametrize("way", ["!ENV", "INHERIT"])
def test_settings_from_elsewhere_are_no_settings_to_rely_on(
    way: str, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What mkdocs.yml takes from the environment or from another file may change while it does not."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    name = next(line for line in ward.read(SETTINGS).splitlines(keepends=True) if line.startswith("site_name: "))
    ward.edit(SETTINGS, name, "site_name: !ENV CK_NAME\n" if way == "!ENV" else "INHERIT: base.yml\n")
    for title in ("Cổng thứ nhất", "Cổng thứ hai"):
        monkeypatch.setenv("CK_NAME", title)
        ward.write({"base.yml": f"site_name: {title}\n"} if way == "INHERIT" else {})
        assert title.encode() in _build(ward.root)["index.html"]
