"""The console: Vietnamese on every one, also where a code page would refuse it; colour and progress only for a person who looks on."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

_COLOURS = {"red": "31", "green": "32", "yellow": "33"}
# Consoles of Windows that understand colours say so; the old one shows the signs themselves.
_WINDOWS = ("WT_SESSION", "TERM_PROGRAM", "ANSICON", "ConEmuANSI")


def use_utf8() -> None:
    """Make this process write UTF-8, whatever the code page of the console or the pipe."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def write_nowhere() -> None:
    """Give up what is still to be written: Python would try it again when it ends, and tell of it in a traceback."""
    # A program that calls us may catch what we print, without a file.
    with suppress(OSError):
        if sys.stdout:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def painted(text: str, colour: str, stream: TextIO | None = None) -> str:
    """Return `text` in a colour where the stream (by default that of results) is a terminal that shows colours.

    `NO_COLOR` (no-color.org) and `TERM=dumb` turn them off.
    """
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if _shows_colours(stream or sys.stdout) else text


@contextmanager
def stage(text: str) -> Iterator[None]:
    """Show what is being done while it is done, on a terminal only, and leave no trace of it."""
    stream = sys.stderr
    # A scheduled task may have no console at all.
    if not (stream and stream.isatty()):
        yield
        return
    stream.write(text)
    stream.flush()
    try:
        yield
    finally:
        # By spaces, since an old console knows no sign for "erase".
        stream.write(f"\r{' ' * len(text)}\r")
        stream.flush()


def _shows_colours(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not (stream and stream.isatty()):
        return False
    return sys.platform != "win32" or any(name in os.environ for name in _WINDOWS)
