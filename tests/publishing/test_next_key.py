"""The office's key hands on, command by command: before, between and after, everything verifies."""

import shutil
from pathlib import Path

import pytest

from clerks import ORIGIN, Desk
from congkhai.register.notes import Key

pytestmark = pytest.mark.slow


@pytest.fixture
def first(desk: Desk, tmp_path: Path) -> Path:
    """Return the file with the first key, as an inspector was given it; the ward has published."""
    desk.publish()
    shutil.copy(desk.ward.root / "register" / "key", tmp_path / "khoa-1.txt")
    return tmp_path / "khoa-1.txt"


def test_a_new_key(desk: Desk, first: Path, tmp_path: Path) -> None:
    """After it the clerk publishes as before, and whoever has either key verifies site, files, proofs and old heads."""
    head = tmp_path / "head"
    shutil.copy(desk.site / "register" / "checkpoint", head)
    desk.good("register", "prove", "petition:KN-01")
    said = desk.good("register", "key")
    assert "office-2.pem" in said
    assert desk.key.with_name("office-2.pem").stat().st_mode & 0o77 == 0
    second = tmp_path / "khoa-2.txt"
    shutil.copy(desk.ward.root / "register" / "key", second)
    assert Key.parse(second.read_text().strip()).name == ORIGIN
    assert second.read_text() != first.read_text()
    page = str(desk.site / "kien-nghi/kn-01/index.html")
    for _ in range(2):
        desk.publish()
        for key in (first, second):
            asked = ("--public-key", str(key))
            assert "Khớp" in desk.good("verify", str(desk.site), *asked, "--head", str(head))
            assert "petition:KN-01" in desk.good("verify", page, "--site", str(desk.site), *asked)
        assert "nguyên vẹn" in desk.good("register", "fsck")
    assert desk.good("verify", page, "--proof", "petition-KN-01.tlog-proof", "--public-key", str(first))
    desk.good("register", "retract", "petition:KN-01", "--reason", "withdrawn")
    desk.good("register", "key")
    assert desk.key.with_name("office-3.pem").exists()
    assert desk.names.documents["petition:KN-01"].retraction is not None


def test_who_hands_on(desk: Desk, first: Path, tmp_path: Path) -> None:
    """Another file than the key of today, the old one after the new, a new key inside the folder: each is refused in words."""
    assert first.exists()
    inside = str(desk.ward.root / "khoa.pem")
    assert "register-key-inside" in desk.run("register", "key", "--new-key", inside).stderr
    assert "register-key-used" in desk.run("register", "key", "--new-key", str(desk.key)).stderr
    desk.good("register", "key", "--new-key", str(tmp_path / "moi.pem"))
    assert "register-handed-over" in desk.run("publish", str(desk.server), str(desk.ward.root)).stderr
    desk.key = tmp_path / "moi.pem"
    desk.publish()
    old = desk.run("register", "key", "--key", str(tmp_path / "office.pem"), "--new-key", str(tmp_path / "ba.pem"))
    assert (old.returncode, "register-unsigned" in old.stderr) == (1, True), old.stderr


def test_the_site_of_the_other_key(desk: Desk, first: Path, tmp_path: Path) -> None:
    """Whoever shows the register under a key of their own making is refused by all who know the first."""
    desk.good("register", "key")
    desk.publish()
    copy = tmp_path / "copy"
    shutil.copytree(desk.site, copy)
    (copy / "register" / "keys").unlink()
    done = desk.run("verify", str(copy), "--public-key", str(first))
    assert (done.returncode, "register-unsigned" in done.stdout + done.stderr) == (1, True)
    shutil.copy(desk.site / "register" / "keys", copy / "register" / "keys")
    handed = next(path for path in (copy / "register/heads").iterdir() if path.name != "sizes")
    handed.write_bytes((copy / "register" / "checkpoint").read_bytes())
    done = desk.run("verify", str(copy), "--public-key", str(first))
    assert (done.returncode, "register-unsigned" in done.stdout + done.stderr) == (1, True)


def test_a_key_without_a_passphrase(desk: Desk, tmp_path: Path) -> None:
    """Nobody gets one without asking for it."""
    shutil.rmtree(desk.ward.root / "register")
    key = str(tmp_path / "tran.pem")
    for arguments in (["register", "init", "--origin", ORIGIN, "--key", key],):
        done = desk.bare(*arguments)
        assert (done.returncode, "register-no-passphrase" in done.stderr) == (1, True), done.stderr
        assert not Path(key).exists()
        assert not (desk.ward.root / "register").exists()
        assert desk.bare(*arguments, "--no-passphrase").returncode == 0
        assert b"BEGIN PRIVATE KEY" in Path(key).read_bytes()


def test_a_clock_far_ahead(desk: Desk, first: Path) -> None:
    """More than a month after the last entry nothing is entered unless somebody says that the clock is right."""
    assert first.exists()
    size = desk.log.checkpoint.size
    right = desk.now
    desk.now += 366 * 24 * 60 * 60
    for arguments in (
        ("publish", str(desk.server), str(desk.ward.root)),
        ("rollback", str(desk.server)),
        ("register", "retract", "petition:KN-01", "--reason", "withdrawn"),
        ("register", "erase", "petition:KN-01", "--reason", "court"),
    ):
        done = desk.run(*arguments)
        assert (done.returncode, "register-clock-ahead" in done.stderr) == (1, True), done.stderr
    assert desk.log.checkpoint.size == size
    desk.now = right
    desk.publish()
    desk.now += 40 * 24 * 60 * 60
    desk.good("register", "retract", "petition:KN-01", "--reason", "withdrawn", "--after-pause")
