"""What is written is read back as it was."""

from collections.abc import Mapping

from hypothesis import given

from congkhai.problems import Report
from congkhai.sources.writing import Tree, yaml_text
from congkhai.sources.yaml import read_yaml
from trees import TREES, tables


@given(tables(TREES))
def test_reads_back_as_written(table: Mapping[str, Tree]) -> None:
    """Every table of words reads back as it was."""
    report = Report()
    assert read_yaml(yaml_text(table), "f.yml", report) == table
    assert not report.problems


def test_writes_as_the_house_does() -> None:
    """Keys stand in the order given, and only what needs them has quotation marks."""
    table: Mapping[str, Tree] = {
        "number": "07",
        "title": "Kế hoạch: đối thoại",
        "none": "",
        "places": ["Hội trường", '"A" #1'],
        "meetings": [{"id": "a", "when": "2026-03-12T08:00", "contents": "Một.\n\nHai."}, {"id": "b"}],
    }
    assert yaml_text(table) == (
        'number: 07\ntitle: "Kế hoạch: đối thoại"\nplaces:\n  - Hội trường\n  - "\\"A\\" #1"\n'
        "meetings:\n  - id: a\n    when: 2026-03-12T08:00\n    contents: |-\n      Một.\n\n      Hai.\n  - id: b\n"
    )
