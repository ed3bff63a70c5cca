"""What one verification costs a reader when the register is long: requests and bytes, counted at 100,000 entries."""

import json
import os
from hashlib import sha256
from pathlib import Path
from unittest import mock

import pytest
from playwright.sync_api import Browser

from congkhai.register import finding, openings
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log, folder_reader
from congkhai.register.openings import Opening, Role, blind
from congkhai.register.writing import append, write_file
from verifying import BEGAN, Reader, Shop, page_of, reading

pytestmark = pytest.mark.slow
ENTRIES, REQUESTS, BYTES = 100_000, 15, 100_000


class _Town:
    """A register of documents with two parts each; only the openings that are asked for are files."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.openings: dict[str, Opening] = {}
        self.documents = 0

    def grow(self, size: int) -> None:
        """Enter new documents until there are so many entries."""
        leaves = []
        for index in range(self.shop.size, size):
            parts = [self.opened(f"{index} {place}".encode()) for place in range(2)]
            leaves.append(_version(index, self.documents, 1, parts))
            self.documents += 1
        self.enter(leaves)

    def enter(self, leaves: list[Leaf]) -> None:
        """Enter leaves without hints."""
        with mock.patch.object(os, "fsync"):
            append(self.shop.register, self.shop.signer, leaves)
        self.shop.size += len(leaves)

    def opened(self, content: bytes, role: Role = Role.FILE, address: str = "/ket-luan/kl/a.pdf") -> Opening:
        """Return the opening of a content."""
        nonce = sha256(content).hexdigest()
        opening = blind(
            role, content, address, "a.pdf" if role is Role.FILE else "petition:KN-1", nonce=lambda _: nonce
        )
        self.openings[openings.path(opening.digest)] = opening
        return opening

    def hint(self) -> None:
        """Make the hints over all of it."""
        files = folder_reader(self.shop.register)
        read = lambda path: self.openings[path].encode() if path in self.openings else files(path)  # noqa: E731
        for name, content in finding.files(Log(read, self.shop.signer.key)):
            self.shop.lay(f"register/{name}", content)


def _version(index: int, document: int, version: int, parts: list[Opening], previous: int | None = None) -> Leaf:
    digests = tuple(part.digest for part in parts)
    kind = Kind.PUBLISH if previous is None else Kind.CORRECT
    return Leaf(
        kind, BEGAN + index, document=document, version=version, previous=previous, parts=digests, claimed="2026-03-12"
    )


def _cost(reader: Reader, root: Path, address: str) -> tuple[str, int, int]:
    """Return what is said of an address, and what was asked for: how often, and how many bytes of it, not packed."""
    reader.look_again()
    reader.server.answers.clear()
    said = reader.ask(address)
    asked = [answer.path for answer in reader.server.answers if answer.path not in {"/xac-minh/", "/verify.js"}]
    return said, len(asked), sum((root / path[1:]).stat().st_size for path in asked if path.startswith("/register/"))


def test_at_100_000_entries(tmp_path: Path, browser: Browser) -> None:
    """A page that was replaced, and one among the last entries, by their addresses, with a head remembered."""
    shop = Shop.new(tmp_path / "shop")
    town = _Town(shop)
    said: dict[str, Opening] = {}
    for name, words in (("old", "Rãnh thoát nước"), ("new", "Cống thoát nước"), ("last", "Đèn đường")):
        address = "/kien-nghi/kn-2/" if name == "last" else "/kien-nghi/kn-1/"
        said[name] = town.opened(words.encode(), Role.TEXT, address)
        write_file(shop.register / openings.path(said[name].digest), said[name].encode())
        if name != "new":
            shop.lay(f"{address[1:]}index.html", page_of(words))
    town.enter([_version(1, 0, 1, [said["old"]])])
    town.documents = 1
    town.grow(50_123)
    town.hint()
    with reading(browser, shop.root) as reader:
        assert "Theo mục lục" in reader.ask("/kien-nghi/kn-1/")
        head = reader.remembered
        town.grow(70_000)
        town.enter([_version(70_000, 0, 2, [said["new"]], 1)])
        town.grow(ENTRIES - 1)
        town.enter([_version(ENTRIES - 1, town.documents, 1, [said["last"]])])
        town.hint()
        for address, expected in (
            ("/kien-nghi/kn-1/", "thay bằng bản 2"),
            ("/kien-nghi/kn-2/", "Sổ không có mục nào sau đó"),
        ):
            reader.page.evaluate(
                "([head]) => localStorage.setItem(Object.keys(localStorage)[0], head)", json.loads(head)
            )
            told, requests, size = _cost(reader, shop.root, address)
            assert expected in told
            assert "Sổ có 100000 mục, mã của toàn bộ sổ là " in told
            assert "Đây là sổ mà máy này đã thấy lần trước" in told
            assert requests <= REQUESTS
            assert size <= BYTES
