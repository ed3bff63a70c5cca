"""A small server that answers as a good web server would: gzip, the strict policy, and a list of what was asked."""

import gzip
import http.server
import mimetypes
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# What is named by its content may be kept for ever.
_KEPT = re.compile(r"\?v=|/assets/search/[0-9a-f]{10}/")
PACKED = (".woff2", ".png", ".jpg", ".pdf", ".zip")

Rewrite = Callable[[str, bytes], bytes]


@dataclass(frozen=True)
class Answer:
    """One answer of the server: the path asked for, the status, and the bytes of the body as sent."""

    path: str
    status: int
    size: int


class Served(http.server.ThreadingHTTPServer):
    """A folder on a free port of this machine."""

    daemon_threads = True

    def __init__(self, folder: Path, policy: str | None = POLICY, rewrite: Rewrite | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.policy = policy
        self.rewrite = rewrite
        self.answers: list[Answer] = []
        self._bodies: dict[Path, bytes] = {}

    @property
    def address(self) -> str:
        """Return scheme, host and port, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    def forget(self) -> None:
        """Read every file anew: the folder holds another site now."""
        self._bodies.clear()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that hangs up, which it may at any time."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def body(self, file: Path, path: str) -> bytes:
        """Return the bytes to send for a file: rewritten, then packed as tightly as gzip can."""
        if file not in self._bodies:
            body = file.read_bytes()
            if self.rewrite:
                body = self.rewrite(path, body)
            self._bodies[file] = body if file.suffix in PACKED else gzip.compress(body, 9, mtime=0)
        return self._bodies[file]


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Served

    def do_GET(self) -> None:
        """Answer with the file, or with the page that says there is none."""
        path = unquote(urlsplit(self.path).path)
        file = self.server.folder / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        status = 200 if file.is_file() else 404
        file = file if status == 200 else self.server.folder / "404.html"
        body = self.server.body(file, path) if file.is_file() else b""
        self.server.answers.append(Answer(path, status, len(body)))
        self._send(status, file, body)

    def _send(self, status: int, file: Path, body: bytes) -> None:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        if body and file.suffix not in PACKED:
            self.send_header("Content-Encoding", "gzip")
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        if _KEPT.search(self.path):
            self.send_header("Cache-Control", "max-age=31536000, immutable")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path, policy: str | None = POLICY, rewrite: Rewrite | None = None) -> Iterator[Served]:
    """Serve a folder until the block ends."""
    server = Served(folder, policy, rewrite)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
