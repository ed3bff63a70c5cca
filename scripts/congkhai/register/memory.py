"""What a witness remembers of one log, in a folder of its own that the log's owner has nothing to do with."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from congkhai.register.checkpoint import Head
from congkhai.register.evidence import Evidence
from congkhai.register.notes import Key
from congkhai.register.refusal import Refusal
from congkhai.register.writing import write_file

_FILE = "seen.json"
_EVIDENCE = "evidence-"


@dataclass(frozen=True)
class Memory:
    """The key of a log, the head that was seen last, None before the first, and when, by the clock of the witness."""

    folder: Path
    key: Key
    head: Head | None = None
    seen: int = 0

    @classmethod
    def of(cls, home: Path, origin: str) -> "Memory | None":
        """Return what is remembered of a log, None when nothing is.

        Raises Refusal for a memory that is damaged: a witness that has lost it must not begin again as if it had seen nothing.
        """
        folder = folder_of(home, origin)
        try:
            content = (folder / _FILE).read_bytes()
        except FileNotFoundError:
            return None
        try:
            found = json.loads(content)
            key, seen = Key.parse(found["key"]), found["seen"]
            head = Head.parse(found["head"].encode(), key)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, Refusal) as error:
            raise Refusal("witness-bad-memory", folder=str(folder)) from error
        if type(seen) is not int or key.name != origin:
            raise Refusal("witness-bad-memory", folder=str(folder))
        return cls(folder, key, head, seen)

    def remember(self, head: Head, key: Key, now: int) -> None:
        """Keep a head as the last that was seen, on disk before anybody hears of it."""
        found = {"key": str(key), "seen": now, "head": str(head.note)}
        write_file(self.folder / _FILE, json.dumps(found, ensure_ascii=False, indent=1).encode())

    def accuse(self, evidence: Evidence) -> Path:
        """Keep two heads that cannot both be true; return their file."""
        content = str(evidence).encode()
        path = self.folder / f"{_EVIDENCE}{sha256(content).hexdigest()[:12]}.txt"
        write_file(path, content)
        return path


def folder_of(home: Path, origin: str) -> Path:
    """Return the folder of what a witness remembers of a log."""
    return home / f"log-{quote(origin, safe='')}"


def accusations(memory: Memory) -> Iterator[Path]:
    """Yield the files of evidence that were kept."""
    yield from sorted(memory.folder.glob(f"{_EVIDENCE}*.txt"))
