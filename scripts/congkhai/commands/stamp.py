"""`congkhai register stamp`: a time stamp from outside over the register's head, carried by hand or over the network."""

import argparse
from collections.abc import Callable
from http.client import HTTPException
from importlib.util import find_spec
from pathlib import Path
from urllib.request import Request, urlopen

from congkhai.commands import office_key
from congkhai.commands.office_key import REGISTER
from congkhai.register.anchors import Stamp
from congkhai.register.log import open_log
from congkhai.register.refusal import Refusal
from congkhai.register.tokens import MAX_TOKEN
from congkhai.words import word
from congkhai.zone import VIETNAM

_WEB = ("http://", "https://")
_SECONDS = 40


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    way = parser.add_mutually_exclusive_group(required=True)
    name = word("cli.file-name")
    way.add_argument("--request", type=Path, metavar=name, help=word("cli.stamp-request"))
    way.add_argument("--response", type=Path, metavar=name, help=word("cli.stamp-response"))
    way.add_argument("--url", metavar=word("cli.address-name"), help=word("cli.stamp-url"))
    parser.add_argument("--authority", type=Path, metavar=name, help=word("cli.stamp-authority"))


def run(options: argparse.Namespace, now: Callable[[], int]) -> int:
    """Write a request, or enter the answer to one.

    Raises Refusal for an answer that is not to be believed, and without the optional library.
    """
    require_library()
    folder = options.folder / REGISTER
    office_key.public(folder)
    if options.request:
        options.request.write_bytes(_asked(folder))
        print(word("cli.stamp-asked", file=options.request, size=open_log(folder).checkpoint.size))
        return 0
    # Before anybody is asked over the network: whoever cannot enter the answer need not ask.
    key = office_key.opened(options)
    content = options.response.read_bytes() if options.response else _answer(options.url, _asked(folder))
    from congkhai.register import stamping  # noqa: PLC0415 - it needs the optional package

    authority = options.authority.read_bytes() if options.authority else None
    print(_said(stamping.enter(folder, key, content, authority, now())))
    return 0


def require_library() -> None:
    """Raise Refusal where the optional library that checks time stamps is not installed."""
    if find_spec("rfc3161_client") is None:
        raise Refusal("stamp-not-installed")


def _asked(folder: Path) -> bytes:
    from congkhai.register import stamping  # noqa: PLC0415 - it needs the optional package

    return stamping.request(folder, open_log(folder))


def _said(stamp: Stamp) -> str:
    time = f"{stamp.token.before(VIETNAM):%H:%M %d/%m/%Y}"
    return word("cli.stamp-entered", size=stamp.size, index=stamp.index, time=time)


def _answer(url: str, asked: bytes) -> bytes:
    """Return what an authority answers over the web (RFC 3161, section 3.4)."""
    if not url.startswith(_WEB):
        raise Refusal("stamp-unreachable", url=url, reason=word("cli.stamp-web"))
    head = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        with urlopen(Request(url, asked, head), timeout=_SECONDS) as answer:  # noqa: S310 - http, as asked
            content: bytes = answer.read(MAX_TOKEN + 1)
            return content
    except (OSError, ValueError, HTTPException) as error:
        raise Refusal("stamp-unreachable", url=url, reason=str(error)) from error
