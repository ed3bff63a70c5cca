"""What a paper is about (trích yếu), and where its own text begins."""

from collections.abc import Sequence

from congkhai.importing.head import bare
from congkhai.importing.joining import begins_roman, tidy, width_of
from congkhai.importing.lines import Line
from congkhai.importing.paper import Paper
from congkhai.importing.patterns import folded, listed, pattern

_MAX_LINES = 8
_FULL = 0.86
_SHORT = 10


def read_subject(lines: Sequence[Line], rest: str, paper: Paper) -> int:
    """Read the subject from the lines behind the kind; return how many of them it takes."""
    parts = [rest] if rest else []
    width = width_of(lines)
    taken = 0
    for n, line in enumerate(lines[:_MAX_LINES]):
        text = bare(line.text)
        if not text or pattern("rule").fullmatch(folded(line.text.strip())):
            taken = n + 1
            paper.keep(line, "rule")
            if parts:
                break
            continue
        if _begins_text(lines, n, parts, width):
            break
        parts.append(text)
        paper.keep(line, "title")
        taken = n + 1
    paper.title = tidy(" ".join(parts)).strip(" .") or None
    return taken


def _begins_text(lines: Sequence[Line], n: int, parts: list[str], width: int) -> bool:
    """Return whether a line belongs to the text rather than to the subject."""
    line, text = lines[n], bare(lines[n].text)
    plain = folded(text)
    if line.cells or begins_roman(text) or plain.startswith(("can cu", "kinh gui", "kinh moi")):
        return True
    if not parts:
        return False
    if text.isupper() and len(text) > _SHORT:
        # A subject in capitals goes on in capitals; behind any other they name who decides.
        return not all(part.isupper() for part in parts)
    before = lines[n - 1]
    if (before.is_paragraph and before.is_bold and not line.is_bold) or (before.is_centred and not line.is_centred):
        return True
    is_item = any(pattern(name).match(plain) for name in ("number-mark", "part", "bullet"))
    is_apart = line.gap > _usual_gap(lines, n) or bool(pattern("after-subject").match(plain))
    return is_item or is_apart or _is_sentence(line, text, plain, width)


def _usual_gap(lines: Sequence[Line], n: int) -> int:
    """Return the gap between lines of one paragraph, so that a larger one ends the subject."""
    gaps = sorted(line.gap for line in lines[n + 1 : n + 14])
    usual = gaps[len(gaps) // 2] if gaps else 0
    return max([usual, *(line.gap for line in lines[1:n])])


def _is_sentence(line: Line, text: str, plain: str, width: int) -> bool:
    if line.is_paragraph and len(text) > 220:  # noqa: PLR2004 - no subject is that long
        return True
    is_organ = any(plain.startswith(folded(organ)) for organ in listed("organs"))
    if is_organ and (pattern("issuing").search(plain) or (width and len(text) >= width * _FULL)):
        return True
    if not width and len(text) > 160:  # noqa: PLR2004 - the same for a line that is a paragraph
        return True
    # A short label is no sentence.
    return text.endswith((";", ":", ".")) and len(text) > 40  # noqa: PLR2004 - see above
