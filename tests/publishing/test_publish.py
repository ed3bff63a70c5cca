"""Publishing from the clerk's command to what readers get: entered once, switched at once, refused in words."""

import csv
import gzip
import hashlib
import json
import shutil
from pathlib import Path
from unittest import mock

import pytest

from clerks import Desk
from congkhai.publishing import building
from congkhai.publishing.building import Failure
from congkhai.register.leaf import Kind
from wards import CONCLUSION, PDF, PETITIONS, PLAN, Ward

pytestmark = pytest.mark.slow


def _kinds(desk: Desk) -> list[str]:
    return [leaf.kind.value for leaf in desk.log.leaves()]


def _result(desk: Desk) -> dict[str, str]:
    text = (desk.site / "du-lieu" / "duties.csv").read_text(encoding="utf-8-sig")
    return next(row for row in csv.DictReader(text.splitlines()) if row["id"] == "dt-1/dieu-43-ket-qua")


def test_the_first_publication(desk: Desk) -> None:
    """Every record is entered once, with its duties to come; readers get the site, and the register in it."""
    desk.apart = True
    assert "Đã công bố" in desk.publish()
    kinds = _kinds(desk)
    assert kinds[0] == Kind.GENESIS
    assert kinds[-1] == Kind.BUILD
    assert {"rules", "calendar", "duty"} <= set(kinds)
    assert kinds.count("publish") + kinds.count("import") == len(desk.names.documents) > 3
    assert (desk.site / "register" / "checkpoint").read_bytes() == (
        desk.ward.root / "register" / "checkpoint"
    ).read_bytes()
    page = desk.site / "index.html"
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()
    assert desk.good("verify", str(desk.site)).startswith("Khớp")
    assert "nguyên vẹn" in desk.good("register", "fsck")


def test_only_the_first_publication_may_be_older_than_the_register(desk: Desk) -> None:
    """What enters first with others may be older than the register; what comes later is judged by when it came."""
    papers = {name: desk.ward.read(name) for name in (CONCLUSION, PETITIONS)}
    desk.ward.write(dict.fromkeys(papers))
    (desk.ward.root / "conclusions").mkdir()
    desk.ward.edit(PLAN, "2026-02-10", "2026-02-30")
    assert desk.run("publish", str(desk.server), str(desk.ward.root)).returncode == 1
    desk.ward.edit(PLAN, "2026-02-30", "2026-02-10")
    desk.publish()
    assert desk.names.documents["plan:doi-thoai-2026"].current.leaf.kind is Kind.IMPORT
    assert _result(desk)["state"] == "overdue"
    desk.ward.write(papers)
    desk.publish()
    added = desk.names.documents["conclusion:ket-luan-dt-1"].current.leaf
    assert (added.kind, added.claimed) == (Kind.PUBLISH, "2026-10-14")
    assert _result(desk)["verdict"] == "proved-late"
    page = (desk.site / "ket-luan" / "ket-luan-dt-1" / "index.html").read_text(encoding="utf-8")
    assert "từ trước khi lập sổ" not in page


def test_what_was_entered_is_the_first_publication_even_if_it_was_not_shown(desk: Desk) -> None:
    """A build that fails after the entries were signed is finished by the next run; what is new in that is not older."""
    papers = {name: desk.ward.read(name) for name in (CONCLUSION, PETITIONS)}
    desk.ward.write(dict.fromkeys(papers))
    (desk.ward.root / "conclusions").mkdir()
    built = mock.Mock(side_effect=[None, Failure("hết chỗ")])

    def build(source: Path, site: Path) -> Failure | None:
        return built() or building_build(source, site)

    building_build = building.build
    with mock.patch.object(building, "build", build):
        assert desk.run("publish", str(desk.server), str(desk.ward.root)).returncode == 1
    assert {"import", "build"} & set(_kinds(desk)) == {"import"}
    desk.ward.write(papers)
    desk.publish()
    kinds = {name: one.current.leaf.kind for name, one in desk.names.documents.items()}
    assert (kinds["plan:doi-thoai-2026"], kinds["conclusion:ket-luan-dt-1"]) == (Kind.IMPORT, Kind.PUBLISH)


def test_nothing_is_entered_twice(desk: Desk) -> None:
    """A second run over the same records adds only its build."""
    desk.publish()
    before = _kinds(desk)
    desk.publish()
    assert _kinds(desk) == [*before, "build"]


def test_a_change_is_a_version(desk: Desk) -> None:
    """A change of words in one petition is one correction of that document and of no other."""
    desk.publish()
    before = len(_kinds(desk))
    code = next(iter(desk.ward.portal().petitions))
    summary = desk.ward.portal().petitions[code].summary
    desk.ward.edit(PETITIONS, summary.split()[0] + " " + summary.split()[1], "Sửa lời")
    desk.publish()
    leaves = list(desk.log.leaves())[before:]
    assert [leaf.kind.value for leaf in leaves] == ["correct", "build"]
    assert leaves[0].document == desk.names.documents[f"petition:{code}"].number
    assert desk.names.documents[f"petition:{code}"].current.leaf.version == 2
    assert desk.good("verify", str(desk.site)).startswith("Khớp")


