"""What the page of verification says in a real browser of everything that may be asked, and of everything that may be wrong."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from congkhai.register.leaf import Kind
from congkhai.register.legible import groups
from congkhai.register.log import open_log
from verifying import FIRST, GOOD, PAPER, SECOND, Shop, reading

pytestmark = pytest.mark.slow


def test_what_stands(shop: Shop, browser: Browser) -> None:
    """A file and a page, chosen or by address: which record, which version, the claimed day, the hour; nothing in the console."""
    with reading(browser, shop.root) as reader:
        said = reader.choose(PAPER)
        code = " ".join(groups(open_log(shop.register).checkpoint.root))
        assert f"{GOOD}. Bản 1, ghi sổ lúc 15:50 12/03/2026" in said
        assert "van-ban-0.pdf" in said
        assert "Ngày công bố theo lời khai: 12/03/2026." in said
        assert "Sổ không có mục nào sau đó thay đổi hồ sơ này." in said
        assert f"Máy này gặp sổ lần đầu: sổ có 3 mục, mã của toàn bộ sổ là {code}." in said
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


def test_what_excuses_itself_is_not_believed(tmp_path: Path, browser: Browser) -> None:
    """Only what came with the first publication is older than the register; in a long register too."""
    shop = Shop.new(tmp_path / "shop")
    shop.publish(FIRST, kind=Kind.IMPORT)
    shop.build(300)
    shop.publish(SECOND, kind=Kind.IMPORT)
    with reading(browser, shop.root) as reader:
        said = reader.ask("/kien-nghi/kn-00/")
        assert "Hồ sơ có từ trước khi lập sổ; ngày công bố khi đó là lời khai." in said
        said = reader.ask("/kien-nghi/kn-01/")
        assert GOOD in said
        assert "vào sổ sau lần công bố đầu tiên: coi là công bố lúc vào sổ." in said
        assert reader.visit.faults == []


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
