"""Personal data in what is typed for a record that is still to be written (Luật 91/2025/QH15)."""

from collections.abc import Iterable, Mapping, Sequence

from congkhai.checks.passing import portal_gate, words_of
from congkhai.privacy.finding import WAIVABLE
from congkhai.problems import Place, Report
from congkhai.records.reading import ConclusionDossier, PlanDossier
from congkhai.settings import Settings


def check_typed(
    typed: Mapping[str, Sequence[str]],
    settings: Settings,
    dossiers: Iterable[PlanDossier | ConclusionDossier],
    report: Report,
) -> None:
    """Report every number that singles somebody out, at the question that it answers.

    Names and addresses are told once the record is there, with the digest that a waiver needs.
    """
    gate = portal_gate(settings, dossiers)
    for question, answers in typed.items():
        for text in answers:
            for finding in gate.findings(text):
                if finding.kind not in WAIVABLE:
                    report.add("privacy-number", Place(question), **words_of(finding))
