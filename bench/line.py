"""A site at the end of a slow line, by HTTP/2 as portals are served, or by HTTP/1.1, which asks for six files at a time."""

import base64
import hashlib
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from serving import Answer

PROTOCOLS = ("h2", "http/1.1")
SERVER = Path(__file__).with_name("line.mjs")
KEY, CERTIFICATE = "line.key", "line.crt"


@dataclass(frozen=True)
class Line:
    """A running server: its address, what it has sent since somebody cleared `answers`, and the answers that are on their way."""

    address: str
    answers: list[Answer] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    _ear: IO[str] | None = None

    def be(self, pace: str) -> None:
        """Be `slow` or `fast` from now on."""
        if self._ear is not None:
            self._ear.write(f"{pace}\n")
            self._ear.flush()

    def listen(self, told: IO[str]) -> None:
        """Note every answer that is told."""
        for text in told:
            one = json.loads(text)
            if "begun" in one:
                self.open.append(one["begun"])
            else:
                self.answers.append(Answer(**one))
                self.open.remove(one["path"])


def certify(folder: Path) -> str:
    """Make a server's key in `folder`, and return the option with which a browser trusts it, so that it keeps what it is sent."""
    subject = [
        "-subj",
        "/CN=127.0.0.1",
        "-days",
        "2",
        "-nodes",
        "-keyout",
        str(folder / KEY),
        "-out",
        str(folder / CERTIFICATE),
    ]
    _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", *subject)
    public = _openssl("x509", "-in", str(folder / CERTIFICATE), "-pubkey", "-noout")
    digest = hashlib.sha256(base64.b64decode("".join(public.split("\n")[1:-2]))).digest()
    return f"--ignore-certificate-errors-spki-list={base64.b64encode(digest).decode()}"


@contextmanager
def line(site: Path, protocol: str, folder: Path) -> Iterator[Line]:
    """Serve a site by a protocol until the block ends, with the key in `folder`."""
    command = [_program("node"), str(SERVER), str(site), protocol, str(folder / KEY), str(folder / CERTIFICATE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError(command)
        port = json.loads(process.stdout.readline())["port"]
        found = Line(f"https://127.0.0.1:{port}", _ear=process.stdin)
        threading.Thread(target=found.listen, args=(process.stdout,), daemon=True).start()
        try:
            yield found
        finally:
            process.kill()


def _openssl(*options: str) -> str:
    return subprocess.run([_program("openssl"), *options], check=True, capture_output=True, text=True).stdout


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(name)
    return found
