"""The accessibility statement: what the program aims at, what its tests look at, and whom to tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from congkhai.portal.relations import Portal
from congkhai.settings import PortalUnit
from congkhai.views import addresses
from congkhai.views.page import Page
from congkhai.words import word

_STANDARD = ("wcag", "claim", "circular")
_CHECKED = ("axe", "html", "keyboard", "fit", "targets", "media", "scripts")
_UNCHECKED = ("people", "readers", "files", "content")
_ADAPT = ("display", "zoom", "keyboard", "search", "print")
_CONTACT = ("phone", "email", "address")


@dataclass(frozen=True)
class Part:
    """One part of the statement: a sentence, and points."""

    title: str
    text: str
    items: Sequence[str]


@dataclass(frozen=True)
class AccessibilityView:
    """The statement."""

    lead: str
    parts: Sequence[Part]


def page(portal: Portal, version: str) -> Page:
    """Return the statement of one version of the program."""
    lead = word("accessibility.lead", version=version)
    parts = [
        _part("standard", _STANDARD),
        _part("checked", _CHECKED, word("accessibility.checked.text")),
        _part("unchecked", _UNCHECKED),
        _part("adapt", _ADAPT),
        _report(portal.settings.unit),
    ]
    return Page(
        address=addresses.ACCESSIBILITY,
        template="pages/accessibility.html",
        title=word("accessibility.title"),
        section="",
        view=AccessibilityView(lead, parts),
        description=lead,
        kind=word("kind.page"),
        text=[line for part in parts for line in (part.title, part.text, *part.items)],
    )


def _part(name: str, points: Sequence[str], text: str = "") -> Part:
    items = [word(f"accessibility.{name}.{point}", tools=word("display.label")) for point in points]
    return Part(word(f"accessibility.{name}.title"), text, items)


def _report(unit: PortalUnit) -> Part:
    lines = [word(f"contact.{key}", value=value) for key in _CONTACT if (value := getattr(unit, key))]
    items = [unit.agency, *lines] if lines else [unit.agency, word("accessibility.report.none")]
    return Part(word("accessibility.report.title"), word("accessibility.report.text"), items)
