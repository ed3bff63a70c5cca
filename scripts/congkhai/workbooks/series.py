"""The next code in a series: what stands before the number, and the number with as many figures."""

import re
from collections.abc import Iterable

_NUMBERED = re.compile(r"(?P<series>.*?)(?P<number>[0-9]+)")


def next_code(codes: Iterable[str], beside: Iterable[str], otherwise: str) -> str:
    """Return the code after the last of the series to which the last code `beside` belongs.

    `codes` are all that exist. Without any code beside, the series is that of `otherwise`, a first code.
    """
    known = list(codes)
    pattern = [match for code in beside if (match := _NUMBERED.fullmatch(code))]
    series, number = (pattern[-1]["series"], pattern[-1]["number"]) if pattern else _parts(otherwise)
    taken = [
        int(match["number"]) for code in known if (match := _NUMBERED.fullmatch(code)) and match["series"] == series
    ]
    following = max(taken, default=int(number) - 1) + 1
    return f"{series}{following:0{len(number)}}"


def _parts(code: str) -> tuple[str, str]:
    match = _NUMBERED.fullmatch(code)
    return (match["series"], match["number"]) if match else (f"{code}-", "001")
