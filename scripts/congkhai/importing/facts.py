"""What a paper says of its meetings beside their time: place, people, form, who leads, how many come."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from congkhai.importing.joining import TRAIL, tidy
from congkhai.importing.outline import Part
from congkhai.importing.paper import Occasion, Paper
from congkhai.importing.patterns import all_choices, first_choice, folded
from congkhai.records.when import Precision
from congkhai.settings import Settings

_PEOPLE = re.compile(
    r"(?P<from>tu\s+)?(?P<a>\d{1,5})(?:\s*(?:nguoi|dai bieu))?\s*(?:den|-|–)\s*(?P<b>\d{1,5})\s*(?:nguoi|dai bieu|cu tri)|(?P<about>khoang|tren|it nhat|toi da|khong qua)?\s*(?P<n>\d{1,5})\s*(?:nguoi|dai bieu|cu tri|cong dan|ho)"
)
_UNLIMITED = re.compile(r"khong (?:gioi han|han che)")
_MINUTES = re.compile(
    r"(?:khong qua|toi da)\s*(?P<n>\d{1,2})\s*phut\s*(?:/|cho|moi|doi voi)?\s*(?:mot |1 |01 )?(?:cau hoi|y kien|luot|nguoi|dai bieu)?"
)
_AT = re.compile(r",?\s*(?:tổ chức\s+)?(?:địa điểm\s+)?(?<!\w)tại\s+(?P<place>[^.;]+)")
_LEADS = re.compile(
    r"(?P<who>(?:Phó )?(?:Chủ tịch|Bí thư)(?:\s+(?!trực|chủ)[^\s,.;:]+){0,6})\s+(?:trực tiếp\s+)?chủ trì"
)
# What stands beside a quarter or a month, behind a dash: for whom the meeting is.
_BESIDE = re.compile(r"^\s*[-–—:]\s*(?P<who>[^.;]{4,160})")


@dataclass
class Facts:
    """What the paper says of its meetings, by facet: each with the headings above it."""

    said: dict[str, list[tuple[str, tuple[str, ...], int]]] = field(default_factory=dict)

    def of(self, facet: str, path: tuple[str, ...]) -> list[str]:
        """Return what is said under the same headings as a meeting, else under the outermost that says anything."""
        said = [each for each in self.said.get(facet, []) if not _of_another(each[1], path)]
        for depth in range(len(path), -1, -1):
            near = [text for text, above, _ in said if above[:depth] == path[:depth]]
            if near:
                return near
        return []


def _of_another(above: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Return whether what is said stands under the heading of another meeting (`3. Đối thoại đột xuất`)."""
    return any(all_choices("occasions", text) and text not in path for text in above)


def gather_facts(parts: Sequence[Part]) -> Facts:
    """Return what labels and headings say of the meetings."""
    facts = Facts()
    for part in parts:
        facets = [facet for facet in all_choices("facets", part.label) if facet != "when"] if part.label else []
        if part.level and not part.rest:
            continue
        text = part.rest
        if not facets and part.path and not part.level:
            # Words below a heading such as `6. Thành phần tham dự:` are what the heading promises, if it promises one thing.
            promised = list(all_choices("facets", part.path[-1]))
            facets, text = (promised, part.text) if len(promised) == 1 and promised != ["when"] else ([], "")
        if part.rest and "when" in all_choices("facets", part.label):
            facets = []
        for facet in facets:
            if text:
                facts.said.setdefault(facet, []).append((text, part.path, part.number))
    return facts


def filled(part: Part, occasion: Occasion, facts: Facts, paper: Paper, settings: Settings | None) -> Occasion:
    """Return a meeting with all that the paper says of it beside its time."""
    near = part.path
    text = part.rest or part.text
    places = occasion.places or tuple(_place(each) for each in _first(facts.of("place", near)))
    if not places and (found := _AT.search(text)) is not None:
        places = (_place(found["place"]),)
    beside = _BESIDE.match(occasion.after) if occasion.told.day is None else None
    said = [*([beside["who"].strip(TRAIL)] if beside else []), *facts.of("audience", near)]
    audience = occasion.audience or "\n\n".join(said) or None
    kind = first_choice("occasions", " ".join([part.label, *reversed(part.path)])) or first_choice(
        "occasions", paper.title or ""
    )
    forms = _forms(facts, near, paper)
    return replace(
        occasion,
        kind=kind or "periodic",
        is_kind_told=kind is not None,
        track=_track(paper, audience),
        title=_title(part, occasion, paper),
        forms=forms,
        places=tuple(filter(None, places)),
        areas=areas_in(f"{occasion.after} {audience or ''}", settings) or areas_in(text, settings),
        audience=audience,
        chair=_chair(facts.of("chair", near), paper),
        expected=_expected(facts.of("expected", near)),
        question_minutes=_minutes(paper),
    )


