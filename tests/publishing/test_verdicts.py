"""What the page of verification says in a real browser of everything that may be asked, and of everything that may be wrong."""

import io
import json
import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from unittest import mock

import pytest
from playwright.sync_api import Browser, expect

from congkhai.cli import main
from congkhai.register import heads, notes, tiles
from congkhai.register.cosignatures import cosigned, witness_key
from congkhai.register.keys import make
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.names import Registered
from congkhai.views import registration
from congkhai.views.witnesses import Witnessed
from verifying import BEGAN, PAPER, Shop, page_of, reading
from wards import Ward

pytestmark = pytest.mark.slow
FIRST, SECOND = page_of("Rãnh thoát nước"), page_of("Cống thoát nước")
GOOD = "Khớp với sổ công khai"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """Return a site that has published a page with a file, and a second document."""
    shop = Shop.new(tmp_path / "shop")
    shop.publish(FIRST, PAPER)
    shop.publish(page_of("Đèn đường"), kind=Kind.IMPORT)
    return shop


def test_what_stands(shop: Shop, browser: Browser) -> None:
    """A file and a page, chosen or by address: which record, which version, the claimed day, the hour; nothing in the console."""
    with reading(browser, shop.root) as reader:
        said = reader.choose(PAPER)
        assert f"{GOOD}. Bản 1, ghi sổ lúc 15:50 12/03/2026" in said
        assert "van-ban-0.pdf" in said
        assert "Ngày công bố theo lời khai: 12/03/2026." in said
        assert "Sổ không có mục nào sau đó thay đổi hồ sơ này." in said
        assert "Máy này gặp sổ lần đầu: sổ có 3 mục." in said
        assert "Chưa chứng minh được: đồng hồ" in said
        assert reader.tone == "good"
        for address in ("/kien-nghi/kn-00/", "../kien-nghi/kn-00/", f"{reader.server.address}/kien-nghi/kn-00/#x",
                        f"{reader.server.address.partition('//')[2]}/kien-nghi/kn-00/"):  # fmt: skip
            assert "Kiến nghị KN-00" in reader.ask(address)
        assert "là sổ mà máy này đã thấy lần trước" in reader.ask("/kien-nghi/kn-00/")
        assert "từ trước khi lập sổ" in reader.ask("/kien-nghi/kn-01/")
        link = reader.page.locator("[data-ck-verdict] a")
        assert link.evaluate("(link) => link.href") == f"{reader.server.address}/kien-nghi/kn-01/"
        assert reader.visit.faults + reader.visit.breaches(reader.page) == []


def test_what_was_not_found_is_not_called_unpublished(shop: Shop, browser: Browser) -> None:
    """A changed byte, a changed letter, a page that is no record's: each is told for what it is."""
    with reading(browser, shop.root) as reader:
        for content in (PAPER + b".", FIRST.replace("Rãnh".encode(), "Rảnh".encode()), b""):
            said = reader.choose(content)
            assert "Không thấy trong sổ" in said
            assert "không có nghĩa là nội dung chưa được công bố" in said
            assert reader.tone == "neutral"
        assert "không phải trang như vậy" in reader.ask("/xac-minh/")
        changed = FIRST.replace("hôm nay".encode(), "ngày mai".encode()).replace(b"3", b"2")
        assert GOOD in reader.choose(changed)
        assert reader.visit.faults == []


def test_what_is_asked_in_vain(shop: Shop, browser: Browser) -> None:
    """Nothing given, no address, another host, no page there: words and no exception; another host is never asked."""
    with reading(browser, shop.root) as reader:
        reader.page.get_by_role("button", name="Xác minh", exact=True).click()
        assert "Hãy chọn một tệp" in reader.said()
        for address in ("http://[", "https://other.example/", "javascript:alert(1)", "file:///etc/hosts"):
            assert "Không mở được trang nào" in reader.ask(address)
        assert reader.visit.faults + reader.visit.breaches(reader.page) == []
        assert "Không mở được trang nào" in reader.ask("/khong-co/")


