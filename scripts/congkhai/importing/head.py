"""The head of a paper: everything before its kind, taken apart piece by piece until only the issuer is left.

Readers of PDF and Word give the two columns of the head in many orders, also on one line; so each part is cut out by
its own pattern wherever it stands (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from congkhai.importing.dates import Told
from congkhai.importing.joining import tidy
from congkhai.importing.lines import Line
from congkhai.importing.paper import Paper
from congkhai.importing.patterns import begins, cut, folded, listed, pattern, spelt, words
from congkhai.records.document import DocumentSystem, DocumentType

_MAX_HEAD = 60
_SIGNS = re.compile(r"^[\s*_#|>]+|[\s*_#|]+$")
_TITLES = ("national-title", "motto", "party-title", "union-title")


@dataclass
class Head:
    """What the head says, with the lines it stands on."""

    issuer: list[str] = field(default_factory=list)
    numbers: list[tuple[str, str, str, int]] = field(default_factory=list)
    dates: list[tuple[str, str, int]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class KindLine:
    """Where the kind of the document stands: the line, the kind, and the words behind it on the same line."""

    index: int
    type: DocumentType
    is_conclusion: bool
    rest: str


def bare(text: str) -> str:
    """Return a line without marks of emphasis around it."""
    return tidy(_SIGNS.sub("", text))


def find_kind(lines: Sequence[Line]) -> KindLine | None:
    """Return the line that names the kind: alone in capitals, or in capitals before its subject."""
    for index, line in enumerate(lines[:_MAX_HEAD]):
        text = bare(line.text)
        name = next((name for name in words("kinds") if begins(text, (name,))), None)
        if name is None or not text[: len(name)].isupper():
            continue
        kind, rest = words("kinds")[name], text[len(name) :].strip(" :*_")
        if not spelt(rest).startswith(spelt("số")):
            return KindLine(index, DocumentType(kind), _concludes(name, kind, rest), rest)
    return _spelt_small(lines)


def _concludes(name: str, kind: str, rest: str) -> bool:
    own = name == "thông báo kết luận"
    return own or (kind == "notice" and folded(rest).startswith(("ket luan", "ve ket luan", "y kien ket luan")))


def _spelt_small(lines: Sequence[Line]) -> KindLine | None:
    """Return a kind that stands alone on its line in small letters."""
    for index, line in enumerate(lines[: _MAX_HEAD // 2]):
        name = next((name for name in words("kinds") if spelt(name) == spelt(bare(line.text))), None)
        if name is not None:
            return KindLine(index, DocumentType(words("kinds")[name]), name == "thông báo kết luận", "")
    return None


def find_letter(lines: Sequence[Line]) -> int | None:
    """Return the line at which a letter without a kind begins: `Kính gửi`."""
    return next(
        (n for n, line in enumerate(lines[:_MAX_HEAD]) if pattern("address").match(folded(bare(line.text)))), None
    )


def read_head(lines: Sequence[Line], paper: Paper) -> Head:
    """Take the head apart, noting each line's role; what fits no part is noted as unread."""
    head = Head()
    for line in lines:
        roles: list[str] = []
        rest = _cut_parts(line, head, roles)
        for piece in re.split(r"\s{3,}|\t", rest):
            text = bare(piece)
            if not text or pattern("rule").fullmatch(folded(text)):
                continue
            if _is_aside(text):
                roles.append("aside")
            elif head.subject and not begins(text, listed("organs")) and not text.isupper():
                head.subject.append(text)
                roles.append("title")
            else:
                head.issuer.append(text)
                roles.append("issuer")
        paper.keep(line, roles[0] if roles else "rule")
    paper.has_head = bool(head.titles)
    if "party-title" in head.titles:
        paper.system = DocumentSystem.PARTY
    return head


def _cut_parts(line: Line, head: Head, roles: list[str]) -> str:
    rest = line.text
    for name in _TITLES:
        if found := pattern(name).search(folded(rest)):
            head.titles.add(name)
            roles.append("national-title")
            rest = cut(rest, found.span())
    for name in ("number", "symbol-begins"):
        if (found := pattern(name).search(folded(rest))) is not None:
            roles.append("number")
            head.numbers.append(_number(rest, found, line.number))
            rest = cut(rest, found.span())
            break
    else:
        if found := pattern("bare-number").search(folded(rest)):
            roles.append("number")
            head.numbers.append((tidy(found["number"] or ""), "", "", line.number))
            rest = cut(rest, found.span())
    rest = _cut_date(rest, line, head, roles)
    if found := pattern("subject-of-letter").match(folded(rest.strip())):
        roles.append("title")
        head.subject.append(bare(rest.strip()[found.end() :].lstrip(" :.")))
        return ""
    return rest


