"""The only place that asks what day it is; the command line and the plugin alone may enter."""

import os
import re
from datetime import UTC, date, datetime

from congkhai.zone import VIETNAM

# Ten digits last until the year 2286; later than 9999 there is no date.
_SECONDS = re.compile("[0-9]{0,10}")


def wrong_setting() -> str:
    """Return what SOURCE_DATE_EPOCH holds in place of seconds since 1970, empty when the clock can be read."""
    return "" if _SECONDS.fullmatch(_epoch()) else _epoch()


def today() -> date:
    """Return the day in Vietnam, by SOURCE_DATE_EPOCH (seconds, UTC) when it is set, else by the clock."""
    return datetime.fromtimestamp(seconds(), UTC).astimezone(VIETNAM).date()


def seconds() -> int:
    """Return the seconds since 1970 (UTC), by SOURCE_DATE_EPOCH when it is set, else by the clock."""
    return int(_epoch() or datetime.now(UTC).timestamp())


def _epoch() -> str:
    return os.environ.get("SOURCE_DATE_EPOCH", "").strip()
