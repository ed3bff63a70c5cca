"""What a server answers, header by header, as sent: nothing is followed, unpacked or remembered."""

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer; a header may stand more than once."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def one(self, name: str) -> str | None:
        """Return the value of a header, None without it; there is never more than one."""
        found = self.all(name)
        assert len(found) <= 1, f"{name}: {found}"
        return found[0] if found else None


def answer(connection: http.client.HTTPConnection, path: str, method: str, headers: Mapping[str, str]) -> Answer:
    """Ask over a connection that stays open."""
    connection.request(method, path, headers=dict(headers))
    found = connection.getresponse()
    return Answer(found.status, tuple(found.getheaders()), found.read())


def ask(port: int, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
    """Ask over a connection of its own; `path` goes out as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        return answer(connection, path, method, headers or {})
    finally:
        connection.close()


def ask_tls(port: int, path: str, trusted: str) -> Answer:
    """Ask over TLS, trusting one certificate."""
    context = ssl.create_default_context(cafile=trusted)
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=context)
    try:
        return answer(connection, path, "GET", {})
    finally:
        connection.close()
