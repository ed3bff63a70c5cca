"""Every component: its folder, its parameters, its examples, its markup."""

import os
import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader

from congkhai.words import word

ROOT = Path(__file__).parents[2]
COMPONENTS = ROOT / "theme" / "components"
GOLDEN = ROOT / "tests" / "golden" / "components"
NAMES = sorted(folder.name for folder in COMPONENTS.iterdir())
FILES = {"template.html", "style.css", "examples.yml"}
TYPES = {"text", "number", "markup", "address", "list", "tag", "date", "details", "tone"}
VOID = {"br", "hr", "img", "input", "link", "meta"}
PHRASING_ONLY = {"p", "span", "a", "h1", "h2", "h3", "time", "dt", "label", "summary", "strong", "button"}
BLOCKS = {"p", "div", "ul", "ol", "dl", "table", "section", "article", "details", "nav", "header", "form"}


@cache
def described(name: str) -> Any:
    """Return what `examples.yml` says."""
    return yaml.safe_load((COMPONENTS / name / "examples.yml").read_text(encoding="utf-8"))


def examples() -> list[Any]:
    """Return every example of every component as a test case."""
    return [
        pytest.param(name, example, id=f"{name}: {example['name']}")
        for name in NAMES
        for example in described(name)["examples"]
    ]


@cache
def environment(*, autoescape: bool = False) -> Environment:
    """Return an environment such as MkDocs has."""
    env = Environment(loader=FileSystemLoader(ROOT / "theme"), autoescape=autoescape)  # noqa: S701 - MkDocs does not escape
    env.globals["word"] = word
    return env


def rendered(name: str, params: object, *, autoescape: bool = False) -> str:
    """Return a component's markup."""
    macro = name.replace("-", "_")
    source = f'{{% from "components/{name}/template.html" import {macro} %}}{{{{ {macro}(params) }}}}'
    return environment(autoescape=autoescape).from_string(source).render(params=params).strip()


def template(name: str) -> str:
    """Return a component's template."""
    return (COMPONENTS / name / "template.html").read_text(encoding="utf-8")


class Reader(HTMLParser):
    """Notes every element, and every fault of nesting."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and whether it may stand where it stands."""
        if len({key for key, _ in attrs}) < len(attrs):
            self.faults.append(f"<{tag}> repeats an attribute")
        if tag == "a" and "a" in self.open:
            self.faults.append("a link in a link")
        if tag in BLOCKS and (outer := PHRASING_ONLY & set(self.open)):
            self.faults.append(f"<{tag}> in {outer}")
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def read(markup: str) -> Reader:
    """Return the markup as read, every element closed."""
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


def as_objects(value: object) -> object:
    """Return dicts as objects and lists as tuples: views hand over dataclasses."""
    if isinstance(value, Mapping):
        return SimpleNamespace(**{key: as_objects(inner) for key, inner in value.items()})
    return tuple(as_objects(inner) for inner in value) if isinstance(value, list) else value


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_holds_the_same_files_as_every_other(name: str) -> None:
    """Template, style and examples, and perhaps a script."""
    assert FILES <= {path.name for path in (COMPONENTS / name).iterdir()} <= {*FILES, "script.js"}


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_one_escaping_macro_of_one_argument(name: str) -> None:
    """A component knows its parameters and nothing of the page."""
    text = template(name)
    assert re.findall(r"{%-?\s*macro (.*?)\s*-?%}", text) == [f"{name.replace('-', '_')}(params)"]
    body = re.search(
        r"macro .*?%}\s*{%-? autoescape true -?%}.*{%-? endautoescape -?%}\s*{%-? endmacro", text, re.DOTALL
    )
    assert body, "the body is not wrapped in autoescape"
    assert not re.search(r"\b(page|config|base_url)\b|\|\s*url\b", re.sub(r'"[^"]*"|{#.*?#}|<[^>]*>', "", text))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_holds_no_words_of_its_own(name: str) -> None:
    """Words come from parameters and from the word list."""
    markup = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", template(name), flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|title|alt|placeholder|value)="([^"]*)"', markup)
    shown = re.sub(r"<[^>]*>", "", markup)
    assert not [char for char in "".join([shown, *spoken]) if char.isalpha()]
    assert not [char for char in template(name) if char.isalpha() and not char.isascii()]


@pytest.mark.parametrize("name", NAMES)
def test_the_parameters_are_the_described_ones(name: str) -> None:
    """Description, template and examples name the same parameters."""
    description = described(name)
    declared = {param["name"] for param in description["params"]}
    assert description["purpose"].endswith(".")
    for param in description["params"]:
        assert set(param) == {"name", "type", "required", "sentence"}
        assert param["type"] in TYPES
        assert param["sentence"].endswith(".")
    taken = re.findall(r'\bparams(?:\.(\w+)|\["(\w+)"\])', template(name))
    assert {one or other for one, other in taken} == declared
    assert {key for example in description["examples"] for key in example["params"]} == declared


@pytest.mark.parametrize("name", NAMES)
def test_examples_show_the_ordinary_and_hide_the_nasty(name: str) -> None:
    """Every component is tried with markup in its text."""
    found = described(name)["examples"]
    required = {param["name"] for param in described(name)["params"] if param["required"]}
    assert [example for example in found if not example["hidden"]]
    assert len([example for example in found if example["hidden"]]) >= 2
    assert any("<script>alert(1)</script>" in str(example["params"]) for example in found if example["hidden"])
    assert len({example["name"] for example in found}) == len(found)
    assert all(required <= set(example["params"]) for example in found)


@pytest.mark.parametrize(("name", "example"), examples())
def test_an_example_is_well_formed_and_escaped(name: str, example: Any) -> None:
    """Elements close where they should, and no text becomes markup."""
    reader = read(rendered(name, example["params"]))
    assert not reader.faults
    assert not reader.open
    for tag, attributes in reader.seen:
        assert tag not in {"script", "b", "i"}
        assert not [key for key in attributes if key.startswith("on") or key in {"id", "style"}]


@pytest.mark.parametrize(("name", "example"), examples())
def test_an_example_looks_the_same_however_it_is_handed_over(name: str, example: Any) -> None:
    """Dicts or objects, escaping or not, absent or empty: one markup."""
    markup = rendered(name, example["params"])
    assert rendered(name, as_objects(example["params"])) == markup
    assert rendered(name, example["params"], autoescape=True) == markup
    declared = [param["name"] for param in described(name)["params"]]
    for nothing in (None, "", ()):
        assert rendered(name, dict.fromkeys(declared, nothing) | example["params"]) == markup
    assert "None" not in rendered(name, dict.fromkeys(declared) | example["params"])


@pytest.mark.parametrize("name", NAMES)
def test_the_markup_is_the_golden_one(name: str) -> None:
    """CK_UPDATE_GOLDEN=1 writes the files anew."""
    parts = [f"<!-- {e['name']} -->\n{rendered(name, e['params'])}\n" for e in described(name)["examples"]]
    markup = "\n".join(parts)
    golden = GOLDEN / f"{name}.html"
    if os.environ.get("CK_UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(markup, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == markup


def test_every_golden_file_belongs_to_a_component() -> None:
    """No file stays behind when a component goes."""
    assert sorted(path.stem for path in GOLDEN.iterdir()) == NAMES
