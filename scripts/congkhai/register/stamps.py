"""Time stamps asked for and checked (RFC 3161); the only module that needs the optional library for them.

Whoever stamps a head says that it existed at that time. Certificates need to hold at the time of the stamp; whether they
were revoked is not asked, which would need a network.
"""

import warnings
from dataclasses import dataclass
from hashlib import sha256

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from congkhai.register import tokens
from congkhai.register.refusal import Refusal
from congkhai.register.tokens import Token


@dataclass(frozen=True)
class Request:
    """A request to be carried to a time-stamping authority, and the number by which its answer is known again."""

    content: bytes
    nonce: int


def ask(note: bytes) -> Request:
    """Return a request to stamp a head as it is kept: the SHA-256 of its bytes, and a random number."""
    made = TimestampRequestBuilder().data(note).hash_algorithm(HashAlgorithm.SHA256).build()
    return Request(made.as_bytes(), made.nonce or 0)


def check(content: bytes, note: bytes, authority: bytes) -> Token:
    """Return what a stamp says of a head, once it holds by the certificates of an authority (PEM).

    Raises Refusal for a stamp of anything else, by anybody else, or that was changed.
    """
    told = tokens.parse(content)
    if told.imprint != sha256(note).hexdigest():
        raise Refusal("stamp-other-head")
    builder = VerifierBuilder(roots=certificates(authority))
    try:
        with warnings.catch_warnings():
            # Of certificates that are not what they should be, which are refused where it matters.
            warnings.simplefilter("ignore")
            response = decode_timestamp_response(tokens.in_order(content))
            builder.build().verify(response, bytes.fromhex(told.imprint))
    except (
        VerificationError,
        ValueError,
        TypeError,
        AssertionError,
        UnsupportedAlgorithm,
        x509.InvalidVersion,
    ) as error:
        raise Refusal("stamp-unproved", reason=str(error)[:200]) from error
    return told


def certificates(authority: bytes) -> list[x509.Certificate]:
    """Return the certificates in a PEM text.

    Raises Refusal for any other text.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return x509.load_pem_x509_certificates(authority)
    except ValueError as error:
        raise Refusal("stamp-bad-authority") from error
