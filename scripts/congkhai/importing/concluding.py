"""The numbered tasks of a conclusion: to whom, until when, as far as each is printed."""

import re
from collections.abc import Sequence

from congkhai.importing.dates import dates_in
from congkhai.importing.issuers import leading_body
from congkhai.importing.joining import tidy
from congkhai.importing.outline import Part
from congkhai.importing.paper import Item, Paper
from congkhai.importing.patterns import folded
from congkhai.settings import Settings

_TASK = re.compile(
    r"\b(?:giao|de nghi|yeu cau|chi dao|chiu trach nhiem|chu tri|phoi hop|khan truong|tham muu|kiem tra|ra soat|hoan thanh)\b"
)
_WORK = re.compile(r"\b(?:ket luan|nhiem vu|giao|chi dao|to chuc thuc hien|giai quyet|trach nhiem)\b")
_DUE = re.compile(
    r"(?P<how>truoc(?: ngay)?|cham nhat(?: la)?(?: ngay)?|hoan thanh(?: xong)?(?: trong| truoc)?(?: ngay)?|xong truoc(?: ngay)?|(?:xong )?trong(?: ngay)?|han(?: cuoi)?:?)\s*(?:ngay\s*)?$"
)


def read_items(parts: Sequence[Part], paper: Paper, settings: Settings | None) -> None:
    """Read the tasks of a conclusion, with the points below each."""
    if not paper.is_conclusion:
        return
    seen: set[str] = set()
    told = {asked.number for asked in paper.petitions}
    for n, part in enumerate(parts):
        if part.number in told or part.form != "number-mark" or not _is_task(part, parts, n):
            continue
        below = [other.block.text for other in _below(parts, n)]
        text = "\n\n".join([tidy(part.text), *below])
        label = part.mark.strip(" .)/")
        if label in seen and part.path:
            label = f"{_roman(parts, n)}{label}"
        if label in seen:
            continue
        seen.add(label)
        paper.items.append(Item(label, text, _assignee(part, text, settings), due_in(text)))


def _roman(parts: Sequence[Part], n: int) -> str:
    above = next((part.mark.strip(" .-–)/") for part in reversed(parts[:n]) if part.form == "roman"), "")
    return f"{above}." if above else ""


def _is_task(part: Part, parts: Sequence[Part], n: int) -> bool:
    """Return whether a numbered point gives somebody work: by its verb, or by a date until when."""
    said = " ".join([part.text, *(other.text for other in _below(parts, n))])
    if due_in(said) is not None:
        return True
    is_work = not part.path or bool(_WORK.search(folded(" ".join(part.path))))
    return is_work and bool(_TASK.search(folded(said)))


def _below(parts: Sequence[Part], n: int) -> list[Part]:
    out: list[Part] = []
    for part in parts[n + 1 :]:
        if part.form in {"bullet", "plus", "letter", "decimal"} or (part.form == "text" and parts[n].level):
            out.append(part)
        else:
            break
    return out


def _assignee(part: Part, text: str, settings: Settings | None) -> str | None:
    if settings is None:
        return None
    wanted = re.sub(r"^(?:giao|de nghi|yeu cau)\s+", "", folded(part.label or text[:160]))
    return leading_body(wanted, settings.bodies)


def due_in(text: str) -> str | None:
    """Return the last day that a text states: the first date behind `trước ngày`, `chậm nhất`, `hạn`."""
    for told in dates_in(text):
        found = _DUE.search(folded(text[: told.start]))
        if told.day is not None and found is not None:
            is_before = found["how"].startswith(("truoc", "xong truoc")) or "truoc" in found["how"]
            return f"before {told.value[:10]}" if is_before else told.value[:10]
    return None
