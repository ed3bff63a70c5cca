"""The patterns of `tables.yml`, applied to a text."""

from collections.abc import Iterable, Iterator

from congkhai.privacy.finding import Finding
from congkhai.privacy.tables import Pattern

_BEFORE = 60


def find_patterns(text: str, patterns: Iterable[Pattern], start: int = 0) -> Iterator[Finding]:
    """Yield whatever a pattern finds from an offset on, unless the words before it in its line make it harmless."""
    for pattern in patterns:
        for match in pattern.find.finditer(text, start):
            part = "value" if "value" in match.re.groupindex else 0
            before = text[_line_start(text, match.start()) : match.start(part)]
            if pattern.harmless is None or not pattern.harmless.search(before):
                yield Finding(match.start(), match.end(), pattern.kind, match[part])


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset) + 1, offset - _BEFORE)
