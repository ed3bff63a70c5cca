"""Personal data in a finished site: the words of every page and every file for programs, whatever they came from."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from congkhai.checks.passing import portal_gate, words_of
from congkhai.checks.personal import waived_values
from congkhai.portal.relations import Portal
from congkhai.privacy.detecting import Gate
from congkhai.privacy.finding import Finding, folded
from congkhai.problems import Problem, Report
from congkhai.published.page import FinishedPage
from congkhai.published.proved import INLINE
from congkhai.records.reading import ConclusionDossier, PlanDossier
from congkhai.sources.text import place_in
from congkhai.views import addresses

DATA = (".json", ".jsonld", ".xml", ".ics", ".csv", ".txt", ".svg", ".webmanifest")
# Made of the words of pages and of digests, piece by piece; its numbers stand beside each other by chance.
_DERIVED = (addresses.INDEX.strip("/") + "/", "register/", "assets/")
_SILENT = re.compile(r"<(script|style|svg)\b(?![^>]*application/ld\+json)[^>]*>.*?</\1>|<!--.*?-->", re.DOTALL)
_SPOKEN = re.compile(r"\s(?:alt|title|aria-label|content|placeholder|value)=\"([^\"]*)\"")
_INLINE = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))}|wbr)(?:\s[^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
# A long line of a calendar goes on after a blank; its entries have names that look like addresses.
_FOLD, _NAMES = re.compile(r"\r?\n[ \t]"), re.compile(r"^UID:.*$", re.MULTILINE)


@dataclass
class PersonalSearch:
    """One walk over a site; a block of words that was found clean on one page is passed over on the next."""

    gate: Gate
    waived: frozenset[str]
    clean: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, portal: Portal) -> "PersonalSearch":
        """Return the search for a portal's site: what its sources let pass, its pages may show."""
        dossiers: list[PlanDossier | ConclusionDossier] = [*portal.plans.values(), *portal.conclusions.values()]
        gate = portal_gate(portal.settings, dossiers)
        return cls(gate, waived_values(dossiers, portal.content, gate))

    def in_page(self, page: FinishedPage, folder: str, report: Report) -> None:
        """Report personal data in the words of a page, alternative texts and titles included."""
        for finding in self._findings(set(_blocks(page.html))):
            at = max(page.html.find(finding.value.split("\n")[0]), 0)
            report.problems.append(_problem(finding, page.html, at, f"{folder}/{page.name}"))

    def in_data(self, files: Mapping[str, Path], folder: str, report: Report) -> None:
        """Report personal data in the files for programs."""
        for name, path in files.items():
            if name.endswith(DATA) and not name.startswith(_DERIVED):
                text = path.read_text(encoding="utf-8", errors="replace")
                for finding in self._findings(set(_lines(name, text))):
                    at = max(text.find(finding.value.split("\n")[0]), 0)
                    report.problems.append(_problem(finding, text, at, f"{folder}/{name}"))

    def _findings(self, blocks: set[str]) -> Iterator[Finding]:
        for block in sorted(blocks - self.clean):
            found = self.gate.findings(block)
            if not found:
                self.clean.add(block)
            yield from (one for one in found if folded(one.value) not in self.waived)


def _problem(finding: Finding, text: str, at: int, file: str) -> Problem:
    return Problem(place_in(text, at, file), "privacy-site", tuple(sorted(words_of(finding).items())))


def _blocks(page: str) -> Iterable[str]:
    """Return the words of a page, one text a block."""
    heard = _SILENT.sub("\n", page)
    spoken = "\n".join(_SPOKEN.findall(heard))
    return html.unescape(f"{_TAG.sub(chr(10), _INLINE.sub('', heard))}\n{spoken}").split("\n")


def _lines(name: str, text: str) -> Iterable[str]:
    if name.endswith((".xml", ".svg")):
        text = html.unescape(_TAG.sub("\n", text))
    return (_NAMES.sub("", _FOLD.sub("", text)) if name.endswith(".ics") else text).splitlines()
