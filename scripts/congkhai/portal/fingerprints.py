"""What the page of a record stands on, in digests: while these stay the same, so do the words of the page.

Besides, every page stands on the settings and the program, which are one for all, and a page that names a day (`Page.as_of`) on
that day; they are not told here.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.records.reading import ConclusionDossier, PlanDossier
from congkhai.sources.folders import Dossier

if TYPE_CHECKING:
    from congkhai.portal.relations import Portal


def digest(parts: Iterable[str]) -> str:
    """Return one digest of texts in their order, 32 hexadecimal signs."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


class Fingerprints(dict[str, str]):
    """By code what each petition's page, rows and feed stand on; worked out when it is asked for."""

    def __init__(self, portal: "Portal") -> None:
        super().__init__()
        self._portal = portal

    def __missing__(self, code: str) -> str:
        """Work out what one petition stands on."""
        self[code] = digest(_of_petition(self._portal, self._portal.petitions[code]))
        return self[code]


def _of_petition(portal: "Portal", petition: Petition) -> Iterator[str]:
    """Yield what a petition stands on: itself, its conclusion, meeting and plan, its files, and what settles it."""
    source = portal.source_of(petition)
    yield petition.digest
    yield from _around(portal, source)
    yield from _files(source.folder, (file.file for answer in petition.answers for file in answer.files))
    yield from (_conclusion(dossier) for dossier, _ in portal.settling(petition))


def of_conclusion(portal: "Portal", dossier: ConclusionDossier) -> Iterator[str]:
    """Yield what a conclusion's page stands on: itself, its meeting and plan, its petitions, its files."""
    yield from _around(portal, dossier)
    yield dossier.body.text
    yield from _files(dossier.folder, dossier.folder.attachments)
    yield from (portal.fingerprints[petition.code] for petition in portal.petitions_of(dossier))


def of_meeting(portal: "Portal", meeting: Meeting) -> Iterator[str]:
    """Yield what a meeting's page stands on beside its duties: itself, its plan, its conclusion, its files."""
    dossier = portal.plan_of(meeting)
    yield f"{meeting.digest} {_plan(dossier)}"
    yield from _files(dossier.folder, dossier.folder.attachments)
    if (concluded := portal.conclusion_of(meeting)) is not None:
        yield from of_conclusion(portal, concluded)


def _around(portal: "Portal", dossier: ConclusionDossier) -> Iterator[str]:
    meeting = portal.meeting_of(dossier)
    yield _conclusion(dossier)
    yield f"{meeting.digest} {_plan(portal.plan_of(meeting))}" if meeting else ""


def _conclusion(dossier: ConclusionDossier) -> str:
    return f"{dossier.folder.slug} {dossier.conclusion.digest if dossier.conclusion else ''}"


def _plan(dossier: PlanDossier) -> str:
    return f"{dossier.folder.slug} {dossier.plan.digest if dossier.plan else ''}"


def _files(folder: Dossier, names: Iterable[str]) -> Iterator[str]:
    yield from (f"{name} {folder.attachments[name].digest}" for name in names)
