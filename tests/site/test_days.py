"""When a day goes by and nothing else changes, the site changes where something is open, and nowhere else."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from building import EPOCH, ROOT, build_here, held
from congkhai.site.book import Book
from congkhai.views import addresses
from wards import PETITIONS, TODAY, Ward, sample_files, write_files

pytestmark = pytest.mark.usefixtures("same_day")

DAY = 24 * 60 * 60
ASSIGNED = "      - at: 2026-10-12\n        status: assigned\n"
RESOLVED = "      - {at: 2026-10-19, status: resolved, by: ubnd}\n"


def _build(root: Path, days: int = 0) -> dict[str, bytes]:
    """Build a ward into its own folder so many days later, and return what lies there."""
    build_here(root, int(EPOCH) + days * DAY)
    return held(root / "site")


def _is_made_anew_alike(root: Path, days: int, fresh: Path) -> None:
    """Build on another day, and compare with a site made from nothing; a page that changed tells of which day it speaks."""
    before = _build(root)
    kept = _build(root, days)
    changed = {
        name: content.decode()
        for name, content in kept.items()
        if name.endswith(".html") and content != before.get(name)
    }
    # Settled rows of a later page are pushed on by what is new before them.
    silent = [name for name, text in changed.items() if "Số liệu tính đến ngày" not in text and "/trang/" not in name]
    assert silent == []
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("site", ".cache"))
    made = _build(fresh, days)
    assert kept.keys() == made.keys()
    assert [name for name in made if kept[name] != made[name]] == []


@pytest.mark.slow
def test_on_every_day_the_site_is_what_that_day_makes(tmp_path: Path) -> None:
    """Terms pass, a meeting passes, silence begins, the clock goes back: no page stays behind or is silent about the day."""
    ward = Ward(tmp_path / "ward")
    write_files(ward.root, sample_files())
    for number, days in enumerate((0, 1, 5, 6, 20, 37, 38, 120, 400, 2, 0)):
        _is_made_anew_alike(ward.root, days, tmp_path / f"fresh-{number}")


@pytest.mark.slow
def test_our_own_portal_is_what_the_day_makes(tmp_path: Path) -> None:
    """Every kind of record, with printed sheets, forty days later."""
    root = tmp_path / "demo"
    for name in ("plans", "conclusions", "content"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    _build(root)
    _is_made_anew_alike(root, 40, tmp_path / "fresh")


def test_what_is_closed_is_left_alone_the_next_day(ward: Ward) -> None:
    """A petition that was resolved, a page of prose and the style sheet are yesterday's; what is open bears the new day."""
    ward.edit(PETITIONS, ASSIGNED, f"{ASSIGNED}{RESOLVED}")
    before, after = _build(ward.root), _build(ward.root, 1)
    changed = {name for name in after if before.get(name) != after[name]}
    assert {"index.html", "kien-nghi/index.html", "kien-nghi/kn-02/index.html", "tuan-thu/index.html"} <= changed
    assert not {"kien-nghi/kn-01/index.html", "kien-nghi/kn-01/nguon-tin.xml", "tiep-can/index.html"} & changed
    assert b"26/11/2026" in after["kien-nghi/kn-02/index.html"]


def test_a_page_tells_the_day_where_something_is_open(ward: Ward) -> None:
    """An answer closes a petition and its conclusion; a meeting to come keeps its plan open; lists that count always tell."""
    told = {page.address: bool(page.as_of) for page in Book(ward.portal()).pages}
    ours, beyond = addresses.record("petition", "KN-01"), addresses.record("petition", "KN-02")
    conclusion, plan = addresses.record("conclusion", "ket-luan-dt-1"), addresses.record("plan", "doi-thoai-2026")
    held, coming = addresses.record("meeting", "dt-1"), addresses.record("meeting", "dt-2")
    assert all(told[address] for address in (ours, beyond, conclusion, plan, held, coming, addresses.STATISTICS))
    assert not told[addresses.ARCHIVE]
    text = ward.read(PETITIONS).replace(ASSIGNED, f"{ASSIGNED}{RESOLVED}")
    ward.write({PETITIONS: f"{text}      - {{at: 2026-10-20, status: upper-answered}}\n"})
    told = {page.address: bool(page.as_of) for page in Book(ward.portal()).pages}
    assert not any(told[address] for address in (ours, beyond, conclusion))
    assert told[plan]
    assert told[coming]


def test_a_term_that_passes_changes_the_page(ward: Ward) -> None:
    """Due on the last day of November: on that day it is not yet overdue, on the next it is, though no file has changed."""
    name = "kien-nghi/kn-01/index.html"
    due = (TODAY.replace(day=30) - TODAY) // timedelta(days=1)
    on_time, late = _build(ward.root, due)[name].decode(), _build(ward.root, due + 1)[name].decode()
    assert ("Quá hạn" in on_time, "Quá hạn" in late) == (False, True)
