"""The petitions that a conclusion tells one by one: what is asked, who is to answer until when, what was answered."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from congkhai.importing.concluding import due_in
from congkhai.importing.dates import dates_in
from congkhai.importing.facts import areas_in
from congkhai.importing.issuers import leading_body
from congkhai.importing.joining import TRAIL, tidy
from congkhai.importing.outline import Part
from congkhai.importing.paper import Asked, Paper
from congkhai.importing.patterns import all_choices, first_choice, folded, part_of
from congkhai.importing.shown import shown
from congkhai.records.petition import Competence
from congkhai.settings import Settings

_MARKED = ("number-mark", "decimal", "letter", "bullet", "plus")
_MARKS = " .)/-–+*•"
# An answer is opened by the first words of a paragraph, not by a word in its midst.
_OPENING = 70
_ANSWER_BEHIND = re.compile(
    r"(?<=[.;?])\s*(?P<label>[^.;?:]{0,50}?(?:[Tt]rả lời|[Gg]iải trình|[Gg]iải đáp)[^.;?:]{0,40}):\s+"
)
_ASSIGNED_BEHIND = re.compile(r":\s+(?P<label>)(?=Giao\s)")
_BODY = re.compile(
    r"^(?:[Gg]iao\s+)?(?:cho\s+)?(?P<name>.+?)(?=\s*(?:[.;:(]|,\s+(?![A-ZĐÀ-Ỹ])|$)|\s+(?:chủ trì|phối hợp|kiểm tra|rà soát|tham mưu|xem xét|báo cáo|trả lời|giải quyết|xử lý|nạo vét|sửa|hướng dẫn|đôn đốc|bố trí|lập|khẩn trương|thực hiện|trước|chậm nhất)\b)"
)
# What the record needs and a paper may leave out, in the order of the record.
NEEDED = ("field", "petitioner", "competence", "received")


@dataclass
class _Told:
    """What is told of one petition, by the keys of `petition-parts`, in the order in which it stands."""

    part: Part
    label: str
    group: str = ""
    section: str = ""
    said: dict[str, list[str]] = field(default_factory=dict)

    def add(self, key: str, text: str) -> None:
        if text.strip(TRAIL):
            self.said.setdefault(key, []).append(tidy(text))

    def text(self, key: str) -> str:
        return "\n\n".join(self.said.get(key, ()))

    def first(self, text: str) -> None:
        """Take the paragraph of the petition itself; an answer may stand behind it in the same paragraph."""
        found = _ANSWER_BEHIND.search(text) or _ASSIGNED_BEHIND.search(text)
        if found is None:
            self.add("summary", text)
            return
        self.add("summary", text[: found.start()])
        self.add("opening", found["label"])
        self.add("answer", text[found.end() :])

    def below(self, part: Part, *, answering: bool) -> bool:
        """Take a paragraph below a petition; return whether an answer goes on in the next."""
        key, opening = _key(part), part.text[:_OPENING]
        if key is not None:
            self.add("opening" if key == "answer" else key, part.label if key == "answer" else part.rest)
            self.add("answer", part.rest if key == "answer" else "")
            return answering or key == "answer"
        is_answer = answering or _meets("answers", opening) or _meets("assigns", opening)
        self.add("answer" if is_answer else "summary", part.text)
        return is_answer


def read_petitions(parts: Sequence[Part], paper: Paper, settings: Settings | None) -> None:
    """Read the petitions of a conclusion or a notice of results; what is not printed stays blank and is told."""
    if not paper.is_conclusion and not paper.tells_results:
        return
    told = [*_in_tables(parts), *_in_text(parts)]
    paper.petitions = [
        replace(asked, label=asked.label or str(n))
        for n, asked in enumerate((_asked(each, paper, settings) for each in told), start=1)
    ]
    if (
        told
        and (apart := next((part for part in parts if part.level and _meets("apart", part.text)), None)) is not None
    ):
        paper.tell("import-answers-apart", apart.number)
    for asked in paper.petitions:
        blank = [key for key in NEEDED if not getattr(asked, key)]
        if blank:
            paper.tell("import-petition-blank", asked.number, label=asked.label, keys=", ".join(blank))
        if asked.competence == Competence.BEYOND:
            paper.tell("import-petition-beyond", asked.number, label=asked.label)
        if asked.named and not asked.handler:
            paper.tell("import-petition-handler", asked.number, label=asked.label, found=asked.named[:80])
        if asked.answered and not asked.is_on_spot:
            paper.tell("import-petition-answered", asked.number, label=asked.label, day=shown(asked.answered))


def _meets(name: str, text: str) -> bool:
    return part_of("petitions", name).search(folded(text)) is not None


def _in_tables(parts: Sequence[Part]) -> Iterator[_Told]:
    """Yield one petition a row of a table whose head names what is asked and one thing more."""
    columns: dict[int, str] = {}
    for part in parts:
        cells = part.block.cells
        if not cells:
            columns = {}
            continue
        heads = {n: key for n, cell in enumerate(cells) if (key := first_choice("petition-parts", cell)) is not None}
        if "summary" in heads.values() and len(set(heads.values())) > 1 and not columns:
            columns = heads
            continue
        told = _Told(part, "")
        for n, key in columns.items():
            if n < len(cells):
                told.add(key, cells[n])
        if told.text("summary"):
            told.label = told.text("number") or str(part.number)
            yield told


def _in_text(parts: Sequence[Part]) -> Iterator[_Told]:
    """Yield one petition a marked paragraph below a heading that promises them, or a label such as `Ý kiến 2:`."""
    told: _Told | None = None
    form, group, roman, answering = "", "", "", False
    for part in (each for each in parts if not each.block.cells):
        roman = part.mark.strip(_MARKS) if part.form == "roman" else roman
        section = _section(part)
        label = part_of("petitions", "label").match(folded(part.text))
        is_group = section is not None and label is None and _is_group(part)
        is_one = part.form in _MARKED and _meets("one", part.text)
        begins = label is not None or is_one or (section is not None and not is_group and _begins(part, form))
        has_left = section is None and (part.level > 0 or (told is not None and part.path != told.part.path))
        # A neighbour that asks nothing belongs to no petition.
        is_neighbour = section is not None and part.form == form and part.form in _MARKED and _key(part) is None
        if told is not None and (begins or is_group or is_neighbour or has_left):
            yield told
            told = None
        if is_group:
            group = part.text
        if begins:
            form, told = (
                form or part.form,
                _Told(part, label["label"] if label else part.mark.strip(_MARKS), group, roman),
            )
            told.first(part.text[label.end() :] if label is not None else part.text)
            answering = "answer" in told.said
        elif told is not None:
            answering = told.below(part, answering=answering)
        elif section is None:
            form = group = ""
    if told is not None:
        yield told


def _is_group(part: Part) -> bool:
    """Return whether a line only sorts the petitions below it: `A. Lĩnh vực giao thông`."""
    return not part.rest and _meets("group", part.text) and not _meets("asks", part.text)


def _section(part: Part) -> str | None:
    """Return the heading above that promises petitions, None where the nearest that says anything promises work."""
    for text in reversed(part.path):
        if _meets("closed", text):
            return None
        if _meets("section", text):
            return text
    return None


def _begins(part: Part, form: str) -> bool:
    """Return whether a marked paragraph below such a heading is a petition, and not what is said of the one before."""
    if part.form not in _MARKED or (form and part.form != form) or _meets("tasks", part.text):
        return False
    if _key(part) is not None:
        return False
    return part.form in {"number-mark", "decimal"} or _meets("asks", part.text)


def _key(part: Part) -> str | None:
    """Return what a label says of the petition above; `Ông A, thôn 3: Đề nghị…` is a petition of its own."""
    if not part.label or re.search(r"[.?!]\s", part.label):
        return None
    key = first_choice("petition-parts", part.label)
    return None if key in {"summary", "number"} else key


def _asked(told: _Told, paper: Paper, settings: Settings | None) -> Asked:
    summary, answer = told.text("summary").strip(TRAIL), told.text("answer")
    said = " ".join([summary, answer, told.text("competence")])
    handler, named = _handler(told, answer, settings)
    due = _due(told) or due_in(answer) or ""
    is_on_spot = _meets("on-spot", " ".join([told.text("opening"), *told.part.path]))
    held, issued = (paper.began or "")[:10], paper.issued or ""
    competence = first_choice("petition-competence", said) or ""
    # What is still to be done, or was only sent on, has been answered no more than for the time being.
    is_waiting = bool(named or due) or competence == Competence.BEYOND
    answered = "" if not answer else held if is_on_spot else "" if is_waiting else issued
    return Asked(
        number=told.part.number,
        label=told.label,
        summary=summary,
        field=_field(told.text("field")) or _field(told.group or _group(told.part)),
        area=_area(" ".join([told.text("area"), summary]), settings),
        petitioner=first_choice("petition-askers", told.text("petitioner") or summary) or "",
        competence=competence,
        handler=handler,
        named=named,
        due=due,
        received=held,
        assigned=issued if handler else "",
        answer=answer,
        answered=answered,
        is_on_spot=is_on_spot,
        note=told.text("note"),
        section=told.section,
    )


def _handler(told: _Told, answer: str, settings: Settings | None) -> tuple[str, str]:
    """Return the id of the body that is to answer, and its name as printed."""
    text = told.text("handler")
    given = part_of("petitions", "assigns").search(folded(answer)) if not text else None
    named = _BODY.match(text if given is None else answer[given.end() :])
    if named is None:
        return "", ""
    rest = named.string[named.start("name") :]
    return (leading_body(rest, settings.bodies) or "" if settings is not None else ""), named["name"]


def _due(told: _Told) -> str | None:
    text = told.text("due")
    if not text:
        return None
    days = [each for each in dates_in(text) if each.day is not None and not each.impossible]
    return due_in(text) or (days[0].value[:10] if len(days) == 1 else None)


def _group(part: Part) -> str:
    """Return the heading that sorts the petitions below it."""
    return next((text for text in reversed(part.path) if _meets("group", text)), "")


def _field(text: str) -> str:
    """Return the one field that a text meets; of two none is taken."""
    found = all_choices("petition-fields", text)
    return found[0] if len(found) == 1 else ""


def _area(text: str, settings: Settings | None) -> str:
    found = areas_in(text, settings)
    return found[0] if len(found) == 1 else ""
