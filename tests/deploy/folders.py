"""A small folder with one file of every kind that a portal may hold, as a release of the publisher."""

import os
from collections.abc import Mapping
from pathlib import Path

from deploy.webserver import pack

LONG = "Kế hoạch đối thoại của phường. " * 40
SEARCH = "assets/search/0123456789/words.txt"
TILE = bytes(range(256)) * 32
SITE: dict[str, bytes] = {
    "404.html": f"<!doctype html><title>Không tìm thấy trang</title>{LONG}".encode(),
    "index.html": f"<!doctype html><title>Trang chủ</title>{LONG}".encode(),
    "ke-hoach/index.html": f"<!doctype html><title>Kế hoạch</title>{LONG}".encode(),
    "ke-hoach/ke-hoach.pdf": b"%PDF-1.7\n" + bytes(range(256)),
    "kien-nghi/kn-2026-001/nguon-tin.xml": f"<feed>{LONG}</feed>".encode(),
    "nguon-tin/tat-ca.xml": f"<feed>{LONG}</feed>".encode(),
    "sitemap.xml": f"<urlset>{LONG}</urlset>".encode(),
    "lich/doi-thoai.ics": f"BEGIN:VCALENDAR\r\n{LONG}".encode(),
    "du-lieu/catalog.jsonld": f'{{"@graph": "{LONG}"}}'.encode(),
    "du-lieu/plans.csv": f"so,ten\r\n1,{LONG}".encode(),
    "du-lieu/plans.json": f'{{"name": "{LONG}"}}'.encode(),
    "assets/congkhai.css": b"body { margin: 0 }\n" * 40,
    "assets/congkhai.js": b"void 0;\n" * 40,
    "assets/logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "assets/fonts/be-vietnam-pro-400.woff2": bytes(range(256)),
    "assets/search/manifest.json": b'{"format": 2}' * 20,
    SEARCH: f"{LONG}".encode(),
    "register/checkpoint": b"congkhai.example.vn/register\n259\n" + b"A" * 44 + b"=\n",
    "register/key": b"congkhai.example.vn/register+0123abcd+AAAA\n",
    "register/keys": b"0 congkhai.example.vn/register+0123abcd+AAAA\n",
    "register/heads/1234": b"congkhai.example.vn/register\n1234\n",
    "register/heads/sizes": b"1234\n",
    "register/manifest": b"0" * 64 + b"  index.html\n",
    "register/addenda/ab/cd/abcd": b'{"nonce":"00"}',
    "register/anchors/abcd/head": b"congkhai.example.vn/register\n259\n",
    "register/anchors/abcd/token.tsr": b"0\x82" + bytes(range(256)),
    "register/anchors/abcd/authority.pem": b"-----BEGIN CERTIFICATE-----\n",
    "register/tile/0/000": TILE,
    "register/tile/0/x001/067": TILE,
    "register/tile/0/001.p/3": TILE[:96],
    "register/tile/entries/000": TILE,
    "register/tile/entries/001.p/3": TILE[:96],
    "register/proofs/1.tlog-proof": b"c2sp.org/tlog-proof@v1\n",
    # What must never be told.
    ".git/config": b"secret",
    ".env": b"secret",
    "ke-hoach/.nhap.html": b"secret",
    "register/.checkpoint.tmp": b"secret",
    "register/tile/0/.000.tmp": b"secret",
}


def write_release(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write a release with its packed files and return its folder."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    pack(folder)
    return folder


def switch(link: Path, release: Path) -> None:
    """Let a link lead to a release, in one act."""
    waiting = link.with_name(f".{link.name}.tmp")
    waiting.symlink_to(release)
    os.replace(waiting, link)  # noqa: PTH105 - the call that the publisher makes
