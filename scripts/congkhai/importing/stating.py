"""The duties that a plan states with a period or a last day: taken where both the work and the event are printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from congkhai.importing.dates import dates_in
from congkhai.importing.joining import tidy
from congkhai.importing.outline import Part
from congkhai.importing.paper import Paper, Stated
from congkhai.importing.patterns import all_choices, begins, first_choice, folded, listed, rows, sole, words
from congkhai.records.duty import Direction, Unit

_PERIOD = re.compile(
    r"(?<![\w/.,])(?P<count>\d{1,3}|"
    + "|".join(words("numerals"))
    + r")\s*(?:\([^)]{1,12}\)\s*)?ngay(?P<working>\s+lam viec)?(?![\w/])(?!\s+\d)"
)
_STARTS = re.compile(
    r"\b(?:it nhat|cham nhat|toi thieu|khong qua|khong cham hon|tre nhat|muon nhat|trong(?: thoi (?:han|gian|hang))?(?: vong)?|thoi han|truoc|sau|som nhat)\s*(?:la|:)?\s*$"
)
_BEHIND = re.compile(r"^\W*(?:la |tinh )*(?P<which>truoc|sau|ke tu|tinh tu|tu)\s+(?P<event>.{3,60})")
_BEFORE = re.compile(
    r"\b(?P<which>truoc|sau|ke tu|tinh tu)\s+(?P<event>(?:(?!\btruoc\b|\bsau\b)[^.;]){3,90}?)\s*,?\s*$"
)
_LAST_DAY = re.compile(
    r"\b(?P<how>truoc|cham nhat|han cuoi|den het|hoan thanh)\s*(?:la |vao |trong )*(?:\d{1,2}\s*(?:gio|h)\s*\d{0,2},?\s*)?(?:ngay\s*)?$"
)
_EXEMPT = re.compile(r"\bdot xuat\b[^.;)]{0,80}?\b(?:khong|co the khong)\b")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[^\W\d_])")
_OFFICE = re.compile(r"^(?:trách nhiệm|nhiệm vụ)\s+(?:của\s+)?", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^(?:\d{1,2}\W+)?(?:Giao\s+|Đề nghị\s+)?(?P<who>[^,;:]{4,80}?)\s+(?:có trách nhiệm|chịu trách nhiệm|chủ trì|tham mưu|phối hợp|thông báo|tổng hợp|tiếp nhận|báo cáo|gửi|ban hành|đăng|niêm yết|công khai|trả lời|tổ chức)\b"
)
_ANY = "any"


@dataclass(frozen=True)
class _Term:
    """A period in a sentence, and from what it runs, as far as that is printed."""

    offset: str
    unit: Unit
    direction: Direction | None
    event: str | None


def read_stated(parts: Sequence[Part], paper: Paper, year: int | None) -> None:
    """Read what a plan binds somebody to until when; a term that fits no duty of the ledger is told."""
    taken = {each.until for occasion in paper.occasions for each in occasion.intake}
    for part in parts:
        if part.block.cells or (part.level and not part.rest):
            continue
        for sentence in _SENTENCE.split(part.rest if part.rest and part.label else part.text):
            paper.stated += _stated(sentence, part, paper, year, taken)


def _stated(sentence: str, part: Part, paper: Paper, year: int | None, taken: set[str]) -> Iterator[Stated]:
    terms = list(_terms(sentence))
    days = [until for until in _last_days(sentence, year) if until not in taken]
    if len(terms) + len(days) > 1:
        paper.tell("import-many-terms", part.number, found=tidy(sentence)[:120])
        return
    for term in terms:
        duty = _duty(sentence, term.event, term.direction)
        if duty is None:
            paper.tell("import-unread-term", part.number, found=tidy(sentence)[:120])
        elif term.direction is None:
            paper.tell("import-open-term", part.number, found=tidy(sentence)[:120])
            yield _made(duty, part, sentence)
        else:
            yield _made(duty, part, sentence, term)
    for until in days:
        if (duty := _duty(sentence, None)) is not None:
            yield _made(duty, part, sentence, until=until)


def _terms(sentence: str) -> Iterator[_Term]:
    plain = folded(sentence)
    for found in _PERIOD.finditer(plain):
        ahead, behind = plain[: found.start()], plain[found.end() :]
        said = _BEHIND.match(behind) or _BEFORE.search(_STARTS.sub("", ahead))
        if said is None and _STARTS.search(ahead) is None:
            continue
        count = found["count"]
        yield _Term(
            str(int(count)) if count.isdecimal() else words("numerals")[count],
            Unit.WORKING_DAYS if found["working"] else Unit.DAYS,
            _direction(said["which"] if said is not None else "", ahead),
            first_choice("events", f"{said['event'].rstrip(' .;,')} ") if said is not None else None,
        )


def _direction(which: str, ahead: str) -> Direction | None:
    """Return which way a period runs; `thông báo trước 07 ngày` says it without an event."""
    if which:
        return Direction.BEFORE if which == "truoc" else Direction.WITHIN
    return Direction.BEFORE if re.search(r"\bbao truoc\s*$", ahead) else None


def _last_days(sentence: str, year: int | None) -> Iterator[str]:
    for told in dates_in(sentence, year):
        opening = _LAST_DAY.search(folded(sentence[: told.start]))
        if told.day is not None and not told.impossible and opening is not None:
            yield f"before {told.value[:10]}" if opening["how"] == "truoc" else told.value[:10]


def _duty(sentence: str, event: str | None, direction: Direction | None = None) -> str | None:
    """Return the duty whose words a sentence has; a period from another event, or the other way, would be counted wrongly."""
    plain = folded(sentence)
    for row in rows("duties"):
        is_from_it = event is None or row["event"] in {_ANY, event}
        is_this_way = direction is None or row.get("direction", direction) == direction
        if is_from_it and is_this_way and re.search(row["says"], plain):
            return row["duty"]
    return None


def _made(duty: str, part: Part, sentence: str, term: _Term | None = None, until: str = "") -> Stated:
    exempt = ("ad-hoc",) if _EXEMPT.search(folded(sentence)) else ()
    return Stated(
        duty=duty,
        number=part.number,
        note=tidy(sentence),
        bearer=_bearer(part, sentence),
        offset=term.offset if term else "",
        unit=term.unit.value if term else "",
        direction=term.direction.value if term and term.direction else "",
        until=until,
        channels=all_choices("channels", sentence),
        exempt=exempt,
    )


def _bearer(part: Part, sentence: str) -> str:
    """Return whose work it is: who begins the sentence, whom the label before it names, or the heading above."""
    if (found := _SUBJECT.match(sentence)) is not None and begins(found["who"], listed("organs")):
        return tidy(found["who"])
    if part.label and part.rest and part.form not in {"bullet", "plus"}:
        return _OFFICE.sub("", tidy(part.label)).strip(" .;:")
    is_work = any(sole("elsewhere").search(folded(text)) for text in part.path[:-1])
    is_office = is_work and not all_choices("occasions", part.path[-1])
    return _OFFICE.sub("", tidy(part.path[-1])).strip(" .;:") if is_office else ""
