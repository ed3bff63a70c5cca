"""The numbers that Word counts itself: `1.`, `a)`, `II.` stand in no text of the file, and on every paper."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbers:
    """Counts the levels of every list of one document, as Word does (ECMA-376, part 1, 17.9)."""

    def __init__(self, document: "Document") -> None:
        self.styles = {style.style_id: style.element for style in document.styles}
        self.levels: dict[str, dict[int, BaseOxmlElement]] = {}
        self.lists: dict[str, str] = {}
        self.counts: dict[str, dict[int, int]] = {}
        part = next((p for p in document.part.package.iter_parts() if p.partname.endswith("/numbering.xml")), None)
        root = getattr(part, "element", None)
        if root is None:
            return
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = {int(level.get(f"{_W}ilvl", "0")): level for level in abstract.iter(f"{_W}lvl")}
            self.levels[abstract.get(f"{_W}abstractNumId", "")] = levels
        for number in root.iter(f"{_W}num"):
            target = number.find(f"{_W}abstractNumId")
            if target is not None:
                self.lists[number.get(f"{_W}numId", "")] = target.get(f"{_W}val", "")

    def of(self, paragraph: "BaseOxmlElement") -> str:
        """Return the number that Word shows before a paragraph, with a space behind it; empty without one."""
        named, depth = self._listed(paragraph)
        abstract = self.lists.get(named or "")
        level = self.levels.get(abstract or "", {}).get(depth)
        if abstract is None or level is None:
            return ""
        counts = self.counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, _start(level) - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return self._shown(abstract, level, counts)

    def _shown(self, abstract: str, level: "BaseOxmlElement", counts: dict[int, int]) -> str:
        if _value(level, "numFmt") == "bullet":
            return "+ " if _value(level, "lvlText") == "+" else "- "
        text = _value(level, "lvlText")
        for depth, other in self.levels[abstract].items():
            if f"%{depth + 1}" in text:
                count = counts.get(depth, _start(other))
                text = text.replace(f"%{depth + 1}", _written(count, _value(other, "numFmt")))
        return f"{text} " if text.strip() else ""

    def _listed(self, paragraph: "BaseOxmlElement") -> tuple[str | None, int]:
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val") if style is not None else None
        seen: set[str] = set()
        while own is None and name is not None and name in self.styles and name not in seen:
            seen.add(name)
            own = self.styles[name].find(f"{_W}pPr/{_W}numPr")
            based = self.styles[name].find(f"{_W}basedOn")
            name = based.get(f"{_W}val") if based is not None else None
        if own is None:
            return None, 0
        depth = own.find(f"{_W}ilvl")
        number = own.find(f"{_W}numId")
        return (number.get(f"{_W}val") if number is not None else None), int(
            depth.get(f"{_W}val", "0") if depth is not None else 0
        )


def _start(level: "BaseOxmlElement") -> int:
    return int(_value(level, "start") or 1)


def _value(level: "BaseOxmlElement", name: str) -> str:
    element = level.find(f"{_W}{name}")
    return element.get(f"{_W}val", "") if element is not None else ""


def _written(count: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"}:
        text, rest = "", count
        for value, sign in _ROMAN:
            text, rest = text + sign * (rest // value), rest % value
        return text if form == "upperRoman" else text.lower()
    if form in {"upperLetter", "lowerLetter"}:
        text = chr(ord("a") + (count - 1) % 26)
        return text if form == "lowerLetter" else text.upper()
    return f"{count:02}" if form == "decimalZero" else str(count)
