"""Good documents raise no alarm: ours, rewritten in every way a clerk may write the same thing."""

import random
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from congkhai.opening import open_portal

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 25)
WORDS = ("Ủy ban", "nhân dân", "12/KH-UBND", "#5", "số: 7", "“nháy”", "50%", "a & b", "1,5 km", "no", "14:00", "012")


def _vary_text(value: str, chance: random.Random) -> str:
    """Return words with other words added, as only the words of a document may change."""
    return f"{value} {chance.choice(WORDS)}" if chance.random() < 0.5 else value


def _vary(value: object, key: str, chance: random.Random) -> object:
    if isinstance(value, dict):
        items = [(name, _vary(part, name, chance)) for name, part in value.items()]
        chance.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        return [_vary(part, key, chance) for part in value]
    free = {
        "title",
        "summary",
        "text",
        "note",
        "reason",
        "audience",
        "contents",
        "recipients",
        "scope",
        "budget",
        "printed",
    }
    return _vary_text(str(value), chance) if key in free else value


def _dump(data: object, chance: random.Random) -> str:
    style = chance.choice(['"', "'"])
    flow = chance.choice([True, False])
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, default_style=style, default_flow_style=flow, width=120)


class _Plain(yaml.SafeDumper):
    """Writes no aliases."""

    def ignore_aliases(self, _data: object) -> bool:
        """Return that nothing is ever shared."""
        return True


def _rewrite(path: Path, chance: random.Random) -> None:
    text = path.read_text(encoding="utf-8")
    head, body = (text.split("\n---\n", 1)[0][4:], text.split("\n---\n", 1)[1]) if path.suffix == ".md" else (text, "")
    data = _vary(yaml.load(head, Loader=yaml.BaseLoader), "", chance)  # noqa: S506 - BaseLoader builds text only
    written = _dump(data, chance)
    if path.suffix == ".md":
        written = f"---\n{written}---\n{body}"
    ends = chance.choice(["\n", "\r\n"])
    mark = chance.choice(["", "\ufeff"])
    path.write_bytes((mark + written.replace("\n", ends)).encode())


@pytest.mark.parametrize("seed", range(20))
def test_variations_raise_no_alarm(seed: int, tmp_path: Path) -> None:
    """Each round rewrites every record of our portal: quotes, order, line ends, byte order mark, words."""
    chance = random.Random(seed)  # noqa: S311 - variations, not secrets
    for name in ("content", "plans", "conclusions"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    files = [path for kind in ("plans", "conclusions") for path in sorted((tmp_path / kind).rglob("*.[my][dm]*"))]
    for path in files:
        _rewrite(path, chance)
    assert len(files) * 20 >= 300
    opened = open_portal(tmp_path, TODAY)
    assert [str(problem) for problem in opened.problems] == []
    assert opened.portal is not None