def test_a_record_that_vanished_is_no_publication(desk: Desk) -> None:
    """A record that was entered can only go by `retract`; until then readers see what they saw."""
    desk.publish()
    shown = (desk.site / "index.html").read_bytes()
    code = "KN-02"
    table = desk.ward.read(PETITIONS)
    desk.ward.write({PETITIONS: table[: table.index(f"  - code: {code}")]})
    desk.ward.edit(CONCLUSION, f"\n    petitions:\n      - {code}", "")
    done = desk.run("publish", str(desk.server), str(desk.ward.root))
    assert done.returncode == 1
    assert "register-vanished-record: 1 hồ sơ" in done.stderr, done.stderr
    assert (desk.site / "index.html").read_bytes() == shown
    desk.good("register", "retract", f"petition:{code}", "--reason", "withdrawn")
    desk.publish()
    assert not (desk.site / "kien-nghi" / code.lower()).exists()


def test_bad_records_publish_nothing(desk: Desk) -> None:
    """An error in the records leaves with 1, with its place, and touches neither the register nor the site."""
    desk.publish()
    before, shown = _kinds(desk), (desk.site / "index.html").read_bytes()
    desk.ward.edit(PLAN, "2026-02-10", "2026-02-30")
    done = desk.run("publish", str(desk.server), str(desk.ward.root))
    assert done.returncode == 1
    assert f"{PLAN}:6:9: lỗi: impossible-date" in done.stderr
    assert "Chưa công bố gì" in done.stderr
    assert (_kinds(desk), (desk.site / "index.html").read_bytes()) == (before, shown)
    assert [path.name for path in (desk.server / "releases").iterdir() if path.name.endswith(".tmp")] == []


def test_a_folder_that_is_no_portal(desk: Desk, tmp_path: Path) -> None:
    """Whoever publishes from a wrong folder hears so before anything is made, and in names of her own."""
    (tmp_path / "khac").mkdir()
    for folder, said in (("khac", "missing-settings-file: Không có tệp mkdocs.yml"), ("khong-co", "unknown-folder")):
        done = desk.run("publish", str(desk.server), str(tmp_path / folder))
        assert (done.returncode, said in done.stderr) == (1, True), done.stderr
        assert ".tmp" not in done.stderr
        assert "Chưa công bố gì: 1 lỗi" in done.stderr
    assert not desk.server.exists()


