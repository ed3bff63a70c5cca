"""Who lets a passage with personal data pass, and why: `waivers.yml` beside the records of a dossier."""

from congkhai.problems import Report
from congkhai.records.entry import Entry
from congkhai.records.fields import Line, Paragraphs, read_record, rows_under
from congkhai.records.when import ExactDay
from congkhai.sources.files import StoredFile
from congkhai.sources.text import read_text
from congkhai.sources.yaml import Table, read_yaml, report_no_table

_KEY = "waivers"


class Waiver(Entry):
    """One passage that passes: the SHA-256 of its words or of a whole file; why, who decided it and when stand for whoever asks later."""

    passage: Line
    reason: Paragraphs
    role: Line
    day: ExactDay


def read_waivers(stored: StoredFile, file: str, report: Report) -> list[Waiver]:
    """Return the waivers in a file, with its faults reported."""
    text = read_text(stored.path, file, report)
    table = read_yaml(text, file, report) if text is not None else None
    rows = rows_under(table, _KEY, report) if table is not None else None
    found: list[Waiver] = []
    for row in rows or ():
        if not isinstance(row, Table):
            report_no_table(row, report)
        elif (waiver := read_record(Waiver, row, report)) is not None:
            found.append(waiver)
    return found
