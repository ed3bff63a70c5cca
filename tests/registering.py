"""A ward's office with a register of its own in a temporary folder, and the leaves that its tests enter."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from congkhai.register import fsck, keys
from congkhai.register.keys import KeyFile
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import Log, open_log
from congkhai.register.openings import Opening, Role, blind
from congkhai.register.refusal import Refusal
from congkhai.register.writing import append, begin

ORIGIN = "congkhai.phuong-mau.example.vn/so"
BEGAN = 1_773_305_400
T = TypeVar("T")


def digest(text: str) -> str:
    """Return some digest in hex."""
    return sha256(text.encode()).hexdigest()


def built(number: int) -> Leaf:
    """Return a leaf like those of nightly builds, one second after the one before."""
    return Leaf(Kind.BUILD, BEGAN + number, digest=digest(f"{number}"))


def told(fault: Refusal) -> str:
    """Return a fault in short: its slug, and the file or the entry that it names."""
    return " ".join([fault.slug, *(fault.values[name] for name in ("file", "index") if name in fault.values)])


def file_part(name: str) -> Opening:
    """Return the opening of a file of this name."""
    return blind(Role.FILE, name.encode(), f"tai-lieu/{name}", name)


def published(document: int, time: int, parts: tuple[Opening, ...]) -> Leaf:
    """Return the leaf of the first version of a document."""
    return Leaf(Kind.PUBLISH, time, document=document, version=1, parts=tuple(part.digest for part in parts))


@dataclass
class Office:
    """Where a register lies, and who signs it."""

    folder: Path
    signer: KeyFile

    @classmethod
    def new(cls, home: Path) -> "Office":
        """Return an office that has a key, and no register yet."""
        return cls(home / "register", keys.make(home / "khoa" / "so.pem", ORIGIN, ""))

    def begin(self, time: int = BEGAN) -> Log:
        """Begin the register."""
        return begin(self.folder, self.signer, Leaf(Kind.GENESIS, time, digest=digest(f"{self.signer.key}\n")))

    def add(self, count: int) -> Log:
        """Enter so many builds, begin the register where there is none."""
        size = self.log().checkpoint.size if (self.folder / "checkpoint").exists() else self.begin().checkpoint.size
        return append(self.folder, self.signer, [built(number) for number in range(size, size + count)])

    def grow(self, size: int) -> Log:
        """Enter builds until there are so many entries."""
        return self.add(size - (self.log().checkpoint.size if (self.folder / "checkpoint").exists() else 1))

    def publish(self, document: int, time: int, *names: str) -> tuple[Opening, ...]:
        """Enter a document with files of these names; return their openings."""
        parts = tuple(map(file_part, names))
        append(self.folder, self.signer, [published(document, time, parts)], parts)
        return parts

    def log(self) -> Log:
        """Return the register as a reader who has the key opens it."""
        return open_log(self.folder, self.signer.key)

    def told(self) -> list[str]:
        """Return what the full check says, each as `slug file` or `slug index`."""
        return list(map(told, fsck.check(self.log())))

    def copied(self, name: str) -> Path:
        """Return a copy of the folder, such as a backup."""
        target = self.folder.with_name(name)
        shutil.copytree(self.folder, target)
        return target

    def restore(self, backup: Path) -> None:
        """Put a copy in the place of the folder."""
        shutil.rmtree(self.folder)
        shutil.copytree(backup, self.folder)


def outcome(act: Callable[[], T]) -> T | str:
    """Return what an act gives, or the slug of what it was refused for."""
    try:
        return act()
    except Refusal as refusal:
        return refusal.slug


def flip(path: Path, bit: int) -> None:
    """Turn one bit of a file."""
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)
