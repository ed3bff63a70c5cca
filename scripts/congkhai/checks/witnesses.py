"""The witnesses of the publication register: keys that are keys, and nobody twice."""

from congkhai.problems import Report
from congkhai.register.cosignatures import refuse_twins
from congkhai.register.notes import COSIGNATURE, Key
from congkhai.register.refusal import Refusal
from congkhai.settings import Settings


def check_witnesses(settings: Settings, report: Report) -> None:
    """Report what is no key of a witness, and a key under two names."""
    known: list[Key] = []
    for witness in settings.witnesses:
        try:
            known.append(Key.parse(witness.key, COSIGNATURE))
            refuse_twins(known)
        except Refusal as refusal:
            report.add(refusal.slug, witness.place_of("key"), **refusal.values)
