"""The shape of the program: rooms import upstream only, stay small, and say what they are."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import congkhai
from building import ROOT

PACKAGE = Path(congkhai.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# What each room imports besides itself, upstream first; `congkhai` is its version.
UPSTREAM = {
    "congkhai": "",
    "zone": "",
    "problems": "",
    "words": "",
    "sources": "problems",
    "records": "problems words sources",
    "clock": "zone",
    "console": "",
    "search": "",
    "privacy": "",
    "cleaning": "",
    "register": "",
    "settings": "problems sources records",
    "law": "problems sources records",
    "checks": "problems words sources records privacy register settings",
    "portal": "sources records settings law",
    "duties": "records settings law portal",
    "opening": "problems records settings law checks portal",
    "workbooks": "problems words sources records settings opening",
    "views": "zone problems words sources records search register settings law checks portal duties",
    "printing": "zone problems words sources records portal views",
    "site": "congkhai problems words sources records clock console search settings "
    "checks portal duties opening views printing",
    "importing": "problems words sources records settings law opening views",
    "desk": "zone problems words sources records settings law checks",
    "published": "problems sources records privacy checks portal views",
    "publishing": "congkhai zone problems records register checks portal duties opening views published",
    "portable": "words sources checks portal duties views",
    "commands": "congkhai zone problems words sources records console cleaning register settings law checks portal "
    "duties opening workbooks views printing importing desk published publishing portable",
    "cli": "words clock console commands",
}
# Libraries that only one room may know.
ONLY_ROOM = {
    "mkdocs": "site", "jinja2": "site", "markdown": "site", "nh3": "site", "typst": "printing", "segno": "printing",
    "pikepdf": "cleaning", "PIL": "cleaning", "cryptography": "register", "rfc3161_client": "register", "openpyxl": "workbooks", "docx": "importing",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "localtime"}
CLOCK_READERS = {"clock.py", "cli.py", "site/plugin.py"}
VAGUE = {"utils", "util", "helper", "helpers", "manager", "misc", "common", "base", "tools"}
MAX_MODULE, MAX_FUNCTION = 300, 60


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _room(path: Path) -> str:
    first = _name(path).partition("/")[0].removesuffix(".py")
    return "congkhai" if first == "__init__" else first


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything that a module imports."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole way"
            for alias in node.names:
                is_package = (PACKAGE / "/".join(str(node.module).split(".")[1:])).is_dir()
                yield f"{node.module}.{alias.name}" if is_package else str(node.module)


def _rooms_imported(path: Path) -> set[str]:
    """Return the rooms that a module takes from; what the package itself exports is the room `congkhai`."""
    parts = [name.split(".") for name in _imports(path) if name.split(".")[0] == "congkhai"]
    return {name[1] if len(name) > 1 and name[1] in UPSTREAM else "congkhai" for name in parts}


def _defined(path: Path) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Yield the functions, classes and methods of a module."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node


def _public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Yield the public names of a module or class, and of its public classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body)


@pytest.mark.parametrize("room", UPSTREAM)
def test_rooms_import_upstream_only(room: str) -> None:
    """A room knows only what the river has passed before it, and the table tells no more than it knows."""
    known = {other for path in MODULES if _room(path) == room for other in _rooms_imported(path)}
    assert known - {room} == set(UPSTREAM[room].split())


def test_the_guide_tells_of_every_room() -> None:
    """A new engineer finds each of them in the table of rooms, and no other."""
    guide = (ROOT / "scripts" / "README.md").read_text(encoding="utf-8")
    rows = guide.partition("## Rooms")[2].partition("\n## ")[0].split("\n|")[3:]
    told = {
        name.strip("/").removesuffix(".py")
        for row in rows
        for name in re.findall(r"`([a-z]+(?:/|\.py))`", row.split("|")[0])
    }
    assert told == UPSTREAM.keys() - {"congkhai"}


def test_the_river_has_no_circle() -> None:
    """The table itself is in order: each room names only rooms above it."""
    rooms = list(UPSTREAM)
    for place, room in enumerate(rooms):
        assert set(UPSTREAM[room].split()) <= set(rooms[:place])


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_each_library_is_known_in_one_room(path: Path) -> None:
    """MkDocs, the typesetting engine, the ciphers, the readers of office files: the rest outlives them."""
    known = {name.split(".")[0] for name in _imports(path)}
    assert {name: ONLY_ROOM[name] for name in known & set(ONLY_ROOM) if ONLY_ROOM[name] != _room(path)} == {}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_the_ends_read_the_clock(path: Path) -> None:
    """Everything between takes the day as a parameter."""
    calls = [node.func for node in ast.walk(_tree(path)) if isinstance(node, ast.Call)]
    asked = {ast.unparse(f) for f in calls if isinstance(f, ast.Attribute) and f.attr in CLOCKS
             and ast.unparse(f.value).split(".")[-1] in {"datetime", "date", "time"}}  # fmt: skip
    if _name(path) != "clock.py":
        assert asked == set()
    if _name(path) not in CLOCK_READERS:
        assert "clock" not in _rooms_imported(path)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_and_functions_stay_small(path: Path) -> None:
    """No module is longer than 300 lines, no function longer than 60."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in _defined(path)
               if isinstance(node, ast.FunctionDef)}  # fmt: skip
    assert {name: length for name, length in lengths.items() if length > MAX_FUNCTION} == {}


def test_modules_of_tests_stay_small() -> None:
    """Nor is any module of tests or benchmarks."""
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines())
               for room in ("tests", "bench") for path in (ROOT / room).rglob("*.py")}  # fmt: skip
    assert {name: length for name, length in lengths.items() if length > MAX_MODULE} == {}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_names_say_what_things_are(path: Path) -> None:
    """No module, class or function is a drawer for whatever fits nowhere."""
    names = {part for name in (path.stem, *(node.name for node in _defined(path))) for part in name.lower().split("_")}
    assert names & VAGUE == set()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_public_name_is_described(path: Path) -> None:
    """The first line of each description is one sentence."""
    tree = _tree(path)
    described = {_name(path): ast.get_docstring(tree)} | {
        node.name: ast.get_docstring(node) for node in _public(tree.body)
    }
    wrong = {name for name, text in described.items() if not text or not text.split("\n")[0].endswith(".")}
    assert wrong == set()
