"""The check of a published site by anybody who has a copy of it, or the way to it, and the register's public key."""

import gzip
import io
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from congkhai.published.proved import page_in, proved_text
from congkhai.publishing.releases import MANIFEST
from congkhai.register import fsck, serving
from congkhai.register.leaf import Kind
from congkhai.register.log import Log, folder_reader
from congkhai.register.openings import Opening, Role
from congkhai.register.refusal import Refusal
from congkhai.register.state import Document, State, Version, replay
from congkhai.register.tiles import Read
from congkhai.zone import VIETNAM

_PACKED = ".gz"
_GROWING = ("meeting:", "petition:")
"""Records whose pages tell more from day to day, and that have no files."""


@dataclass(frozen=True)
class Found:
    """Where the register speaks of some bytes: the document, the version whose part they are, and that part."""

    document: Document
    version: Version
    opening: Opening


def faults(log: Log, site: Read) -> Iterator[Refusal]:
    """Yield everything in which a site differs from what its register says, beginning with the register itself."""
    found = list(fsck.check(log))
    yield from found
    if any(fault.slug in {"register-unsigned", "register-wrong-root"} for fault in found):
        return
    try:
        state = replay(log.leaves())
    except Refusal:
        return
    for document in state.documents.values():
        if document.retraction is None:
            yield from _altered(log, site, document)
    yield from _manifest(site, state)


def new_faults(log: Log, site: Read, first: int) -> Iterator[Refusal]:
    """Yield in what a site differs from what the entries from an index on say, and from the build that was entered last."""
    state = replay(log.leaves())
    yield from state.faults
    for document in state.documents.values():
        if document.retraction is None and document.current.index >= first:
            yield from (refusal for part in document.parts if (refusal := _unopened(log, part)))
            yield from _altered(log, site, document)
    yield from _manifest(site, state)


def late_imports(log: Log, indexes: Container[int]) -> Iterator[Refusal]:
    """Yield those of some entries that say to be older than the register, but did not come with the first publication."""
    for found in replay(log.leaves()).late_imports:
        if found.index in indexes:
            time = f"{found.leaf.at(VIETNAM):%H:%M %d/%m/%Y}"
            yield Refusal("register-late-import", index=str(found.index), time=time)


def to_ask(log: Log, indexes: Container[int]) -> Iterator[Refusal]:
    """Yield those of some entries that take a record back, or change the day or the paper that the version before made public.

    An opening that is missing or damaged is told in the place of what it would show, and nothing else is kept back.
    """
    state = replay(log.leaves())
    for document in state.documents.values():
        for before, after in pairwise(document.versions):
            if after.index in indexes:
                yield from to_the_end(_moved(log, state, before, after))
                yield from to_the_end(_changed(log, state, before, after))
        if document.retraction is not None and document.retraction.index in indexes:
            yield from to_the_end(_retracted(log, state, document.current, document.retraction))


def to_the_end(found: Iterator[Refusal]) -> Iterator[Refusal]:
    """Yield what is found, and last what ended the search."""
    try:
        yield from found
    except Refusal as refusal:
        yield refusal


def _moved(log: Log, state: State, before: Version, after: Version) -> Iterator[Refusal]:
    days = before.leaf.claimed, after.leaf.claimed
    if all(days) and days[0] != days[1]:
        told = {"before": _shown(days[0]), "after": _shown(days[1])}
        yield Refusal("register-moved-claim", index=str(after.index), name=_name(log, state, after), **told)


def _changed(log: Log, state: State, before: Version, after: Version) -> Iterator[Refusal]:
    """Yield what says that a paper was changed, or that the words before were erased, so that nobody can compare."""
    told = {"index": str(after.index), "name": _name(log, state, after)}
    if told["name"].startswith(_GROWING):
        return
    if not state.erased.isdisjoint({*before.leaf.parts, *after.leaf.parts}):
        yield Refusal("register-erased-before", **told)
        return
    old, new = (_papers(log, version) for version in (before, after))
    if changed := [address for address, digest in old.items() if new.get(address) != digest]:
        yield Refusal("register-changed-paper", places=", ".join(changed), **told)


def _retracted(log: Log, state: State, last: Version, gone: Version) -> Iterator[Refusal]:
    yield Refusal("register-retraction", index=str(gone.index), name=_name(log, state, last))


def _papers(log: Log, version: Version) -> dict[str, str]:
    """Return the digests of a version's words and files, by address."""
    openings = (log.opening(part) for part in version.leaf.parts)
    return {one.address: one.sha256 for one in openings if one.role in {Role.FILE, Role.TEXT}}


