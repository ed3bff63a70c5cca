"""A small site with a register of its own, and a reader on its page of verification in a real browser."""

import io
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from unittest import mock

from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, Page, expect

from browsing import Visit, visiting
from building import ROOT
from congkhai.cli import main
from congkhai.published.proved import proved_text
from congkhai.register import finding, openings
from congkhai.register.keys import KeyFile, make
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log, open_log
from congkhai.register.openings import Opening, Role, blind
from congkhai.register.rotation import hand_over
from congkhai.register.succession import digest
from congkhai.register.writing import append, begin
from congkhai.site.assets import VERIFIER, bare_script
from congkhai.words import word
from serving import Rewrite, Served, serve

ORIGIN = "cong.phuong-mau.example"
BEGAN = 1_773_305_400
PAPER = b"%PDF-1.7 a paper"
WAIT = re.compile("^(?!Đang đối chiếu)[^ ]")
_SCRIPTS = (*VERIFIER, "components/verification/script.js")
_PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Xác minh</title>
<link rel="icon" href="data:,"><script src="/verify.js"></script></head><body>{body}</body></html>"""


def page_of(text: str) -> bytes:
    """Return the page of a record: its words, and a mark that changes with the day."""
    return f"<!doctype html><title>.</title><p>hôm nay</p><h1 data-ck-proved>{text}</h1><p>còn 3 ngày</p>".encode()


FIRST, SECOND = page_of("Rãnh thoát nước"), page_of("Cống thoát nước")
GOOD = "Khớp với sổ công khai"


def command(*arguments: str) -> str:
    """Return what a command prints."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        main(arguments)
    return out.getvalue()


