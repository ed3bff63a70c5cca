"""Answers in a file: the same facts as the options, as YAML that our own reader reads."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from congkhai.desk.facts import Fact
from congkhai.problems import Report, nearest
from congkhai.sources.text import read_text
from congkhai.sources.yaml import Rows, Table, Text, read_yaml


def read_answers(path: Path, facts: Sequence[Fact], report: Report) -> dict[str, list[list[str]]]:
    """Return what a file answers, by the name of the fact, as options would; what is wrong with the file is reported."""
    text = read_text(path, str(path), report)
    table = read_yaml(text, str(path), report) if text is not None else None
    if table is None:
        return {}
    known = [fact.name for fact in facts]
    for key, place in table.keys_at.items():
        if key not in known:
            report.add("unknown-key", place, key=key, near=nearest(key, known), known=", ".join(known))
    return {fact.name: list(_values(fact, table, report)) for fact in facts if fact.name in table}


def _values(fact: Fact, table: Table, report: Report) -> Iterator[list[str]]:
    value = table[fact.name]
    rows = value if isinstance(value, Rows) and fact.several else [value]
    for row in rows:
        if isinstance(row, Text):
            yield [str(row)]
        else:
            report.add("expected-text", row.place, key=fact.name)
