"""The configuration that we ship, in a real nginx: what every address answers, and with which headers."""

import gzip
import http.client
import re
import socket
from dataclasses import dataclass

import pytest

from deploy.asking import Answer, ask
from deploy.folders import SEARCH, SITE
from deploy.webserver import CONFIGURATION, PACKED, WebServer
from serving import POLICY

SHORT, KEPT, ASK, NEVER = "max-age=60, must-revalidate", "max-age=31536000, immutable", "no-cache", "no-store"
HTML, TEXT, BYTES = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/octet-stream"
SECURITY = {
    "Content-Security-Policy": re.escape(POLICY),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": r"([a-z-]+=\(\)(, |$))+",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(frozen=True)
class Case:
    """A question and its answer: status, kind, how long it may be kept, and whether other hosts may read it."""

    path: str
    kind: str | None
    cache: str | None
    status: int = 200
    method: str = "GET"
    is_shared: bool = False


def _register(path: str, kind: str, cache: str, status: int = 200) -> Case:
    return Case(f"/register/{path}", kind, cache, status, is_shared=True)


CASES = {
    "home": Case("/", HTML, SHORT),
    "page": Case("/ke-hoach/", HTML, SHORT),
    "page by its file": Case("/ke-hoach/index.html", HTML, SHORT),
    "page with a question": Case("/ke-hoach/?q=%C4%91%C6%B0%E1%BB%9Dng", HTML, SHORT),
    "signed file": Case("/ke-hoach/ke-hoach.pdf", "application/pdf", SHORT),
    "feed": Case("/nguon-tin/tat-ca.xml", "application/atom+xml", SHORT),
    "feed of a petition": Case("/kien-nghi/kn-2026-001/nguon-tin.xml", "application/atom+xml", SHORT),
    "map of the site": Case("/sitemap.xml", "application/xml", SHORT),
    "calendar": Case("/lich/doi-thoai.ics", "text/calendar; charset=utf-8", SHORT),
    "linked data": Case("/du-lieu/catalog.jsonld", "application/ld+json", SHORT),
    "table": Case("/du-lieu/plans.csv", "text/csv; charset=utf-8", SHORT),
    "data": Case("/du-lieu/plans.json", "application/json", SHORT),
    "style, versioned": Case("/assets/congkhai.css?v=a53450b9", "text/css; charset=utf-8", KEPT),
    "style, bare": Case("/assets/congkhai.css", "text/css; charset=utf-8", SHORT),
    "style, odd version": Case("/assets/congkhai.css?v=1", "text/css; charset=utf-8", SHORT),
    "script, versioned": Case("/assets/congkhai.js?v=872a61a4", "text/javascript; charset=utf-8", KEPT),
    "font, versioned": Case("/assets/fonts/be-vietnam-pro-400.woff2?v=00000000", "font/woff2", KEPT),
    "picture": Case("/assets/logo.svg", "image/svg+xml", SHORT),
    "search, start": Case("/assets/search/manifest.json", "application/json", SHORT),
    "search, part": Case(f"/{SEARCH}", TEXT, KEPT),
    "head of the register": _register("checkpoint", TEXT, ASK),
    "key": _register("key", TEXT, ASK),
    "keys before it": _register("keys", TEXT, ASK),
    "head that is kept": _register("heads/1234", TEXT, ASK),
    "which heads are kept": _register("heads/sizes", TEXT, ASK),
    "list of the files": _register("manifest", TEXT, ASK),
    "opening": _register("addenda/ab/cd/abcd", BYTES, SHORT),
    "proof": _register("proofs/1.tlog-proof", TEXT, SHORT),
    "stamped head": _register("anchors/abcd/head", BYTES, SHORT),
    "time stamp": _register("anchors/abcd/token.tsr", "application/timestamp-reply", SHORT),
    "certificate of an authority": _register("anchors/abcd/authority.pem", "application/x-pem-file", SHORT),
    "tile": _register("tile/0/000", BYTES, KEPT),
    "tile, far": _register("tile/0/x001/067", BYTES, KEPT),
    "tile, partial": _register("tile/0/001.p/3", BYTES, ASK),
    "bundle": _register("tile/entries/000", BYTES, KEPT),
    "bundle, partial": _register("tile/entries/001.p/3", BYTES, ASK),
    "no tile": _register("tile/0/005", HTML, ASK, 404),
    "no partial tile": _register("tile/0/001.p/200", HTML, ASK, 404),
    "no opening": _register("addenda/ab/cd/ffff", HTML, ASK, 404),
    "folder of the register": _register("tile/0/", HTML, ASK, 404),
    "no page": Case("/khong-co/", HTML, ASK, 404),
    "no style, versioned": Case("/assets/khong-co.css?v=a53450b9", HTML, ASK, 404),
    "no part of search": Case("/assets/search/9876543210/p0.txt", HTML, ASK, 404),
    "no feed": Case("/nguon-tin/khong-co.xml", HTML, ASK, 404),
    "page of the error": Case("/404.html", HTML, ASK, 404),
    "folder without a page": Case("/assets/", HTML, ASK, 404),
    "out of the folder": Case("/ke-hoach/../../../etc/passwd", HTML, NEVER, 400),
    "out of the register": Case("/register/../ke-hoach/", HTML, SHORT),
    "beside the register": Case("/register-khac/checkpoint", HTML, ASK, 404),
    "no answer for a certificate": Case("/.well-known/acme-challenge/token", HTML, ASK, 404),
    "other well-known name": Case("/.well-known/security.txt", HTML, ASK, 404),
    "dot folder": Case("/.git/config", HTML, ASK, 404),
    "dot folder itself": Case("/.git/", HTML, ASK, 404),
    "dot file": Case("/.env", HTML, ASK, 404),
    "dot file, written otherwise": Case("/%2eenv", HTML, ASK, 404),
    "dot file, packed": Case("/.env.gz", HTML, ASK, 404),
    "dot file in a folder": Case("/ke-hoach/.nhap.html", HTML, ASK, 404),
    "dot file of the register": Case("/register/.checkpoint.tmp", HTML, ASK, 404),
    "dot file among tiles": Case("/register/tile/0/.000.tmp", HTML, ASK, 404),
    "folder without its slash": Case("/ke-hoach", "text/html", SHORT, 301),
    "assets without their slash": Case("/assets/fonts", "text/html", SHORT, 301),
    "register without its slash": Case("/register/tile", "text/html", SHORT, 301, is_shared=True),
    "head only": Case("/ke-hoach/", HTML, SHORT, method="HEAD"),
    "head only, of nothing": Case("/khong-co/", HTML, ASK, 404, method="HEAD"),
    **{
        f"{method} {path}": Case(path, HTML, NEVER, 405, method)
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACE", "XYZ")
        for path in ("/", "/assets/congkhai.css?v=a53450b9", "/register/checkpoint", "/khong-co/", "/.env")
    },
}


def _check_frame(answer: Answer) -> None:
    """Check what every answer has, whatever it says."""
    for name, pattern in SECURITY.items():
        assert re.fullmatch(pattern, answer.one(name) or ""), name
    assert answer.one("Server") == "nginx"
    assert answer.all("X-Stray") == []
    assert answer.all("Strict-Transport-Security") == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_address_answers_with_all_its_headers(case: Case, server: WebServer) -> None:
    """Pages, files, redirects and errors have the same frame, their own kind, and their own time to be kept."""
    found = ask(server.ports[0], case.path, case.method)
    assert (found.status, found.one("Content-Type"), found.one("Cache-Control")) == (case.status, case.kind, case.cache)
    _check_frame(found)
    assert found.one("Access-Control-Allow-Origin") == ("*" if case.is_shared else None)
    assert found.one("Cross-Origin-Resource-Policy") == ("cross-origin" if case.is_shared else "same-origin")
    assert found.one("Allow") == ("GET, HEAD" if case.status == 405 else None)
    assert b"secret" not in found.body


@pytest.mark.parametrize("path", [path for path, case in CASES.items() if case.status == 404 and case.method == "GET"])
def test_what_does_not_exist_shows_the_page_of_the_portal(path: str, server: WebServer) -> None:
    """The body is the portal's own page, packed or not, also for who asks whether it has changed."""
    address = CASES[path].path
    assert ask(server.ports[0], address).body == SITE["404.html"]
    packed = ask(server.ports[0], address, headers={"Accept-Encoding": "gzip", "If-None-Match": "*"})
    assert (packed.status, packed.one("Content-Encoding")) == (404, "gzip")
    assert gzip.decompress(packed.body) == SITE["404.html"]


SEEN = sorted(name for name in SITE if "/." not in f"/{name}" and name != "404.html")


@pytest.mark.parametrize("name", SEEN)
def test_files_are_sent_as_they_are_and_packed(name: str, server: WebServer) -> None:
    """Who can unpack gets the prepared bytes, who cannot the file; both are told apart by caches."""
    plain = ask(server.ports[0], f"/{name}")
    packed = ask(server.ports[0], f"/{name}", headers={"Accept-Encoding": "gzip, br", "Via": "1.1 proxy"})
    is_packed = not name.endswith(tuple(PACKED))
    assert (plain.status, plain.body, plain.one("Content-Encoding")) == (200, SITE[name], None)
    assert packed.one("Content-Encoding") == ("gzip" if is_packed else None)
    assert packed.body == (gzip.compress(SITE[name], 9, mtime=0) if is_packed else SITE[name])
    assert packed.one("Content-Length") == str(len(packed.body))
    assert plain.one("Vary") == packed.one("Vary") == ("Accept-Encoding" if is_packed else None)
    assert packed.one("Content-Type") == plain.one("Content-Type")
    assert packed.one("Cache-Control") == plain.one("Cache-Control")
    _check_frame(packed)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("name", SEEN)
def test_what_has_not_changed_is_not_sent_again(name: str, encoding: str, server: WebServer) -> None:
    """The tag of a file is strong, and whoever holds it gets no body but all headers."""
    headers = {"Accept-Encoding": encoding}
    first = ask(server.ports[0], f"/{name}", headers=headers)
    tag = first.one("ETag") or ""
    assert tag.startswith('"')
    again = ask(server.ports[0], f"/{name}", headers=headers | {"If-None-Match": tag})
    assert (again.status, again.body, again.one("ETag")) == (304, b"", tag)
    assert again.one("Cache-Control") == first.one("Cache-Control")
    assert again.all("Access-Control-Allow-Origin") == first.all("Access-Control-Allow-Origin")
    _check_frame(again)
    # A day later than that of the file, as after a release was taken back.
    later = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert ask(server.ports[0], f"/{name}", headers=headers | later).status == 200


def test_a_part_of_a_file_has_the_headers_of_the_whole(server: WebServer) -> None:
    """Readers of PDF fetch by parts; of one that does not exist, nginx says every header twice, but the same."""
    part = ask(server.ports[0], "/ke-hoach/ke-hoach.pdf", headers={"Range": "bytes=0-3"})
    assert (part.status, part.body, part.one("Cache-Control")) == (206, b"%PDF", SHORT)
    none = ask(server.ports[0], "/ke-hoach/ke-hoach.pdf", headers={"Range": "bytes=9999-"})
    assert none.status == 416
    _check_frame(part)
    _check_frame(Answer(none.status, tuple(dict.fromkeys(none.headers)), none.body))


REDIRECTS = {
    "/ke-hoach": "/ke-hoach/",
    "/ke-hoach?q=1": "/ke-hoach/?q=1",
    "//ke-hoach": "/ke-hoach/",
    "//evil.example/../ke-hoach": "/ke-hoach/",
    "/register/tile": "/register/tile/",
}


@pytest.mark.parametrize("path", REDIRECTS)
def test_redirects_stay_on_the_host_that_was_asked(path: str, server: WebServer) -> None:
    """The new address begins with one slash, whatever host the reader named."""
    for host in ("congkhai.example.vn", "evil.example:8080"):
        assert ask(server.ports[0], path, headers={"Host": host}).one("Location") == REDIRECTS[path]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"get / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n", 413),
        (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ],
)
def test_malformed_requests_get_the_frame_too(sent: bytes, status: int, server: WebServer) -> None:
    """What nginx itself refuses, before it looks for a location, has every header."""
    with socket.create_connection(("127.0.0.1", server.ports[0]), 10) as connection:
        connection.sendall(sent)
        found = http.client.HTTPResponse(connection)
        found.begin()
        assert found.status == status
        _check_frame(Answer(status, tuple(found.getheaders()), b""))


def test_every_location_takes_the_headers() -> None:
    """No block of the shipped files has headers of its own without the common ones: nginx would drop those."""
    for file in CONFIGURATION.rglob("*.conf"):
        blocks = re.split(r"^ *location ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        assert [
            block.split("{")[0] for block in blocks if not re.search(r"include congkhai/headers-\w+\.conf;", block)
        ] == []
