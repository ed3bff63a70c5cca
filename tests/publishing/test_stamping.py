"""Time stamps by the commands of a clerk and of an inspector: asked for, entered, shown, proved, refused."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from unittest import mock

import pytest

from authorities import Authority, authority
from clerks import Desk
from wards import PETITIONS

pytestmark = pytest.mark.slow


def _files(desk: Desk, by: Authority) -> Path:
    """Return the certificate of an authority as the ward was given it."""
    path = desk.key.with_name("noi-cap-dau.pem")
    path.write_bytes(by.pem)
    return path


def _stamp(desk: Desk, by: Authority, at: int) -> str:
    asked, answered = desk.key.with_name("so.tsq"), desk.key.with_name("so.tsr")
    assert str(asked) in desk.good("register", "stamp", "--request", str(asked))
    answered.write_bytes(by.answer(asked.read_bytes(), at))
    return desk.good("register", "stamp", "--response", str(answered), "--authority", str(_files(desk, by)))


def _page(desk: Desk) -> Path:
    code = next(iter(desk.ward.portal().petitions)).lower()
    return desk.site / "kien-nghi" / code / "index.html"


def test_a_stamp_from_request_to_inspector(desk: Desk) -> None:
    """After a stamp every page says so, the register page too; an inspector with his own certificate reads the time."""
    desk.publish()
    assert "Có dấu thời gian" not in _page(desk).read_text()
    said = _stamp(desk, authority(), desk.now + 120)
    assert "đã có trước 07:0" in said
    desk.publish()
    assert "Có dấu thời gian" in _page(desk).read_text()
    shown = (desk.site / "so-cong-khai" / "index.html").read_text()
    assert "Dấu thời gian mới nhất" in shown
    assert "nguyên vẹn" in desk.good("register", "fsck")
    told = desk.run("verify", str(desk.site))
    assert told.returncode == 0, told.stdout + told.stderr
    assert "Mọi dấu thời gian đều đúng: 1 dấu" in told.stdout
    assert "chứng thư nằm cạnh sổ" in told.stderr
    ours = ("--authority", str(_files(desk, authority())))
    told = desk.run("verify", str(_page(desk)), "--site", str(desk.site), *ours)
    assert "Có dấu thời gian: mục này đã có trong sổ trước 07:0" in told.stdout
    assert "chứng thư nằm cạnh sổ" not in told.stderr
    assert "không có sổ nào khác" in told.stdout
    theirs = ("--authority", str(_files(desk, authority("Nơi khác"))))
    for subject in (str(desk.site), str(_page(desk))):
        told = desk.run("verify", subject, "--site", str(desk.site), *theirs)
        assert told.returncode == 1
        assert "stamp-unproved" in told.stdout
        assert "đã có trong sổ trước" not in told.stdout


def test_a_proof_takes_its_stamp_along(desk: Desk) -> None:
    """One file of a few thousand bytes shows offline what was published and before when; another authority's certificate refuses it."""
    desk.publish()
    _stamp(desk, authority(), desk.now + 120)
    name = f"petition:{next(iter(desk.ward.portal().petitions))}"
    desk.good("register", "prove", name)
    proof = desk.ward.root / f"{name.replace(':', '-')}.tlog-proof"
    assert proof.stat().st_size < 12_000
    asked = (str(_page(desk)), "--proof", str(proof), "--public-key", str(desk.ward.root / "register" / "key"))
    told = desk.run("verify", *asked)
    assert (told.returncode, "thêm --authority" in told.stderr) == (0, True)
    assert "đã có trong sổ trước" not in told.stdout
    ours = str(_files(desk, authority()))
    assert "Có dấu thời gian: mục này đã có trong sổ trước 07:0" in desk.good("verify", *asked, "--authority", ours)
    told = desk.run("verify", *asked, "--authority", str(_files(desk, authority("Nơi khác"))))
    assert (told.returncode, "stamp-unproved" in told.stderr) == (1, True)