def test_by_keyboard_by_drop_and_by_link(shop: Shop, browser: Browser) -> None:
    """Enter in the address is enough; a file may be dropped; a link can bring the address along."""
    with reading(browser, shop.root) as reader:
        page = reader.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.type") == "file"
        page.keyboard.press("Tab")
        page.keyboard.type("/kien-nghi/kn-00/")
        page.keyboard.press("Enter")
        assert GOOD in reader.said()
        page.locator("[data-ck-verify]").evaluate(
            """(room, text) => {
              const data = new DataTransfer();
              data.items.add(new File([text], "a.pdf"));
              room.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
            }""",
            PAPER.decode(),
        )
        expect(page.locator("[data-ck-verdict]")).to_contain_text("van-ban-0.pdf")
        assert page.get_by_label("Hoặc địa chỉ").input_value() == ""
        page.goto(f"{reader.server.address}/xac-minh/?trang=/kien-nghi/kn-00/")
        assert GOOD in reader.said()


def test_replaced_retracted_and_published_again(shop: Shop, browser: Browser) -> None:
    """An earlier version is as entered, and no longer in force; what was taken back is called so until it stands again."""
    shop.publish(SECOND, PAPER, document=0)
    with reading(browser, shop.root) as reader:
        said = reader.choose(FIRST)
        assert "Bản 1" in said
        assert "đã được thay bằng bản 2, ghi sổ lúc" in said
        assert reader.tone == "waiting"
        said = reader.choose(SECOND)
        assert "Bản 2" in said
        assert "không có mục nào sau đó" in said
        assert "Bản 2" in reader.choose(PAPER)
        shop.retract(0)
        reader.look_again()
        for content in (FIRST, SECOND):
            assert "Hồ sơ này đã được rút" in reader.choose(content)
            assert reader.page.locator("[data-ck-verdict] a").count() == 0
        shop.publish(SECOND, document=0)
        reader.look_again()
        assert "Bản 3" in reader.choose(SECOND)
        assert "thay bằng bản 3" in reader.choose(FIRST)
        assert reader.visit.faults == []


def test_erased(shop: Shop, browser: Browser) -> None:
    """What was erased is in no hint; where an old hint still leads to it, the page says that it was erased."""
    named = sha256(PAPER).hexdigest()
    old = (shop.register / "find" / f"{named[:2]}.json").read_bytes()
    shop.erase(0)
    with reading(browser, shop.root) as reader:
        assert "Không thấy trong sổ" in reader.choose(PAPER)
        assert reader.visit.faults == []
        shop.lay(f"register/find/{named[:2]}.json", old)
        reader.look_again()
        assert "đã được xóa theo luật" in reader.choose(PAPER)
        assert GOOD in reader.ask("/kien-nghi/kn-01/")


def test_a_part_that_is_missing_was_not_erased(shop: Shop, browser: Browser) -> None:
    """Only a leaf can say that something was erased."""
    shutil.rmtree(shop.register / "addenda")
    with reading(browser, shop.root) as reader:
        assert "Thiếu một tệp của sổ (addenda/" in reader.choose(PAPER)
        assert "không có nghĩa là nội dung sai" in reader.said()


def test_a_long_register(shop: Shop, browser: Browser) -> None:
    """Far from the end the page goes by the portal's list, says so, and what is listed is proved."""
    shop.build(600)
    with reading(browser, shop.root) as reader:
        said = reader.choose(PAPER)
        assert GOOD in said
        assert "Theo mục lục của cổng thì đây là bản mới nhất" in said
        shop.publish(SECOND, document=0)
        reader.look_again()
        assert "thay bằng bản 2" in reader.choose(PAPER)
        assert "là sổ mà máy này đã thấy lần trước" in reader.said()
        assert "Sổ không có mục nào sau đó" in reader.choose(SECOND)


def test_without_a_register(shop: Shop, browser: Browser) -> None:
    """A site that has none says so."""
    shutil.rmtree(shop.register)
    with reading(browser, shop.root) as reader:
        assert "chưa có sổ công khai" in reader.choose(PAPER)


