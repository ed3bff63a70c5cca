"""A small time-stamping authority (RFC 3161) with a clock that is set by hand: honest by default, and able to cheat."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from congkhai.register import der
from congkhai.register.der import Value

STAMPING = ExtendedKeyUsageOID.TIME_STAMPING
_FIRST, _LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
_SIGNED_DATA, _TIME_STAMP = "2a864886f70d010702", "2a864886f70d0109100104"
_KIND_OF_CONTENT, _MESSAGE_DIGEST, _SIGNING_CERTIFICATE = (
    "2a864886f70d010903", "2a864886f70d010904", "2a864886f70d010910022f",
)  # fmt: skip
_ECDSA, _POLICY = "2a8648ce3d040302", "2a0304"
_SHA256 = Value(der.SEQUENCE, bytes.fromhex("0609608648016503040201"))


@dataclass(frozen=True)
class Holder:
    """Who holds a certificate, with the key to it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey = field(repr=False)


@dataclass(frozen=True)
class Authority:
    """A root, an authority between, and whoever stamps."""

    root: Holder
    between: Holder
    stamper: Holder
    second: Holder | None = None

    @property
    def pem(self) -> bytes:
        """Return what a ward has from the authority itself: the certificate of the root."""
        return self.root.certificate.public_bytes(serialization.Encoding.PEM)

    def answer(
        self, request: bytes, at: int, *, within: int = 1, note: bytes | None = None, nonce: int | None = None
    ) -> bytes:
        """Return a stamp of some second for a request; for another head or with another number if it is to cheat."""
        asked = der.read(request).parts()
        imprint = asked[1] if note is None else _sequence(_SHA256, Value(der.OCTETS, sha256(note).digest()))
        number = next(one for one in asked if one.tag == der.INTEGER and len(one.content) > 1)
        told = _sequence(
            _integer(1),
            _oid(_POLICY),
            imprint,
            _integer(at),
            Value(der.TIME, datetime.fromtimestamp(at, UTC).strftime("%Y%m%d%H%M%SZ").encode()),
            _sequence(_integer(within)),
            number if nonce is None else _integer(nonce),
        )
        return _sequence(_sequence(_integer(0)), self._token(told.encode())).encode()

    def _token(self, told: bytes) -> Value:
        certificates = [
            one.certificate.public_bytes(serialization.Encoding.DER) for one in (self.stamper, self.between)
        ]
        signed = _sequence(
            _integer(3),
            _set(_SHA256),
            _sequence(_oid(_TIME_STAMP), Value(der.FIRST, Value(der.OCTETS, told).encode())),
            # As they come, which is how many authorities send them.
            Value(der.FIRST, b"".join(certificates)),
            _set(*(_signer(one, told) for one in (self.stamper, self.second) if one is not None)),
        )
        return _sequence(_oid(_SIGNED_DATA), Value(der.FIRST, signed.encode()))


@cache
def authority(name: str = "Nơi cấp dấu mẫu", purpose: x509.ObjectIdentifier = STAMPING) -> Authority:
    """Return an authority of this name, the same every time; one whose certificate is for another purpose is not to be believed."""
    root = _certified(f"{name}: gốc", None)
    between = _certified(f"{name}: trung gian", root)
    return Authority(root, between, _certified(name, between, purpose))


def _certified(name: str, issuer: Holder | None, purpose: x509.ObjectIdentifier | None = None) -> Holder:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder(issuer.certificate.subject if issuer else subject, subject, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FIRST)
        .not_valid_after(_LAST)
        .add_extension(x509.BasicConstraints(ca=purpose is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if purpose is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return Holder(builder.sign(signer, hashes.SHA256()), key)


def _sequence(*parts: Value) -> Value:
    return Value(der.SEQUENCE, b"".join(part.encode() for part in parts))


def _set(*parts: Value) -> Value:
    return Value(der.SET, b"".join(part.encode() for part in parts))


def _set_of(parts: list[bytes]) -> Value:
    return Value(der.SET, b"".join(parts))


def _oid(text: str) -> Value:
    return Value(der.OID, bytes.fromhex(text))


def _integer(number: int) -> Value:
    return Value(der.INTEGER, number.to_bytes(number.bit_length() // 8 + 1, signed=True))


def _signer(holder: Holder, told: bytes) -> Value:
    certificate = holder.certificate
    own = sha256(certificate.public_bytes(serialization.Encoding.DER)).digest()
    named = _sequence(_sequence(_sequence(Value(der.OCTETS, own))))
    attributes = sorted(
        _sequence(_oid(kind), _set(value)).encode()
        for kind, value in (
            (_KIND_OF_CONTENT, _oid(_TIME_STAMP)),
            (_MESSAGE_DIGEST, Value(der.OCTETS, sha256(told).digest())),
            (_SIGNING_CERTIFICATE, named),
        )
    )
    signature = holder.key.sign(_set_of(attributes).encode(), ec.ECDSA(hashes.SHA256()))
    issuer = der.read(certificate.issuer.public_bytes())
    return _sequence(
        _integer(1),
        _sequence(issuer, _integer(certificate.serial_number)),
        _SHA256,
        replace(_set_of(attributes), tag=der.FIRST),
        _sequence(_oid(_ECDSA)),
        Value(der.OCTETS, signature),
    )
