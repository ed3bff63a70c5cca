"""Answers into the files of a new record: in the house's order and style, with nothing in them that was not answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from congkhai.desk.facts import FACTS
from congkhai.desk.filing import Draft
from congkhai.desk.inserting import with_row, with_settled
from congkhai.desk.ward import Answers, Ward
from congkhai.desk.wiring import schema_line
from congkhai.records.conclusion import Conclusion
from congkhai.records.entry import Entry
from congkhai.records.meeting import Meeting
from congkhai.records.petition import Petition
from congkhai.records.plan import Plan
from congkhai.sources.writing import Tree, yaml_text
from congkhai.words import word


@dataclass(frozen=True)
class NewRecord:
    """A new record: its kind and id, the drafts of its files, and the lines to be added by hand where a file takes none."""

    kind: str
    id: str
    drafts: Sequence[Draft]
    by_hand: Mapping[str, str] = field(default_factory=dict)


def drafted(kind: str, ward: Ward, answers: Answers) -> NewRecord:
    """Return the new record that whole answers make; without a draft where any file cannot take its lines."""
    return _DRAFT[kind](ward, answers)


def _plan(ward: Ward, answers: Answers) -> NewRecord:
    folder = answers["folder"][0]
    return NewRecord("plan", folder, [_document(ward, f"plans/{folder}/plan.md", _tree("plan", Plan, answers))])


def _conclusion(ward: Ward, answers: Answers) -> NewRecord:
    folder = answers["folder"][0]
    columns = [answers.get(name, ()) for name in ("item", "item-assignee", "item-due")]
    items: list[Tree] = [
        {"number": str(number), "text": text, "assignee": assignee, "due": due}
        for number, (text, assignee, due) in enumerate(zip(*columns, strict=True), start=1)
    ]
    tree = {**_tree("conclusion", Conclusion, answers), "items": items}
    return NewRecord("conclusion", folder, [_document(ward, f"conclusions/{folder}/conclusion.md", tree)])


def _document(ward: Ward, file: str, tree: Mapping[str, Tree]) -> Draft:
    return Draft(ward.root / file, f"---\n{yaml_text(tree)}---\n".encode())


def _meeting(ward: Ward, answers: Answers) -> NewRecord:
    file, row = f"plans/{answers['plan'][0]}/schedule.yml", _tree("meeting", Meeting, answers)
    found = _row(ward, file, "meetings", row)
    by_hand = {} if found else {file: _rows_text(ward, file, "meetings", row)}
    return NewRecord("meeting", answers["id"][0], [found] if found else [], by_hand)


def _petition(ward: Ward, answers: Answers) -> NewRecord:
    folder, code, item = answers["conclusion"][0], answers["code"][0], answers["item"][0]
    listed, settled = (f"conclusions/{folder}/{name}" for name in ("petitions.yml", "conclusion.md"))
    row = {**_tree("petition", Petition, answers), "history": [{"at": answers["received"][0], "status": "received"}]}
    first = _row(ward, listed, "petitions", row)
    before = (ward.root / settled).read_bytes()
    after = with_settled(before, item, code)
    if first is not None and after is not None:
        return NewRecord("petition", code, [first, Draft(ward.root / settled, after, before)])
    settling = word("new.by-hand-settled", item=item, code=code)
    return NewRecord(
        "petition", code, [], {listed: _rows_text(ward, listed, "petitions", row), settled: f"{settling}\n"}
    )


def _rows_text(ward: Ward, file: str, key: str, row: Mapping[str, Tree]) -> str:
    """Return the lines to be copied into a file, without the key of the list where the file has it."""
    text, path = yaml_text({key: [row]}), ward.root / file
    has_key = path.exists() and f"\n{key}:".encode() in b"\n" + path.read_bytes()
    return text.partition("\n")[2] if has_key else text


def _row(ward: Ward, file: str, key: str, row: Mapping[str, Tree]) -> Draft | None:
    path = ward.root / file
    if path.exists():
        before = path.read_bytes()
        after = with_row(before, key, row)
        return None if after is None else Draft(path, after, before)
    name = f"{path.stem}.schema.json"
    return Draft(path, f"{schema_line(ward.root, file, name)}{yaml_text({key: [row]})}".encode())


def _tree(kind: str, model: type[Entry], answers: Answers) -> dict[str, Tree]:
    """Return what a record's own keys hold, in the order of the model."""
    facts = {fact.key: fact for fact in FACTS[kind] if not fact.asked and not fact.called}
    given = {key: answers[key] for key in model.model_fields if key in facts and answers.get(key)}
    return {key: list(values) if facts[key].several else values[0] for key, values in given.items()}


_DRAFT: Mapping[str, Callable[[Ward, Answers], NewRecord]] = {
    "plan": _plan,
    "meeting": _meeting,
    "conclusion": _conclusion,
    "petition": _petition,
}
