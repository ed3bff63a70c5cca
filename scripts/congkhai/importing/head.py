"""The head of a paper: everything before its kind, taken apart piece by piece until only the issuer is left.

Readers of PDF and Word give the two columns of the head in many orders, also on one line; so each part is cut out by
its own pattern wherever it stands (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from congkhai.importing.dates import Told
from congkhai.importing.joining import is_capitals, tidy
from congkhai.importing.lines import Line
from congkhai.importing.paper import Paper
from congkhai.importing.patterns import begins, folded, listed, pattern, spelt, words
from congkhai.records.document import DocumentSystem, DocumentType

_MAX_HEAD = 60
# A title stands this near to the top, and is this long at most.
_TITLE_BY, _MAX_TITLE = 6, 200
# So many of its parts make a head.
_PARTS = 2
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
    subject_line: int = 0
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
    own = name == "thông báo kết luận" or kind == "conclusion"
    return own or (kind == "notice" and folded(rest).startswith(("ket luan", "ve ket luan", "y kien ket luan")))


def _spelt_small(lines: Sequence[Line]) -> KindLine | None:
    """Return a kind that stands alone on its line in small letters."""
    for index, line in enumerate(lines[: _MAX_HEAD // 2]):
        name = next((name for name in words("kinds") if spelt(name) == spelt(bare(line.text))), None)
        if name is not None:
            return KindLine(index, DocumentType(words("kinds")[name]), name == "thông báo kết luận", "")
    return None


def find_title(lines: Sequence[Line]) -> KindLine | None:
    """Return the title of a page of the web, which begins with the kind: `Kế hoạch tiếp xúc cử tri của …`."""
    for index, line in enumerate(lines[:_TITLE_BY]):
        text = bare(line.text)
        if line.cells or len(text) > _MAX_TITLE or text.endswith((".", ":", ";", ",")):
            continue
        name = next((name for name in words("kinds") if begins(text, (name,)) and len(text) > 2 * len(name)), None)
        if name is not None and text[:1].isupper():
            kind = words("kinds")[name]
            return KindLine(index, DocumentType(kind), _concludes(name, kind, text[len(name) :]), text)
        if pattern("schedule-title").match(folded(text)):
            return KindLine(index, DocumentType.NOTICE, is_conclusion=False, rest=text)
    return None


def find_letter(lines: Sequence[Line]) -> int | None:
    """Return the line at which a letter without a kind begins: `Kính gửi`."""
    return next(
        (n for n, line in enumerate(lines[:_MAX_HEAD]) if pattern("address").match(folded(bare(line.text)))), None
    )


def find_end(lines: Sequence[Line]) -> int:
    """Return where the head of a paper without a kind ends: behind its last part, or behind its subject."""
    marks = ("national-title", "motto", "party-title", "number", "place-date", "subject-of-letter")
    bases = (n for n, line in enumerate(lines) if pattern("ground").match(folded(line.text)))
    before = lines[: min(next(bases, _MAX_HEAD), _MAX_HEAD)]
    ends = [n + 1 for n, line in enumerate(before) if _has_part(line, marks)]
    if len(ends) < _PARTS:
        return 0
    return ends[-1]


def _has_part(line: Line, names: Sequence[str]) -> bool:
    return any(pattern(name).search(folded(line.text)) for name in names)


def read_head(lines: Sequence[Line], paper: Paper) -> Head:
    """Take the head apart, noting each line's role; what fits no part is taken for the issuer.

    A narrow column breaks `VIỆT / NAM` and `năm / 2026`, so the parts are looked for in the whole head at once.
    """
    head = Head()
    whole = _Whole("\n".join(line.text for line in lines), lines)
    _cut_parts(whole, head)
    for n, row in enumerate(whole.text.split("\n")):
        for piece in re.split(r"\s{3,}|\t", row):
            if text := bare(piece):
                role = _rest(text, head, is_behind=n > head.subject_line)
                whole.roles.setdefault(n, role)
    for n, line in enumerate(lines):
        paper.keep(line, whole.roles.get(n, "rule"))
    paper.has_head = bool(head.titles)
    if "party-title" in head.titles:
        paper.system = DocumentSystem.PARTY
    return head


@dataclass
class _Whole:
    """The head as one text, of which every part found is blotted out, and the role of each of its lines."""

    text: str
    lines: Sequence[Line]
    roles: dict[int, str] = field(default_factory=dict)

    def find(self, name: str) -> re.Match[str] | None:
        """Return where a part stands; a blank of its pattern is any blank, also the end of a line."""
        return re.search(pattern(name).pattern.replace(" ", r"\s+"), folded(self.text), re.MULTILINE)

    def take(self, span: tuple[int, int], role: str) -> int:
        """Blot out a part and note its lines; return the number of its first line."""
        first, last = self.text.count("\n", 0, span[0]), self.text.count("\n", 0, span[1])
        for n in range(first, last + 1):
            self.roles.setdefault(n, role)
        blot = re.sub(r"[^\n]", " ", self.text[slice(*span)])
        self.text = self.text[: span[0]] + blot + self.text[span[1] :]
        return self.lines[first].number


def _rest(text: str, head: Head, *, is_behind: bool) -> str:
    """Return the role of what no pattern takes, and keep it."""
    if pattern("rule").fullmatch(folded(text)):
        return "rule"
    if _is_aside(text):
        return "aside"
    if head.subject and is_behind and not begins(text, listed("organs")) and not text.isupper():
        head.subject.append(text)
        return "title"
    head.issuer.append(text)
    return "issuer"


def _cut_parts(whole: _Whole, head: Head) -> None:
    for name in _TITLES:
        while (found := whole.find(name)) is not None:
            head.titles.add(name)
            whole.take(found.span(), "national-title")
    while (found := whole.find("number") or whole.find("symbol-begins")) is not None:
        said = _number(whole.text, found)
        head.numbers.append((*said, whole.take(found.span(), "number")))
    if not head.numbers and (found := whole.find("bare-number")) is not None:
        number = tidy(found["number"] or "")
        head.numbers.append((number, "", "", whole.take(found.span(), "number")))
    while (found := whole.find("place-date") or whole.find("bare-date")) is not None:
        _cut_date(found, whole, head)
    if (found := whole.find("subject-of-letter")) is not None:
        head.subject_line = whole.text.count("\n", 0, found.end())
        end = whole.text.find("\n", found.end())
        end = len(whole.text) if end < 0 else end
        head.subject.append(bare(whole.text[found.end() : end].lstrip(" :.")))
        whole.take((found.start(), end), "title")


def _cut_date(found: re.Match[str], whole: _Whole, head: Head) -> None:
    date, printed = _date(found), tidy(whole.text[slice(*found.span("date"))])
    start = found.start("date")
    if "place" in found.groupdict():
        place, before = _place(whole.text[slice(*found.span("place"))])
        start = found.start("place") + len(before)
        if place:
            head.places.append(place)
    head.dates.append((date, printed, whole.take((start, found.end()), "place-date")))


def _number(text: str, found: re.Match[str]) -> tuple[str, str, str]:
    symbol = re.sub(r"\s*([-–/&.])\s*", r"\1", text[slice(*found.span("symbol"))]).replace("–", "-").rstrip(".")
    number = re.sub(r"[._…\s]", "", text[slice(*found.span("number"))])
    return number, symbol, found.groupdict().get("year") or ""


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
    pieces = re.split(r"(\s{3,}|\n)", printed)
    own = pieces[-1]
    tokens = re.findall(r"\S+\s*", own)
    kept = len(tokens)
    if not own.isupper():
        while kept and not (is_capitals(tokens[kept - 1].strip()) or tokens[kept - 1].strip()[:1].islower()):
            kept -= 1
        if kept and tokens[kept - 1].strip().rstrip(".") in {"TP", "TX", "TT"}:
            kept -= 1
    else:
        kept = 0
    before = "".join(pieces[:-1]) + "".join(tokens[:kept])
    return bare("".join(tokens[kept:]).strip(" .,-–")), before


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