def _chair(said: Sequence[str], paper: Paper) -> tuple[str, ...]:
    """Return who leads: as a label says, else as a sentence says (`Chủ tịch UBND xã trực tiếp chủ trì`)."""
    if said:
        return tuple(tidy(each).strip(TRAIL) for each in said[0].split(";") if each.strip(TRAIL))
    for block in paper.blocks:
        if found := _LEADS.search(block.text):
            return (tidy(found["who"]),)
    return ()


def _first(said: Sequence[str]) -> Sequence[str]:
    return said[:1]


def _place(text: str) -> str:
    text = re.sub(r"^(?:tại|Tại|ở|Ở)\s+", "", tidy(text)).strip(TRAIL)
    return text[:1].upper() + text[1:]


def _forms(facts: Facts, path: tuple[str, ...], paper: Paper) -> tuple[str, ...]:
    said = " ".join(facts.of("forms", path))
    if found := all_choices("forms", said):
        return found
    text = " ".join([paper.title or "", *(block.text for block in paper.blocks)])
    return tuple(form for form in all_choices("forms", text) if re.search(r"doi thoai (?:truc|gian)", folded(text)))


def _track(paper: Paper, audience: str | None) -> str:
    return first_choice("tracks", paper.title or "") or first_choice("tracks", audience or "") or "people"


def _title(part: Part, occasion: Occasion, paper: Paper) -> str:
    heading = next((text for text in reversed(part.path) if all_choices("occasions", text)), None)
    base, shown = heading or paper.title or part.label or occasion.printed, occasion.shown
    is_dated = occasion.told.precision is not Precision.ON_OCCURRENCE and shown not in base
    return f"{base}, {shown[:1].lower()}{shown[1:]}" if is_dated else base


def areas_in(text: str, settings: Settings | None) -> tuple[str, ...]:
    """Return the ids of the portal's areas that a text names."""
    if settings is None:
        return ()
    plain = _area_words(text)
    short = Counter(_area_words(_BRACKETS.sub("", area.name)) for area in settings.areas)
    found: list[str] = []
    for area in settings.areas:
        own = _area_words(_BRACKETS.sub("", area.name))
        # `Tổ dân phố 3 (phường Minh Hoạ)` is called without its brackets where no other area is.
        name = own if short[own] == 1 else _area_words(area.name)
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain):
            found.append(area.id)
    return tuple(found)


_BRACKETS = re.compile(r"\s*\([^)]*\)")
_AREA = re.compile(
    r"(?:Tổ dân phố|tổ dân phố|TDP|Thôn|thôn|Khu phố|khu phố|Ấp|ấp|Xóm|xóm|Bản|bản)(?:[^\S\n]+(?:số[^\S\n]+)?(?:[A-ZĐÀ-Ỹ][\w’']*|\d+[A-Z]?))+"
)


def unknown_areas(paper: Paper, settings: Settings) -> dict[str, int]:
    """Return the areas that the meetings name and the portal does not know, with the line of each."""
    known = {_area_words(area.name) for area in settings.areas}
    found: dict[str, int] = {}
    for occasion in paper.occasions:
        for text in (occasion.printed, occasion.audience or ""):
            for match in _AREA.finditer(text):
                if _area_words(match.group()) not in known:
                    found.setdefault(match.group(), occasion.number)
    return found


def _area_words(text: str) -> str:
    return re.sub(r"\btdp\b", "to dan pho", re.sub(r"[^\w]+", " ", folded(text))).strip()


def _expected(said: Sequence[str]) -> dict[str, str]:
    for text in said:
        plain = folded(text)
        if _UNLIMITED.search(plain):
            return {"unlimited": "yes"}
        if (found := _PEOPLE.search(plain)) is not None:
            low, high = (found["a"], found["b"]) if found["a"] else (found["n"], found["n"])
            about = found["about"] or ""
            counts = {"min": low, "max": high}
            if about in {"tren", "it nhat"}:
                counts = {"min": low}
            elif about in {"toi da", "khong qua"}:
                counts = {"max": high}
            return {**{key: str(int(value)) for key, value in counts.items()}, "note": tidy(text).strip(TRAIL)}
    return {}


def _minutes(paper: Paper) -> str | None:
    for block in paper.blocks:
        found = _MINUTES.search(folded(block.text))
        if found and re.search(r"cau hoi|phat bieu|y kien", folded(block.text)):
            return str(int(found["n"]))
    return None
