"""The words in which a duty is stated: what, how long, which way, through which channel."""

from enum import StrEnum


class Duty(StrEnum):
    """What a plan, a local rule or the law obliges somebody to do."""

    HOLD_MEETING = "hold-meeting"
    PUBLISH_PLAN = "publish-plan"
    PUBLISH_CONCLUSION = "publish-conclusion"
    ANNOUNCE_MEETING = "announce-meeting"
    ISSUE_CONCLUSION = "issue-conclusion"
    PUBLISH_RESULTS = "publish-results"
    ANSWER_PETITION = "answer-petition"
    ANSWER_IN_WRITING = "answer-in-writing"
    FORWARD_BEYOND_AUTHORITY = "forward-beyond-authority"
    REPORT_UPWARD = "report-upward"
    COLLECT_QUESTIONS = "collect-questions"
    SUPERVISE = "supervise"
    POST_ON_BOARD = "post-on-board"
    BROADCAST = "broadcast"


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "working-days"
    DAYS = "days"


class Direction(StrEnum):
    """Whether a period runs up to the event or from it."""

    BEFORE = "before"
    WITHIN = "within"


class Channel(StrEnum):
    """Where something is made public."""

    PORTAL = "portal"
    LOUDSPEAKER = "loudspeaker"
    BOARD = "board"
    MASS_MEDIA = "mass-media"
    INVITATION = "invitation"
    VILLAGE_HEADS = "village-heads"