def _shown(day: str | None) -> str:
    return "/".join(reversed((day or "").split("-")))


def _name(log: Log, state: State, version: Version) -> str:
    """Return the name of the record that a version is of, its number where the name was erased."""
    openings = (log.opening(part) for part in version.leaf.parts if part not in state.erased)
    return next((one.name for one in openings if one.role is Role.TEXT), str(version.leaf.document))


def _unopened(log: Log, part: str) -> Refusal | None:
    try:
        log.opening(part)
    except Refusal as refusal:
        return refusal
    return None


def strangers(log: Log, folder: Path) -> list[str]:
    """Return the files in a site's folder that neither the list of its build nor its register knows: nobody vouches for them."""
    try:
        known = {line.partition("  ")[2] for line in folder_reader(folder)(MANIFEST).decode().splitlines()}
        known |= {f"register/{name}" for name, _ in serving.files(folder / "register", log)}
    except (OSError, ValueError, Refusal):
        # What is wrong with list or register is told by itself.
        return []
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(path for path in found if path not in known | {MANIFEST} and not _is_packed_copy(folder, path, known))


def _is_packed_copy(folder: Path, name: str, known: Container[str]) -> bool:
    """Return whether a file is what a server sends in the place of one of the register's, and says the same."""
    plain = name.removesuffix(_PACKED)
    if plain == name or plain not in known or not plain.startswith("register/"):
        return False
    try:
        content = folder_reader(folder)(plain)
        with gzip.open(io.BytesIO(folder_reader(folder)(name))) as packed:
            # A few bytes can unpack to more than any memory holds.
            return packed.read(len(content) + 1) == content
    except (OSError, EOFError, zlib.error, Refusal):
        return False


def _altered(log: Log, site: Read, document: Document) -> Iterator[Refusal]:
    for part in document.parts:
        try:
            opening = log.opening(part)
        except Refusal:
            # The check of the register has told that already.
            continue
        if opening.role is Role.DEED:
            # It is told by the words of the page.
            continue
        if (content := _content(site, opening)) is None:
            yield Refusal("verify-withheld", name=opening.name, address=opening.address)
        elif sha256(content).hexdigest() != opening.sha256:
            yield Refusal("verify-altered", name=opening.name, address=opening.address)


def _content(site: Read, opening: Opening) -> bytes | None:
    address = opening.address.lstrip("/")
    try:
        if opening.role is Role.TEXT:
            return proved_text(page_in(site(f"{address}index.html"))).encode()
        return site(address)
    except Refusal:
        return None


def _manifest(site: Read, state: State) -> Iterator[Refusal]:
    """Yield every file that is not the one of the build that was entered last."""
    if (build := state.latest.get(Kind.BUILD)) is None:
        return
    try:
        listed = site(MANIFEST)
    except Refusal as refusal:
        yield refusal
        return
    if sha256(listed).hexdigest() != build.leaf.digest:
        yield Refusal("verify-other-manifest")
        return
    for line in listed.decode(errors="replace").splitlines():
        digest, _, name = line.partition("  ")
        try:
            is_same = sha256(site(name)).hexdigest() == digest
        except Refusal:
            is_same = False
        if not is_same:
            yield Refusal("verify-altered-file", file=name)


def find(log: Log, content: bytes) -> list[Found]:
    """Return where the register speaks of a file or of the words of a page, oldest first; each is proved.

    Raises Refusal for a register that is damaged.
    """
    digests, state, found = _digests(content), replay(log.leaves()), []
    for document in state.documents.values():
        for version in document.versions:
            for part in set(version.leaf.parts) - state.erased:
                opening = log.opening(part)
                if opening.role is not Role.DEED and opening.sha256 in digests:
                    log.entry(version.index)
                    found.append(Found(document, version, opening))
    return sorted(found, key=lambda one: (one.version.index, one.opening.address))


def speaks_of(opening: Opening, content: bytes) -> bool:
    """Return whether an opening is that of a file, or of the words of a page."""
    return opening.role is not Role.DEED and opening.sha256 in _digests(content)


def _digests(content: bytes) -> set[str]:
    found = {sha256(content).hexdigest()}
    if page := page_in(content):
        words = proved_text(page)
        # A page without marked words says nothing that could be proved.
        if words:
            found.add(sha256(words.encode()).hexdigest())
    return found
