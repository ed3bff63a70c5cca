"""The zone of every hour that a record states and of every day that the clock tells."""

from datetime import timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
