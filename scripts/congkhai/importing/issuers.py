"""Who issued a paper: by its head, else by the sentence in which it says so; matched with the bodies of the portal."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from congkhai.importing.casing import recase
from congkhai.importing.joining import Block
from congkhai.importing.patterns import begins, folded, listed, spelt, words
from congkhai.settings import Body, System
from congkhai.sources.folding import slug

_PARTY = (
    "Đảng ủy",
    "Đảng bộ",
    "Ban Thường vụ",
    "Ban Chấp hành",
    "Chi bộ",
    "Huyện ủy",
    "Thành ủy",
    "Tỉnh ủy",
    "Văn phòng Đảng ủy",
    "Ban Xây dựng Đảng",
)
_FRONT = ("Ủy ban Mặt trận", "UBMTTQ", "Ủy ban MTTQ", "UB MTTQ", "Mặt trận Tổ quốc")
_MASS = ("Đoàn", "Hội Liên hiệp", "Hội Nông dân", "Hội Cựu chiến binh", "BCH Đoàn", "Công đoàn")
# What belongs to the body named before it, and is no body by itself.
_INNER = ("Ban Thường vụ", "Ban Chấp hành", "Ban Thường trực", "Thường trực")


@dataclass(frozen=True)
class Named:
    """An issuer in proper letters; `has_unit` says whether its unit is named too."""

    name: str
    has_unit: bool


def from_head(pieces: Sequence[str], used: Mapping[str, str]) -> Named | None:
    """Return the issuer that the lines of a head name: the last body, with the unit that belongs to it."""
    bodies: list[list[str]] = []
    for piece in pieces:
        text = piece.strip(" -–*,.;/")
        if begins(text, listed("organs")) and not (begins(text, _INNER) and bodies):
            bodies.append([text])
        elif bodies and text.isupper() == bodies[-1][0].isupper():
            bodies[-1].append(text)
        elif not bodies and begins(text, listed("units")):
            bodies.append([text])
    if not bodies:
        return None
    name = _joined(bodies[-1], used)
    if not _has_unit(name) and len(bodies) > 1:
        above = _joined(bodies[-2], used)
        # `VĂN PHÒNG` below an agency is that agency's; `VĂN PHÒNG HĐND VÀ UBND` names it itself.
        names_it = any(spelt(organ) in spelt(name[3:]) for organ in ("HĐND", "UBND", "Đảng ủy", "Ủy ban"))
        unit = _unit_in(above) if names_it else above
        name = f"{name} {unit}" if unit else name
    return Named(name, _has_unit(name))


def _joined(parts: Sequence[str], used: Mapping[str, str]) -> str:
    """Return the lines of one body as its name; what belongs to it (`BAN THƯỜNG TRỰC`) is no part of the name."""
    own = [part for n, part in enumerate(parts) if n == 0 or not begins(part, _INNER)]
    return re.sub(r"\s+", " ", recase(" ".join(own), used))


def _has_unit(text: str) -> bool:
    return _unit_in(text) is not None


def _unit_in(text: str) -> str | None:
    """Return a name from its unit on: `phường Đức Thắng`."""
    units = "|".join(re.escape(unit.lower()) for unit in listed("units"))
    found = re.search(rf"(?<!\w)(?:{units})(?!\s+hội)\s+\S.*", text.lower())
    return text[found.start() :] if found else None


def without_unit(name: str) -> str:
    """Return a body's name as its own papers use it: `Sở Xây dựng tỉnh Giả Định`, `Sở Xây dựng`."""
    unit = _unit_in(name)
    return name.removesuffix(unit).strip() if unit else name


