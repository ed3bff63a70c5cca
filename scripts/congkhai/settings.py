"""Every setting of a portal, as it stands in mkdocs.yml under `plugins: - congkhai:`."""

from enum import StrEnum
from pathlib import Path

from congkhai.problems import Place, Problem, Report
from congkhai.records.entry import Entry
from congkhai.records.fields import Count, Designation, Id, Line, Paragraphs, YesNo, read_record
from congkhai.records.when import ExactDay, Moment
from congkhai.sources.text import read_text
from congkhai.sources.yaml import Rows, Table, Value, read_yaml

SETTINGS_FILE = "mkdocs.yml"


class Level(StrEnum):
    """The kind of unit that runs the portal."""

    WARD = "ward"
    COMMUNE = "commune"
    SPECIAL_ZONE = "special-zone"


class System(StrEnum):
    """The system that a body belongs to."""

    STATE = "state"
    PARTY = "party"
    FRONT = "front"
    MASS_ORGANISATION = "mass-organisation"
    RESIDENTIAL = "residential"
    ENTERPRISE = "enterprise"
    UPPER_LEVEL = "upper-level"


class AreaKind(StrEnum):
    """The kind of area within a unit."""

    RESIDENTIAL_GROUP = "residential-group"
    VILLAGE = "village"
    UNIT = "unit"


class Typeface(StrEnum):
    """The typeface of the pages: one that comes with the portal, or the reader's own."""

    BE_VIETNAM_PRO = "be-vietnam-pro"
    SYSTEM = "system"


class PortalUnit(Entry):
    """The unit whose portal this is, and whom to ask (Nghị định 42/2022/NĐ-CP, Điều 4)."""

    name: Line
    agency: Line
    level: Level
    province: Line
    address: Line | None = None
    phone: Line | None = None
    email: Line | None = None
    responsible: Line | None = None
    takedown: Line | None = None
    name_en: Line | None = None
    agency_en: Line | None = None


class Body(Entry):
    """An agency or organisation: the days of its existence, who came after it, the local rules that bind it."""

    id: Id
    name: Line
    name_en: Line | None = None
    short: Line | None = None
    system: System
    valid_from: Moment | None = None
    valid_to: Moment | None = None
    successor: Id | None = None
    rules: tuple[Id, ...] = ()
    note: Paragraphs | None = None


class Area(Entry):
    """A residential group, village or whole unit that meetings and petitions belong to; pages call it by its name, which tells `kind`."""

    id: Id
    name: Line
    kind: AreaKind
    valid_from: Moment | None = None
    valid_to: Moment | None = None
    note: Paragraphs | None = None


class Closure(Entry):
    """A day on which the unit itself is closed."""

    day: ExactDay
    name: Line


class Counting(Entry):
    """How the debatable points of counting are read, and when a duty is due soon or a petition silent.

    Defaults: `law/counting.py` tells them and why.
    """

    clear_days: YesNo = False
    make_up_days_work: YesNo = True
    roll: YesNo = True
    soon: Count = 7
    silent_after: Count = 60


class DeclaredSeries(Entry):
    """Why a series of numbers has gaps on this portal."""

    issuer: Id
    symbol: Designation
    year: Count | None = None
    reason: Paragraphs


class Witness(Entry):
    """Somebody outside the unit who signs the heads of its publication register, by the key that came with a paper."""

    name: Line
    key: Line


class Privacy(Entry):
    """What the personal-data gate lets pass: officials in office, places with a person's name, numbers of offices.

    In a number `#` stands for any digit; an e-mail address is one too.
    """

    officials: tuple[Line, ...] = ()
    places: tuple[Line, ...] = ()
    numbers: tuple[Line, ...] = ()


class Settings(Entry):
    """The settings; `demonstration` puts the notice of illustrative data on every page, `pdf` prints the documents."""

    unit: PortalUnit
    bodies: tuple[Body, ...]
    areas: tuple[Area, ...] = ()
    demonstration: YesNo = False
    pdf: YesNo = False
    font: Typeface = Typeface.BE_VIETNAM_PRO
    newest: Count = 5
    counting: Counting = Counting()
    closures: tuple[Closure, ...] = ()
    series: tuple[DeclaredSeries, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    privacy: Privacy = Privacy()


def is_portal(root: Path, report: Report) -> bool:
    """Return whether `root` is a folder with the settings of a portal; what it is in their place is told."""
    if not root.is_dir():
        report.add("unknown-folder", Place(str(root)), name=str(root))
        return False
    if not (root / SETTINGS_FILE).exists():
        report.add("missing-settings-file", Place(SETTINGS_FILE))
        return False
    return True


def read_settings(root: Path, report: Report) -> Settings | None:
    """Return the settings of the portal at `root`, read from its mkdocs.yml with their places."""
    if not is_portal(root, report):
        return None
    text = read_text(root / SETTINGS_FILE, SETTINGS_FILE, report)
    told = Report()
    table = read_yaml(text, SETTINGS_FILE, told) if text is not None else None
    section = _our_section(table) if table is not None else None
    report.problems += [problem for problem in told.problems if _concerns_us(problem, section)]
    if table is None:
        return None
    if not isinstance(section, Table):
        report.add("missing-settings", Place(SETTINGS_FILE) if section is None else section.place)
        return None
    return read_record(Settings, section, report)


def _concerns_us(problem: Problem, section: Value | None) -> bool:
    """Return whether a problem stands in our section; elsewhere tags and comments are MkDocs' own business."""
    if problem.slug not in {"yaml-tag", "trailing-comment", "empty-item", "yaml-alias"} or section is None:
        return True
    return section.place.line <= problem.place.line <= _last_line(section)


def _last_line(value: Value) -> int:
    if isinstance(value, Table):
        keys = [place.line for place in value.keys_at.values()]
        return max([value.place.line, *keys, *(_last_line(part) for part in value.values())])
    return (
        max([value.place.line, *(_last_line(part) for part in value)]) if isinstance(value, Rows) else value.place.line
    )


def _our_section(table: Table) -> Value | None:
    plugins = table.get("plugins")
    entries = plugins if isinstance(plugins, Rows) else [plugins]
    return next((entry["congkhai"] for entry in entries if isinstance(entry, Table) and "congkhai" in entry), None)
