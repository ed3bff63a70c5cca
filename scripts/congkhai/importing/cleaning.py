"""Signs that no record can hold: replaced by what they stand for, or set aside."""

import re
import unicodedata
from dataclasses import replace

from congkhai.importing.lines import Line, Source
from congkhai.importing.patterns import words
from congkhai.problems import Report
from congkhai.sources.text import forbidden

_WORD = re.compile(r"[^\W\d_]+")
# One word in twenty: a borrowed word or a trade mark is no proof.
_SHARE = 20
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf]|á[º»][\u0080-\u00bf\u2018-\u203a]|Ä[\u0090\u2018]|Æ[°¡]")


def is_mojibake(text: str) -> bool:
    """Return whether UTF-8 was read as Western letters."""
    return len(_MOJIBAKE.findall(text)) * _SHARE > max(len(_WORD.findall(text)), 1)


def has_split_letters(text: str) -> bool:
    """Return whether a PDF gives words in pieces (`Ủ y ban nhân dâ n`), so that nothing in it can be trusted."""
    found = _WORD.findall(text)
    # Single consonants stand alone in no Vietnamese word; lists have letters before `)`.
    alone = re.findall(r"(?<![\w.])[bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTX](?![\w.)/])", text)
    return len(found) > _SHARE and len(alone) * _SHARE > len(found)


def cleaned(source: Source, report: Report) -> Source:
    """Return the source in NFC and without signs that no record can hold, each told with its line."""
    table = str.maketrans(dict(words("signs")))
    lines = [_without_signs(replace(line, text=line.text.translate(table)), source, report) for line in source.lines]
    return Source(source.file, source.measure, lines, source.aside)


def _without_signs(line: Line, source: Source, report: Report) -> Line:
    text = unicodedata.normalize("NFC", line.text)
    found = list(forbidden(text.replace("\t", "    ")))
    cells = tuple(_bare(unicodedata.normalize("NFC", cell)) for cell in line.cells)
    if found:
        shown = " ".join(sorted({points for _, _, points in found}))
        report.add("import-hidden-signs", source.place(line.number), found=shown)
    return replace(line, text=_bare(text), cells=cells)


def _bare(text: str) -> str:
    text = text.replace("\t", "    ")
    spoiled = {offset: points.count("U+") for offset, _, points in forbidden(text)}
    kept, after = [], 0
    for offset, sign in enumerate(text):
        after = max(after, offset + spoiled.get(offset, 0))
        kept.append("" if offset < after else sign)
    # A wide gap parts two columns; a wider one says no more.
    return re.sub(r" {60,}", " " * 60, "".join(kept)).rstrip()