def test_what_came_after_a_stamp(desk: Desk) -> None:
    """A version entered after a stamp lies between that one and the next."""
    desk.publish()
    _stamp(desk, authority(), desk.now + 120)
    words = " ".join(next(iter(desk.ward.portal().petitions.values())).summary.split()[:2])
    desk.ward.edit(PETITIONS, words, "Sửa lời")
    desk.publish()
    assert "Có dấu thời gian" not in _page(desk).read_text()
    desk.now += 3600
    _stamp(desk, authority(), desk.now + 120)
    desk.publish()
    shown = _page(desk).read_text()
    assert "chứng minh mục này đã có trước 07:0" in shown
    assert "chứng minh mục này được ghi sau 07:0" in shown
    told = desk.good("verify", str(_page(desk)), "--site", str(desk.site))
    assert "Mục này được ghi sau 07:0" in told
    assert "đã có trong sổ trước 08:0" in told
    assert "2 giờ" in (desk.site / "so-cong-khai" / "index.html").read_text()
    told = desk.good("verify", str(desk.site))
    assert "2 dấu" in told


def test_refusals_have_words(desk: Desk) -> None:
    """A stamp that was asked for elsewhere, a file that is none, no certificate, no library: each is told, nothing is entered."""
    desk.publish()
    size = desk.log.checkpoint.size
    asked, answered = desk.key.with_name("so.tsq"), desk.key.with_name("so.tsr")
    desk.good("register", "stamp", "--request", str(asked))
    answered.write_bytes(authority().answer(asked.read_bytes(), desk.now, nonce=5))
    ours = ("--authority", str(_files(desk, authority())))
    enter = ("register", "stamp", "--response", str(answered))
    assert "stamp-not-asked" in desk.run(*enter, *ours).stderr
    answered.write_bytes(authority().answer(asked.read_bytes(), desk.now))
    assert "stamp-no-authority" in desk.run(*enter).stderr
    assert "stamp-bad-authority" in desk.run(*enter, "--authority", str(answered)).stderr
    assert "publish-system" in desk.run(*enter, "--authority", "khong-co.pem").stderr
    answered.write_bytes(b"<html>not found</html>")
    assert "stamp-bad-token" in desk.run(*enter, *ours).stderr
    with mock.patch("congkhai.commands.stamp.find_spec", return_value=None):
        assert "stamp-not-installed" in desk.run(*enter, *ours).stderr
    assert desk.log.checkpoint.size == size


def test_without_the_library_a_site_still_says_what_was_stamped(desk: Desk) -> None:
    """A server that only builds needs no library; whoever verifies there is told that stamps were not checked."""
    desk.publish()
    _stamp(desk, authority(), desk.now + 120)
    desk.publish()
    assert "Có dấu thời gian" in _page(desk).read_text()
    rooms = "congkhai.commands.publish, congkhai.commands.verify, congkhai.site.plugin, congkhai.site.edition, congkhai.views.registration"
    asked = f"import sys, {rooms}; sys.exit('rfc3161_client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
    with mock.patch("congkhai.commands.stamped.find_spec", return_value=None):
        told = desk.run("verify", str(desk.site))
    assert (told.returncode, "máy này chưa kiểm được" in told.stderr) == (0, True)
    assert "Mọi dấu thời gian" not in told.stdout


@contextmanager
def _serving(by: Authority, at: int, status: int = 200) -> Iterator[str]:
    """Let an authority answer over HTTP, on this machine alone."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(by.answer(asked, at))

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        server.shutdown()
        server.server_close()


def test_over_the_network(desk: Desk) -> None:
    """Where there is a network, one command does it all; where there is none, it says so."""
    desk.publish()
    ours = ("--authority", str(_files(desk, authority())))
    with _serving(authority(), desk.now + 60) as url:
        assert "Đã ghi dấu thời gian" in desk.good("register", "stamp", "--url", url, *ours)
        gone = url
    with _serving(authority(), desk.now + 60, status=503) as url:
        assert "stamp-unreachable" in desk.run("register", "stamp", "--url", url, *ours).stderr
    for url in (gone, "file:///etc/passwd", "http://[::1"):
        assert "stamp-unreachable" in desk.run("register", "stamp", "--url", url, *ours).stderr
