"""The example for the open internet: TLS, the way from plain HTTP to it, and the header that makes it stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deploy.asking import ask, ask_tls
from deploy.folders import SITE, write_release
from deploy.webserver import ROOT, TLS, WebServer, free_ports, placed, started

LIVE = "/etc/letsencrypt/live/congkhai.example.vn"
CHALLENGE = ".well-known/acme-challenge"
YEAR = "max-age=31536000"


@dataclass(frozen=True)
class Secure:
    """A server with TLS and the certificate to trust."""

    server: WebServer
    certificate: str


def _certify(folder: Path) -> tuple[Path, Path]:
    """Write a certificate of this machine and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "congkhai.example.vn")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    signed = built.add_extension(names, critical=False).sign(key, hashes.SHA256())
    certificate, secret = folder / "fullchain.pem", folder / "privkey.pem"
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return certificate, secret


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    """Serve the small folder with the example for TLS."""
    folder = tmp_path_factory.mktemp("tls")
    certificate, secret = _certify(folder)
    (folder / "acme" / CHALLENGE).mkdir(parents=True)
    (folder / "acme" / CHALLENGE / "token").write_bytes(b"token.thumb")
    ports = free_ports(2)
    changes = {
        "listen 80;": f"listen 127.0.0.1:{ports[0]};",
        "listen 443 ssl": f"listen 127.0.0.1:{ports[1]} ssl",
        f"{LIVE}/fullchain.pem": str(certificate),
        f"{LIVE}/privkey.pem": str(secret),
        ROOT: f"root {write_release(folder / 'site', SITE)};",
    }
    with started(folder, placed(TLS, changes), ports) as server:
        yield Secure(server, str(certificate))


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/assets/congkhai.css?v=a53450b9", 200), ("/register/checkpoint", 200), ("/register/tile/0/000", 200),
     ("/nguon-tin/tat-ca.xml", 200), ("/ke-hoach", 301), ("/khong-co/", 404), ("/register/khong-co", 404), ("/.env", 404)],
)  # fmt: skip
def test_every_answer_over_tls_asks_for_tls(path: str, status: int, secure: Secure) -> None:
    """The header stands on every answer, once, beside the policy."""
    found = ask_tls(secure.server.ports[1], path, secure.certificate)
    assert (found.status, found.one("Strict-Transport-Security")) == (status, YEAR)
    assert len(found.all("Content-Security-Policy")) == 1


def test_plain_http_leads_to_tls(secure: Secure) -> None:
    """Every address leads to itself over TLS, on the portal's own name whatever host was named; nothing else is told."""
    found = ask(secure.server.ports[0], "/ke-hoach/?q=1", headers={"Host": "evil.example"})
    assert (found.status, found.one("Location")) == (301, "https://congkhai.example.vn/ke-hoach/?q=1")
    assert found.all("Strict-Transport-Security") == []
    assert len(found.all("Content-Security-Policy")) == 1


def test_the_certificate_authority_finds_its_answer(secure: Secure) -> None:
    """The one name with a dot is served over plain HTTP, with a frame, and only there."""
    found = ask(secure.server.ports[0], f"/{CHALLENGE}/token")
    assert (found.status, found.body, found.one("Content-Type")) == (200, b"token.thumb", "text/plain")
    assert len(found.all("Content-Security-Policy")) == 1
    assert ask_tls(secure.server.ports[1], f"/{CHALLENGE}/token", secure.certificate).status == 404
