"""A finished site beside its portal: each fault of the folder is told, and a good one has none."""

import json
import shutil
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from building import EPOCH, ROOT, mkdocs_build
from congkhai import __version__
from congkhai.checks.mkdocs_file import site_path
from congkhai.cli import main
from congkhai.problems import LANGUAGES
from congkhai.published.inspection import inspect
from congkhai.views.marker import marker
from wards import SETTINGS, Ward, sample_files, write_files

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "published.yml").read_text(encoding="utf-8"))
SLUGS = {
    "missing-site", "missing-page", "unmarked-page", "other-version-page", "unfinished-page", "broken-page-link",
    "stray-page",
}  # fmt: skip


class Told(TypedDict):
    """A problem that a case expects: its slug, and how its place begins."""

    slug: str
    at: str


class Case(TypedDict, total=False):
    """One case: what is done to the finished site, and what is told."""

    title: str
    delete: list[str]
    cut: str
    files: dict[str, str]
    edit: dict[str, dict[str, str]]
    copy: dict[str, str]
    problems: list[Told]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Ward:
    """Return the sample ward with its site."""
    root = tmp_path_factory.mktemp("built")
    write_files(root, sample_files())
    done = mkdocs_build(root, root / "site", "--strict")
    assert done.code == 0, done.output
    return Ward(root)


def _spoil(site: Path, case: Case) -> None:
    for name in case.get("delete", []):
        (site / name).unlink()
    for old, new in case.get("copy", {}).items():
        (site / new).parent.mkdir(parents=True)
        shutil.copyfile(site / old, site / new)
    write_files(site, case.get("files", {}))
    for name, edits in case.get("edit", {}).items():
        text = (site / name).read_text(encoding="utf-8")
        for old, new in edits.items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        write_files(site, {name: text})
    if cut := case.get("cut"):
        html = (site / cut).read_bytes()
        (site / cut).write_bytes(html[: len(html) * 9 // 10])


def _matches(case: Case, told: list[tuple[str, str]]) -> bool:
    """Return whether exactly the problems of the case were told; a place of the case may leave line and column open."""
    wanted = sorted((problem["slug"], problem["at"]) for problem in case["problems"])
    return len(wanted) == len(told) and all(
        slug == found and place.startswith(at) for (slug, at), (found, place) in zip(wanted, sorted(told), strict=True)
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_case_has_exactly_its_problems(
    case: Case, built: Ward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The spoilt site has the problems that the case names, and no other; a broken target is told once."""
    monkeypatch.chdir(tmp_path)
    site = shutil.copytree(built.root / "site", Path("site"))
    _spoil(site, case)
    found = inspect(built.portal(), site, marker(__version__))
    told = [(problem.slug, str(problem.place)) for problem in found]
    assert _matches(case, told), told
    for problem in found:
        for language in LANGUAGES:
            assert problem.message(language) + problem.hint(language)


def test_cases_cover_every_problem_of_a_site() -> None:
    """Each is the subject of a case, and of a test in the catalogue's own list."""
    shown = {problem["slug"] for case in CASES for problem in case["problems"]}
    assert shown == SLUGS - {"missing-site"}


def test_every_page_bears_the_marker(built: Ward) -> None:
    """Also the pages that MkDocs writes."""
    wanted = f'<meta name="generator" content="congkhai {__version__}">'
    pages = sorted((built.root / "site").rglob("*.html"))
    assert len(pages) > 20
    assert [page.name for page in pages if page.read_text(encoding="utf-8").count(wanted) != 1] == []


@pytest.mark.slow
def test_a_site_in_a_folder_of_its_server_is_followed_too(built: Ward, tmp_path: Path) -> None:
    """The 404 page names the whole path of its links, which begins with that of `site_url`."""
    ward = Ward(shutil.copytree(built.root, tmp_path / "ward", ignore=shutil.ignore_patterns("site")))
    ward.write({SETTINGS: "site_url: https://example.org/phuong/mau/\n" + ward.read(SETTINGS)})
    assert mkdocs_build(ward.root, ward.root / "site", "--strict").code == 0
    assert site_path(ward.root) == "/phuong/mau/"
    assert inspect(ward.portal(), ward.root / "site", marker(__version__), site_path(ward.root)) == []
    wrong = inspect(ward.portal(), ward.root / "site", marker(__version__), "/phuong/khac/")
    assert {(problem.slug, Path(problem.place.file).name) for problem in wrong} == {("broken-page-link", "404.html")}


def test_the_command_looks_at_the_site(
    built: Ward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`congkhai check --site site` leaves with 1 when the site has a fault, and names it in Vietnamese."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    ward = Ward(shutil.copytree(built.root, tmp_path / "ward"))
    monkeypatch.chdir(ward.root)
    assert main(["check", "--site", "site", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    ward.write({"site/lich/index.html": "<title>Lịch</title></html>"})
    assert main(["check", "--site", "site", "--format", "json"]) == 1
    told = [(row["file"], row["message"]) for row in json.loads(capsys.readouterr().out)]
    assert told == [("site/lich/index.html", "Trang này không phải do congkhai dựng.")]


def test_a_folder_that_is_not_there_is_told(built: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name is no good site."""
    assert main(["check", str(built.root), "--site", str(built.root / "trang")]) == 1
    assert "missing-site" in capsys.readouterr().out


def test_faulty_records_are_told_before_any_site(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a portal there is nothing to compare a site with."""
    ward.edit("plans/doi-thoai-2026/plan.md", "2026-02-10", "2026-02-30")
    assert main(["check", str(ward.root), "--site", "khong-co"]) == 1
    told = capsys.readouterr().out
    assert "impossible-date" in told
    assert "missing-site" not in told


def test_the_name_of_our_own_site_is_looked_at_when_it_is_built() -> None:
    """`make site` does not end well on a site with a fault."""
    assert "$(BIN)/congkhai check --strict --site site" in (ROOT / "Makefile").read_text(encoding="utf-8")