def test_a_browser_that_cannot(shop: Shop, browser: Browser) -> None:
    """Without WebCrypto, as over plain http, it is said before anything is chosen; without Ed25519, when it is needed."""
    with reading(
        browser, shop.root, before="Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })"
    ) as reader:
        assert "cần địa chỉ https và trình duyệt mới" in reader.said()
        assert "cần địa chỉ https và trình duyệt mới" in reader.choose(PAPER)
        assert reader.visit.faults == []
    no_curve = "SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'));"
    with reading(browser, shop.root, before=no_curve) as reader:
        assert "cần địa chỉ https và trình duyệt mới" in reader.choose(PAPER)
        assert reader.visit.faults == []


def test_a_browser_that_keeps_nothing(shop: Shop, browser: Browser) -> None:
    """Where nothing may be remembered, or what is remembered makes no sense, the verdict is the same."""
    forbid = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });"
    )
    with reading(browser, shop.root, before=forbid) as reader:
        assert "gặp sổ lần đầu" in reader.choose(PAPER)
        assert reader.visit.faults == []
    with reading(browser, shop.root) as reader:
        name = f"congkhai-register-{reader.server.address}/register/"
        for junk in ("", "{", "null", "7", '{"size":"x"}', '{"size":1.5,"root":[],"key":""}', '{"size":1}'):
            reader.page.evaluate("([name, junk]) => localStorage.setItem(name, junk)", [name, junk])
            assert "gặp sổ lần đầu" in reader.choose(PAPER)
        assert reader.visit.faults == []


def test_a_line_that_breaks(shop: Shop, browser: Browser) -> None:
    """Whichever request fails, the page says that the line failed."""
    with reading(browser, shop.root) as reader:
        reader.choose(PAPER)
        asked = {answer.path for answer in reader.server.answers if answer.path.startswith("/register/")}
    for path in sorted(asked):
        with reading(browser, shop.root) as reader:
            reader.visit.context.route(f"**{path}", lambda route: route.abort())
            assert "lỗi mạng" in reader.choose(PAPER), path
            assert not [fault for fault in reader.visit.faults if fault.startswith("script")]


def test_a_file_that_is_missing(shop: Shop, browser: Browser) -> None:
    """Whichever file of the register is not there, nothing is called good."""
    shop.build(600)
    with reading(browser, shop.root) as reader:
        reader.choose(PAPER)
        asked = {answer.path for answer in reader.server.answers if answer.path.startswith("/register/")}
    assert len(asked) >= 8
    for path in sorted(asked):
        file = shop.root / path[1:]
        content = file.read_bytes()
        file.unlink()
        with reading(browser, shop.root) as reader:
            said = reader.choose(PAPER)
            is_start = path.endswith(("/key", "/checkpoint"))
            assert ("chưa có sổ công khai" if is_start else f"Thiếu một tệp của sổ ({path[10:]})") in said
            assert not [fault for fault in reader.visit.faults if fault.startswith("script")]
        file.write_bytes(content)


