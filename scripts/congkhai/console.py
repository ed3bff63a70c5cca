"""The console: Vietnamese on every one, also where a code page would refuse it."""

import sys


def use_utf8() -> None:
    """Make this process write UTF-8, whatever the code page of the console or the pipe."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
