"""The office's key, as a command is given it: a file outside the repository, and its passphrase from the person or the machine."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from congkhai.register import keys
from congkhai.register.keys import KeyFile
from congkhai.register.log import KEY, folder_reader
from congkhai.register.notes import Key
from congkhai.register.presence import Presence, presence
from congkhai.register.refusal import Refusal
from congkhai.register.succession import terms
from congkhai.sources.folding import file_slug
from congkhai.words import word

REGISTER = "register"
_FILE, _PASSPHRASE = "CONGKHAI_KEY", "CONGKHAI_PASSPHRASE"  # names of variables, which hold the secret


def add(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the key file."""
    parser.add_argument("--key", type=Path, metavar=word("cli.file-name"), help=word("cli.key"))


def add_new(parser: argparse.ArgumentParser) -> None:
    """Add the option of a command that makes a key."""
    parser.add_argument("--no-passphrase", action="store_true", help=word("cli.no-passphrase"))


def opened(options: argparse.Namespace) -> KeyFile:
    """Return the key of the register in a folder, opened.

    Raises Refusal when there is no register, no key file, or another passphrase.
    """
    folder = options.folder / REGISTER
    name = public(folder).name
    path = options.key or _numbered(name, len(terms(folder_reader(folder))))
    if not path.exists():
        raise Refusal("register-no-key", file=str(path))
    return keys.load(path, name, passphrase(word("cli.passphrase", file=path)))


def looked_for(folder: Path) -> Path:
    """Return where the key of the register in a folder is looked for when nobody says; whether there is one is not asked."""
    try:
        register = folder / REGISTER
        return _numbered(public(register).name, len(terms(folder_reader(register))))
    except Refusal:
        return _usual(REGISTER)


def made(options: argparse.Namespace, name: str) -> KeyFile:
    """Return a new key for a register, under a passphrase asked for twice.

    Raises Refusal when the two differ, or where there is a key already.
    """
    path = options.key or _usual(name)
    refuse_inside(options.folder, path)
    return keys.make(path, name, new_passphrase(path, may_be_empty=options.no_passphrase))


def next_key(options: argparse.Namespace, name: str) -> KeyFile:
    """Return the key that is to follow that of a register: a new one, or the one that an interrupted run has made.

    Raises Refusal like `made`.
    """
    folder = options.folder / REGISTER
    path = options.new_key or _usual(name, max(len(terms(folder_reader(folder))), 1) + 1)
    refuse_inside(options.folder, path)
    if path.exists():
        return keys.load(path, name, passphrase(word("cli.passphrase", file=path)))
    return keys.make(path, name, new_passphrase(path, may_be_empty=options.no_passphrase))


def refuse_inside(folder: Path, path: Path) -> None:
    """Raise Refusal for a secret that would lie in a folder that is copied and published."""
    if folder.resolve() in path.resolve().parents:
        raise Refusal("register-key-inside", file=str(path))


def new_passphrase(path: Path, *, may_be_empty: bool) -> str:
    """Return the passphrase of a new key, asked for twice.

    Raises Refusal when the two differ, and for none at all unless that was asked for.
    """
    found = passphrase(word("cli.new-passphrase", file=path))
    if _asks() and found != passphrase(word("cli.passphrase-again")):
        raise Refusal("register-passphrase-differs")
    if not found and not may_be_empty:
        raise Refusal("register-no-passphrase", file=str(path))
    return found


def public(folder: Path) -> Key:
    """Return the public key that lies in a register's folder.

    Raises Refusal when there is no register, or one without its key.
    """
    if presence(folder) is Presence.NONE:
        raise Refusal("register-none", folder=str(folder))
    return Key.parse(folder_reader(folder)(KEY).decode(errors="replace").strip())


def _usual(name: str, term: int = 1) -> Path:
    """Return where the key of a register lies when nobody says; each that followed another has its number."""
    given = os.environ.get(_FILE)
    path = Path(given) if given else Path.home() / ".congkhai" / f"{file_slug(name)}.pem"
    return path.with_name(f"{path.stem}-{term}{path.suffix}") if term > 1 else path


def _numbered(name: str, term: int) -> Path:
    path = _usual(name, term)
    return path if path.exists() else _usual(name)


def _asks() -> bool:
    return _PASSPHRASE not in os.environ and sys.stdin.isatty()


def passphrase(question: str) -> str:
    """Return the passphrase: what the machine was given, else what the person types."""
    if not _asks():
        return os.environ.get(_PASSPHRASE, "")
    return getpass.getpass(f"{question} ")
