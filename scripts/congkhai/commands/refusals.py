"""How a command tells what the register or the publishing refused: as a problem, in words, with a code to leave with."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from congkhai.problems import Place, Problem, render_text
from congkhai.register.refusal import Refusal
from congkhai.words import reason, word

_WHERE = "register"
# What a terminal would take for a command, or nobody would see; some values are words of the place that is looked at.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


@dataclass
class Ended:
    """The code that a command leaves with."""

    code: int = 0


@contextmanager
def told(other: int = 1, *slugs: str) -> Iterator[Ended]:
    """Print a refusal, and have the command leave with 1, or with `other` for some of them."""
    ended = Ended()
    try:
        yield ended
    except Refusal as refusal:
        print(text(refusal), file=sys.stderr)
        ended.code = other if refusal.slug in slugs else 1
    except BrokenPipeError:
        raise
    except OSError as error:
        print(text(Refusal("publish-system", reason=reason(error), file=str(error.filename or ""))), file=sys.stderr)
        ended.code = 1


@contextmanager
def unwritten(folder: Path) -> Iterator[Ended]:
    """Print which file below a folder the system does not let be written, and have the command leave with 1."""
    ended = Ended()
    try:
        yield ended
    except BrokenPipeError:
        raise
    except OSError as error:
        print(word("cli.not-writable", file=error.filename or folder, reason=reason(error)), file=sys.stderr)
        ended.code = 1


def text(refusal: Refusal) -> str:
    """Return a refusal in words, with its hint."""
    values = {name: _CONTROL.sub("\ufffd", value) for name, value in refusal.values.items()}
    return render_text(Problem(Place(_WHERE), refusal.slug, tuple(sorted(values.items()))))
