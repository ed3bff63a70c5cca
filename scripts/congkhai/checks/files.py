"""The files of a dossier: named by a record, really there, and what they claim to be."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from congkhai.problems import Place, Report, nearest
from congkhai.records.document import Attachment
from congkhai.records.entry import Ref
from congkhai.records.reading import ConclusionDossier, PlanDossier, Records
from congkhai.sources.files import StoredFile
from congkhai.sources.folders import RECORD_ENDINGS, Dossier
from congkhai.sources.folding import file_slug

MAX_BYTES = 20 * 2**20

_HOST = re.compile(r"(?:www\.[^\s/]+|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net))(?:[/?#]\S*)?", re.IGNORECASE)

# First bytes of every kind of file that may be published; office files are ZIP archives.
_SIGNATURES = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "odt": (b"PK\x03\x04",),
    "ods": (b"PK\x03\x04",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "webp": (b"RIFF",),
}


def named_files(dossier: PlanDossier | ConclusionDossier) -> Iterator[Ref]:
    """Yield each file name that the records of a dossier give, images in prose included."""
    yield from (attachment.file for attachment in attachments(dossier))
    for link in dossier.body.links():
        if is_file_link(link.target):
            yield Ref(linked_file(link.target), link.place)


def attachments(dossier: PlanDossier | ConclusionDossier) -> Iterator[Attachment]:
    """Yield every attachment that the records of a dossier name."""
    if isinstance(dossier, PlanDossier):
        yield from dossier.plan.files if dossier.plan else ()
        for meeting in dossier.meetings:
            yield from meeting.notice.files if meeting.notice else ()
    else:
        yield from dossier.conclusion.files if dossier.conclusion else ()
        yield from dossier.petitions.files


def is_file_link(target: str) -> bool:
    """Return whether a link in prose names a file of the same folder that is no record."""
    if ":" in target or target.startswith(("#", "/")) or is_host(target):
        return False
    return "." in target and not linked_file(target).endswith(RECORD_ENDINGS)


def is_host(target: str) -> bool:
    """Return whether a link in prose is the address of a site without `https://`."""
    return _HOST.fullmatch(target) is not None


def linked_file(target: str) -> str:
    """Return the name of the file that a link means, without `./` before it and `#page=2` after it."""
    return target.removeprefix("./").partition("#")[0]


def check_files(records: Records, report: Report) -> None:
    """Report missing, misnamed and forbidden files, and files that no record names."""
    for dossier in records.dossiers:
        named = list(named_files(dossier))
        for ref in named:
            check_file(ref, dossier.folder.attachments, report)
        _check_addresses([ref for ref in named if ref in dossier.folder.attachments], report)
        if dossier.folder.file not in records.partial and _is_whole(dossier):
            _check_unnamed(dossier.folder, named, report)


def _is_whole(dossier: PlanDossier | ConclusionDossier) -> bool:
    if isinstance(dossier, PlanDossier):
        return dossier.plan is not None and all(e.is_whole for e in (dossier.plan, *dossier.meetings))
    return dossier.conclusion is not None and dossier.conclusion.is_whole and dossier.petitions.is_whole


def _check_unnamed(folder: Dossier, named: Sequence[str], report: Report) -> None:
    meant = meant_files(named, folder.attachments)
    for name in folder.attachments:
        if name not in meant and not name.endswith(RECORD_ENDINGS):
            report.add("unnamed-file", Place(f"{folder.file}/{name}"), name=name)


def meant_files(named: Iterable[str], files: Collection[str]) -> set[str]:
    """Return which `files` the names stand for: each itself, or the nearest to one misspelt."""
    return {name if name in files else nearest(name, files) for name in named}


def check_file(ref: Ref, files: Mapping[str, StoredFile], report: Report) -> None:
    """Report a file named at `ref` that is not among `files` or may not be published."""
    file = files.get(ref)
    kind = ref.rpartition(".")[2].lower()
    if file is None:
        report.add("missing-file", ref.place, name=ref, near=nearest(ref, files))
    elif kind not in _SIGNATURES:
        report.add("forbidden-file", ref.place, name=ref, known=", ".join(_SIGNATURES))
    else:
        # A file that the system refuses is told once, by whoever looks for personal data in every file.
        with suppress(OSError):
            _check_content(file, ref, kind, report)


def _check_content(file: StoredFile, ref: Ref, kind: str, report: Report) -> None:
    if file.size > MAX_BYTES:
        report.add("attachment-too-large", ref.place, name=ref, size=f"{file.size / 2**20:.1f}")
    elif file.size == 0:
        report.add("blank-file", ref.place, name=ref)
    elif not file.head.startswith(_SIGNATURES[kind]):
        report.add("wrong-file-kind", ref.place, name=ref, kind=kind)


def _check_addresses(named: Sequence[Ref], report: Report) -> None:
    first: dict[str, Ref] = {}
    for ref in named:
        earlier = first.setdefault(file_slug(ref), ref)
        if earlier != ref:
            report.add("same-file-address", ref.place, name=ref, first=earlier)
