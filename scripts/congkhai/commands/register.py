"""`congkhai register`: begin a publication register, take a record back, erase, prove one entry, check everything."""

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from congkhai.checks.mkdocs_file import site_url
from congkhai.commands import cosigned, letter, next_key, office_key, places, refusals, stamp, stamped
from congkhai.commands.arguments import add_command, add_commands
from congkhai.commands.office_key import REGISTER
from congkhai.opening import open_portal
from congkhai.register import fsck
from congkhai.register.erasing import erase, erasure, remove_erased
from congkhai.register.heads import witnessed
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log, open_log
from congkhai.register.names import Registered
from congkhai.register.presence import Presence, presence
from congkhai.register.refusal import Refusal
from congkhai.register.state import Document
from congkhai.register.succession import digest
from congkhai.register.writing import append, recovered, refuse_leap, resumed, write_file
from congkhai.words import word
from congkhai.zone import VIETNAM

_REASONS = ("withdrawn", "error", "personal-data", "court")
_ATTRIBUTES = ".gitattributes"
# Git must neither change the ends of lines nor mix two registers into one that nobody signed.
_ATTRIBUTE = "register/** -text -merge"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the commands about the register."""
    commands = add_commands(parser, "about")
    for name in RUN:
        one = add_command(commands, name, f"register-{name}")
        if name in _FIRST:
            _FIRST[name](one)
        one.add_argument(
            "folder", nargs="?", default=".", type=Path, metavar=word("cli.site-name"), help=word("cli.folder")
        )
        for more in _MORE.get(name, ()):
            more(one)


def _add_record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar=word("cli.record-name"), help=word("cli.record"))


def _add_change(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", choices=_REASONS, required=True, help=word("cli.reason"))
    parser.add_argument("--after-pause", action="store_true", help=word("cli.after-pause"))


def _add_all(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help=word("cli.erase-all"))


def _add_origin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--origin", metavar=word("cli.origin-name"), help=word("cli.origin"))


_Add = Callable[[argparse.ArgumentParser], None]
_FIRST: dict[str, _Add] = {
    "retract": _add_record,
    "erase": _add_record,
    "prove": _add_record,
    "cosigned": cosigned.add_file,
}
_MORE: dict[str, tuple[_Add, ...]] = {
    "init": (_add_origin, office_key.add_new, office_key.add),
    "retract": (_add_change, office_key.add),
    "erase": (_add_change, _add_all, office_key.add),
    "stamp": (stamp.add, office_key.add),
    "key": (next_key.add, office_key.add),
    "cosigned": (cosigned.add,),
    "letter": (letter.add,),
}


def run(options: argparse.Namespace, _today: date, now: Callable[[], int]) -> int:
    """Run one of the commands; return 1 for what is refused."""
    with refusals.told() as ended:
        return RUN[options.about](options, now)
    return ended.code


def _init(options: argparse.Namespace, now: Callable[[], int]) -> int:
    origin = options.origin or site_url(options.folder).partition("://")[2].strip("/")
    if not origin:
        raise Refusal("register-no-origin")
    folder = options.folder / REGISTER
    found = presence(folder)
    if found is Presence.WHOLE:
        raise Refusal("register-exists", folder=str(folder))
    key = office_key.made(options, origin) if found is Presence.NONE else office_key.opened(options)
    _protect(options.folder / _ATTRIBUTES)
    log = resumed(folder, key, Leaf(Kind.GENESIS, now(), digest=digest(key.key)))
    if found is Presence.HEADLESS:
        print(word("cli.register-resumed", size=log.checkpoint.size))
        return 0
    print(word("cli.register-begun", origin=log.key.name, file=key.path, public=key.key))
    return 0


def _protect(attributes: Path) -> None:
    """Tell Git to leave the register alone, before there is one."""
    lines = attributes.read_bytes() if attributes.exists() else b""
    if _ATTRIBUTE.encode() not in lines.splitlines():
        write_file(attributes, b"\n".join([*lines.rstrip().splitlines(), _ATTRIBUTE.encode(), b""]))


def _document(register: Registered, name: str) -> Document:
    known = register.documents.get(name)
    if known is None:
        raise Refusal("register-unknown-name", name=name)
    return known


def _moment(options: argparse.Namespace, log: Log, now: Callable[[], int]) -> int:
    moment = now()
    if not options.after_pause:
        refuse_leap(log, moment)
    return moment


def _retract(options: argparse.Namespace, now: Callable[[], int]) -> int:
    key = office_key.opened(options)
    folder = options.folder / REGISTER
    log = recovered(folder, key)
    moment = _moment(options, log, now)
    register = Registered.read(log)
    known = _document(register, options.name)
    if known.retraction is not None:
        raise Refusal("register-retracted", name=options.name)
    leaf = Leaf(Kind.RETRACT, moment, document=known.number, previous=known.current.index, reason=options.reason)
    append(folder, key, [leaf], after=register.state.size)
    print(word("cli.register-retracted", name=options.name))
    return 0


def _erase(options: argparse.Namespace, now: Callable[[], int]) -> int:
    key = office_key.opened(options)
    folder = options.folder / REGISTER
    log = recovered(folder, key)
    moment = _moment(options, log, now)
    remove_erased(folder, log)
    register = Registered.read(log)
    known = _document(register, options.name)
    if options.all:
        _refuse_standing(options, known, moment)
    duties = register.duty_parts(options.name)
    leaf = erasure(known, moment, options.reason, everything=options.all, duties=duties)
    erase(folder, key, leaf)
    print(word("cli.register-erased", name=options.name, count=len(leaf.parts)))
    for key_of in ("publish", "git", "copies", "mirrors", "logs"):
        print(f"- {word(f'cli.residue-{key_of}')}")
    return 0


def _refuse_standing(options: argparse.Namespace, known: Document, now: int) -> None:
    """Raise Refusal for a record that was not taken back, or still lies in the folder.

    What was erased has no name any more: published once more, the same record would come in as a new one.
    """
    if known.retraction is None:
        raise Refusal("register-not-retracted", name=options.name)
    portal = open_portal(options.folder, datetime.fromtimestamp(now, VIETNAM).date()).portal
    if portal is None:
        raise Refusal("register-unread-records", name=options.name)
    if options.name in {f"{kind}:{name}" for kind, name in portal.records}:
        raise Refusal("register-still-there", name=options.name)


def _prove(options: argparse.Namespace, _now: Callable[[], int]) -> int:
    folder = options.folder / REGISTER
    log = open_log(folder)
    known = _document(Registered.read(log), options.name)
    index = known.current.index
    openings = [log.opening(part).encode().decode() for part in known.parts]
    said = {"entry": log.entry(index).decode(), "openings": openings, **stamped.evidence(log, index)}
    extra = json.dumps(said, ensure_ascii=False)
    path = Path(f"{options.name.replace(':', '-')}.tlog-proof")
    seen = witnessed(log, index, places.trusted(options.folder))
    proof = log.proof(index, seen[0] if seen else None)
    path.write_bytes(str(replace(proof, extra=extra.encode())).encode())
    print(word("cli.register-proved", name=options.name, index=index, file=path))
    for one in seen[1] if seen else ():
        print(word("cli.register-proved-witness", name=one.witness.name))
    return 0


def _fsck(options: argparse.Namespace, _now: Callable[[], int]) -> int:
    folder = options.folder / REGISTER
    office_key.public(folder)
    log = open_log(folder)
    found = list(fsck.check(log))
    for refusal in found:
        print(refusals.text(refusal))
    for path in [] if found else fsck.strangers(folder, log):
        print(word("cli.register-stranger", file=path))
    if not found:
        print(word("cli.register-whole", size=log.checkpoint.size))
    return int(bool(found))


RUN: dict[str, Callable[[argparse.Namespace, Callable[[], int]], int]] = {
    "init": _init,
    "retract": _retract,
    "erase": _erase,
    "prove": _prove,
    "fsck": _fsck,
    "stamp": stamp.run,
    "letter": letter.run,
    "key": next_key.run,
    "cosigned": cosigned.run,
}