def from_sentence(blocks: Sequence[Block]) -> tuple[Named, int] | None:
    """Return the issuer of a paper without a head: who, in its first paragraphs, issues it."""
    units = "|".join(re.escape(unit.lower()) for unit in listed("units"))
    organs = "|".join(re.escape(organ) for organ in sorted(listed("organs"), key=len, reverse=True))
    verbs = r"(?:ban hành|xây dựng|tổ chức|thông báo|triển khai|lập|trân trọng|kính mời|báo cáo)"
    name = rf"(?:\s+(?:{units}))?(?:\s+(?:{units}|và|HĐND|UBND|[A-ZĐÀ-Ỹ][\w’']*|\d+))*"
    form = re.compile(rf"(?:^|[,;.:]\s+)(?P<name>(?:{organs}){name})\s+{verbs}", re.IGNORECASE)
    strict = _strict()
    for block in blocks:
        for match in form.finditer(block.text):
            if whole := strict.match(match["name"]):
                own = re.match(r"(?:\s+(?:[A-ZĐÀ-Ỹ][\w’']*|\d+))+", whole["own"])
                if own is not None:
                    return Named(f"{whole['organ']}{whole['unit'].lower()}{own.group()}", has_unit=True), block.number
    return None


def from_title(title: str) -> Named | None:
    """Return the body that a title names as whose schedule or plan it is: `… của Chủ tịch UBND xã Tây Mẫu`."""
    for opening in re.finditer(r"\bcủa\s+(?:(?:Phó )?Chủ tịch\s+|Bí thư\s+|Thường trực\s+)?", title, re.IGNORECASE):
        if (whole := _strict().match(title, opening.end())) is not None:
            own = re.match(r"(?:\s+(?:[A-ZĐÀ-Ỹ][\w’']*|\d+))+", whole["own"])
            if own is not None:
                return Named(f"{whole['organ']}{whole['unit'].lower()}{own.group()}", has_unit=True)
    return None


@cache
def _strict() -> re.Pattern[str]:
    """Return the pattern of a body with its unit and the unit's own name."""
    units = "|".join(re.escape(unit.lower()) for unit in listed("units"))
    organs = "|".join(re.escape(organ) for organ in sorted(listed("organs"), key=len, reverse=True))
    return re.compile(
        rf"(?P<organ>(?:{organs}))(?P<unit>\s+(?:{units}))(?P<own>(?:\s+[A-ZĐÀ-Ỹ][\w’']*|\s+\d+)+)", re.IGNORECASE
    )


def spoken(name: str) -> str:
    """Return a body's name folded, with its abbreviations said in full, so that two ways of writing it are one."""
    plain = re.sub(r"[^\w.]+", " ", folded(name)).strip()
    said = " ".join(words("spoken").get(word, word) for word in plain.split())
    return said.replace("mat tran to quoc viet nam", "mat tran to quoc").replace(".", "")


def match_body(name: str, bodies: Iterable[Body]) -> Body | None:
    """Return the body of the portal that bears this name, however it is abbreviated."""
    wanted = spoken(name)
    return next((body for body in bodies if wanted in {spoken(body.name), spoken(body.short or body.name)}), None)


# `UBND` alone would be the beginning of many bodies' names.
_INITIALS = 6


def leading_body(text: str, bodies: Iterable[Body]) -> str | None:
    """Return the id of the one body that a text begins with; `Phòng Văn hóa - Xã hội` may be that of two wards, then None."""
    wanted = spoken(text[:160])
    found = {
        body.id
        for body in bodies
        for name in filter(None, (body.name, body.short))
        if any(
            len(known) > _INITIALS and wanted.startswith(known) for known in (spoken(name), spoken(without_unit(name)))
        )
    }
    return found.pop() if len(found) == 1 else None


def proposed(name: str) -> tuple[str, str, System]:
    """Return an id, a name in full and a system for a body that the portal does not know."""
    plain = folded(name)
    system = System.STATE
    if begins(name, _PARTY):
        system = System.PARTY
    elif begins(name, _FRONT):
        system = System.FRONT
    elif begins(name, _MASS):
        system = System.MASS_ORGANISATION
    short = plain
    for word, said in sorted(words("spoken").items(), key=lambda pair: -len(pair[1])):
        if word.isalpha() and said not in {"thanh pho", "to dan pho"}:
            short = short.replace(said, word)
    full = name
    for short_form, long_form in (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân")):
        full = re.sub(rf"^{short_form}\b", long_form, full)
    return slug(short), full, system


def unit_slug(name: str | None) -> str:
    """Return the address part of a body's unit: `phuong-duc-thang`; of the whole name where no unit is in it."""
    if name is None:
        return ""
    unit = _unit_in(name)
    own = slug(unit or name)
    return f"dang-uy-{own}" if begins(name, _PARTY) and unit else own
