"""A leaf: what the register says for ever. No free text and no personal data: ids of ours, numbers, times and digests.

Its bytes are canonical JSON: ASCII, keys in order, no spaces. It is read by one pattern for each kind, which only the bytes
that it is written in can match: the same as writing it again to compare, and much faster. No two readings are left.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any, NamedTuple

from congkhai.register.refusal import Refusal
from congkhai.register.tiles import MAX_ENTRY

VERSION = 1
_WORD = re.compile(r"[a-z0-9._:/-]{1,120}")
DIGEST = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
MAX_NUMBER = 2**53
_WRITER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


class Kind(StrEnum):
    """What a leaf says."""

    GENESIS = "genesis"
    RULES = "rules"
    CALENDAR = "calendar"
    DUTY = "duty"
    PUBLISH = "publish"
    IMPORT = "import"
    CORRECT = "correct"
    RETRACT = "retract"
    ERASE = "erase"
    ANCHOR = "anchor"
    BUILD = "build"
    KEY = "key"


# What makes a version of a document public.
PUBLICATIONS = frozenset({Kind.PUBLISH, Kind.IMPORT, Kind.CORRECT})
# Of the year 9998: after it some zone has no date. Nobody writes such a leaf, but a forger may.
LAST_SECOND = 253_370_764_799


class Leaf(NamedTuple):
    """One entry: `time` is the clerk's clock in seconds since 1970 (UTC), a claim and no proof.

    `document` and `version` number what was published, `previous` is the index of its leaf before; `parts` are digests of
    openings, `digest` one of public things. `claimed` is the day that the record gives, `due` the last second in time.
    """

    kind: Kind
    time: int
    document: int | None = None
    version: int | None = None
    previous: int | None = None
    parts: tuple[str, ...] = ()
    claimed: str | None = None
    basis: str | None = None
    due: int | None = None
    digest: str | None = None
    size: int | None = None
    reason: str | None = None

    def at(self, zone: tzinfo) -> datetime:
        """Return the claimed time in a zone."""
        return datetime.fromtimestamp(min(self.time, LAST_SECOND), zone)

    def encode(self) -> bytes:
        """Return the bytes of the leaf.

        Raises Refusal for one that says too little, too much, or what a leaf may not hold.
        """
        found = {name: getattr(self, name) for name in _NAMES if getattr(self, name) not in (None, ())}
        if found.keys() != _REQUIRED[self.kind] | (found.keys() & _OPTIONAL.get(self.kind, set())):
            raise Refusal("register-bad-leaf")
        if not all(_CHECKS[name](value) for name, value in found.items()):
            raise Refusal("register-bad-leaf")
        content = {"v": VERSION, "k": self.kind.value, "t": self.time, **found}
        entry = _WRITER.encode(content).encode("ascii")
        if not _is_number(self.time) or len(entry) > MAX_ENTRY:
            raise Refusal("register-bad-leaf")
        return entry

    @classmethod
    def decode(cls, entry: bytes) -> "Leaf":
        """Return the leaf in some bytes.

        Raises Refusal unless they are the very bytes that it is written in.
        """
        text = entry.decode("ascii", "replace")
        named = _KIND.search(text)
        form = _FORMS.get(named[1]) if named and len(entry) <= MAX_ENTRY else None
        match = form.pattern.fullmatch(text) if form else None
        if form is None or match is None:
            raise Refusal("register-bad-leaf")
        values: dict[str, Any] = match.groupdict()
        for name, read in form.readers:
            values[name] = read(values[name])
        return cls(form.kind, **values)


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value < MAX_NUMBER


def _is_text(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _are_digests(value: object) -> bool:
    return isinstance(value, tuple) and all(_is_text(DIGEST, one) for one in value) and len(set(value)) == len(value)


_CHECKS: Mapping[str, Callable[[object], bool]] = {
    "document": _is_number,
    "version": _is_number,
    "previous": _is_number,
    "parts": _are_digests,
    "claimed": lambda value: _is_text(_DAY, value),
    "basis": lambda value: _is_text(_WORD, value),
    "due": _is_number,
    "digest": lambda value: _is_text(DIGEST, value),
    "size": _is_number,
    "reason": lambda value: _is_text(_WORD, value),
}
_NAMES = tuple(name for name in Leaf._fields if name in _CHECKS)
_REQUIRED: Mapping[Kind, frozenset[str]] = {
    Kind.GENESIS: frozenset({"digest"}),
    Kind.RULES: frozenset({"digest"}),
    Kind.CALENDAR: frozenset({"digest"}),
    Kind.DUTY: frozenset({"parts", "basis", "due"}),
    Kind.PUBLISH: frozenset({"document", "version", "parts"}),
    Kind.IMPORT: frozenset({"document", "version", "parts"}),
    Kind.CORRECT: frozenset({"document", "version", "previous", "parts"}),
    Kind.RETRACT: frozenset({"document", "previous", "reason"}),
    Kind.ERASE: frozenset({"document", "parts", "reason"}),
    Kind.ANCHOR: frozenset({"size", "digest"}),
    Kind.BUILD: frozenset({"digest"}),
    Kind.KEY: frozenset({"digest"}),
}
_OPTIONAL: Mapping[Kind, set[str]] = {
    Kind.PUBLISH: {"claimed"},
    Kind.IMPORT: {"claimed"},
    Kind.CORRECT: {"claimed"},
}


def _read_digests(text: str) -> tuple[str, ...]:
    value = tuple(text[2:-2].split('","'))
    if len(value) > 1 and len(set(value)) != len(value):
        raise Refusal("register-bad-leaf")
    return value


def _below(limit: str) -> str:
    """Return the pattern of the numbers below one, which is no power of ten."""
    smaller = [f"{limit[:place]}[0-{int(digit) - 1}][0-9]{{{len(limit) - place - 1}}}"
               for place, digit in enumerate(limit) if place and digit != "0"]  # fmt: skip
    return "|".join(
        ["0", f"[1-9][0-9]{{0,{len(limit) - 2}}}", f"[1-{int(limit[0]) - 1}][0-9]{{{len(limit) - 1}}}", *smaller]
    )


@dataclass(frozen=True)
class _Form:
    """How a kind of leaf is written: each named group is a value; `readers` make what is no text of it."""

    kind: Kind
    pattern: re.Pattern[str]
    readers: tuple[tuple[str, Callable[[str], Any]], ...]


_KIND = re.compile('"k":"([a-z]+)"')
_TEXTS = {"claimed": _DAY, "basis": _WORD, "digest": DIGEST, "reason": _WORD}
_DIGESTS = r'\["{0}"(?:,"{0}")*\]'.replace("{0}", DIGEST.pattern)
_NUMBER = _below(str(MAX_NUMBER))


def _form(kind: Kind) -> _Form:
    optional = _OPTIONAL.get(kind, set())
    pattern, readers = "", []
    for key in sorted({"k", "t", "v", *_REQUIRED[kind], *optional}):
        name = "time" if key == "t" else key
        if key in {"k", "v"}:
            value = f'"{kind.value}"' if key == "k" else str(VERSION)
        elif key in _TEXTS:
            value = f'"(?P<{name}>{_TEXTS[key].pattern})"'
        else:
            form, read = (_DIGESTS, _read_digests) if key == "parts" else (_NUMBER, int)
            value = f"(?P<{name}>{form})"
            readers.append((name, read))
        pair = f'"{key}":{value},'
        pattern += f"(?:{pair})?" if key in optional else pair
    return _Form(kind, re.compile(f"{{{pattern.removesuffix(',')}}}"), tuple(readers))


_FORMS = {kind.value: _form(kind) for kind in Kind}
