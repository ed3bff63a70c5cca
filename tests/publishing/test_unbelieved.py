"""Whatever the served files claim, the page of verification believes only what the register proves."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from congkhai.register import tiles
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.names import Registered
from congkhai.views import registration
from congkhai.views.witnesses import Witnessed
from verifying import BEGAN, FIRST, GOOD, PAPER, SECOND, Shop, command, page_of, reading
from wards import Ward

pytestmark = pytest.mark.slow


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


@pytest.mark.parametrize("sign", ["\u202e", "\u200f"])
def test_names_that_would_move_words(sign: str, shop: Shop, browser: Browser) -> None:
    """An opening whose name turns the words around it is not shown."""
    part = shop.parts[0][1]
    odd = replace(part, name=f"van-ban{sign}fdp.exe")
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