def test_without_a_register(ward: Ward, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A ward without a register publishes all the same, and is told what that is worth."""
    desk = Desk(ward, tmp_path_factory.mktemp("server"), tmp_path_factory.mktemp("key") / "none.pem")
    assert "chưa có sổ công khai" in desk.publish()
    assert (desk.site / "index.html").exists()
    assert not (desk.site / "register").exists()


def test_ten_releases_are_kept_and_the_one_before_comes_back(desk: Desk) -> None:
    """After twelve publications ten are left; `rollback` shows the site before the last under the register of today."""
    names = []
    for _ in range(12):
        desk.publish()
        names.append(desk.site.resolve().parent.name)
    assert sorted(path.name for path in (desk.server / "releases").iterdir()) == names[2:]
    before = (desk.server / "releases" / names[-2] / "site" / "index.html").read_bytes()
    desk.good("rollback", str(desk.server))
    assert (desk.site / "index.html").read_bytes() == before
    head = (desk.ward.root / "register" / "checkpoint").read_bytes()
    assert (desk.site / "register" / "checkpoint").read_bytes() == head
    assert desk.good("verify", str(desk.site)).startswith("Khớp")


def test_what_has_not_changed_keeps_its_age(desk: Desk) -> None:
    """A reader who comes back loads only what changed: servers tell the age of a file by its time."""
    desk.publish()
    names = ("congkhai.css", "congkhai.css.gz")
    before = [(desk.site / "assets" / name).stat().st_mtime_ns for name in names]
    desk.publish()
    assert [(desk.site / "assets" / name).stat().st_mtime_ns for name in names] == before


def test_a_changed_byte_is_named(desk: Desk) -> None:
    """Whoever changes a page, a file or the list of files on the server is found out by `verify`."""
    desk.publish()
    page = desk.site / "kien-nghi" / next(iter(desk.ward.portal().petitions)).lower() / "index.html"
    good = page.read_bytes()
    page.write_bytes(good.replace("kiến nghị".encode(), "kiến nghĩ".encode()))
    done = desk.run("verify", str(desk.site))
    assert done.returncode == 1
    assert f"kien-nghi/{page.parent.name}/index.html" in done.stdout
    page.write_bytes(good)
    listed = desk.site / "register" / "manifest"
    listed.write_bytes(listed.read_bytes() + b"0" * 64 + b"  x.html\n")
    assert "verify-other-manifest" in desk.run("verify", str(desk.site)).stdout


def test_one_file_and_its_proof(desk: Desk) -> None:
    """A page is recognised by itself, offline, and by its proof file alone; another page is not."""
    desk.publish()
    code = next(iter(desk.ward.portal().petitions))
    page = desk.site / "kien-nghi" / code.lower() / "index.html"
    said = desk.good("verify", str(page), "--site", str(desk.site))
    assert f"petition:{code}" in said
    assert "Chưa chứng minh được" in said
    desk.good("register", "prove", f"petition:{code}")
    proof = desk.ward.root / f"petition-{code}.tlog-proof"
    key = desk.ward.root / "register" / "key"
    asked = ("--proof", str(proof), "--public-key", str(key))
    assert desk.good("verify", str(page), *asked).startswith("Khớp")
    other = desk.run("verify", str(desk.site / "index.html"), *asked)
    assert (other.returncode, "verify-other-file" in other.stderr) == (1, True)
    spoiled = proof.read_bytes()
    proof.write_bytes(spoiled.replace(b"index ", b"index 1", 1))
    assert desk.run("verify", str(page), *asked).returncode == 1


def test_a_file_alone_is_no_broken_register(desk: Desk, tmp_path: Path) -> None:
    """Whoever gives a page or a PDF and a key, and nothing to hold them against, is told what to add."""
    key = tmp_path / "khoa.txt"
    shutil.copy(desk.ward.root / "register" / "key", key)
    alone = Desk(Ward(tmp_path / "alone"), desk.server, desk.key)
    for name, content in (("trang.html", b"<p>A</p>"), ("van-ban.pdf", PDF)):
        alone.ward.write({name: content})
        done = alone.run("verify", name, "--public-key", str(key))
        assert (done.returncode, f"verify-no-register: Chưa biết đối chiếu “{name}”" in done.stderr) == (1, True)
        assert "--site" in done.stderr
        assert "--proof" in done.stderr
    named = alone.run("verify", "trang.html", "--site", ".", "--public-key", str(key))
    assert "register-missing-file" in named.stderr


def test_the_manifest_is_that_of_sha256sum(desk: Desk) -> None:
    """Every file but the register's is listed with its digest, as other tools write and read it."""
    desk.publish()
    lines = (desk.site / "register" / "manifest").read_text().splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert listed["index.html"] == hashlib.sha256((desk.site / "index.html").read_bytes()).hexdigest()
    assert not any(name.startswith("register/") for name in listed)
    about = json.loads((desk.site.resolve().parent / "release.json").read_text())
    assert about["register_size"] == desk.log.checkpoint.size


def test_a_lost_register_is_no_way_to_a_new_past(desk: Desk, tmp_path: Path) -> None:
    """From a folder without the register nothing is published and nothing rolled back, and an old copy is refused."""
    desk.publish()
    folder = desk.ward.root / "register"
    shutil.copytree(folder, tmp_path / "old")
    head = desk.key.with_name("office.pem.head")
    old_head = head.read_bytes()
    desk.publish()
    for command in ("publish", "rollback"):
        folder.rename(tmp_path / "away")
        assert "publish-lost-register" in desk.run(command, str(desk.server), str(desk.ward.root)).stderr
        (tmp_path / "away").rename(folder)
    # An inspector who kept yesterday's head sees that today's grew out of it, and that the other way round is a fraud.
    kept = str(tmp_path / "old" / "checkpoint")
    assert desk.good("verify", str(desk.site), "--head", kept).startswith("Khớp")
    shutil.copytree(desk.site, tmp_path / "forged")
    shutil.rmtree(tmp_path / "forged" / "register")
    shutil.copytree(tmp_path / "old", tmp_path / "forged" / "register")
    refused = desk.run("verify", str(tmp_path / "forged"), "--head", str(desk.site / "register" / "checkpoint"))
    assert (refused.returncode, "verify-rewritten" in refused.stderr) == (1, True)
    # The clerk's whole machine, key and all, from a backup of yesterday: the server knows better.
    folder.rename(tmp_path / "away")
    (tmp_path / "old").rename(folder)
    head.write_bytes(old_head)
    refused = desk.run("publish", str(desk.server), str(desk.ward.root))
    assert (refused.returncode, "register-rolled-back" in refused.stderr) == (1, True), refused.stderr


@pytest.mark.parametrize(
    ("arguments", "slug"),
    [
        (["khong-co.pdf"], "verify-no-subject"),
        (["http://[::1", "--public-key", "register/key"], "register-missing-file"),
        (["http://a b/", "--public-key", "register/key"], "register-missing-file"),
        ([".", "--public-key", "khong-co.txt"], "publish-system"),
    ],
)
def test_what_cannot_be_verified_is_told(arguments: list[str], slug: str, desk: Desk) -> None:
    """No slip of the hand ends in a traceback."""
    done = desk.run("verify", *arguments)
    said = done.stdout + done.stderr
    assert (done.returncode, slug in said, "Traceback" in said) == (1, True, False), said
