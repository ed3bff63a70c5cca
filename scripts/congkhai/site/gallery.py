"""The gallery: every example of every component on one page, for whoever works on the theme."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment

ADDRESS = "/thanh-phan/"


@dataclass(frozen=True)
class Example:
    """One example: its name, its markup, and whether it is one of the nasty ones."""

    name: str
    html: str
    hidden: bool


@dataclass(frozen=True)
class Component:
    """One component: its name, what it is for, its parameters, its examples."""

    name: str
    purpose: str
    params: list[dict[str, Any]]
    examples: list[Example]


def render(env: Environment, **context: object) -> str:
    """Return the page, with `context` for its frame."""
    return env.get_template("pages/gallery.html").render(page=None, components=list(components(env)), **context)


def components(env: Environment) -> Iterator[Component]:
    """Yield every component by name."""
    folders = sorted(files("congkhai.theme").joinpath("components").iterdir(), key=lambda entry: entry.name)
    for folder in folders:
        described = yaml.safe_load(folder.joinpath("examples.yml").read_text(encoding="utf-8"))
        examples = [
            Example(example["name"], _example(env, folder.name, example["params"]), example["hidden"])
            for example in described["examples"]
        ]
        yield Component(folder.name, described["purpose"], described["params"], examples)


def _example(env: Environment, name: str, params: Mapping[str, object]) -> str:
    """Return a component's markup; a page has one h1, so that of an example steps down."""
    macro = name.replace("-", "_")
    source = f'{{% from "components/{name}/template.html" import {macro} %}}{{{{ {macro}(params) }}}}'
    return re.sub(r"(?<=[<])(/?)h1\b", r"\1h4", env.from_string(source).render(params=params))
