"""Personal data in what is typed for a record that is still to be written (Luật 91/2025/QH15)."""

from collections.abc import Iterable, Mapping, Sequence

from congkhai.checks.passing import Passing, passage_digest, portal_gate, words_of
from congkhai.privacy.finding import WAIVABLE
from congkhai.problems import Place, Report
from congkhai.records.reading import ConclusionDossier, PlanDossier
from congkhai.settings import Settings


def check_typed(
    typed: Mapping[str, Sequence[str]],
    settings: Settings,
    dossiers: Sequence[PlanDossier | ConclusionDossier],
    report: Report,
) -> None:
    """Report whatever singles somebody out, at the question that it answers; the answers stand as a file will have them.

    What a waiver of any dossier names passes: in which folder it has to lie is told once the record is there.
    """
    gate = portal_gate(settings, dossiers)
    waived = _waived(dossiers)
    for question, answers in typed.items():
        for text in answers:
            for finding in gate.findings(text):
                digest = passage_digest(text, finding.start, finding.end)
                if finding.kind not in WAIVABLE:
                    report.add("privacy-number", Place(question), **words_of(finding))
                elif digest not in waived:
                    report.add("privacy-passage", Place(question), passage=digest, **words_of(finding))


def _waived(dossiers: Iterable[PlanDossier | ConclusionDossier]) -> set[str]:
    folders = [dossier.folder for dossier in dossiers]
    return {digest for folder in folders for digest in Passing.read(folder.attachments, folder.file, Report()).waivers}
