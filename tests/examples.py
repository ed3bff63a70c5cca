"""The examples of `congkhai explain`, collected from the cases that an official can read.

`python tests/examples.py` writes them into the package after a case or a problem has changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from wards import sample_files

TESTS = Path(__file__).parent
EXAMPLES = TESTS.parent / "scripts" / "congkhai" / "desk" / "examples.yml"
_HEAD = "# Collected from tests/cases by tests/examples.py; each has been seen to go wrong. Change the cases, not this file.\n"
_LONGEST = 40


def collect() -> dict[str, dict[str, Any]]:
    """Return the shortest example of each problem: a case that has this problem and no other."""
    found: dict[str, dict[str, Any]] = {}
    for case in _cases():
        slugs = {problem["slug"] for problem in case["problems"]}
        if len(slugs) != 1 or "today" in case:
            continue
        if any(isinstance(text, bytes) for text in case.get("files", {}).values()):
            continue
        example, slug = {"title": case["title"], "changes": list(_changes(case))}, slugs.pop()
        if _lines(example) <= _LONGEST and (slug not in found or _lines(example) < _lines(found[slug])):
            found[slug] = example
    return dict(sorted(found.items()))


def _cases() -> Iterator[dict[str, Any]]:
    for file in sorted((TESTS / "cases").glob("*/*.yml")):
        yield from yaml.safe_load(file.read_text(encoding="utf-8"))


def _changes(case: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield what a case does to each file: whole lines before and after; one that is not there has none of them."""
    before = sample_files()
    after: dict[str, str | None] = {**before, **case.get("files", {})}
    for file, edits in case.get("edit", {}).items():
        for old, new in edits.items():
            after[file] = str(after[file]).replace(old, new)
    for file, bad in after.items():
        good = before.get(file)
        if good is None or bad is None:
            yield {"file": file} if bad is None else {"file": file, "bad": bad}
        elif good != bad:
            yield {"file": file, **_differing(good, bad)}


def _differing(good: str, bad: str) -> dict[str, str]:
    """Return the lines that differ, with as many beside them as make them the only ones of their kind."""
    right, wrong = good.splitlines(keepends=True), bad.splitlines(keepends=True)
    begin = _alike(right, wrong)
    end = min(_alike(right[::-1], wrong[::-1]), min(len(right), len(wrong)) - begin)
    while (begin or end) and good.count("".join(right[begin : len(right) - end])) != 1:
        begin, end = (begin - 1, end) if begin else (0, end - 1)
    return {"bad": "".join(wrong[begin : len(wrong) - end]), "good": "".join(right[begin : len(right) - end])}


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many lines are the same before the first that differs."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _lines(example: Mapping[str, Any]) -> int:
    changes: list[dict[str, str]] = example["changes"]
    return sum(text.count("\n") for change in changes for text in change.values()) + 3 * len(changes)


class _Dumper(yaml.SafeDumper):
    """Writes lines as lines."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def text() -> str:
    """Return the file of examples as it has to stand in the package."""
    return _HEAD + yaml.dump(collect(), Dumper=_Dumper, allow_unicode=True, width=10_000, sort_keys=False)


if __name__ == "__main__":
    EXAMPLES.write_text(text(), encoding="utf-8")
