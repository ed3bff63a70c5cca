"""The gate itself: every finding of a text, in order, each place told once."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from congkhai.privacy.finding import Finding, Kind, folded
from congkhai.privacy.folding import fold, with_digits
from congkhai.privacy.matching import find_patterns
from congkhai.privacy.names import Known, find_names, known
from congkhai.privacy.numbers import blank, find_numbers
from congkhai.privacy.offices import is_office, offices
from congkhai.privacy.suspecting import is_suspect
from congkhai.privacy.tables import phrase, tables
from congkhai.privacy.triggers import Hit, hits, windows

_ORDER = {kind: rank for rank, kind in enumerate((Kind.EMAIL, Kind.PHONE, Kind.PLATE, Kind.LAND, Kind.CERTIFICATE, Kind.ACCOUNT, Kind.BIRTH, Kind.NUMBER, Kind.NAME, Kind.ADDRESS, Kind.HEALTH, Kind.MINOR))}  # fmt: skip


_MANY = 20_000
_WORD = re.compile(r"[^\W\d_]*")
_NEXT = re.compile(r" (?:(?:đường|phố|ngõ|ngách|hẻm|kiệt) )?([^\W\d_]+)")


@dataclass(frozen=True)
class Gate:
    """What passes on this portal: names of officials and places, numbers and addresses of offices."""

    names: Known = field(default_factory=Known)
    numbers: re.Pattern[str] | None = None
    texts: frozenset[str] = frozenset()
    offices: re.Pattern[str] | None = None
    digest: bytes = b""
    memory: dict[str, list[Finding]] = field(default_factory=dict, compare=False, repr=False)

    def findings(self, text: str) -> list[Finding]:
        """Return all personal data in a text; of two findings in one place the more telling one."""
        whole = fold(text)
        found = [
            Finding(*whole.span(begin + one.start, begin + one.end), one.kind, one.value)
            for begin, end, within in windows(whole.text, hits(whole.text))
            for one in self._remembered(whole.text[begin:end], begin, within)
        ]
        return sorted(set(found))

    def knows(self, name: str) -> bool:
        """Return whether a name as a whole is an official's or an office's."""
        return phrase(name) in self.names.officials | self.names.places or folded(name) in self.texts

    def veiled(self, text: str) -> str:
        """Return a text with every finding masked, so that a message or a log may hold it."""
        shown: list[str] = []
        done = 0
        for finding in self.findings(text):
            if finding.start >= done:
                shown += (text[done : finding.start], finding.masked)
            done = max(done, _end(text, finding))
        return "".join((*shown, text[done:]))

    def _remembered(self, text: str, begin: int, within: list[Hit]) -> list[Finding]:
        # The frame of a site stands on every page.
        found = self.memory.get(text)
        if found is None:
            if len(self.memory) > _MANY:
                self.memory.clear()
            places = (hit.within(begin) for hit in within)
            suspect = any(is_suspect(text, hit, self.names, self.numbers) for hit in places)
            found = self.memory[text] = self.chosen(with_digits(text)) if suspect else []
        return found

    def chosen(self, text: str) -> list[Finding]:
        """Return all personal data in a plain text without a quick pass before: slow, and what the quick one must equal."""
        text = tables().digests.sub(blank, text)
        chosen: list[Finding] = []
        for finding in sorted(self._every(text), key=lambda one: (_ORDER[one.kind], one.start)):
            if not any(_covers(other, finding) for other in chosen):
                chosen.append(finding)
        return chosen

    def _every(self, text: str) -> Iterator[Finding]:
        yield from find_numbers(text, self.numbers)
        yield from find_names(text, self.names)
        found = find_patterns(text, tables().patterns)
        yield from (one for one in found if not self._is_declared(one.value) and not is_office(text, one, self.offices))

    def _is_declared(self, value: str) -> bool:
        if folded(value) in self.texts:
            return True
        return self.numbers is not None and self.numbers.fullmatch(value.strip(" .()")) is not None


def _covers(one: Finding, other: Finding) -> bool:
    """Return whether a finding says all that another one does, which stands within it or tells the same value."""
    if one.start <= other.start and other.end <= one.end:
        return True
    return (one.kind, one.value) == (other.kind, other.value) and one.start <= other.start < one.end


def _end(text: str, finding: Finding) -> int:
    """Return where a finding ends with the rest of its last word, that of an address with the name of its street."""
    end = finding.end
    rest = _WORD.match(text, end)
    while rest is not None:
        end = rest.end()
        after = _NEXT.match(text, end)
        rest = after if finding.kind is Kind.ADDRESS and after is not None and after[1][0].isupper() else None
    return end


def gate(officials: Collection[str] = (), places: Collection[str] = (), numbers: Collection[str] = ()) -> Gate:
    """Return the gate that lets these names and numbers pass; in a number `#` stands for any digit."""
    patterns = [_number(one) for one in numbers if re.search(r"[\d#]", one) and "@" not in one]
    return Gate(
        known(officials, places),
        re.compile("|".join(patterns)) if patterns else None,
        frozenset(folded(one) for one in (*numbers, *places)),
        offices((*numbers, *places)),
        repr((sorted(officials), sorted(places), sorted(numbers))).encode(),
    )


def _number(typed: str) -> str:
    """Return a pattern of a number in any spacing; `+84` and `0` begin the same telephone number."""
    signs = re.findall(r"[^\W_]|#", re.sub(r"^\s*\+?\s*84(?=[ .\-(]*\d)", "0", typed))
    body = [r"\d" if sign == "#" else re.escape(sign) for sign in signs]
    if body and body[0] == "0":
        body[0] = r"(?:0|\+?\s?84[ .\-]?(?:\(0\))?)"
    return r"(?<![\d])" + r"[ \t.\-–()]{0,3}\n?\s?".join(body) + r"(?!\d)"