def test_every_bit_counts(shop: Shop, browser: Browser) -> None:
    """Whichever bit of whichever file that is asked for is turned, the verdict is the same or no good one."""
    shop.build(300)
    with reading(browser, shop.root) as reader:
        good = reader.choose(PAPER)
        asked = sorted({answer.path for answer in reader.server.answers if answer.path.startswith("/register/")})
    said = set()
    with reading(browser, shop.root) as reader:
        for path in asked:
            file = shop.root / path[1:]
            content = file.read_bytes()
            for place in range(0, len(content), max(1, len(content) // 7)):
                file.write_bytes(content[:place] + bytes([content[place] ^ 1 << place % 8]) + content[place + 1 :])
                reader.page.evaluate("localStorage.clear()")
                reader.look_again()
                found = reader.choose(PAPER)
                # Much of a hint speaks of others.
                assert GOOD not in found or (found == good and "/find/" in path), (path, place)
                assert reader.visit.faults == [], (path, place)
                said.add(found.partition("\n")[0])
            file.write_bytes(content)
    assert {
        "Sổ bị hỏng hoặc bị sửa: các tệp của sổ không khớp với nhau.",
        "Chữ ký của sổ không đúng với khóa công khai.",
    } < said


def test_a_head_that_another_has_signed(shop: Shop, tmp_path: Path, browser: Browser) -> None:
    """A head under another key of the same name is refused, however whole the register behind it."""
    stranger = Shop.new(tmp_path / "other", make(tmp_path / "stranger.pem", shop.signer.name, ""))
    stranger.publish(FIRST, PAPER)
    key = (shop.register / "key").read_bytes()
    (stranger.register / "key").write_bytes(key)
    with reading(browser, stranger.root) as reader:
        assert "Chữ ký của sổ không đúng với khóa công khai" in reader.choose(PAPER)
        assert reader.tone == "bad"
    # The same head under the id of the office's key, and under the office's own signature of another head.
    note = notes.parse((stranger.register / "checkpoint").read_bytes())
    own = notes.parse((shop.register / "checkpoint").read_bytes()).signatures[0]
    for signed in (note.signatures[0].bytes, own.bytes):
        forged = notes.Note(note.text, (notes.Signature(own.name, own.id, signed),))
        (stranger.register / "checkpoint").write_text(str(forged), encoding="utf-8")
        with reading(browser, stranger.root) as reader:
            assert "Chữ ký của sổ không đúng với khóa công khai" in reader.choose(PAPER)
    (stranger.register / "checkpoint").write_text(str(note), encoding="utf-8")
    (stranger.register / "key").write_bytes(f"{stranger.signer.key}\n".encode())
    with reading(browser, shop.root) as reader:
        reader.choose(PAPER)
        kept = reader.remembered
        shop.register.rename(tmp_path / "own")
        stranger.register.rename(shop.register)
        reader.look_again()
        assert "CẢNH BÁO: khóa công khai của sổ khác" in reader.choose(PAPER)
        assert reader.remembered == kept


def _hint(shop: Shop, content: bytes, *row: object) -> None:
    """Let the hints say that a content is spoken of where it is not."""
    named = sha256(content).hexdigest()
    shop.lay(f"register/find/{named[:2]}.json", json.dumps({named[2:16]: [row]}).encode())


def test_a_hint_is_believed_in_nothing(shop: Shop, browser: Browser) -> None:
    """Whatever the hints say of a forged file, no verdict on it is good."""
    forged = b"%PDF-1.7 forged"
    shop.build(1)
    shop.retract(1)
    shop.publish(SECOND, document=0)
    shop.erase(0)
    shop.publish(page_of("Cầu"), PAPER)
    misled, damaged = "chỉ tới một mục không nói về nội dung này", "bị hỏng hoặc bị sửa"
    rows: dict[str, list[list[object]]] = {
        misled: [
            [2, 7, 1],
            [2, 7, 0],
            [2, 7, 9],
            [0, 1, 0],
            [2, 1, 0],
            [2, 99, 0],
            [2, 7, "0"],
            [2, 7, -1],
            [2, 7],
            [2, "7", 1],
        ],
        damaged: [["2", 7, 1], [None], [2.5, 7, 1]],
    }
    with reading(browser, shop.root) as reader:
        for expected, tried in rows.items():
            for row in tried:
                _hint(shop, forged, *row)
                reader.server.forget()
                said = reader.choose(forged)
                assert GOOD not in said
                assert expected in said or "xóa theo luật" in said or "Thiếu một tệp" in said, row
        assert not [fault for fault in reader.visit.faults if fault.startswith("script")]


def test_a_leaf_in_a_hint_is_not_believed(shop: Shop, browser: Browser) -> None:
    """Another hour, another day, another version than the tree holds: no good verdict."""
    known = (shop.register / "find/document/0.json").read_text()
    for word, other in (
        ('"t":', '"t":1'),
        ("2026-03-12", "2026-03-11"),
        ('"version":1', '"version":2'),
        ("publish", "import"),
    ):
        assert word in known
        shop.lay("register/find/document/0.json", known.replace(word, other, 1).encode())
        with reading(browser, shop.root) as reader:
            assert GOOD not in reader.choose(PAPER), word
            assert reader.visit.faults == []


def test_an_erasure_is_no_publication(shop: Shop, browser: Browser) -> None:
    """A server that kept what was erased cannot show the leaf of the erasure as that of a publication."""
    kept = shutil.copytree(shop.register / "addenda", shop.root / "kept")
    shop.erase(0)
    shutil.copytree(kept, shop.register / "addenda", dirs_exist_ok=True)
    _hint(shop, PAPER, 0, shop.size - 1, 1)
    with reading(browser, shop.root) as reader:
        assert "không nói về nội dung này" in reader.choose(PAPER)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"x"', b'{"0":7}', b'{"0":[7]}', b'{"0":[[1]]}', b'{"0":[[1,null]]}',
                                     b'{"0":[[1,{"k":"toString"}]]}'])  # fmt: skip
