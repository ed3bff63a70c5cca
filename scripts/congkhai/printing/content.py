"""What stands on a printed sheet: the values of views as the plain values that a template walks."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from congkhai.portal import invention
from congkhai.portal.relations import Portal
from congkhai.printing.tree import Node, table
from congkhai.records.document import Document
from congkhai.records.meeting import Meeting
from congkhai.views import dates, documents
from congkhai.views.conclusions import ConclusionView, ItemView
from congkhai.views.meetings import MeetingView
from congkhai.views.page import Page
from congkhai.views.parts import Notice, Row, Table, Value
from congkhai.views.plans import PlanView
from congkhai.words import word

# What a notice board needs of a meeting's facts, in this order; a notice needs all but what came after it.
_ON_SHEET = ("places", "audience", "chair", "contents", "forms", "expected", "minutes", "intake")
_NOT_IN_NOTICE = ("when", "printed", "conclusion")
_CONTACT = ("address", "phone", "email")

Content = dict[str, object]


def document(portal: Portal, page: Page, record: Document, body: Sequence[Node]) -> Content:
    """Return the sheet of a plan or a conclusion: its paper, its text, and the tables beside it."""
    return _paper(portal, page, record, _notices(page.notices)) | {"body": body, "sections": _sections(page)}


def notice(portal: Portal, page: Page, record: Document, meeting: Meeting) -> Content:
    """Return the sheet of a meeting's notice, which the portal knows without its text: head, facts, signature."""
    changes = documents.notices(record.changes, illustrative=False, kind="meeting")
    facts = [_when(meeting), *(row for row in _summary(page) if row.term not in _terms(_NOT_IN_NOTICE))]
    opening = [word("printing.no-text"), *([page.as_of] if page.as_of else [])]
    return _paper(portal, page, record, _notices([*page.notices, *changes])) | {
        "foot": word("printing.notice-note"),
        "title": record.title, "opening": opening, "facts": _facts(facts)
    }  # fmt: skip


def board(portal: Portal, page: Page, meeting: Meeting) -> Content:
    """Return the sheet for the notice board: what, when, where, for whom, how to take part, whom to ask."""
    rows = {row.term: row for row in _summary(page)}
    unit, record = portal.settings.unit, meeting.notice
    source = word("meeting.no-notice")
    if record is not None:
        issuer = documents.body_name(portal, record.issuer)
        source = word("printing.by-notice", reference=documents.reference(record), issuer=issuer)
    invented = [documents.illustrative_notice()] if invention.of_meeting(portal, meeting) else []
    return {
        "title": page.title,
        "agency": unit.agency,
        "label": word("printing.board-label"),
        "when": _line(_when(meeting).values[0]),
        "notices": _notices(one for one in page.notices if one not in invented),
        "facts": _facts(rows[term] for term in _terms(_ON_SHEET) if term in rows),
        "contact": [word(f"contact.{key}", value=value) for key in _CONTACT if (value := getattr(unit, key))],
        "foot": word("printing.board-note"),
        "small": [source, page.as_of, *_notices(invented)],
        "more": word("printing.more"),
    }


def _paper(portal: Portal, page: Page, record: Document, notices: list[str]) -> Content:
    return {
        "title": page.title,
        "head": asdict(documents.head(portal, record)),
        "bases": documents.bases(record),
        "signature": asdict(documents.signature(record)),
        "notices": notices,
        "foot": word("document.rendition"),
        "opening": [], "facts": [], "body": [], "sections": [],
    }  # fmt: skip


def _sections(page: Page) -> list[Content]:
    """Return what the page shows beside the text; of which day its states are stands above them."""
    found: list[Content] = []
    view = page.shown
    if isinstance(view, PlanView) and view.meetings.rows:
        found = [_section("plan.meetings", table=view.meetings)]
    if isinstance(view, ConclusionView):
        found += [_section("conclusion.items", items=view.items)] if view.items else []
        found += [_section("conclusion.petitions-title", table=view.petitions)] if view.petitions.rows else []
    return [section | {"note": "" if number else page.as_of} for number, section in enumerate(found)]


def _section(key: str, items: Sequence[ItemView] = (), table: Table | None = None) -> Content:
    # Of the petitions an item settles the code is enough: the table after it tells the rest.
    shown: list[Content] = [
        {
            "title": item.title,
            "paragraphs": list(item.paragraphs),
            "facts": [{"term": row.term, "values": [_value(value)[0] for value in row.values]} for row in item.rows],
        }
        for item in items
    ]
    return {"title": word(key), "items": shown, "table": _table(table) if table else None}


def _table(shown: Table) -> Node:
    """Return a table of a view; the parts of a cell stand below each other."""
    rows = [[_lines(_value(cell)) for cell in row.cells] for row in shown.rows]
    return table([[column] for column in shown.columns], rows)


def _lines(parts: Iterable[str]) -> list[Node]:
    broken: list[Node] = []
    for part in parts:
        broken += [{"tag": "br", "children": []}, part] if broken else [part]
    return broken


def _facts(rows: Iterable[Row]) -> list[Content]:
    return [{"term": row.term, "values": [_line(value) for value in row.values]} for row in rows]


def _line(value: Value) -> str:
    """Return what a value shows in one line: a date and what it is of, or words and a remark."""
    first, *others = _value(value)
    remark = ": {}" if value.date else " ({})"
    return first + "".join(f" {part}" if part.startswith("(") else remark.format(part) for part in others)


def _value(value: Value) -> list[str]:
    """Return what a value shows, in its parts."""
    shown = value.date.text if value.date else value.text
    return [part for part in (shown, value.tag.text if value.tag else "", value.note) if part] or ["–"]


def _when(meeting: Meeting) -> Row:
    """Return the announced time in force, which what was held in the end does not change."""
    when = dates.event(meeting.date) if meeting.date else None
    tentative = word("meeting.tentative") if meeting.tentative else ""
    return Row(word("meeting.when"), [Value("" if when else word("meeting.no-date"), date=when, note=tentative)])


def _summary(page: Page) -> Sequence[Row]:
    view = page.shown
    return view.summary if isinstance(view, MeetingView) else ()


def _terms(keys: Iterable[str]) -> list[str]:
    return [word(f"meeting.{key}") for key in keys]


def _notices(notices: Iterable[Notice]) -> list[str]:
    return [f"{one.title}: {one.text}" for one in notices]
