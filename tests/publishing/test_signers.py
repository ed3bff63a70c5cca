"""Whose signature the page of verification takes: the key of the office, one that it was handed on to, and witnesses."""

import os
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from playwright.sync_api import Browser

from congkhai.register import heads, notes
from congkhai.register.cosignatures import cosigned, witness_key
from congkhai.register.keys import make
from verifying import BEGAN, FIRST, GOOD, PAPER, Shop, page_of, reading

pytestmark = pytest.mark.slow


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
        replace(line, bytes=line.bytes[:-1] + bytes([line.bytes[-1] ^ 1])),
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
