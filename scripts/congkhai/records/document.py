"""What every official document has: number, date, signer, bases, recipients, changes, files.

The parts follow the nine main parts of an administrative document (Nghị định 30/2020/NĐ-CP, Điều 8).
"""

from enum import StrEnum

from congkhai.records.entry import Entry
from congkhai.records.fields import Designation, DocumentNumber, FileName, Id, Line, Paragraphs, YesNo
from congkhai.records.when import DocumentDate, Moment


class DocumentType(StrEnum):
    """Types of document that this portal meets; state types as in Nghị định 30/2020, Điều 7."""

    PLAN = "plan"
    NOTICE = "notice"
    INVITATION = "invitation"
    MINUTES = "minutes"
    REPORT = "report"
    DECISION = "decision"
    PROGRAMME = "programme"
    GUIDANCE = "guidance"
    RESOLUTION = "resolution"
    CONCLUSION = "conclusion"
    LETTER = "letter"
    LAW = "law"
    DECREE = "decree"
    OTHER = "other"


class DocumentSystem(StrEnum):
    """Whose layout a document follows: the state's, or the party's (no national title, own number form)."""

    STATE = "state"
    PARTY = "party"


class Authority(StrEnum):
    """In whose place the signer signs (Nghị định 30/2020, Điều 13)."""

    TM = "TM"
    KT = "KT"
    TL = "TL"
    TUQ = "TUQ"
    Q = "Q"


class ChangeKind(StrEnum):
    """What happened to a document after it was published."""

    CORRECTION = "correction"
    REPLACEMENT = "replacement"
    WITHDRAWAL = "withdrawal"


class DefectKind(StrEnum):
    """What is missing or wrong in the document as printed; recorded, never repaired by guessing."""

    MISSING_NUMBER = "missing-number"
    MISSING_DATE = "missing-date"
    MISSING_ISSUER = "missing-issuer"
    MISSING_HEAD = "missing-head"
    MISSING_PLACE = "missing-place"
    MISSING_AUTHORITY = "missing-authority"
    PARTIAL_DATE = "partial-date"
    DUPLICATE_NUMBERING = "duplicate-numbering"
    UNCLEAR_PLACE = "unclear-place"
    WRONG_WEEKDAY = "wrong-weekday"
    CONTRADICTION = "contradiction"
    FORMAT = "format"
    TYPING = "typing"


class Signer(Entry):
    """Who signed: in whose place, in which post, and the name of the official."""

    authority: Authority | None = None
    on_behalf_of: Line | None = None
    post: Line
    name: Line | None = None


class LegalBasis(Entry):
    """A document on which another rests."""

    type: DocumentType
    symbol: Designation | None = None
    issued: DocumentDate | None = None
    issuer: Line | None = None
    title: Line | None = None
    plan: Id | None = None


class Change(Entry):
    """One public change: what, when, why; a replacement names the record that takes its place."""

    kind: ChangeKind
    at: Moment
    reason: Paragraphs
    replaced_by: Id | None = None


class Attachment(Entry):
    """A file of the dossier that is published; `signed` only when the file bears the agency's signature."""

    file: FileName
    title: Line
    signed: YesNo | None = None


class Defect(Entry):
    """One defect of the document as printed."""

    kind: DefectKind
    note: Paragraphs


class Document(Entry):
    """An official document; whatever the paper leaves blank stays absent."""

    type: DocumentType
    system: DocumentSystem = DocumentSystem.STATE
    issuer: Id | None = None
    number: DocumentNumber | None = None
    symbol: Designation | None = None
    issued: DocumentDate | None = None
    place: Line | None = None
    title: Line
    signer: Signer | None = None
    legal_bases: tuple[LegalBasis, ...] = ()
    recipients: tuple[Line, ...] = ()
    published: Moment | None = None
    changes: tuple[Change, ...] = ()
    files: tuple[Attachment, ...] = ()
    defects: tuple[Defect, ...] = ()
    illustrative: YesNo = False

    @property
    def reference(self) -> str | None:
        """Return number and symbol as one: `30/KH-UBND` of the state, `05-KH/ĐU` of the party."""
        if self.number is None or self.symbol is None:
            return self.number
        # A party symbol carries its own slash, so number and symbol are joined by a hyphen.
        return f"{self.number}{'-' if '/' in self.symbol else '/'}{self.symbol}"

    @property
    def is_party(self) -> bool:
        """Return whether the document is a party organ's, by its system or its symbol (`KH/ĐU`)."""
        return self.system is DocumentSystem.PARTY or (self.symbol is not None and "/" in self.symbol)

    @property
    def withdrawal(self) -> Change | None:
        """Return the change that took this document back, if any."""
        return next((change for change in self.changes if change.kind is not ChangeKind.CORRECTION), None)
