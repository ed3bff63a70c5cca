"""The page in English: the unit, how to reach it, what the portal holds, and the bodies named on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from congkhai.portal.relations import Portal
from congkhai.settings import Body, PortalUnit, System
from congkhai.views import addresses, dates
from congkhai.views.page import Page
from congkhai.views.parts import Link, Notice
from congkhai.words import label, sentence, word, word_in

_CONTACT = ("address", "phone", "email", "responsible", "takedown")
_ASKABLE = ("address", "phone", "email")
_SAME_IN_EVERY_LANGUAGE = ("phone", "email")
_SECTIONS = {
    "menu.plans": ("plan.lead", addresses.PLANS),
    "menu.meetings": ("meeting.lead", addresses.MEETINGS),
    "menu.conclusions": ("conclusion.lead", addresses.CONCLUSIONS),
    "menu.petitions": ("petition.lead", addresses.PETITIONS),
    "menu.duties": ("english.duties", addresses.DUTIES),
    "statistics.title": ("english.statistics", addresses.STATISTICS),
    "menu.archive": ("archive.lead", addresses.ARCHIVE),
    "data.title": ("data.lead", addresses.DATA),
    "accessibility.title": ("english.accessibility", addresses.ACCESSIBILITY),
}


@dataclass(frozen=True)
class Name:
    """Words, marked as Vietnamese where they are, and the Vietnamese name beside an English one."""

    text: str
    is_vietnamese: bool = False
    vietnamese: str = ""


@dataclass(frozen=True)
class Fact:
    """A term and what it names."""

    term: str
    name: Name


@dataclass(frozen=True)
class Section:
    """A section of the portal: its name in both languages, and what it holds."""

    link: Link
    vietnamese: str
    text: str


@dataclass(frozen=True)
class Group:
    """The bodies of one system."""

    system: str
    bodies: Sequence[Name]


@dataclass(frozen=True)
class EnglishView:
    """The page in English; `notices` repeats what the frame says in Vietnamese."""

    notices: Sequence[Notice]
    lead: str
    about_title: str
    about: Sequence[Fact]
    contact_title: str
    contact: Sequence[Fact]
    sections_title: str
    sections: Sequence[Section]
    structure_title: str
    structure_text: str
    structure: Sequence[Group]
    help_title: str
    help_text: str


def page(portal: Portal) -> Page:
    """Return the page in English."""
    unit = portal.settings.unit
    is_askable = any(getattr(unit, key) for key in _ASKABLE)
    view = EnglishView(
        notices=_notices(portal),
        lead=_word("lead"),
        about_title=_word("about"),
        about=_about(unit),
        contact_title=_word("contact"),
        contact=[Fact(_word(key), _contact(unit, key)) for key in _CONTACT],
        sections_title=_word("sections"),
        sections=[
            Section(Link(word_in("en", title), address), word(title), word_in("en", text))
            for title, (text, address) in _SECTIONS.items()
        ],
        structure_title=_word("structure"),
        structure_text=_word("structure-text"),
        structure=_structure(portal),
        help_title=_word("help"),
        help_text=_word("help-text" if is_askable else "help-none"),
    )
    return Page(
        addresses.ENGLISH,
        "pages/english.html",
        _word("title"),
        "",
        view,
        _word("lead"),
        as_of=dates.as_of(portal.today),
    )


def _word(key: str) -> str:
    return word_in("en", f"english.{key}")


def _notices(portal: Portal) -> list[Notice]:
    told = [Notice(word_in("en", "demonstration.title"), word_in("en", "demonstration.text"))]
    return told if portal.settings.demonstration else []


def _about(unit: PortalUnit) -> list[Fact]:
    return [
        Fact(_word("name"), _name(unit.name, unit.name_en)),
        Fact(_word("level"), Name(label(unit.level, "en"))),
        Fact(_word("province"), _name(unit.province)),
        Fact(_word("agency"), _name(unit.agency, unit.agency_en)),
    ]


def _name(vietnamese: str, english: str | None = None) -> Name:
    return Name(english, vietnamese=vietnamese) if english else Name(vietnamese, is_vietnamese=True)


def _contact(unit: PortalUnit, key: str) -> Name:
    value = getattr(unit, key)
    return Name(value, key not in _SAME_IN_EVERY_LANGUAGE) if value else Name(_word("not-given"))


def _structure(portal: Portal) -> list[Group]:
    """Return the bodies that exist on the day of the figures, by system."""
    bodies = [body for body in portal.bodies.values() if _exists(body, portal.today)]
    groups = {system: [body for body in bodies if body.system is system] for system in System}
    return [
        Group(sentence(label(system, "en")), [_name(body.name, body.name_en) for body in found])
        for system, found in groups.items()
        if found
    ]


def _exists(body: Body, today: date) -> bool:
    begins = body.valid_from.first if body.valid_from else None
    ends = body.valid_to.last if body.valid_to else None
    return (begins or today) <= today <= (ends or today)
