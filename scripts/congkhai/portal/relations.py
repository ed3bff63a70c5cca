"""The portal: all records of a unit, each reachable from each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Self

from congkhai.law.instruments import Instrument
from congkhai.portal import fingerprints
from congkhai.records.conclusion import Item
from congkhai.records.meeting import Meeting
from congkhai.records.page import Content
from congkhai.records.petition import Petition
from congkhai.records.reading import ConclusionDossier, PlanDossier, Records
from congkhai.records.when import Precision
from congkhai.settings import Area, Body, Settings


class MeetingStatus(StrEnum):
    """Where a meeting stands, derived from its records."""

    ON_OCCURRENCE = "on-occurrence"
    PLANNED = "planned"
    FIXED = "fixed"
    ANNOUNCED = "announced"
    HELD = "held"
    CONCLUDED = "concluded"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    UNREPORTED = "unreported"


_OVER = {MeetingStatus.HELD, MeetingStatus.CONCLUDED, MeetingStatus.CANCELLED}


@dataclass(frozen=True)
class Portal:
    """Every record of one unit on one day, and the ways between them.

    Mappings are keyed by slug, meeting id and petition code, in the order of the files.
    """

    settings: Settings
    instruments: Mapping[str, Instrument]
    content: Content
    today: date
    plans: Mapping[str, PlanDossier]
    conclusions: Mapping[str, ConclusionDossier]
    meetings: Mapping[str, Meeting]
    petitions: Mapping[str, Petition]
    bodies: Mapping[str, Body]
    areas: Mapping[str, Area]
    _plan_of: Mapping[str, str] = field(repr=False)
    _conclusion_of: Mapping[str, str] = field(repr=False)
    _dossier_of: Mapping[str, str] = field(repr=False)
    _settling: Mapping[str, Sequence[tuple[str, Item]]] = field(repr=False)

    @classmethod
    def of(
        cls,
        settings: Settings,
        instruments: Mapping[str, Instrument],
        records: Records,
        today: date,
    ) -> Self:
        """Return the portal that `records`, already checked, make up."""
        plans, conclusions = records.plans, records.conclusions
        standing_last = sorted(conclusions, key=lambda d: d.conclusion is not None and d.conclusion.withdrawal is None)
        return cls(
            settings=settings,
            instruments=instruments,
            content=records.content,
            today=today,
            plans={dossier.folder.slug: dossier for dossier in plans},
            conclusions={dossier.folder.slug: dossier for dossier in conclusions},
            meetings={meeting.id: meeting for dossier in plans for meeting in dossier.meetings},
            petitions={petition.code: petition for dossier in conclusions for petition in dossier.petitions},
            bodies={body.id: body for body in settings.bodies},
            areas={area.id: area for area in settings.areas},
            _plan_of={meeting.id: dossier.folder.slug for dossier in plans for meeting in dossier.meetings},
            _conclusion_of={d.conclusion.meeting: d.folder.slug for d in standing_last if d.conclusion},
            _dossier_of={p.code: d.folder.slug for d in conclusions for p in d.petitions},
            _settling=_settling(standing_last),
        )

    @cached_property
    def fingerprints(self) -> fingerprints.Fingerprints:
        """Return by code what the page, the rows and the feed of each petition stand on."""
        return fingerprints.Fingerprints(self)

    @property
    def records(self) -> list[tuple[str, str]]:
        """Return kind and id of every record that has a page."""
        return [
            *(("plan", slug) for slug in self.plans),
            *(("meeting", name) for name in self.meetings),
            *(("conclusion", slug) for slug in self.conclusions),
            *(("petition", code) for code in self.petitions),
        ]

    def plan_of(self, meeting: Meeting) -> PlanDossier:
        """Return the plan that a meeting belongs to."""
        return self.plans[self._plan_of[meeting.id]]

    def conclusion_of(self, meeting: Meeting) -> ConclusionDossier | None:
        """Return the conclusion of a meeting, a withdrawn one only while no other stands; None while there is none."""
        slug = self._conclusion_of.get(meeting.id)
        return self.conclusions[slug] if slug is not None else None

    def source_of(self, petition: Petition) -> ConclusionDossier:
        """Return the dossier whose table holds a petition."""
        return self.conclusions[self._dossier_of[petition.code]]

    def meeting_of(self, dossier: ConclusionDossier) -> Meeting | None:
        """Return the meeting that a conclusion concludes."""
        return self.meetings.get(dossier.conclusion.meeting) if dossier.conclusion else None

    def settling(self, petition: Petition) -> Iterable[tuple[ConclusionDossier, Item]]:
        """Yield each conclusion item that settles a petition, with its conclusion; withdrawn ones come first."""
        for slug, item in self._settling.get(petition.code, ()):
            yield self.conclusions[slug], item

    def petitions_of(self, dossier: ConclusionDossier) -> tuple[Petition, ...]:
        """Return the petitions of a conclusion: its own table's, then those of others that its items settle."""
        items = dossier.conclusion.items if dossier.conclusion else ()
        codes = dict.fromkeys(
            [*(petition.code for petition in dossier.petitions), *(c for i in items for c in i.petitions)]
        )
        return tuple(self.petitions[code] for code in codes)

    def conclusions_of(self, plan: PlanDossier) -> Iterable[ConclusionDossier]:
        """Yield the conclusions of a plan's meetings, in the order of the meetings."""
        for meeting in plan.meetings:
            if (dossier := self.conclusion_of(meeting)) is not None:
                yield dossier

    def citing(self, slug: str) -> Iterable[str]:
        """Yield the slugs of the plans that name the plan `slug` as a basis."""
        for other, dossier in self.plans.items():
            if dossier.plan and any(basis.plan == slug for basis in dossier.plan.legal_bases):
                yield other

    def status_of(self, meeting: Meeting) -> MeetingStatus:
        """Return where a meeting stands today."""
        if meeting.cancelled is not None:
            return MeetingStatus.CANCELLED
        if (dossier := self.conclusion_of(meeting)) and dossier.conclusion and not dossier.conclusion.withdrawal:
            return MeetingStatus.CONCLUDED
        if meeting.held is not None:
            return MeetingStatus.HELD
        return self._status_before(meeting)

    def is_over(self, meeting: Meeting) -> bool:
        """Return whether a meeting was held or cancelled, so that its status no longer changes with the day."""
        return self.status_of(meeting) in _OVER

    def _status_before(self, meeting: Meeting) -> MeetingStatus:
        when = meeting.date
        if when is None:
            return MeetingStatus.POSTPONED
        if when.precision is Precision.ON_OCCURRENCE:
            return MeetingStatus.ON_OCCURRENCE
        if when.last is not None and when.last < self.today:
            return MeetingStatus.UNREPORTED
        if meeting.notice is not None:
            return MeetingStatus.ANNOUNCED
        return MeetingStatus.FIXED if when.day and not meeting.tentative else MeetingStatus.PLANNED


def _settling(dossiers: Iterable[ConclusionDossier]) -> Mapping[str, Sequence[tuple[str, Item]]]:
    found: dict[str, list[tuple[str, Item]]] = {}
    for dossier in dossiers:
        for item in dossier.conclusion.items if dossier.conclusion else ():
            for code in item.petitions:
                found.setdefault(code, []).append((dossier.folder.slug, item))
    return found
