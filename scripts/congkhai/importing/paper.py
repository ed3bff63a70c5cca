"""What was recognised in one paper, and the gaps: the values that the records are written from."""

import re
from dataclasses import dataclass, field

from congkhai.importing.dates import Told
from congkhai.importing.joining import Block
from congkhai.importing.lines import Line, Source
from congkhai.importing.patterns import folded
from congkhai.problems import Problem, Report
from congkhai.records.document import Authority, DefectKind, DocumentSystem, DocumentType

# What each gap is called among the defects of a record; a gap that is our own doubt is no defect of the paper.
DEFECTS = {
    "import-no-head": DefectKind.MISSING_HEAD,
    "import-no-issuer": DefectKind.MISSING_ISSUER,
    "import-no-number": DefectKind.MISSING_NUMBER,
    "import-blank-number": DefectKind.MISSING_NUMBER,
    "import-no-date": DefectKind.MISSING_DATE,
    "import-partial-date": DefectKind.PARTIAL_DATE,
    "import-no-place": DefectKind.MISSING_PLACE,
    "import-no-authority": DefectKind.MISSING_AUTHORITY,
    "import-kinds-differ": DefectKind.CONTRADICTION,
    "import-two-numbers": DefectKind.CONTRADICTION,
    "import-two-dates": DefectKind.CONTRADICTION,
    "import-before-basis": DefectKind.CONTRADICTION,
    "import-other-day": DefectKind.CONTRADICTION,
    "import-two-meeting-days": DefectKind.CONTRADICTION,
    "import-impossible-date": DefectKind.CONTRADICTION,
    "import-wrong-weekday": DefectKind.WRONG_WEEKDAY,
    "import-duplicate-numbering": DefectKind.DUPLICATE_NUMBERING,
    "import-skipped-numbering": DefectKind.FORMAT,
    "import-marks": DefectKind.FORMAT,
    "import-uneven-parts": DefectKind.FORMAT,
    "import-vague-place": DefectKind.UNCLEAR_PLACE,
    "import-no-venue": DefectKind.UNCLEAR_PLACE,
}

# What tells of meetings to come; the others tell of one that was held.
PLANNING = {DocumentType.PLAN, DocumentType.NOTICE, DocumentType.INVITATION}


@dataclass(frozen=True)
class Signature:
    """Who signed, as printed and in proper letters."""

    post: str
    name: str | None = None
    authority: Authority | None = None
    on_behalf_of: str | None = None


@dataclass(frozen=True)
class Basis:
    """A document that the paper rests on, as far as it could be read; `raw` is all that is printed."""

    raw: str
    number: int
    type: DocumentType
    symbol: str | None = None
    issued: str | None = None
    issuer: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Intake:
    """Until when questions are taken, from whom and by whom."""

    number: int
    sender: str
    until: str
    receiver: str | None = None


@dataclass(frozen=True)
class Occasion:
    """One meeting as the paper tells of it: `shown` is its time as printed, `after` the words that follow it."""

    told: Told
    number: int
    printed: str
    shown: str
    after: str
    kind: str = ""
    track: str = ""
    title: str = ""
    is_tentative: bool = False
    is_kind_told: bool = False
    forms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    audience: str | None = None
    chair: tuple[str, ...] = ()
    expected: dict[str, str] = field(default_factory=dict)
    question_minutes: str | None = None
    intake: tuple[Intake, ...] = ()


@dataclass(frozen=True)
class Item:
    """One numbered task of a conclusion."""

    label: str
    text: str
    assignee: str | None = None
    due: str | None = None


@dataclass(frozen=True)
class Stated:
    """A duty as the plan states it: `note` is the sentence, word for word; what it does not say is empty."""

    duty: str
    number: int
    note: str
    bearer: str = ""
    offset: str = ""
    unit: str = ""
    direction: str = ""
    until: str = ""
    channels: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """One petition as a paper tells it: days and ids as the records write them, empty where the paper is silent.

    `section` is the mark of the part that tells it; `named` is who is to answer as printed; `answered` is the day of the meeting, or of the paper that tells the answer.
    """

    number: int
    label: str
    summary: str
    field: str = ""
    area: str = ""
    petitioner: str = ""
    competence: str = ""
    handler: str = ""
    named: str = ""
    due: str = ""
    received: str = ""
    assigned: str = ""
    answer: str = ""
    answered: str = ""
    is_on_spot: bool = False
    note: str = ""
    section: str = ""


@dataclass(frozen=True)
class Kept:
    """A line of the paper that does not stand in the body as it is, and what it was read as (a key of the word list)."""

    line: Line
    role: str


@dataclass
class Paper:
    """One paper: what its parts say. What the paper leaves blank stays None."""

    source: Source
    report: Report
    type: DocumentType | None = None
    is_conclusion: bool = False
    system: DocumentSystem = DocumentSystem.STATE
    has_head: bool = False
    issuer: str | None = None
    issuer_id: str | None = None
    number: str | None = None
    symbol: str | None = None
    symbol_year: str | None = None
    place: str | None = None
    issued: str | None = None
    title: str | None = None
    signature: Signature | None = None
    bases: list[Basis] = field(default_factory=list)
    follows: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    occasions: list[Occasion] = field(default_factory=list)
    loose_intake: list[Intake] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    petitions: list[Asked] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    areas: dict[str, int] = field(default_factory=dict)
    scope: str | None = None
    budget: str | None = None
    began: str | None = None
    ended: str | None = None
    kept: list[Kept] = field(default_factory=list)
    body: str = ""

    def tell(self, slug: str, line: int, /, **values: str) -> None:
        """Note a gap at a line."""
        self.report.add(slug, self.source.place(line), **values)

    def keep(self, line: Line, role: str) -> None:
        """Note that a line was read as something other than the body."""
        self.kept.append(Kept(line, role))

    @property
    def year(self) -> str | None:
        """Return the year of the paper: of its date, else the one that its subject names."""
        return (self.issued or "")[:4] or self.symbol_year

    @property
    def tells_results(self) -> bool:
        """Return whether the paper tells how petitions were settled, which announces no meeting."""
        return re.match(r"(?:ve |viec |v/v )*(?:cong khai )?ket qua\b", folded(self.title or "")) is not None

    @property
    def gaps(self) -> list[Problem]:
        """Return what is blank, doubtful or contradictory, in the order of the lines."""
        return self.report.in_order()