def test_hints_that_are_none(content: bytes, shop: Shop, browser: Browser) -> None:
    """Whatever lies in the place of a hint ends in words."""
    named = sha256(PAPER).hexdigest()
    for name in (f"find/{named[:2]}.json", "find/document/0.json"):
        known = (shop.register / name).read_bytes()
        shop.lay(f"register/{name}", content)
        with reading(browser, shop.root) as reader:
            assert GOOD not in reader.choose(PAPER)
            assert "lỗi mạng" not in reader.said()
            assert reader.visit.faults == []
        shop.lay(f"register/{name}", known)


def test_a_correction_cannot_be_kept_back(shop: Shop, browser: Browser) -> None:
    """Where the last entries are read, a list without the correction or the retraction changes nothing."""
    known = json.loads((shop.register / "find/document/0.json").read_bytes())
    shop.publish(SECOND, document=0)
    shop.retract(1)
    shop.lay("register/find/document/0.json", json.dumps(known).encode())
    with reading(browser, shop.root) as reader:
        assert "thay bằng bản 2" in reader.choose(FIRST)
        assert "đã được rút" in reader.ask("/kien-nghi/kn-01/")


def test_the_last_entries_are_those_of_the_tree(shop: Shop, browser: Browser) -> None:
    """A correction that a server puts another entry in the place of is not overlooked."""
    known = (shop.register / "find/document/0.json").read_bytes()
    shop.publish(SECOND, document=0)
    shop.lay("register/find/document/0.json", known)
    place = tiles.path(tiles.ENTRIES, 0, shop.size)
    *entries, _ = tiles.parse_bundle((shop.register / place).read_bytes(), place)
    harmless = Leaf(Kind.BUILD, BEGAN + 9, digest="0" * 64).encode()
    shop.lay(f"register/{place}", tiles.bundle([*entries, harmless]))
    with reading(browser, shop.root) as reader:
        assert "bị hỏng hoặc bị sửa" in reader.choose(FIRST)


def test_another_past_is_an_alarm(shop: Shop, tmp_path: Path, browser: Browser) -> None:
    """A register written anew, one cut short, and one of the same length: each is called out, and what was seen stays kept."""
    shop.build(5)
    other = Shop.new(tmp_path / "other", shop.signer)
    other.publish(FIRST, PAPER)
    other.build(6, seed=1000)
    longer = shutil.copytree(other.register, tmp_path / "same")
    other.build(300)
    shorter = Shop.new(tmp_path / "short", shop.signer)
    shorter.publish(FIRST, PAPER)
    own = tmp_path / "own"
    with reading(browser, shop.root) as reader:
        assert GOOD in reader.choose(PAPER)
        kept = reader.remembered
        shop.register.rename(own)
        for forged, alarm in (
            (longer, "viết lại"),
            (other.register, "viết lại"),
            (shorter.register, "có 2 mục, ít hơn 8 mục"),
        ):
            shutil.copytree(forged, shop.register)
            reader.look_again()
            said = reader.choose(PAPER)
            assert said.startswith("CẢNH BÁO")
            assert alarm in said
            assert reader.tone == "bad"
            assert reader.remembered == kept
            shutil.rmtree(shop.register)
        own.rename(shop.register)
        reader.look_again()
        assert "là sổ mà máy này đã thấy lần trước" in reader.choose(PAPER)
        assert reader.visit.faults == []


