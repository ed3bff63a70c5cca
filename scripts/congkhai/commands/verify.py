"""`congkhai verify`: whether a file, a folder or a site on the web is what the register says, and since when."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from congkhai.commands import refusals
from congkhai.publishing import verification
from congkhai.publishing.verification import Found
from congkhai.register.checkpoint import Head, Proof
from congkhai.register.leaf import PUBLICATIONS, Leaf
from congkhai.register.log import KEY, Log, folder_reader
from congkhai.register.notes import Key
from congkhai.register.openings import Opening
from congkhai.register.refusal import Refusal
from congkhai.register.tiles import Read
from congkhai.words import word
from congkhai.zone import VIETNAM

_REGISTER = "register/"
_WEB = ("http://", "https://")
_SECONDS = 40


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("subject", metavar=word("cli.subject-name"), help=word("cli.subject"))
    parser.add_argument("--site", metavar=word("cli.place-name"), default=".", help=word("cli.verify-site"))
    parser.add_argument("--proof", type=Path, metavar=word("cli.file-name"), help=word("cli.verify-proof"))
    parser.add_argument("--head", type=Path, metavar=word("cli.file-name"), help=word("cli.verify-head"))
    parser.add_argument("--public-key", type=Path, metavar=word("cli.file-name"), help=word("cli.verify-key"))


def run(options: argparse.Namespace, _today: date, _now: Callable[[], int]) -> int:
    """Say what the register proves and what it does not; return 1 when anything differs from it."""
    with refusals.told() as ended:
        if options.proof:
            return _by_proof(Path(options.subject), options.proof, options.public_key)
        if not options.subject.startswith(_WEB) and not Path(options.subject).exists():
            raise Refusal("verify-no-subject", name=options.subject)
        if Path(options.subject).is_file():
            return _file(Path(options.subject), _log(options.site, options))
        return _site(options.subject, _log(options.subject, options))
    return ended.code


def _reader(place: str) -> Read:
    return _web_reader(place) if place.startswith(_WEB) else folder_reader(Path(place))


def _web_reader(place: str) -> Read:
    def read(path: str) -> bytes:
        try:
            with urlopen(f"{place.rstrip('/')}/{quote(path)}", timeout=_SECONDS) as answer:  # noqa: S310 - http, as asked
                content: bytes = answer.read()
                return content
        except (OSError, ValueError, HTTPException) as error:
            raise Refusal("register-missing-file", file=path) from error

    return read


def _log(place: str, options: argparse.Namespace) -> Log:
    """Return the register of a site.

    Raises Refusal when it did not grow out of a head that the reader has kept.
    """
    site = _reader(place)

    def read(path: str) -> bytes:
        return site(f"{_REGISTER}{path}")

    log = Log(read, _key(options.public_key, read))
    if options.head and not log.grew_from(Head.parse(options.head.read_bytes(), log.key).checkpoint):
        raise Refusal("verify-rewritten", file=str(options.head))
    return log


def _key(given: Path | None, read: Read) -> Key:
    """Return the reader's own key, else the one that lies with the register, which then vouches for itself."""
    text = given.read_bytes() if given else read(KEY)
    if given is None:
        print(word("cli.verify-own-key"), file=sys.stderr)
    return Key.parse(text.decode(errors="replace").strip())


def _site(place: str, log: Log) -> int:
    found = list(verification.faults(log, _reader(place)))
    for refusal in found:
        print(refusals.text(refusal))
    if not found:
        print(word("cli.verify-whole", size=log.checkpoint.size, time=_time(_last(log))))
    print(word("cli.verify-unproved"))
    return int(bool(found))


def _last(log: Log) -> Leaf:
    return Leaf.decode(log.entry(log.checkpoint.size - 1))


def _file(path: Path, log: Log) -> int:
    found = verification.find(log, path.read_bytes())
    if not found:
        print(word("cli.verify-not-found", file=path))
        return 1
    for one in found:
        print(_said(one))
    print(word("cli.verify-unproved"))
    return 0


def _said(found: Found) -> str:
    document, leaf = found.document, found.version.leaf
    lines = [
        word("cli.verify-found", name=found.opening.name, address=found.opening.address),
        word("cli.verify-version", version=leaf.version, time=_time(leaf), index=found.version.index),
        word("cli.verify-kind", kind=word(f"kind-of-entry.{leaf.kind}")),
    ]
    if leaf.claimed:
        lines.append(word("cli.verify-claimed", day=leaf.claimed))
    if found.version != document.current:
        lines.append(
            word("cli.verify-replaced", version=document.current.leaf.version, time=_time(document.current.leaf))
        )
    if document.retraction is not None:
        lines.append(word("cli.verify-retracted", time=_time(document.retraction.leaf)))
    return "\n".join(lines)


def _by_proof(path: Path, proof_path: Path, key: Path | None) -> int:
    """Check a file by its proof alone, without the register."""
    proof = Proof.parse(proof_path.read_bytes())
    if key is None:
        raise Refusal("verify-needs-key")
    try:
        extra = json.loads(proof.extra)
        entry, given = extra["entry"].encode(), [one.encode() for one in extra["openings"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refusal("register-bad-proof") from error
    head = proof.check(entry, _key(key, lambda _: b""))
    leaf = Leaf.decode(entry)
    if leaf.kind not in PUBLICATIONS:
        raise Refusal("register-bad-proof")
    opened = [one for one in map(Opening.decode, given) if one.digest in leaf.parts]
    if not any(verification.speaks_of(one, path.read_bytes()) for one in opened):
        raise Refusal("verify-other-file", file=str(path))
    print(word("cli.verify-by-proof", file=path, index=proof.index, size=head.size, time=_time(leaf)))
    print(word("cli.verify-unproved"))
    return 0


def _time(leaf: Leaf) -> str:
    return f"{leaf.at(VIETNAM):%H:%M %d/%m/%Y}"
