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
from congkhai.register.refusal import Refusal
from congkhai.sources.folding import file_slug
from congkhai.words import word

REGISTER = "register"
_FILE, _PASSPHRASE = "CONGKHAI_KEY", "CONGKHAI_PASSPHRASE"  # names of variables, which hold the secret


def add(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the key file."""
    parser.add_argument("--key", type=Path, metavar=word("cli.file-name"), help=word("cli.key"))


def opened(options: argparse.Namespace) -> KeyFile:
    """Return the key of the register in a folder, opened.

    Raises Refusal when there is no register, no key file, or another passphrase.
    """
    name = public(options.folder / REGISTER).name
    path = options.key or _usual(name)
    if not path.exists():
        raise Refusal("register-no-key", file=str(path))
    return keys.load(path, name, _passphrase(word("cli.passphrase", file=path)))


def made(options: argparse.Namespace, name: str) -> KeyFile:
    """Return a new key for a register, under a passphrase asked for twice.

    Raises Refusal when the two differ, or where there is a key already.
    """
    path = options.key or _usual(name)
    root = options.folder.resolve()
    if root in path.resolve().parents:
        raise Refusal("register-key-inside", file=str(path))
    passphrase = _passphrase(word("cli.new-passphrase", file=path))
    if _asks() and passphrase != _passphrase(word("cli.passphrase-again")):
        raise Refusal("register-passphrase-differs")
    return keys.make(path, name, passphrase)


def public(folder: Path) -> Key:
    """Return the public key that lies in a register's folder.

    Raises Refusal when there is none.
    """
    try:
        return Key.parse(folder_reader(folder)(KEY).decode(errors="replace").strip())
    except Refusal as refusal:
        raise (
            Refusal("register-none", folder=str(folder)) if refusal.slug == "register-missing-file" else refusal
        ) from None


def _usual(name: str) -> Path:
    given = os.environ.get(_FILE)
    return Path(given) if given else Path.home() / ".congkhai" / f"{file_slug(name)}.pem"


def _asks() -> bool:
    return _PASSPHRASE not in os.environ and sys.stdin.isatty()


def _passphrase(question: str) -> str:
    """Return the passphrase: what the machine was given, else what the person types."""
    if not _asks():
        return os.environ.get(_PASSPHRASE, "")
    return getpass.getpass(f"{question} ")
