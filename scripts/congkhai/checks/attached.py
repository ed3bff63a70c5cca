"""Personal data in an attachment: its words, its properties, remarks, pictures that know where they were taken."""

import json
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath

from congkhai.checks.files import MAX_BYTES
from congkhai.checks.passing import Look, Passing, words_of
from congkhai.privacy.detecting import Gate
from congkhai.privacy.finding import WAIVABLE, Finding, Kind
from congkhai.problems import LANGUAGES, Place, Report
from congkhai.records.keeping import Kept
from congkhai.sources.files import StoredFile, tell_unreadable
from congkhai.sources.inside import Inside, Where, look_inside
from congkhai.words import word_in

_KINDS = (".pdf", ".docx", ".xlsx", ".odt", ".ods", ".png", ".jpg", ".jpeg", ".webp")
# Programs write their own names where a person's belongs.
_MACHINES = frozenset({"python-docx", "openpyxl", "libreoffice", "microsoft office user", "admin", "user", "unknown"})
_WHOLE = {Where.AUTHOR: Kind.NAME, Where.LOCATION: Kind.ADDRESS}


def check_attached(file: str, stored: StoredFile, passing: Passing, look: Look) -> None:
    """Report what a file holds that nobody may publish; a waiver of the whole file lets all but numbers pass."""
    if PurePath(file).suffix.lower() not in _KINDS:
        # What is no kind to publish has been told.
        return
    try:
        if stored.size > MAX_BYTES:
            # It has been told as too large.
            return
        digest = stored.digest
    except OSError as error:
        tell_unreadable(error, Place(file), look.report)
        return
    attached = _Attached(file, digest, passing, look.report)
    inside = _inside(stored, look.kept)
    for where, text in inside.parts:
        for finding in _findings(where, unicodedata.normalize("NFC", text), look.gate):
            if look.tells(finding):
                attached.tell(where, finding)
    if inside.unread:
        attached.tell_unread(inside.unread)


@dataclass(frozen=True)
class _Attached:
    """One file, its digest, the waivers beside it, and where its problems go."""

    file: str
    digest: str
    passing: Passing
    report: Report

    def tell(self, where: str, finding: Finding) -> None:
        said = {**_in_both("where", where), **words_of(finding)}
        if finding.kind not in WAIVABLE:
            self.report.add("privacy-file-number", Place(self.file), **said)
        elif not self.passing.lets_pass(self.digest):
            self.passing.refused = True
            self.report.add("privacy-file-passage", Place(self.file), passage=self.digest, **said)

    def tell_unread(self, reason: str) -> None:
        if not self.passing.lets_pass(self.digest):
            said = {key.replace("unread", "reason"): words for key, words in _in_both("unread", reason).items()}
            self.report.add("privacy-unread", Place(self.file), passage=self.digest, **said)


def _in_both(kind: str, name: str) -> dict[str, str]:
    return {f"{kind}_{language}": word_in(language, f"privacy.{kind}-{name}") for language in LANGUAGES}


def _inside(stored: StoredFile, kept: Kept | None) -> Inside:
    if kept is None:
        return look_inside(stored.path)
    key = f"inside-{stored.digest}"
    if (known := kept.get(key)) is not None:
        # Cut short, or none of ours: it is as good as none.
        with suppress(ValueError, TypeError):
            parts, unread = json.loads(known)
            return Inside(tuple((str(Where(where)), str(text)) for where, text in parts), str(unread))
    inside = look_inside(stored.path)
    kept[key] = json.dumps((inside.parts, inside.unread)).encode()
    return inside


def _findings(where: str, text: str, gate: Gate) -> list[Finding]:
    kind = _WHOLE.get(Where(where))
    if kind is None:
        return gate.findings(text)
    passes = not text.strip() or text.strip().casefold() in _MACHINES or (kind is Kind.NAME and gate.knows(text))
    return [] if passes else [Finding(0, len(text), kind, text.strip())]
