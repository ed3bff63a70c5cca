"""A register whose head is gone, as its clerk meets it: no command says that there is none, and the key lays it back."""

from functools import partial
from pathlib import Path

import pytest

from building import mkdocs_build
from clerks import ORIGIN, Desk
from congkhai.register.checkpoint import Head
from cutting import act_until
from wards import Ward

pytestmark = pytest.mark.slow


def test_a_deleted_head(desk: Desk, tmp_path: Path) -> None:
    """Build and ledger end with 1 and name the file; the full check too; `init` lays the signed head back and begins nothing."""
    desk.publish()
    head = desk.ward.root / "register" / "checkpoint"
    before = head.read_bytes()
    head.unlink()
    built = mkdocs_build(desk.ward.root, tmp_path / "site")
    assert built.code == 1
    assert "register/checkpoint" in built.output
    assert "register-no-head" in built.output
    assert "Chép lại tệp này từ máy chủ" in built.output
    assert not (tmp_path / "site").exists()
    for command in ("duties", "register fsck", "register letter", "register prove petition:KN-01"):
        done = desk.run(*command.split())
        assert done.returncode == 1, command
        assert "checkpoint" in done.stdout + done.stderr, command
        assert "register-none" not in done.stdout + done.stderr, command
    assert "Không có sổ mới nào được lập" in desk.good("register", "init", "--origin", ORIGIN)
    assert head.read_bytes() == before
    assert "nguyên vẹn" in desk.good("register", "fsck")
    head.unlink()
    desk.publish()
    assert desk.good("verify", str(desk.site)).startswith("Khớp")


def test_a_deleted_key(desk: Desk) -> None:
    """The public key that is missing is told as a missing file, and not as a register that was never begun."""
    (desk.ward.root / "register" / "key").unlink()
    for command in ("register fsck", "register letter", f"publish {desk.server} ."):
        assert "“key”" in desk.run(*command.split()).stderr
    assert "register-exists" in desk.run("register", "init", "--origin", ORIGIN).stderr


def test_init_is_finished_by_init(ward: Ward, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Cut at any step, the command that was cut is what finishes the work; only a key that signed nothing is asked about."""
    for step in range(1, 20):
        home = tmp_path_factory.mktemp("home")
        desk = Desk(Ward(home / "ward"), home / "server", home / "office.pem")
        desk.ward.root.mkdir()
        desk.ward.write({"mkdocs.yml": ward.read("mkdocs.yml")})
        begin = partial(desk.run, "register", "init", "--origin", ORIGIN)
        was_cut = act_until(step, begin, is_done=False)
        done = begin()
        if "register-key-exists" in done.stderr:
            assert not desk.key.with_name("office.pem.head").exists()
            assert "đổi tên nó rồi chạy lại" in done.stderr
            desk.key.rename(home / "unused.pem")
            done = begin()
        assert done.returncode == 0 or "register-exists" in done.stderr
        assert "nguyên vẹn" in desk.good("register", "fsck")
        assert (desk.ward.root / ".gitattributes").read_text() == "register/** -text -merge\n"
        signed = Head.parse(desk.key.with_name("office.pem.head").read_bytes(), desk.log.key)
        assert signed.checkpoint == desk.log.checkpoint
        if not was_cut:
            break
    assert not was_cut
    assert step > 4
