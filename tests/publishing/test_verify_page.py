"""The page of verification in a real browser: every verdict, in words, under the strict policy."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import visiting
from clerks import ORIGIN, Desk
from congkhai.register import keys, writing
from congkhai.register.leaf import Kind, Leaf
from serving import Served, serve
from wards import PETITIONS, Ward, sample_files, write_files

pytestmark = pytest.mark.slow
PAGE = "/kien-nghi/kn-01/"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk that has published twice: KN-01 in two versions."""
    folder = tmp_path_factory.mktemp("desk")
    write_files(folder / "ward", sample_files())
    desk = Desk(Ward(folder / "ward"), folder / "server", folder / "office.pem")
    desk.good("register", "init", "--origin", ORIGIN)
    desk.publish()
    desk.first = (desk.site / PAGE.strip("/") / "index.html").read_bytes()
    desk.ward.edit(PETITIONS, "Rãnh thoát nước", "Cống thoát nước")
    desk.publish()
    return desk


@pytest.fixture
def site(desk: Desk) -> Iterator[Served]:
    """Serve what readers see."""
    with serve(desk.site) as server:
        yield server


def _verdict(page: Page) -> str:
    """Return what the page says once it is done."""
    out = page.locator("[data-ck-verdict]")
    expect(out).to_have_text(re.compile("^(?!Đang đối chiếu)."))
    return out.inner_text()


def _ask(page: Page, address: str) -> str:
    page.locator("[data-ck-verdict]").evaluate("(out) => out.replaceChildren()")
    page.get_by_label("Hoặc địa chỉ").fill(address)
    page.get_by_role("button", name="Xác minh", exact=True).click()
    return _verdict(page)


def _choose(page: Page, content: bytes, name: str = "trang.html") -> str:
    page.locator("[data-ck-verdict]").evaluate("(out) => out.replaceChildren()")
    page.get_by_label("Tệp cần xác minh").set_input_files({"name": name, "mimeType": "text/html", "buffer": content})
    return _verdict(page)


def test_good_and_replaced_and_unknown(desk: Desk, site: Served, browser: Browser) -> None:
    """A page as it is, a saved page of an earlier version, and one with a changed letter; the console stays empty."""
    with visiting(browser, site) as visit:
        page = visit.open("/xac-minh/")
        assert "Khớp với sổ công khai. Bản 2" in _ask(page, PAGE)
        assert "không còn hiện hành: đã được thay bằng bản 2" in _choose(page, desk.first)
        changed = desk.first.replace("Rãnh thoát".encode(), "Rảnh thoát".encode())
        said = _choose(page, changed)
        assert "Không thấy trong sổ" in said
        assert "không có nghĩa là nội dung chưa được công bố" in said
        assert visit.faults + visit.breaches(page) == []


def test_what_the_office_has_not_proved_is_always_said(site: Served, browser: Browser) -> None:
    """Beside every good verdict stands what it does not prove."""
    with visiting(browser, site) as visit:
        assert "Chưa chứng minh được: đồng hồ" in _ask(visit.open("/xac-minh/"), PAGE)


FAULTS: dict[str, tuple[Callable[[str, bytes], bytes], str]] = {
    "a bit of every tile": (lambda path, body: _flip(body) if "/tile/0/" in path else body, "bị hỏng hoặc bị sửa"),
    "a bit of every bundle": (
        lambda path, body: body.replace(b'"t":1', b'"t":2') if "/entries/" in path else body,
        "bị hỏng hoặc bị sửa",
    ),
    "a bit of every opening": (lambda path, body: _flip(body) if "/addenda/" in path else body, "bị hỏng hoặc bị sửa"),
    "another size in the head": (lambda path, body: _grown(body) if path.endswith("checkpoint") else body, "Chữ ký"),
    "another key": (lambda path, body: b"x" + body if path.endswith("/key") else body, "Chữ ký"),
    "a hint to another leaf": (
        lambda path, body: _misled(body) if "/find/" in path else body,
        "không nói về nội dung này",
    ),
}


def _flip(body: bytes) -> bytes:
    return bytes([*body[:-1], body[-1] ^ 1])


def _grown(body: bytes) -> bytes:
    origin, size, rest = body.split(b"\n", 2)
    return b"\n".join([origin, str(int(size) + 1).encode(), rest])


def _misled(body: bytes) -> bytes:
    found = json.loads(body)
    is_contents = all(isinstance(one, list) and one and isinstance(one[0], list) for one in found.values())
    return json.dumps({key: [[0, one[0][1]]] for key, one in found.items()}).encode() if is_contents else body


@pytest.mark.parametrize("name", FAULTS)
def test_a_damaged_register_is_called_so(name: str, desk: Desk, browser: Browser) -> None:
    """Whatever file is changed on the way, the page says so in words and believes nothing."""
    change, expected = FAULTS[name]
    with serve(desk.site, rewrite=change) as site, visiting(browser, site) as visit:
        assert expected in _ask(visit.open("/xac-minh/"), PAGE)


def test_a_hint_is_not_believed(desk: Desk, browser: Browser) -> None:
    """A server that says of a forged file that a real leaf speaks of it gets no good verdict."""
    forged = b"%PDF forged"
    real = desk.names.documents["petition:KN-02"].current

    def change(path: str, body: bytes) -> bytes:
        named = sha256(forged).hexdigest()
        return (
            json.dumps({named[2:16]: [[real.leaf.document, real.index, 0]]}).encode()
            if path.endswith(f"find/{named[:2]}.json")
            else body
        )

    with serve(desk.site, rewrite=change) as site, visiting(browser, site) as visit:
        assert "không nói về nội dung này" in _choose(visit.open("/xac-minh/"), forged, "gia.pdf")


def test_a_register_that_was_written_anew_is_an_alarm(desk: Desk, tmp_path: Path, browser: Browser) -> None:
    """A browser that saw a register remembers its head; another past under the same key is called out."""
    key = keys.load(desk.key, ORIGIN, "bí mật")
    other = keys.KeyFile(tmp_path / "other.pem", ORIGIN, key.private)
    writing.begin(tmp_path / "register", other, Leaf(Kind.GENESIS, 1, digest="0" * 64))
    size = desk.log.checkpoint.size
    writing.append(tmp_path / "register", other, [Leaf(Kind.BUILD, 2, digest=f"{n:064x}") for n in range(size + 3)])
    shutil.copytree(desk.site, tmp_path / "site")
    honest, forged = tmp_path / "site" / "register", tmp_path / "register"
    with serve(tmp_path / "site") as site, visiting(browser, site) as visit:
        assert "Khớp" in _ask(visit.open("/xac-minh/"), PAGE)
        honest.rename(tmp_path / "honest")
        forged.rename(honest)
        site.forget()
        said = _ask(visit.open("/xac-minh/"), PAGE)
        assert "CẢNH BÁO" in said, [answer for answer in site.answers if answer.status == 404]
        honest.rename(forged)
        (tmp_path / "honest").rename(honest)
        site.forget()
        assert "Khớp" in _ask(visit.open("/xac-minh/"), PAGE)
