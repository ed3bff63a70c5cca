"""A witness outside and the ward, command by command: looked at, signed, taken, shown, verified; and what is refused."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest import mock

import pytest

from clerks import ORIGIN, Desk
from congkhai.publishing import entries
from congkhai.register.leaf import Kind
from wards import CONCLUSION, PETITIONS, Ward

pytestmark = pytest.mark.slow
NAME = "thanh-tra.tinh-mau.example"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Lend the address of a plain server of a folder."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with (
        mock.patch.object(SimpleHTTPRequestHandler, "log_message"),
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def outside(desk: Desk, tmp_path: Path) -> Path:
    """Return the folder of a witness, who was given the ward's key; the ward has published once."""
    desk.publish()
    (tmp_path / "outside").mkdir()
    shutil.copy(desk.ward.root / "register" / "key", tmp_path / "outside" / "khoa.txt")
    return tmp_path / "outside"


def cosign(desk: Desk, outside: Path, place: str | Path = "", *more: str) -> tuple[int, str]:
    """Return how the witness's command left and what it said."""
    first = () if (outside / "witness.pem").exists() else ("--name", NAME, "--public-key", str(outside / "khoa.txt"))
    done = desk.run("cosign", str(place or desk.site), "--state", str(outside), *first, *more)
    return done.returncode, done.stdout + done.stderr


def audit(desk: Desk, outside: Path, *more: str, place: str | Path = "") -> tuple[int, str]:
    """Return how the auditor's command left and what it said."""
    done = desk.run("audit", str(place or desk.site), "--state", str(outside), *more)
    return done.returncode, done.stdout + done.stderr


def trusting(desk: Desk, outside: Path) -> Path:
    """Let the ward's settings name the witness; return the file with her key."""
    key = (outside / "witness.key").read_text().strip()
    first = "  - congkhai:\n"
    desk.ward.edit(
        "mkdocs.yml", first, f"{first}      witnesses:\n        - name: Thanh tra tỉnh Mẫu\n          key: {key}\n"
    )
    return outside / "witness.key"


def signed(outside: Path) -> Path:
    """Return the file that the witness sends."""
    (found,) = outside.glob("log-*/cosigned")
    return found


