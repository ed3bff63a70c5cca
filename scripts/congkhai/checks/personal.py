"""Personal data in what is to be published: texts, names of files, what attachments hold (Luật 91/2025/QH15)."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from congkhai.checks.attached import check_attached
from congkhai.checks.passing import Look, Passing, are_signers_known, passage_digest, portal_gate, words_of
from congkhai.privacy.detecting import Gate
from congkhai.privacy.filenames import personal_in_name, veiled_name
from congkhai.privacy.finding import WAIVABLE, Finding, folded
from congkhai.problems import Place, Problem, Report
from congkhai.records.keeping import Kept
from congkhai.records.page import CONTENT, Content
from congkhai.records.reading import CONCLUSION_FILES, PLAN_FILES, ConclusionDossier, PlanDossier, Records
from congkhai.settings import SETTINGS_FILE, Settings
from congkhai.sources.files import StoredFile, is_special
from congkhai.sources.folders import WAIVERS_FILE
from congkhai.sources.text import MAX_BYTES, place_in

_CLEAN = b"clean"
# The sign by which YAML goes on with a quoted text on the next line.
_CONTINUED = re.compile(r"\\(?=\n)|(?<=[ \n])\\(?= )")


def check_personal(  # noqa: PLR0913 - beside what every check takes: where it is kept, and what comes of it
    root: Path,
    records: Records,
    settings: Settings,
    report: Report,
    kept: Kept | None = None,
    *,
    is_trial: bool = False,
) -> None:
    """Report personal data in every source file, in the names of files and in attachments.

    In a trial, after which files are written, names are told though what was lost may name them as officials.
    """
    # Only where nothing is published or written meanwhile may a name be passed over.
    knows_officials = is_trial or not report.failed or (settings.is_whole and are_signers_known(records))
    look = _Look(portal_gate(settings, records.dossiers), report, kept, knows_officials)
    # Settings with a fault may have lost whose numbers these are.
    if settings.is_whole and settings.unit.is_whole:
        look.at_text(root / SETTINGS_FILE, SETTINGS_FILE, Passing())
    for dossier in records.dossiers:
        passing = Passing.read(dossier.folder.attachments, dossier.folder.file, report)
        _look_at_dossier(dossier, passing, look)
        look.tell_left_over(passing)
    passing = Passing.read(records.content.files, CONTENT, report)
    _look_at_content(records.content, root, passing, look)
    look.tell_left_over(passing)


def veiled(
    problems: Iterable[Problem], settings: Settings | None, dossiers: Iterable[PlanDossier | ConclusionDossier]
) -> list[Problem]:
    """Return problems that show no personal data: messages quote the author, and logs are read by everybody."""
    gate = portal_gate(settings, dossiers)
    return [_veiled(problem, gate) for problem in problems]


def _veiled(problem: Problem, gate: Gate) -> Problem:
    values = tuple((key, gate.veiled(value)) for key, value in problem.values)
    file = "/".join(veiled_name(part, gate) for part in problem.place.file.split("/"))
    return Problem(problem.place._replace(file=file), problem.slug, values)


def waived_values(dossiers: Iterable[PlanDossier | ConclusionDossier], content: Content, gate: Gate) -> frozenset[str]:
    """Return, folded, whatever a waiver lets pass in the sources: it passes on the pages that are made of them."""
    quiet = Report()
    look = _Look(gate, quiet, None)
    for dossier in dossiers:
        if WAIVERS_FILE in dossier.folder.attachments:
            _look_at_dossier(dossier, Passing.read(dossier.folder.attachments, dossier.folder.file, quiet), look)
    if WAIVERS_FILE in content.files:
        root = content.files[WAIVERS_FILE].path.parent.parent
        _look_at_content(content, root, Passing.read(content.files, CONTENT, quiet), look)
    return frozenset(look.waived)


def _look_at_dossier(dossier: PlanDossier | ConclusionDossier, passing: Passing, look: "_Look") -> None:
    folder = dossier.folder
    look.at_name(folder.slug, folder.file)
    for name in PLAN_FILES if isinstance(dossier, PlanDossier) else CONCLUSION_FILES:
        if folder.has(name):
            look.at_text(*folder.named(name), passing)
    for name, stored in folder.attachments.items():
        _look_at_file(name, f"{folder.file}/{name}", stored, passing, look)


def _look_at_content(content: Content, root: Path, passing: Passing, look: "_Look") -> None:
    for path in content.pages:
        look.at_name(path.removesuffix(".md"), f"{CONTENT}/{path}")
        look.at_text(root / CONTENT / path, f"{CONTENT}/{path}", passing)
    for path, stored in content.files.items():
        _look_at_file(path, f"{CONTENT}/{path}", stored, passing, look)


def _look_at_file(name: str, file: str, stored: StoredFile, passing: Passing, look: "_Look") -> None:
    if name == WAIVERS_FILE:
        # Its reasons may not repeat what they let pass.
        look.at_text(stored.path, file, Passing())
        return
    look.at_name(name.rpartition(".")[0], file)
    check_attached(file, stored, passing, look)


class _Look(Look):
    """One walk through a portal, text by text."""

    def at_name(self, name: str, file: str) -> None:
        """Report a person in the name of a file or folder."""
        found = personal_in_name(name, self.gate)
        if found is not None and self.tells(found):
            self.report.add("privacy-file-name", Place(file), **words_of(found))

    def at_text(self, path: Path, file: str, passing: Passing) -> None:
        """Report every finding in a text that no waiver lets pass."""
        if is_special(path):
            return
        try:
            content = path.read_bytes()
        except OSError:
            # It has been told by whoever reads it for its records.
            return
        key = f"privacy-{sha256(content + self.gate.digest).hexdigest()}"
        if len(content) > MAX_BYTES or (self.kept is not None and self.kept.get(key) == _CLEAN):
            return
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))
        text = _CONTINUED.sub(" ", text)
        found = self.gate.findings(text)
        for finding in found:
            self._tell(text, file, finding, passing)
        if not found and self.kept is not None:
            self.kept[key] = _CLEAN

    def tell_left_over(self, passing: Passing) -> None:
        """Report waivers that let nothing pass, once every name was told that they may stand for."""
        if self.knows_officials:
            passing.tell_left_over(self.report)

    def _tell(self, text: str, file: str, finding: Finding, passing: Passing) -> None:
        place = place_in(text, finding.start, file)
        if finding.kind not in WAIVABLE:
            self.report.add("privacy-number", place, **words_of(finding))
            return
        digest = passage_digest(text, finding.start, finding.end)
        if passing.lets_pass(digest):
            self.waived.add(folded(finding.value))
            return
        if not self.tells(finding):
            return
        passing.refused = True
        self.report.add("privacy-passage", place, passage=digest, **words_of(finding))