def _number(text: str, found: re.Match[str], line: int) -> tuple[str, str, str, int]:
    symbol = re.sub(r"\s*([-–/&.])\s*", r"\1", text[slice(*found.span("symbol"))]).replace("–", "-").rstrip(".")
    number = re.sub(r"[._…\s]", "", text[slice(*found.span("number"))])
    year = found.groupdict().get("year") or ""
    return number, symbol, year, line


def _cut_date(rest: str, line: Line, head: Head, roles: list[str]) -> str:
    found = pattern("place-date").search(folded(rest)) or pattern("bare-date").search(folded(rest))
    if found is None:
        return rest
    roles.append("place-date")
    head.dates.append((_date(found), tidy(rest[slice(*found.span("date"))]), line.number))
    if "place" not in found.groupdict():
        return cut(rest, found.span())
    printed = rest[slice(*found.span("place"))]
    place, before = _place(printed)
    if place:
        head.places.append(place)
    return cut(rest, (found.start("place") + len(before), found.end()))


def _date(found: re.Match[str]) -> str:
    """Return the date of the head with the precision that is printed; empty where not even a year is."""
    part = found.groupdict()
    year = (part.get("year") or "").strip(" ._…")
    if len(year) != 4:  # noqa: PLR2004 - a year has four figures
        return ""
    day, month = part.get("day"), part.get("month")
    if not month:
        return year
    return f"{year}-{int(month):02}-{int(day):02}" if day else f"{year}-{int(month):02}"


def _place(printed: str) -> tuple[str, str]:
    """Return the place before a date, and what stands before the place on the same line (the issuer, in capitals)."""
    pieces = re.split(r"(\s{3,})", printed)
    own = pieces[-1]
    tokens = re.findall(r"\S+\s*", own)
    kept = len(tokens)
    if not own.isupper():
        while kept and not (_is_shout(tokens[kept - 1].strip()) or tokens[kept - 1].strip()[:1].islower()):
            kept -= 1
        if kept and tokens[kept - 1].strip().rstrip(".") in {"TP", "TX", "TT"}:
            kept -= 1
    else:
        kept = 0
    before = "".join(pieces[:-1]) + "".join(tokens[:kept])
    return bare("".join(tokens[kept:]).strip(" .,-–")), before


def _is_shout(word: str) -> bool:
    return word.isupper() and sum(sign.isalpha() for sign in word) > 1


def _is_aside(text: str) -> bool:
    plain = folded(text)
    return bool(pattern("draft-mark").fullmatch(plain) or pattern("signature-stamp").search(plain))


def settle_head(head: Head, paper: Paper) -> None:
    """Move what the head says into the paper, telling what is blank and what is said twice."""
    _settle_number(head, paper)
    _settle_date(head, paper)
    paper.place = head.places[0] if head.places else None


def _settle_number(head: Head, paper: Paper) -> None:
    said = [each for each in head.numbers if each[0] or each[1]]
    if not said:
        return
    number, symbol, year, line = next((each for each in said if each[0] and each[1]), said[0])
    paper.number, paper.symbol, paper.symbol_year = number or None, symbol or None, year or None
    for other in said:
        if other[0] and number and other[:2] != (number, symbol):
            paper.tell("import-two-numbers", other[3], first=f"{number} {symbol}", second=f"{other[0]} {other[1]}")
    if not number:
        paper.tell("import-blank-number", line, symbol=symbol)
    elif not symbol:
        paper.tell("import-no-symbol", line, number=number)
    if "/" in symbol and paper.system is DocumentSystem.STATE and not head.titles & {"national-title"}:
        paper.system = DocumentSystem.PARTY


def _settle_date(head: Head, paper: Paper) -> None:
    said = [each for each in head.dates if each[0]]
    if not said:
        if head.dates:
            paper.tell("import-partial-date", head.dates[0][2], found=head.dates[0][1])
        return
    value, printed, line = max(said, key=lambda each: len(each[0]))
    if Told(value, 0, 0).when is None:
        paper.tell("import-impossible-date", line, found=printed)
        return
    paper.issued = value
    if len(value) < len("2025-10-28"):
        paper.tell("import-partial-date", line, found=printed)
    for other, shown, number in said:
        if not value.startswith(other):
            paper.tell("import-two-dates", number, first=printed, second=shown)