def test_an_entry_that_excuses_itself_is_told(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old registers may say of a late record that it is older: an audit and a verification tell it, the page is not misled."""
    papers = {name: desk.ward.read(name) for name in (CONCLUSION, PETITIONS)}
    desk.ward.write(dict.fromkeys(papers))
    (desk.ward.root / "conclusions").mkdir()
    desk.publish()
    outside, key = tmp_path / "outside", str(desk.ward.root / "register" / "key")
    assert "register-late-import" not in audit(desk, outside, "--public-key", key)[1]
    desk.ward.write(papers)
    monkeypatch.setattr(entries._Entries, "_kind", lambda *_: Kind.IMPORT)  # noqa: SLF001 - the rule of before
    desk.publish()
    index = desk.names.documents["conclusion:ket-luan-dt-1"].current.index
    told = f"nhắc: register-late-import: Mục {index} ghi là hồ sơ có từ trước khi lập sổ"
    code, said = audit(desk, outside)
    assert (code, told in said) == (1, True)
    assert told not in audit(desk, outside)[1]
    assert told in audit(desk, outside, "--full")[1]
    assert told in desk.good("verify", str(desk.site))
    page = desk.site / "ket-luan" / "ket-luan-dt-1" / "index.html"
    assert told in desk.good("verify", str(page), "--site", str(desk.site))
    assert "từ trước khi lập sổ" not in page.read_text(encoding="utf-8")


def test_from_the_look_to_the_page(desk: Desk, outside: Path) -> None:
    """The grade stands on every page, on the register's page, in the proof and in the verdict, with the hour."""
    code, said = cosign(desk, outside)
    assert code == 0, said
    assert "Lần đầu xem sổ" in said
    assert "Đã ký đầu sổ" in said
    assert "register-no-witnesses" in desk.run("register", "cosigned", str(signed(outside))).stderr
    witness = trusting(desk, outside)
    assert "“thanh-tra.tinh-mau.example” đã thấy sổ này lúc" in desk.good("register", "cosigned", str(signed(outside)))
    desk.publish()
    page = (desk.site / "kien-nghi/kn-01/index.html").read_text(encoding="utf-8")
    assert "Có nhân chứng" in page
    assert "Nhân chứng Thanh tra tỉnh Mẫu đã thấy bản này trong sổ chậm nhất lúc 07:0" in page
    register = (desk.site / "so-cong-khai/index.html").read_text(encoding="utf-8")
    assert "Thanh tra tỉnh Mẫu đã ký đầu sổ" in register
    assert "Trong đó nhân chứng đã thấy trước khi hết hạn" in register
    said = desk.good("verify", str(desk.site), "--witness", str(witness))
    assert "Đầu sổ mới nhất có nhân chứng gồm" in said
    asked = ("verify", str(desk.site / "kien-nghi/kn-01/index.html"), "--witness", str(witness))
    assert f"Nhân chứng “{NAME}” đã thấy điều này" in desk.good(*asked, "--site", str(desk.site))
    assert "Bằng chứng có chữ ký của nhân chứng" in desk.good("register", "prove", "petition:KN-01")
    proof = ("--proof", "petition-KN-01.tlog-proof", "--public-key", "register/key")
    assert f"Nhân chứng “{NAME}”" in desk.good(*asked, *proof)
    assert "nguyên vẹn" in desk.good("register", "fsck")
    code, said = audit(desk, outside)
    assert (code, "Không thấy gì sai" in said) == (0, True), said


def test_who_trusts_nobody_else(desk: Desk, outside: Path, tmp_path: Path) -> None:
    """A reader with other witnesses is told that none of hers has signed (A18)."""
    cosign(desk, outside)
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(outside / "khoa.txt", other)
    assert cosign(desk, other)[0] == 0
    trusting(desk, outside)
    desk.good("register", "cosigned", str(signed(outside)))
    assert "register-no-cosignature" in desk.run("register", "cosigned", str(signed(other))).stderr
    desk.publish()
    said = desk.good("verify", str(desk.site), "--witness", str(other / "witness.key"))
    assert "mới là “đã vào sổ”" in said
    page = str(desk.site / "kien-nghi/kn-01/index.html")
    said = desk.good("verify", page, "--site", str(desk.site), "--witness", str(other / "witness.key"))
    assert "mới là “đã vào sổ”" in said


def test_shown_at_once(desk: Desk, outside: Path) -> None:
    """With `--show` the site that is shown has the signature, no page and no list of files changes, and it verifies."""
    before = {path: path.read_bytes() for path in desk.site.rglob("*.html")}
    cosign(desk, outside)
    witness = trusting(desk, outside)
    desk.good("register", "cosigned", str(signed(outside)), str(desk.ward.root), "--show", str(desk.server))
    head = (desk.site / "register/checkpoint").read_text(encoding="utf-8")
    assert f"\u2014 {NAME} " in head
    assert {path: path.read_bytes() for path in desk.site.rglob("*.html")} == before
    said = desk.good("verify", str(desk.site), "--witness", str(witness))
    assert "Khớp" in said
    assert "Nhắc: tệp" not in said
    assert cosign(desk, outside)[0] == 0
    desk.publish()


def test_over_the_web_and_from_a_stick(desk: Desk, outside: Path, tmp_path: Path) -> None:
    """The witness follows a served site one day and a copy the next; an old copy is no fraud by itself, and is not signed."""
    stick = tmp_path / "usb"
    shutil.copytree(desk.site, stick)
    with serving(desk.site) as address:
        code, said = cosign(desk, outside, address)
        assert code == 0, said
        assert audit(desk, outside, place=address)[0] == 0
    assert cosign(desk, outside, stick)[0] == 0
    desk.publish()
    code, said = cosign(desk, outside)
    assert (code, "là sổ đã xem lần trước" in said) == (0, True), said
    code, said = cosign(desk, outside, stick)
    assert (code, "witness-smaller" in said) == (1, True), said
    assert cosign(desk, outside)[0] == 0


def test_a_fork_is_refused_and_kept(desk: Desk, outside: Path, tmp_path: Path) -> None:
    """The office's own key signs two pasts: nothing is signed, and the evidence convinces whoever has the key."""
    for path, name in ((desk.ward.root / "register", "register"), (desk.key.with_name("office.pem.head"), "head")):
        shutil.copytree(path, tmp_path / name) if path.is_dir() else shutil.copy(path, tmp_path / name)
    desk.publish()
    assert cosign(desk, outside)[0] == 0
    kept = signed(outside).read_bytes()
    shutil.rmtree(desk.ward.root / "register")
    shutil.copytree(tmp_path / "register", desk.ward.root / "register")
    shutil.copy(tmp_path / "head", desk.key.with_name("office.pem.head"))
    desk.server = tmp_path / "elsewhere"
    desk.publish()
    desk.publish()
    for command in (cosign, audit):
        code, said = command(desk, outside)
        assert (code, "witness-fork" in said, "Đã ký" in said) == (1, True, False), said
    assert signed(outside).read_bytes() == kept
    (evidence,) = outside.glob("log-*/evidence-*.txt")
    said = desk.good("verify", str(evidence), "--public-key", str(outside / "khoa.txt"))
    assert "Đúng là gian dối" in said
    assert "verify-needs-key" in desk.run("verify", str(evidence)).stderr
    evidence.write_bytes(evidence.read_bytes().replace(b"=\n", b"=\n\n", 1))
    refused = desk.run("verify", str(evidence), "--public-key", str(outside / "khoa.txt"))
    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
    assert "đã giữ bằng chứng" in audit(desk, outside)[1]


def test_what_an_audit_names(desk: Desk, outside: Path) -> None:
    """A swapped page, a page that is gone, an opening that is gone, a register that stands still (A6, A7, A8, A12)."""
    assert audit(desk, outside, "--public-key", str(outside / "khoa.txt"))[0] == 0
    assert audit(desk, outside)[0] == 0
    page = desk.site / "kien-nghi/kn-01/index.html"
    good = page.read_bytes()
    for content, slug in ((good.replace("Kiến nghị".encode(), "Kiến nghi".encode()), "altered"), (b"", "withheld")):
        page.write_bytes(content)
        if not content:
            page.unlink()
        code, said = audit(desk, outside, "--full")
        assert (code, f"verify-{slug}" in said, "petition:KN-01" in said) == (1, True, True), said
        code, said = audit(desk, outside)
        assert (code, "verify-altered-file" in said) == (1, True), said
    page.write_bytes(good)
    gone = next(path for path in (desk.site / "register/addenda").rglob("*") if path.is_file())
    content = gone.read_bytes()
    gone.unlink()
    code, said = audit(desk, outside, "--full")
    assert (code, gone.name in said) == (1, True), said
    gone.write_bytes(content)
    shutil.rmtree(desk.site / "register/find")
    assert "petition:KN-01" in desk.good("verify", str(page), "--site", str(desk.site))
    desk.now += 60 * 60 * 24 * 3
    code, said = audit(desk, outside)
    assert (code, "Sổ đứng yên 72 giờ" in said) == (1, True), said
    assert "Có 1 điều phải hỏi lại cơ quan" in said
    assert not list(outside.glob("**/witness*"))


def test_what_is_new_is_looked_at(desk: Desk, outside: Path) -> None:
    """After a look, an audit reads the pages of what was entered since."""
    audit(desk, outside, "--public-key", str(outside / "khoa.txt"))
    code = next(iter(desk.ward.portal().petitions))
    summary = desk.ward.portal().petitions[code].summary
    desk.ward.edit(PETITIONS, " ".join(summary.split()[:2]), "Sửa lời")
    desk.publish()
    page = desk.site / "kien-nghi" / code.lower() / "index.html"
    page.write_bytes(page.read_bytes().replace("Sửa lời".encode(), "Sửa lỗi".encode()))
    left, said = audit(desk, outside)
    assert (left, "verify-altered:" in said, f"petition:{code}" in said) == (1, True, True), said


def test_slips_of_the_hand(desk: Desk, outside: Path, tmp_path: Path) -> None:
    """No name, no key, another key, no register, another passphrase, no state: each in words."""
    site, state = str(desk.site), str(outside)
    key = ("--public-key", str(outside / "khoa.txt"))
    assert "witness-no-name" in desk.run("cosign", site, "--state", state, *key).stderr
    assert "witness-no-key" in desk.run("cosign", site, "--state", state, "--name", NAME).stderr
    assert cosign(desk, outside)[0] == 1
    assert desk.run("cosign", site, "--state", state, *key).returncode == 0
    assert "register-missing-file" in desk.run("cosign", str(tmp_path / "khong-co"), "--state", state).stderr
    (outside / "witness.key").write_text("x", encoding="utf-8")
    assert "register-bad-key" in desk.run("cosign", site, "--state", state).stderr
    (outside / "witness.key").unlink()
    assert "register-key-exists" in desk.run("cosign", site, "--state", state, "--name", NAME).stderr
    desk.good("audit", site)
    desk.good("audit", site, "--full", *key)
    other = Desk(Ward(tmp_path / "ward"), tmp_path / "server", tmp_path / "la.pem")
    shutil.move(desk.ward.root / "register", tmp_path / "away")
    other.good("register", "init", "--origin", ORIGIN)
    done = desk.run("audit", str(desk.ward.root), "--state", state)
    assert (done.returncode, "witness-other-key" in done.stderr) == (1, True), done.stderr
    for said in (done.stdout, done.stderr):
        assert "Traceback" not in said


def test_settings_with_a_bad_witness(desk: Desk, outside: Path) -> None:
    """A key that is none is told with its line, before anything is published."""
    cosign(desk, outside)
    trusting(desk, outside)
    desk.ward.edit("mkdocs.yml", "thanh-tra.tinh-mau.example+", "thanh-tra.tinh-mau.example-")
    done = desk.run("check")
    assert (done.returncode, "lỗi: register-bad-key" in done.stdout, "mkdocs.yml:" in done.stdout) == (1, True, True)


def test_files_that_nobody_vouches_for(desk: Desk, outside: Path) -> None:
    """What lies in the site's folder and in no list is named; a compressed copy of what is listed is none of these."""
    assert outside.exists()
    assert "Nhắc" not in desk.good("verify", str(desk.site))
    packed = desk.site / "register/find/document/0.json.gz"
    for name, content in {
        "tai-lieu/them.pdf": b"%PDF",
        "register/heads/3": b"x",
        "register/addenda/ab/cd/them": b"x",
        ".an": b"",
        "index.html.gz.gz": b"x",
        packed.relative_to(desk.site).as_posix(): packed.read_bytes()[:-1],
    }.items():
        path = desk.site / name
        before = path.read_bytes() if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        said = desk.good("verify", str(desk.site))
        assert f"Nhắc: tệp {name} không có trong danh sách nào" in said
        assert said.count("Nhắc: tệp") == 1
        path.unlink() if before is None else path.write_bytes(before)
    assert "Nhắc" not in desk.good("verify", str(desk.site))
