"""The only place that asks what day it is; the command line and the plugin alone may enter."""

import os
from datetime import UTC, date, datetime

from congkhai.zone import VIETNAM


def today() -> date:
    """Return the day in Vietnam, by SOURCE_DATE_EPOCH (seconds, UTC) when it is set, else by the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.astimezone(VIETNAM).date()
