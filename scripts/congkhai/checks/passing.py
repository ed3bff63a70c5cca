"""What lets personal data pass: the lists of the settings, the signers of documents, the waivers of a dossier."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from congkhai.privacy.detecting import Gate, gate
from congkhai.privacy.finding import Finding, Kind
from congkhai.problems import Report
from congkhai.records.document import Document
from congkhai.records.entry import Entry
from congkhai.records.keeping import Kept
from congkhai.records.reading import ConclusionDossier, PlanDossier, Records
from congkhai.records.waiver import Waiver, read_waivers
from congkhai.settings import Settings
from congkhai.sources.files import StoredFile
from congkhai.sources.folders import WAIVERS_FILE
from congkhai.words import word_in


@dataclass
class Look:
    """A walk through a portal: what passes, where problems go, what earlier looks found, what a waiver let pass.

    While not all officials are known, a name accuses nobody: it may be that of a signer whose document was not read.
    """

    gate: Gate
    report: Report
    kept: Kept | None = None
    knows_officials: bool = True
    waived: set[str] = field(default_factory=set)

    def tells(self, finding: Finding) -> bool:
        """Return whether a finding is told."""
        return self.knows_officials or finding.kind is not Kind.NAME


@dataclass
class Passing:
    """The waivers of one folder; which of them were needed, and whether something was refused beside them."""

    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    refused: bool = False

    @classmethod
    def read(cls, files: Mapping[str, StoredFile], folder: str, report: Report) -> "Passing":
        """Return the waivers that lie among the files of a folder."""
        stored = files.get(WAIVERS_FILE)
        rows = read_waivers(stored, f"{folder}/{WAIVERS_FILE}", report) if stored is not None else []
        return cls({waiver.passage.casefold(): waiver for waiver in rows})

    def lets_pass(self, digest: str) -> bool:
        """Return whether a waiver names this digest."""
        if digest not in self.waivers:
            return False
        self.needed.add(digest)
        return True

    def tell_left_over(self, report: Report) -> None:
        """Report every waiver that lets nothing pass: lapsed where something was refused, else not needed."""
        for digest, waiver in self.waivers.items():
            if digest not in self.needed:
                slug = "privacy-waiver-lapsed" if self.refused else "privacy-waiver-unused"
                report.add(slug, waiver.place_of("passage"))


def portal_gate(
    settings: Settings | None, dossiers: Iterable[PlanDossier | ConclusionDossier], officials: Iterable[str] = ()
) -> Gate:
    """Return the gate of a portal: what its settings declare, who signs its documents, how its offices are reached."""
    officials = {*officials, *signers(dossiers)}
    if settings is None:
        return gate(officials=sorted(officials))
    unit = settings.unit
    contacts = (unit.phone, unit.email, unit.address, unit.responsible, unit.takedown)
    officials |= {*settings.privacy.officials, *filter(None, (unit.responsible,))}
    named = (*(body.name for body in settings.bodies), *(area.name for area in settings.areas), unit.name)
    return gate(
        officials=sorted(officials),
        places=(*settings.privacy.places, *named),
        numbers=(*settings.privacy.numbers, *filter(None, contacts)),
    )


def signers(dossiers: Iterable[PlanDossier | ConclusionDossier]) -> set[str]:
    """Return the names of all who signed a document in office."""
    found: set[str] = set()
    for dossier in dossiers:
        documents: list[Document | None]
        if isinstance(dossier, PlanDossier):
            documents = [dossier.plan, *(meeting.notice for meeting in dossier.meetings)]
        else:
            documents = [dossier.conclusion]
        for document in documents:
            if document is not None and document.signer is not None and document.signer.name:
                found.add(document.signer.name)
    return found


def are_signers_known(records: Records) -> bool:
    """Return whether every document that somebody may have signed was read whole."""
    documents: list[Entry | None] = [dossier.conclusion for dossier in records.conclusions]
    for dossier in records.plans:
        documents += (dossier.plan, *dossier.meetings)
    are_whole = all(document is not None and document.is_whole for document in documents)
    return (
        are_whole and "Meeting" not in records.unread and not records.partial & {d.folder.file for d in records.plans}
    )


def passage_digest(text: str, start: int, end: int) -> str:
    """Return the SHA-256 of the lines in which a finding stands, their blanks folded, in hexadecimal."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    lines = text[first : last if last >= 0 else len(text)]
    return sha256(" ".join(lines.split()).encode()).hexdigest()


def words_of(finding: Finding) -> dict[str, str]:
    """Return what a message says of a finding: its kind in both languages, and its value masked."""
    kinds = {f"kind_{language}": word_in(language, f"privacy.{finding.kind.value}") for language in ("vi", "en")}
    return {"masked": finding.masked, **kinds}
