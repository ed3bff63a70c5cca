"""What was invented for show: what says so of itself, and what belongs to it."""

from congkhai.portal.relations import Portal
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.records.reading import ConclusionDossier


def of_meeting(portal: Portal, meeting: Meeting) -> bool:
    """Return whether a meeting, or the plan it belongs to, is invented."""
    plan = portal.plan_of(meeting).plan
    return meeting.illustrative or (plan is not None and plan.illustrative)


def of_conclusion(portal: Portal, dossier: ConclusionDossier) -> bool:
    """Return whether a conclusion, or the meeting it concludes, is invented."""
    meeting = portal.meeting_of(dossier)
    says_so = dossier.conclusion is not None and dossier.conclusion.illustrative
    return says_so or (meeting is not None and of_meeting(portal, meeting))


def of_petition(portal: Portal, petition: Petition) -> bool:
    """Return whether the conclusion that holds a petition is invented."""
    return of_conclusion(portal, portal.source_of(petition))


def of_anything(portal: Portal) -> bool:
    """Return whether any record of the portal is invented."""
    plans = (dossier.plan for dossier in portal.plans.values())
    return (
        any(plan is not None and plan.illustrative for plan in plans)
        or any(meeting.illustrative for meeting in portal.meetings.values())
        or any(of_conclusion(portal, dossier) for dossier in portal.conclusions.values())
    )