@dataclass
class Shop:
    """A site in a folder whose register is written straight, one second an entry; nonces are the same on every run."""

    root: Path
    signer: KeyFile
    documents: int = 0
    size: int = 0
    newest: dict[int, tuple[int, int]] = field(default_factory=dict)
    parts: dict[int, list[Opening]] = field(default_factory=dict)

    @classmethod
    def new(cls, home: Path, signer: KeyFile | None = None) -> "Shop":
        """Return a site whose register has begun; another shop's signer begins another past under the same key."""
        home.mkdir(parents=True)
        own = (
            make(home / "key.pem", ORIGIN, "") if signer is None else KeyFile(home / "key.pem", ORIGIN, signer.private)
        )
        shop = cls(home / "site", own)
        shop.root.mkdir()
        shop.trust("")
        scripts = (ROOT / "theme" / part for part in _SCRIPTS)
        shop.lay("verify.js", "".join(bare_script(path.read_text(encoding="utf-8")) for path in scripts).encode())
        with mock.patch.object(os, "fsync"):
            begin(shop.register, own, Leaf(Kind.GENESIS, BEGAN, digest=digest(own.key)))
        shop.size = 1
        return shop

    def trust(self, witnesses: str) -> None:
        """Lay the page of verification, with the keys of witnesses and their names."""
        env = Environment(loader=FileSystemLoader(ROOT / "theme"))  # noqa: S701 - the component escapes by itself
        env.globals["word"] = word
        source = '{% from "components/verification/template.html" import verification %}{{ verification(params) }}'
        body = env.from_string(source).render(params={"folder": "/register/", "witnesses": witnesses})
        self.lay("xac-minh/index.html", _PAGE.format(body=body).encode())

    @property
    def register(self) -> Path:
        """Return the folder of the register."""
        return self.root / "register"

    @property
    def log(self) -> Log:
        """Return the register as the owner of the key opens it."""
        return open_log(self.register, self.signer.key)

    def lay(self, name: str, content: bytes) -> None:
        """Write a file of the site."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def enter(self, leaves: Sequence[Leaf], parts: Sequence[Opening] = (), *, hints: bool = True) -> int:
        """Enter leaves and make the hints again; return the index of the last."""
        with mock.patch.object(os, "fsync"):
            append(self.register, self.signer, leaves, parts)
        self.size += len(leaves)
        if hints:
            self.hint()
        return self.size - 1

    def hand_over(self, path: Path) -> None:
        """Let the key hand on to a new one."""
        new = make(path, ORIGIN, "")
        with mock.patch.object(os, "fsync"):
            hand_over(self.register, self.signer, new, BEGAN + self.size)
        self.signer = new
        self.size += 1

    def hint_at(self, content: str, document: int, index: int, leaf: Leaf) -> None:
        """Write the hints of one content, where they cannot be made of what is in the register."""
        self.lay(f"register/find/{content[:2]}.json", json.dumps({content[2:16]: [[document, index, 0]]}).encode())
        rows = f'{{"{document}":[[{index},{leaf.encode().decode()}]]}}'
        self.lay(f"register/find/document/{document // finding.DOCUMENTS}.json", rows.encode())

    def hint(self) -> None:
        """Make the hints again."""
        for name, content in finding.files(self.log):
            self.lay(f"register/{name}", content)

    def publish(
        self, *contents: bytes, kind: Kind = Kind.PUBLISH, document: int | None = None, claimed: str = "2026-03-12"
    ) -> int:
        """Enter a version of a document, by default of a new one; return its number. A page begins with `<`."""
        known = document is not None
        number = self.documents if document is None else document
        self.documents += not known
        index, version = self.newest.get(number, (0, 0))
        parts = [self._opening(number, version + 1, place, content) for place, content in enumerate(contents)]
        leaf = Leaf(
            Kind.CORRECT if known else kind, BEGAN + self.size, document=number, version=version + 1,
            previous=index if known else None, parts=tuple(part.digest for part in parts), claimed=claimed,
        )  # fmt: skip
        self.newest[number] = (self.enter([leaf], parts), version + 1)
        self.parts.setdefault(number, []).extend(parts)
        return number

    def retract(self, document: int) -> None:
        """Enter that a document was taken back."""
        previous = self.newest[document][0]
        self.enter([Leaf(Kind.RETRACT, BEGAN + self.size, document=document, previous=previous, reason="withdrawn")])

    def erase(self, document: int) -> None:
        """Enter that all parts of a document are gone, and remove them."""
        gone = tuple(part.digest for part in self.parts[document])
        leaf = Leaf(Kind.ERASE, BEGAN + self.size, document=document, parts=gone, reason="personal-data")
        with mock.patch.object(os, "fsync"):
            append(self.register, self.signer, [leaf])
        self.size += 1
        for part in gone:
            (self.register / openings.path(part)).unlink()
        self.hint()

    def build(self, count: int, seed: int = 0) -> None:
        """Enter builds; another seed makes others of them."""
        digests = (f"{number + seed:064x}" for number in range(self.size, self.size + count))
        self.enter([Leaf(Kind.BUILD, BEGAN + self.size, digest=one) for one in digests])

    def _opening(self, number: int, version: int, place: int, content: bytes) -> Opening:
        role = Role.TEXT if content.startswith(b"<") else Role.FILE
        name = f"petition:KN-{number:02}" if role is Role.TEXT else f"van-ban-{number}.pdf"
        address = f"/kien-nghi/kn-{number:02}/" if role is Role.TEXT else f"/ket-luan/kl/van-ban-{number}.pdf"
        self.lay(f"{address[1:]}{'index.html' if role is Role.TEXT else ''}", content)
        said = proved_text(content.decode()).encode() if role is Role.TEXT else content
        nonce = sha256(f"{number} {version} {place}".encode()).hexdigest()
        return blind(role, said, address, name, nonce=lambda _: nonce)


@dataclass(frozen=True)
class Reader:
    """Somebody on the page of verification."""

    visit: Visit
    page: Page
    server: Served

    def choose(self, content: bytes, name: str = "van-ban.pdf") -> str:
        """Return what is said of a file."""
        self._forget()
        self.page.get_by_label("Tệp cần xác minh").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        return self.said()

    def ask(self, address: str) -> str:
        """Return what is said of an address."""
        self._forget()
        self.page.get_by_label("Hoặc địa chỉ").fill(address)
        self.page.get_by_role("button", name="Xác minh", exact=True).click()
        return self.said()

    def said(self) -> str:
        """Return the verdict once it is there."""
        out = self.page.locator("[data-ck-verdict]")
        expect(out).to_have_text(WAIT)
        return out.inner_text()

    def look_again(self) -> None:
        """Open the page anew, with all that the browser remembers; the server reads its files anew."""
        self.server.forget()
        self.page.reload()

    @property
    def remembered(self) -> str:
        """Return the head that the browser remembers, as it keeps it."""
        return str(self.page.evaluate("JSON.stringify(Object.values(localStorage))"))

    @property
    def tone(self) -> str:
        """Return the tone of the verdict."""
        name = self.page.locator("[data-ck-verdict]").get_attribute("class") or ""
        return name.rpartition("--")[2]

    def _forget(self) -> None:
        self.page.locator("[data-ck-verdict]").evaluate("(out) => out.replaceChildren()")


@contextmanager
def reading(browser: Browser, folder: Path, rewrite: Rewrite | None = None, before: str = "") -> Iterator[Reader]:
    """Lend a reader of a site; `before` is a script that runs before those of the page."""
    with serve(folder, rewrite=rewrite) as server, visiting(browser, server) as visit:
        if before:
            visit.context.add_init_script(before)
        yield Reader(visit, visit.open("/xac-minh/"), server)
