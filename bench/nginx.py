"""How many readers the configuration of `deploy/` bears: wrk against nginx, and beside it Python's own little server.

`make bench-serving` builds the portal and prints a table. wrk (a package of the distribution) must be there; it, the servers
and the readers share this machine's processors.
"""

import argparse
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from browsing import KINDS
from building import ROOT, mkdocs_build
from deploy.webserver import WebServer, free_ports, nginx, pack, serving

# Every kind of page in turn, as a browser that can unpack asks for it.
ASK = """
local paths, at = {%s}, 0
wrk.headers["Accept-Encoding"] = "gzip"
request = function() at = at %% #paths + 1; return wrk.format(nil, paths[at]) end
done = function(summary, latency)
  local e = summary.errors
  local bad = e.connect + e.read + e.write + e.timeout + e.status
  io.write(string.format("FOUND %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration, summary.bytes, bad,
    latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass(frozen=True)
class Load:
    """What one server bore: answers and MB a second, milliseconds, and how many questions went wrong."""

    rate: float
    megabytes: float
    median: float
    slowest: float
    errors: int

    def row(self, name: str) -> str:
        """Return the row of the table."""
        cells = f"{self.rate:.0f} | {self.megabytes:.1f} | {self.median:.0f} | {self.slowest:.0f} | {self.errors}"
        return f"| {name} | {cells} |"


def load(server: WebServer, script: Path, connections: int, seconds: int) -> Load:
    """Return what a server bears."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script), server.address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"^FOUND (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)$", said, re.MULTILINE)
    if found is None:
        sys.exit(said)
    requests, duration, size, errors, median, slowest = map(int, found.groups())
    span = duration / 1e6
    return Load(requests / span, size / span / 1e6, median / 1e3, slowest / 1e3, errors)


@contextmanager
def little_server(folder: Path) -> Iterator[WebServer]:
    """Serve a folder with `python -m http.server`."""
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(folder), str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield WebServer((port,), process.pid)
    finally:
        process.terminate()
        process.wait()


def measure(folder: Path, connections: int, seconds: int) -> dict[str, Load]:
    """Build the portal and return what each server bears of it."""
    site, own, script = folder / "site", folder / "nginx", folder / "ask.lua"
    built = mkdocs_build(ROOT, site)
    if built.code:
        sys.exit(built.output)
    pack(site)
    own.mkdir()
    # Asked for by itself, the page of the error is an error.
    paths = [path for path in KINDS.values() if path != "/404.html"]
    script.write_text(ASK % ", ".join(f'"{path}"' for path in paths), encoding="utf-8")
    found = {}
    with serving(own, site) as server:
        found["nginx, `deploy/nginx`"] = load(server, script, connections, seconds)
    with little_server(site) as server:
        found["python -m http.server"] = load(server, script, connections, seconds)
    return found


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--connections", type=int, default=1000)
    options.add_argument("--seconds", type=int, default=15)
    given = options.parse_args()
    if not shutil.which("wrk") or not nginx():
        sys.exit("apt-get install nginx wrk")
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), given.connections, given.seconds)
    print(f"{given.connections} connections that stay open, {given.seconds} s, every kind of page in turn, gzip")
    print("| server | requests/s | MB/s | p50 ms | p99 ms | errors |\n|---|---|---|---|---|---|")
    print("\n".join(one.row(name) for name, one in found.items()))
    ours, little = found.values()
    print(f"nginx bears {ours.rate / little.rate:.0f} times as much")


if __name__ == "__main__":
    main()
