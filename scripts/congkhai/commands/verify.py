"""`congkhai verify`: whether a file, a folder or a site on the web is what the register says, and since when."""

import argparse
import json
from collections.abc import Callable, Container, Sequence
from datetime import date, datetime
from pathlib import Path

from congkhai.commands import places, refusals, stamped
from congkhai.commands.looking import tell_strangers
from congkhai.commands.office_key import REGISTER
from congkhai.publishing import verification
from congkhai.publishing.verification import Found
from congkhai.register.checkpoint import Proof
from congkhai.register.cosignatures import Cosignature, cosignatures
from congkhai.register.evidence import Evidence
from congkhai.register.heads import newest, witnessed
from congkhai.register.leaf import LAST_SECOND, PUBLICATIONS, Leaf
from congkhai.register.log import LONGEST, Log
from congkhai.register.notes import Key
from congkhai.register.openings import Opening
from congkhai.register.presence import Presence, presence
from congkhai.register.refusal import Refusal
from congkhai.register.succession import earlier_head, heir
from congkhai.words import word
from congkhai.zone import VIETNAM


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("subject", metavar=word("cli.subject-name"), help=word("cli.subject"))
    parser.add_argument("--site", metavar=word("cli.place-name"), help=word("cli.verify-site"))
    parser.add_argument("--proof", type=Path, metavar=word("cli.file-name"), help=word("cli.verify-proof"))
    parser.add_argument("--head", type=Path, metavar=word("cli.file-name"), help=word("cli.verify-head"))
    parser.add_argument("--public-key", type=Path, metavar=word("cli.file-name"), help=word("cli.verify-key"))
    parser.add_argument("--authority", type=Path, metavar=word("cli.file-name"), help=word("cli.verify-authority"))
    parser.add_argument("--witness", type=Path, metavar=word("cli.file-name"), help=word("cli.verify-witness"))


def run(options: argparse.Namespace, _today: date, _now: Callable[[], int]) -> int:
    """Say what the register proves and what it does not; return 1 when anything differs from it."""
    with refusals.told() as ended:
        if options.proof:
            return _by_proof(Path(options.subject), options)
        if not options.subject.startswith(places.WEB) and not Path(options.subject).exists():
            raise Refusal("verify-no-subject", name=options.subject)
        trusted = places.witnesses(options.witness)
        if not Path(options.subject).is_file():
            return _site(options.subject, _log(options.subject, options), trusted, options.authority)
        content = _within(Path(options.subject))
        if Evidence.is_one(content):
            return _evidence(content, options.public_key)
        return _file(options.subject, content, _log(_place(options), options), trusted, options.authority)
    return ended.code


def _place(options: argparse.Namespace) -> str:
    """Return where the register lies that a file is held against: the folder that one stands in, where none is named.

    Raises Refusal where nothing lies there: a file alone is nothing that a register could lack.
    """
    if options.site is None and presence(Path(REGISTER)) is Presence.NONE:
        raise Refusal("verify-no-register", file=options.subject)
    return options.site or "."


def _log(place: str, options: argparse.Namespace) -> Log:
    """Return the register of a site.

    Raises Refusal when it did not grow out of a head that the reader has kept.
    """
    read = places.register_of(places.reader(place))
    log = Log(read, heir(read, places.key(options.public_key, read)))
    if options.head and not log.grew_from(earlier_head(log, _kept(options.head)).checkpoint):
        raise Refusal("verify-rewritten", file=str(options.head))
    return log


def _within(path: Path) -> bytes:
    """Return the bytes of a file that a portal could have published.

    Raises Refusal for one that is too long for that.
    """
    if path.stat().st_size > LONGEST:
        raise Refusal("register-long-file", file=str(path))
    return path.read_bytes()


def _kept(path: Path) -> bytes:
    """Return a head that the reader has kept; what a telephone reads from a code may end in other ways than the file."""
    return places.plain(path).replace(b"\r\n", b"\n").strip() + b"\n"