def test_another_past_behind_honest_tiles_is_no_growth(shop: Shop, tmp_path: Path, browser: Browser) -> None:
    """The tiles that lead to the head that was seen must be those that lead to today's."""
    shop.build(200)
    forged = Shop.new(tmp_path / "forged", shop.signer)
    forged.publish(FIRST, PAPER)
    forged.publish(page_of("Đèn đường"), kind=Kind.IMPORT)
    forged.build(200, seed=1000)
    forged.build(400)
    with reading(browser, shop.root) as reader:
        reader.choose(PAPER)
        kept = reader.remembered
        shop.build(400)
        # What is asked about lies elsewhere, where the forged register is whole.
        forged.publish(SECOND)
        shutil.copy(shop.register / "tile/0/000", forged.register / "tile/0/000")
        shop.register.rename(tmp_path / "own")
        forged.register.rename(shop.register)
        reader.look_again()
        assert GOOD not in reader.choose(SECOND)
        assert reader.remembered == kept


def test_a_turned_bit_is_no_alarm(shop: Shop, browser: Browser) -> None:
    """A tile that is damaged says nothing of the past, and nothing is forgotten."""
    shop.build(300)
    with reading(browser, shop.root) as reader:
        reader.choose(PAPER)
        kept = reader.remembered
        shop.build(1)
        tile = shop.register / "tile/0/001.p/48"
        tile.write_bytes(bytes([tile.read_bytes()[0] ^ 1]) + tile.read_bytes()[1:])
        reader.look_again()
        assert "bị hỏng hoặc bị sửa" in reader.choose(PAPER)
        assert reader.remembered == kept


def test_a_key_that_was_handed_on(shop: Shop, tmp_path: Path, browser: Browser) -> None:
    """Who knows the first key is told that the office has another now; where the handing on does not hold, there is an alarm."""
    shop.build(5)
    with reading(browser, shop.root) as reader:
        reader.choose(PAPER)
        kept = reader.remembered
        first, size = shop.signer, shop.size
        for name in ("hai", "ba"):
            shop.hand_over(tmp_path / f"{name}.pem")
            shop.build(300)
        listed, handed = shop.register / "keys", shop.register / f"heads/{size + 1}"
        good, head = listed.read_text(), handed.read_bytes()
        stranger = make(tmp_path / "la.pem", shop.signer.name, "")
        middle = good.split("\n")[1].partition(" ")[2]
        for text, content, said in (
            (good.replace(middle, str(stranger.key)), head, "CẢNH BÁO: khóa công khai của sổ khác"),
            (good.replace(f"\n{size + 1} ", f"\n{size + 2} "), head, "Thiếu một tệp của sổ (heads/"),
            (good.split("\n")[0] + "\n", head, "CẢNH BÁO: khóa công khai của sổ khác"),
            ("", head, "CẢNH BÁO: khóa công khai của sổ khác"),
            ("junk\n\n0 x\n", head, "CẢNH BÁO: khóa công khai của sổ khác"),
            (good, (shop.register / "checkpoint").read_bytes(), "Chữ ký của sổ không đúng với khóa công khai"),
            (good, str(stranger.sign(notes.parse(head).text)).encode(), "Chữ ký của sổ không đúng với khóa công khai"),
            (good, str(first.sign(notes.parse(head).text.replace(f"\n{size + 1}\n", f"\n{size}\n"))).encode(),
             "CẢNH BÁO: khóa công khai của sổ khác"),
        ):  # fmt: skip
            listed.write_text(text)
            handed.write_bytes(content)
            reader.look_again()
            assert said in reader.choose(PAPER), said
            assert reader.tone == "bad"
            assert reader.remembered == kept
        listed.write_text(good)
        handed.write_bytes(head)
        reader.look_again()
        said = reader.choose(PAPER)
        assert GOOD in said
        assert "Cơ quan đã đổi khóa, có chữ ký bàn giao" in said
        assert "đổi khóa" not in reader.choose(PAPER)
        assert not [fault for fault in reader.visit.faults if "404" not in fault]


