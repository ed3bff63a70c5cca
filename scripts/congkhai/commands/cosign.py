"""`congkhai cosign`: a witness from outside looks at a ward's register and signs its head, if it is the one of before and more."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from congkhai.commands import looking, office_key, refusals
from congkhai.register import keys
from congkhai.register.checkpoint import Head
from congkhai.register.cosignatures import cosigned, witness_key
from congkhai.register.keys import KeyFile
from congkhai.register.notes import COSIGNATURE, Key
from congkhai.register.refusal import Refusal
from congkhai.register.writing import write_file
from congkhai.words import word

_SECRET, _PUBLIC, _ANSWER = "witness.pem", "witness.key", "cosigned"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    looking.add(parser, needs_state=True)
    parser.add_argument("--name", metavar=word("cli.witness-name"), help=word("cli.cosign-name"))
    parser.add_argument("--out", type=Path, metavar=word("cli.file-name"), help=word("cli.cosign-out"))
    office_key.add_new(parser)


def run(options: argparse.Namespace, _today: date, now: Callable[[], int]) -> int:
    """Sign the head of a register as a witness; return 1 for what is refused, and then nothing is signed."""
    with refusals.told() as ended:
        key = _witness(options)
        with key.turn():
            return _cosign(options, key, now())
    return ended.code


def _cosign(options: argparse.Namespace, key: KeyFile, now: int) -> int:
    seen = looking.look(options, now)
    looking.tell(seen)
    log = seen.look.log
    if log.key.public == key.key.public:
        raise Refusal("register-own-witness", name=log.key.name)
    own = tuple(line for line in log.head.note.signatures if line.id == log.key.id)
    note = cosigned(replace(log.head.note, signatures=own), key.name, key.private, now)
    # On disk before anybody hears of it: nothing else may ever be signed than what follows from it.
    seen.memory.remember(Head(note, log.checkpoint), log.key, now)
    out = options.out or seen.memory.folder / _ANSWER
    write_file(out, str(note).encode())
    print(word("cli.cosigned", size=log.checkpoint.size, file=out))
    return 0


def _witness(options: argparse.Namespace) -> KeyFile:
    """Return the key of the witness, made at the first time."""
    secret, public = options.state / _SECRET, options.state / _PUBLIC
    if public.exists():
        known = Key.parse(public.read_text(encoding="utf-8", errors="replace").strip(), COSIGNATURE)
        found = keys.load(secret, known.name, office_key.passphrase(word("cli.passphrase", file=secret)))
        if witness_key(known.name, found.key.public) != known:
            raise Refusal("witness-bad-memory", folder=str(options.state))
        return found
    if not options.name:
        raise Refusal("witness-no-name", folder=str(options.state))
    made = keys.make(secret, options.name, office_key.new_passphrase(secret, may_be_empty=options.no_passphrase))
    shown = witness_key(made.name, made.key.public)
    write_file(public, f"{shown}\n".encode())
    print(word("cli.witness-made", file=secret, public=shown))
    return made
