"""A real nginx on a free port of this machine, with the configuration that we ship."""

import gzip
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "nginx"
PLAIN, TLS, SNIPPETS = "congkhai.conf", "congkhai-tls.conf", "congkhai"
ROOT, ACME = "root /srv/congkhai/current;", "root /var/www/acme;"
# What gains nothing, being packed already.
PACKED = {".gz", ".woff2", ".png", ".jpg", ".jpeg", ".webp", ".pdf", ".zip", ".docx", ".xlsx"}
PATIENCE = 10  # seconds

# As a distribution might set it: our servers must stand whatever is said above them.
MAIN = """
daemon off;
{user}
worker_processes 2;
pid {folder}/nginx.pid;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    types {{ text/x-stray csv; }}
    default_type text/x-stray;
    gzip on;
    gzip_types *;
    autoindex on;
    server_tokens on;
    open_file_cache max=1000 inactive=60s;
    open_file_cache_valid 60s;
    add_header X-Stray 1 always;
    include {site};
}}
"""


@dataclass(frozen=True)
class WebServer:
    """A running server: its ports, the first for plain HTTP, and its process."""

    ports: tuple[int, ...]
    process: int

    @property
    def address(self) -> str:
        """Return scheme, host and port, without a slash at the end."""
        return f"http://127.0.0.1:{self.ports[0]}"


def nginx() -> str | None:
    """Return the program, which ordinary users do not have in their path."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")


def free_ports(count: int) -> tuple[int, ...]:
    """Return ports on which nobody listens."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = tuple(one.getsockname()[1] for one in sockets)
    for one in sockets:
        one.close()
    return ports


def placed(name: str, changes: Mapping[str, str]) -> str:
    """Return a shipped file with lines changed as its reader would; each must be there exactly so."""
    text = (CONFIGURATION / name).read_text(encoding="utf-8")
    for line, other in changes.items():
        assert line in text, f"{name}: {line}"
        text = text.replace(line, other)
    return text


@contextmanager
def started(folder: Path, site: str, ports: tuple[int, ...]) -> Iterator[WebServer]:
    """Run nginx until the block ends, with `folder` for its own files and `acme`; skip the test where there is none."""
    program = nginx()
    if program is None:
        pytest.skip("nginx is not installed: tests/get_tools.py installs it where there is apt")
    user = f"user {pwd.getpwuid(os.geteuid()).pw_name};" if os.geteuid() == 0 else ""
    main, log = folder / "nginx.conf", folder / "error.log"
    _lay_out(folder)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    main.write_text(MAIN.format(folder=folder, user=user, site=folder / "site.conf"), encoding="utf-8")
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(main), "-e", str(log)], stderr=subprocess.PIPE)
    try:
        wait(process, ports[-1], log)
        yield WebServer(ports, process.pid)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


@contextmanager
def serving(folder: Path, root: Path) -> Iterator[WebServer]:
    """Serve a folder, or where a link leads, over plain HTTP."""
    ports = free_ports(1)
    changes = {"listen 80;": f"listen 127.0.0.1:{ports[0]};", ROOT: f"root {root};"}
    with started(folder, placed(PLAIN, changes), ports) as server:
        yield server


def pack(folder: Path) -> None:
    """Write `.gz` beside every file that gains by it, as old as the file itself."""
    for file in [file for file in folder.rglob("*") if file.is_file() and file.suffix not in PACKED]:
        other = file.with_name(f"{file.name}.gz")
        other.write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
        os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))


def _lay_out(folder: Path) -> None:
    """Write the shipped snippets beside the main file, as in /etc/nginx."""
    (folder / SNIPPETS).mkdir()
    for file in (CONFIGURATION / SNIPPETS).iterdir():
        name = f"{SNIPPETS}/{file.name}"
        changes = {ACME: f"root {folder / 'acme'};"} if file.name == "acme.conf" else {}
        (folder / name).write_text(placed(name, changes), encoding="utf-8")


def wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return once a server answers.

    Raises RuntimeError when it has ended, with what it said.
    """
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(log.read_text(encoding="utf-8") if log.exists() else "the server does not answer")
