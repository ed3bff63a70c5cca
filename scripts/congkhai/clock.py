"""The only place that asks what day it is; the command line and the plugin alone may enter."""

import os
from datetime import UTC, date, datetime

from congkhai.zone import VIETNAM


def today() -> date:
    """Return the day in Vietnam, by SOURCE_DATE_EPOCH (seconds, UTC) when it is set, else by the clock."""
    return datetime.fromtimestamp(seconds(), UTC).astimezone(VIETNAM).date()


def seconds() -> int:
    """Return the seconds since 1970 (UTC), by SOURCE_DATE_EPOCH when it is set, else by the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return int(epoch) if epoch else int(datetime.now(UTC).timestamp())