@pytest.mark.parametrize("encoding", ["00" * 32, "01" + "00" * 31, "00" * 31 + "80", "ec" + "ff" * 31,
                                      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                                      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"])  # fmt: skip
def test_a_key_for_which_anybody_signs(encoding: str, shop: Shop, browser: Browser) -> None:
    """A key of small order is refused, whatever the browser would take; a forged head that holds for it is nobody's."""
    weak = notes.Key(shop.signer.name, bytes.fromhex(encoding))
    note = notes.parse((shop.register / "checkpoint").read_bytes())
    line = notes.Signature(weak.name, weak.id, weak.public + bytes(32))
    shop.lay("register/key", f"{weak}\n".encode())
    shop.lay("register/checkpoint", str(notes.Note(note.text, (line,))).encode())
    with reading(browser, shop.root) as reader:
        assert "Chữ ký của sổ không đúng với khóa công khai" in reader.choose(PAPER)
        assert reader.tone == "bad"


def test_a_head_with_witnesses(shop: Shop, browser: Browser) -> None:
    """Lines of others in the head change nothing for the browser."""
    note = notes.parse((shop.register / "checkpoint").read_bytes())
    signed = cosigned(note, "thanh-tra.example", shop.signer.private, BEGAN)
    shop.lay("register/checkpoint", str(signed).encode())
    with reading(browser, shop.root) as reader:
        assert GOOD in reader.choose(PAPER)
        assert reader.visit.faults == []


def test_names_that_would_move_words(shop: Shop, browser: Browser) -> None:
    """An opening whose name turns the words around it is not shown."""
    part = shop.parts[0][1]
    odd = replace(part, name="van-ban\u202efdp.exe")
    leaf = Leaf(Kind.PUBLISH, BEGAN + shop.size, document=shop.documents, version=1, parts=(odd.digest,))
    index = shop.enter([leaf], [odd], hints=False)
    shop.hint_at(odd.sha256, shop.documents, index, leaf)
    with reading(browser, shop.root) as reader:
        said = reader.choose(PAPER)
        assert GOOD not in said
        assert "fdp" not in said


def test_two_retractions_of_one_record(shop: Shop, browser: Browser, ward: Ward) -> None:
    """Where a program of somebody's own enters a record's retraction twice, page, command and record's page give one day."""
    previous = shop.newest[0][0]
    for minute, at in ((10, previous), (20, previous), (30, 1)):
        time = BEGAN + minute * 60
        shop.enter([Leaf(Kind.RETRACT, time, document=0, previous=at, reason="withdrawn")])
    with reading(browser, shop.root) as reader:
        said = reader.choose(PAPER)
    assert "đã được rút, ghi sổ lúc 16:00 12/03/2026" in said.replace("16:00, 12/03/2026", "16:00 12/03/2026")
    told = command("verify", str(shop.root / "ket-luan/kl/van-ban-0.pdf"), "--site", str(shop.root))
    assert "16:00 12/03/2026" in told
    assert "16:10" not in told
    register = Registered.read(shop.log)
    shown = registration.registration(register, "petition", "KN-00", Witnessed(ward.portal(), register))
    assert shown.text == "Sổ công khai ghi việc rút hồ sơ này lúc 16:00 12/03/2026."
    # A correction that nobody entered in the right way puts nothing into force again.
    leaf = Leaf(Kind.CORRECT, BEGAN + 3600, document=0, version=3, previous=1, parts=("0" * 64,))
    shop.enter([leaf], hints=False)
    rows = json.loads((shop.register / "find/document/0.json").read_bytes())
    rows["0"].append([shop.size - 1, json.loads(leaf.encode())])
    shop.lay("register/find/document/0.json", json.dumps(rows).encode())
    with reading(browser, shop.root) as reader:
        assert "16:00" in reader.choose(PAPER)
        assert "thay bằng" not in reader.said()


def command(*arguments: str) -> str:
    """Return what a command prints."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        main(arguments)
    return out.getvalue()


def test_what_witnesses_saw(shop: Shop, tmp_path: Path, browser: Browser) -> None:
    """The signature of a witness over a head that holds the entry is checked, by the key on the portal; a changed one is refused."""
    secret = make(tmp_path / "witness.pem", "thanh-tra.example", "")
    known = witness_key(secret.name, secret.key.public)
    shop.trust(f"{known} Thanh tra tỉnh\n{witness_key('khac.example', bytes(range(32)))} Khác")
    seen = "Nhân chứng Thanh tra tỉnh đã thấy mục này trong sổ chậm nhất lúc 17:00"
    with reading(browser, shop.root) as reader:
        # Nobody has signed anything: the settings were changed since the page was made.
        assert GOOD not in reader.choose(PAPER)
    note = cosigned(shop.log.head.note, secret.name, secret.private, BEGAN + 4200)
    with mock.patch.object(os, "fsync"):
        heads.keep(shop.register, note)
    shop.build(3)
    shop.publish(page_of("Cầu"))
    with reading(browser, shop.root) as reader:
        said = reader.choose(PAPER)
        assert (GOOD in said, seen in said) == (True, True)
        later = reader.choose(page_of("Cầu"))
        assert (GOOD in later, "chưa có chữ ký của nhân chứng" in later) == (True, True)
        assert "Nhân chứng" not in reader.choose(b"x")
        assert reader.visit.faults == []
    good = (shop.register / "heads" / "3").read_bytes()
    own, line = note.signatures
    late = (BEGAN + 60).to_bytes(8)
    for other in (
        replace(line, bytes=late + line.bytes[8:]),
        replace(line, bytes=line.bytes[:-1] + b"\0"),
        replace(line, bytes=b""),
    ):
        forged = str(replace(note, signatures=(own, other))).encode()
        (shop.register / "heads" / "3").write_bytes(forged)
        with reading(browser, shop.root) as reader:
            assert GOOD not in reader.choose(PAPER)
            assert reader.tone == "bad"
            assert reader.visit.faults == []
    # Another past under the same key and the same witness.
    fork = Shop.new(tmp_path / "other", shop.signer)
    fork.publish(page_of("Khác"), PAPER)
    fork.build(1, seed=7)
    forked = cosigned(fork.log.head.note, secret.name, secret.private, BEGAN + 4200)
    (shop.register / "heads" / "3").write_bytes(str(forked).encode())
    with reading(browser, shop.root) as reader:
        assert GOOD not in reader.choose(PAPER)
        (shop.register / "heads" / "3").write_bytes(good)
        reader.look_again()
        assert seen in reader.choose(PAPER)


def test_a_witness_of_before_the_key_was_changed(shop: Shop, tmp_path: Path, browser: Browser) -> None:
    """A head under the office's earlier key is left to the program, and spoils no verdict."""
    secret = make(tmp_path / "witness.pem", "thanh-tra.example", "")
    shop.trust(f"{witness_key(secret.name, secret.key.public)} Thanh tra tỉnh")
    with mock.patch.object(os, "fsync"):
        heads.keep(shop.register, cosigned(shop.log.head.note, secret.name, secret.private, BEGAN + 4200))
    shop.hand_over(tmp_path / "new.pem")
    with reading(browser, shop.root) as reader:
        said = reader.choose(PAPER)
        assert (GOOD in said, "chưa có chữ ký của nhân chứng" in said) == (True, True)
        assert reader.visit.faults == []
