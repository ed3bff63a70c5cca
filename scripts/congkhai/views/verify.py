"""The page on which a reader verifies a file or a page by the register, on her own machine."""

from collections.abc import Sequence
from dataclasses import dataclass

from congkhai.portal.relations import Portal
from congkhai.register.names import Registered
from congkhai.views import addresses
from congkhai.views.page import Page
from congkhai.views.parts import Link
from congkhai.words import word

_UNPROVED = ("clock", "page", "newest", "truth", "absence")
_WAYS = ("command", "copy")


@dataclass(frozen=True)
class VerifyView:
    """The page of verification; `folder` is where the register lies, `witnesses` their keys and names, one a line."""

    lead: str
    without_script: str
    folder: str
    witnesses: str
    unproved: Sequence[str]
    ways: Sequence[str]
    register: Link


def page(portal: Portal, register: Registered) -> Page:
    """Return the page of verification; before any witness has signed there is nothing to ask for."""
    title, lead = word("verify.title"), word("verify.lead")
    view = VerifyView(
        lead=lead,
        without_script=word("verify.without-script"),
        folder=addresses.REGISTER_FILES,
        witnesses="\n".join(f"{one.key} {one.name}" for one in portal.settings.witnesses if register.heads),
        unproved=[word(f"verify.unproved-{name}") for name in _UNPROVED],
        ways=[word(f"verify.way-{name}") for name in _WAYS],
        register=Link(word("register.title"), addresses.REGISTER),
    )
    crumbs = [Link(word("register.title"), addresses.REGISTER)]
    return Page(addresses.VERIFY, "pages/verify.html", title, "register", view, lead, crumbs, kind=word("kind.page"))
