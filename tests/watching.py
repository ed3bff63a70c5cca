"""A witness with a key and a memory of her own, who looks at an office's register."""

import os
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from congkhai.register import keys
from congkhai.register.checkpoint import Head
from congkhai.register.cosignatures import cosigned, witness_key
from congkhai.register.keys import KeyFile
from congkhai.register.log import folder_reader
from congkhai.register.memory import Memory, folder_of
from congkhai.register.notes import Key, Note
from congkhai.register.witness import Look, look
from registering import BEGAN, ORIGIN, Office

NAME = "thanh-tra.tinh-mau.example"


@dataclass
class Watcher:
    """Somebody outside; `now` is her clock."""

    home: Path
    signer: KeyFile
    first: Key
    now: int = BEGAN + 1000

    @classmethod
    def new(cls, home: Path, office: Office, name: str = NAME) -> "Watcher":
        """Return a witness who was given the key of an office by letter."""
        return cls(home, keys.make(home / "witness.pem", name, ""), office.signer.key)

    @property
    def key(self) -> Key:
        """Return her public key."""
        return witness_key(self.signer.name, self.signer.key.public)

    @property
    def memory(self) -> Memory:
        """Return what she remembers."""
        return Memory.of(self.home, ORIGIN) or Memory(folder_of(self.home, ORIGIN), self.first)

    def look(self, folder: Path) -> Look:
        """Look, and sign nothing."""
        return look(folder_reader(folder), self.memory, self.now)

    def sign(self, folder: Path) -> Note:
        """Look, remember, and return the head with her signature."""
        memory, found = self.memory, self.look(folder)
        note = cosigned(found.log.head.note, self.signer.name, self.signer.private, self.now)
        with mock.patch.object(os, "fsync"):
            memory.remember(Head(note, found.log.checkpoint), found.log.key, self.now)
        return note