def _evidence(content: bytes, key: Path | None) -> int:
    """Check a file in which a witness kept two heads that cannot both be true."""
    if key is None:
        raise Refusal("verify-needs-key")
    earlier, later = Evidence.parse(content).check(places.key(key, lambda _: b""))
    print(word("cli.verify-fork", before=earlier.checkpoint.size, now=later.checkpoint.size))
    return 0


def _witnesses(found: Sequence[Cosignature], trusted: Sequence[Key]) -> None:
    """Say what trusted witnesses have signed, or that none of them has."""
    for one in found:
        time = f"{datetime.fromtimestamp(min(one.time, LAST_SECOND), VIETNAM):%H:%M %d/%m/%Y}"
        print(word("cli.verify-witnessed", name=one.witness.name, time=time))
    if trusted and not found:
        print(word("cli.verify-unwitnessed"))


def _site(place: str, log: Log, trusted: Sequence[Key], authority: Path | None) -> int:
    found = list(verification.faults(log, places.reader(place)))
    stamps = stamped.Stamps() if found else stamped.stamps(log, authority)
    found += stamps.faults
    for refusal in found:
        print(refusals.text(refusal))
    tell_strangers(place, log)
    if not found:
        known = newest(log, trusted)
        if known:
            print(word("cli.verify-witnessed-size", size=known[0].checkpoint.size))
        _witnesses(known[1] if known else [], trusted)
        print(word("cli.verify-whole", size=log.checkpoint.size, time=_time(_last(log))))
        _tell_late(log, range(log.checkpoint.size))
        stamps.tell_all()
    print(word("cli.verify-unproved"))
    return int(bool(found))


def _tell_late(log: Log, indexes: Container[int]) -> None:
    for remark in verification.late_imports(log, indexes):
        print(refusals.text(remark))


def _last(log: Log) -> Leaf:
    return Leaf.decode(log.entry(log.checkpoint.size - 1))


def _file(path: str, content: bytes, log: Log, trusted: Sequence[Key], authority: Path | None) -> int:
    found = verification.find(log, content)
    if not found:
        print(word("cli.verify-not-found", file=path))
        return 1
    indexes = [one.version.index for one in found]
    stamps = stamped.stamps(log, authority, indexes)
    for one in found:
        print(_said(one))
        stamps.tell(one.version.index)
        known = witnessed(log, one.version.index, trusted)
        _witnesses(known[1] if known else [], trusted)
    _tell_late(log, indexes)
    for fault in stamps.faults:
        print(refusals.text(fault))
    print(stamps.unproved(indexes))
    return int(bool(stamps.faults))


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


def _by_proof(path: Path, options: argparse.Namespace) -> int:
    """Check a file by its proof alone, without the register."""
    proof = Proof.parse(options.proof.read_bytes())
    if options.public_key is None:
        raise Refusal("verify-needs-key")
    try:
        extra = json.loads(proof.extra)
        entry, given = extra["entry"].encode(), [one.encode() for one in extra["openings"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refusal("register-bad-proof") from error
    key = places.key(options.public_key, lambda _: b"")
    head = proof.check(entry, key)
    leaf = Leaf.decode(entry)
    if leaf.kind not in PUBLICATIONS:
        raise Refusal("register-bad-proof")
    opened = [one for one in map(Opening.decode, given) if one.digest in leaf.parts]
    content = _within(path)
    if not any(verification.speaks_of(one, content) for one in opened):
        raise Refusal("verify-other-file", file=str(path))
    print(word("cli.verify-by-proof", file=path, index=proof.index, size=head.size, time=_time(leaf)))
    trusted = places.witnesses(options.witness)
    _witnesses(cosignatures(proof.note, trusted), trusted)
    is_stamped = stamped.tell_evidence(extra, entry, key, options.authority)
    print(word("cli.verify-stamp-unproved" if is_stamped else "cli.verify-unproved"))
    return 0


def _time(leaf: Leaf) -> str:
    return f"{leaf.at(VIETNAM):%H:%M %d/%m/%Y}"
