"""Personal data in an attachment: its words, its properties, remarks, pictures that know where they were taken."""

import unicodedata
from collections.abc import MutableMapping
from pathlib import PurePath
from typing import cast

from congkhai.checks.files import MAX_BYTES
from congkhai.checks.passing import Passing, words_of
from congkhai.privacy.detecting import Gate
from congkhai.privacy.finding import WAIVABLE, Finding, Kind
from congkhai.problems import Place, Report
from congkhai.sources.files import StoredFile
from congkhai.sources.inside import Inside, Where, look_inside
from congkhai.words import word_in

_KINDS = (".pdf", ".docx", ".xlsx", ".odt", ".ods", ".png", ".jpg", ".jpeg", ".webp")
# Programs write their own names where a person's belongs.
_MACHINES = frozenset({"python-docx", "openpyxl", "libreoffice", "microsoft office user", "admin", "user", "unknown"})
_WHOLE = {Where.AUTHOR: Kind.NAME, Where.LOCATION: Kind.ADDRESS}


def check_attached(
    file: str,
    stored: StoredFile,
    gate: Gate,
    passing: Passing,
    report: Report,
    kept: MutableMapping[str, object] | None,
) -> None:
    """Report what a file holds that nobody may publish; a waiver of the whole file lets all but numbers pass."""
    if PurePath(file).suffix.lower() not in _KINDS or stored.size > MAX_BYTES:
        # What is no kind to publish, or too large, has been told.
        return
    inside = _inside(stored, kept)
    for where, text in inside.parts:
        for finding in _findings(where, unicodedata.normalize("NFC", text), gate):
            _tell(file, where, finding, stored, passing, report)
    if inside.unread and not passing.lets_pass(stored.digest):
        reasons = {
            f"reason_{language}": word_in(language, f"privacy.unread-{inside.unread}") for language in ("vi", "en")
        }
        report.add("privacy-unread", Place(file), passage=stored.digest, **reasons)


def _inside(stored: StoredFile, kept: MutableMapping[str, object] | None) -> Inside:
    if kept is None:
        return look_inside(stored.path)
    key = f"inside-{stored.digest}"
    known = kept.get(key)
    if isinstance(known, tuple):
        return Inside(*cast("tuple[tuple[tuple[str, str], ...], str]", known))
    inside = look_inside(stored.path)
    kept[key] = (tuple((str(where), text) for where, text in inside.parts), str(inside.unread))
    return inside


def _findings(where: str, text: str, gate: Gate) -> list[Finding]:
    kind = _WHOLE.get(Where(where))
    if kind is None:
        return gate.findings(text)
    passes = not text.strip() or text.strip().casefold() in _MACHINES or (kind is Kind.NAME and gate.knows(text))
    return [] if passes else [Finding(0, len(text), kind, text.strip())]


def _tell(file: str, where: str, finding: Finding, stored: StoredFile, passing: Passing, report: Report) -> None:
    places = {f"where_{language}": word_in(language, f"privacy.where-{where}") for language in ("vi", "en")}
    if finding.kind not in WAIVABLE:
        report.add("privacy-file-number", Place(file), **places, **words_of(finding))
    elif not passing.lets_pass(stored.digest):
        passing.refused = True
        report.add("privacy-file-passage", Place(file), passage=stored.digest, **places, **words_of(finding))
