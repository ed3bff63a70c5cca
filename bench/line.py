"""A site at the end of a slow line, by HTTP/2 as portals are served, or by HTTP/1.1, which asks for six files at a time."""

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


@dataclass(frozen=True)
class Line:
    """A running server: its address, and what was asked of it since somebody cleared `answers`."""

    address: str
    answers: list[Answer] = field(default_factory=list)
    _ear: IO[str] | None = None

    def be(self, pace: str) -> None:
        """Be `slow` or `fast` from now on."""
        if self._ear is not None:
            self._ear.write(f"{pace}\n")
            self._ear.flush()

    def listen(self, told: IO[str]) -> None:
        """Note every answer that is told."""
        for text in told:
            self.answers.append(Answer(**json.loads(text)))


@contextmanager
def line(site: Path, protocol: str, folder: Path) -> Iterator[Line]:
    """Serve a site by a protocol until the block ends; `folder` takes the key of the server."""
    key, certificate = folder / "line.key", folder / "line.crt"
    if not certificate.is_file():
        _certify(key, certificate)
    command = [_program("node"), str(SERVER), str(site), protocol, str(key), str(certificate)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError(command)
        port = json.loads(process.stdout.readline())["port"]
        found = Line(f"https://127.0.0.1:{port}", [], process.stdin)
        threading.Thread(target=found.listen, args=(process.stdout,), daemon=True).start()
        try:
            yield found
        finally:
            process.kill()


def _certify(key: Path, certificate: Path) -> None:
    subject = ["-subj", "/CN=127.0.0.1", "-days", "2", "-nodes"]
    made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([_program("openssl"), "req", "-x509", *subject, *made], check=True, capture_output=True)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(name)
    return found
