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
# Of which logs something is remembered, and up to which size: so that a memory that is lost or old is known for one.
_LOGS = "logs.json"


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

        Raises Refusal for a memory that is damaged, lost or from an old copy: whoever signs must not begin again as if nothing
        had been seen.
        """
        folder = folder_of(home, origin)
        known = _sizes(home).get(origin, 0)
        try:
            content = (folder / _FILE).read_bytes()
        except FileNotFoundError:
            if known or folder.exists():
                raise Refusal("witness-bad-memory", folder=str(folder)) from None
            return None
        try:
            found = json.loads(content)
            key, seen = Key.parse(found["key"]), found["seen"]
            head = Head.parse(found["head"].encode(), key)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, Refusal) as error:
            raise Refusal("witness-bad-memory", folder=str(folder)) from error
        if type(seen) is not int or key.name != origin or head.checkpoint.size < known:
            raise Refusal("witness-bad-memory", folder=str(folder))
        return cls(folder, key, head, seen)

    def remember(self, head: Head, key: Key, now: int) -> None:
        """Keep a head as the last that was seen, on disk before anybody hears of it."""
        found = {"key": str(key), "seen": now, "head": str(head.note)}
        write_file(self.folder / _FILE, json.dumps(found, ensure_ascii=False, indent=1).encode())
        home = self.folder.parent
        sizes = _sizes(home) | {self.key.name: head.checkpoint.size}
        write_file(home / _LOGS, json.dumps(sizes, ensure_ascii=False, indent=1, sort_keys=True).encode())

    def accuse(self, evidence: Evidence) -> Path:
        """Keep two heads that cannot both be true; return their file."""
        content = str(evidence).encode()
        path = self.folder / f"{_EVIDENCE}{sha256(content).hexdigest()[:12]}.txt"
        write_file(path, content)
        return path


def folder_of(home: Path, origin: str) -> Path:
    """Return the folder of what a witness remembers of a log."""
    return home / f"log-{quote(origin, safe='')}"


def _sizes(home: Path) -> dict[str, int]:
    """Return of which logs something is remembered, with their sizes.

    Raises Refusal for a list that is damaged.
    """
    try:
        found = json.loads((home / _LOGS).read_bytes())
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise Refusal("witness-bad-memory", folder=str(home)) from error
    if not isinstance(found, dict) or not all(type(size) is int for size in found.values()):
        raise Refusal("witness-bad-memory", folder=str(home))
    return found


def accusations(memory: Memory) -> Iterator[Path]:
    """Yield the files of evidence that were kept."""
    yield from sorted(memory.folder.glob(f"{_EVIDENCE}*.txt"))
