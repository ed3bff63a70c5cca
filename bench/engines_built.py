"""The search engines, each on a built site of the same records, and how a reader asks it."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from congkhai.opening import open_portal
from congkhai.search import write as write_index
from congkhai.site.assets import READER
from congkhai.site.book import Book
from contestants import DAY, LAST_DAY, Contestant, Records, contestants
from corpus import write
from measuring import MeasureError
from tools import Tools

HERE = Path(__file__).parent / "engines"
BARE_PAGE = "/bench/page.html"
MARKS = re.compile(r"^---.*?^---\n|[#*|]|\]\([^)]*\)|\[|-{3,}", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Engine:
    """One engine: its site, the page that answers `?q=`, and what on this page tells an answer.

    `links` selects the links of the results, best first; `done` is JavaScript that is true once the question
    `question` is answered; `own` finds the addresses that only search asks for; `box` selects the field where the next
    question is typed, if a new page would take too long; `start` selects the field of the home page, if it has one
    that leads to the answers.
    """

    name: str
    site: Path
    page: str
    links: str
    done: str
    own: re.Pattern[str]
    box: str | None = None
    start: str = ""


def engines(records: Records, folder: Path, tools: Tools, names: list[str]) -> Iterator[Engine]:
    """Build and yield the engines that are named."""
    everybody = contestants(tools)
    makers: Mapping[str, Callable[[str], Engine]] = {
        "ours": lambda name: _ours(name, _built(everybody["ours"], records, folder)),
        "ours, engine alone": lambda name: _alone(name, records, folder / "alone"),
        "Material's lunr": lambda name: _lunr(name, _built(everybody["MkDocs-Material"], records, folder)),
        "Pagefind": lambda name: _pagefind(name, _built(everybody["Hugo + Pagefind"], records, folder)),
        "MiniSearch": lambda name: _minisearch(name, records, folder / "minisearch", tools, "plain"),
        "MiniSearch, folded": lambda name: _minisearch(name, records, folder / "minisearch-folded", tools, "folded"),
    }
    for name in names or makers:
        yield makers[name](name)


def _built(one: Contestant, records: Records, folder: Path) -> Path:
    project = folder / re.sub(r"\W+", "-", one.name)
    one.prepare(records, project)
    for command in one.commands:
        done = subprocess.run(
            command, cwd=project, env={**os.environ, **DAY}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise MeasureError(" ".join(command), done.stdout + done.stderr)
    return project / one.site


def _ours(name: str, site: Path) -> Engine:
    room = "document.querySelector('[data-ck-found]')"
    said = f"{room}?.querySelector('[role=status]').textContent.trim()"
    done = f"document.title.includes(question) && {said} && {said} !== {room}.dataset.ckWaiting"
    own = re.compile("/assets/(search|results)")
    return Engine(name, site, "/tim-kiem/", "[data-ck-found] ol a", done, own, start="header input[name=q]")


def _lunr(name: str, site: Path) -> Engine:
    done = "document.querySelector('.md-search-result__item') || /không tìm thấy/i.test(document.querySelector('.md-search-result__meta')?.textContent)"
    own = re.compile("search|lunr|workers")
    return Engine(name, site, "/", ".md-search-result__item > a.md-search-result__link", done, own, ".md-search__input")


def _page(name: str, site: Path, script: str) -> Engine:
    shutil.copytree(HERE, site / "bench", dirs_exist_ok=True)
    shutil.copyfile(HERE / script, site / "bench" / "engine.js")
    done = "document.querySelector('#asked')?.textContent === question"
    return Engine(
        name,
        site,
        "/bench/page.html",
        "#found a",
        done,
        re.compile("pagefind|minisearch|index.json|options|bench/search|bench/engine"),
    )


def _alone(name: str, records: Records, site: Path) -> Engine:
    portal = open_portal(records.ward, date.fromisoformat(LAST_DAY)).portal
    if portal is None:
        raise MeasureError(str(records.ward), "has errors: congkhai check")
    index = Book(portal).index
    engine = _page(name, site, "ours.js")
    write_index(index, site / "bench" / "search")
    reader = "".join(files("congkhai.theme").joinpath(part).read_text(encoding="utf-8") for part in READER)
    script = site / "bench" / "engine.js"
    write(script, f"const manifest = {index.manifest};\n{reader}\n{script.read_text(encoding='utf-8')}")
    return engine


def _pagefind(name: str, site: Path) -> Engine:
    return _page(name, site, "pagefind.js")


def _minisearch(name: str, records: Records, site: Path, tools: Tools, kind: str) -> Engine:
    engine = _page(name, site, "minisearch.js")
    library = tools.node("minisearch/dist/es/index.js")
    shutil.copyfile(library, site / "bench" / "minisearch.mjs")
    shutil.copyfile(HERE / f"minisearch-{kind}.mjs", site / "bench" / "options.mjs")
    command = [
        "node",
        str(HERE / "minisearch_index.mjs"),
        str(site / "bench" / "minisearch.mjs"),
        str(site / "bench" / "options.mjs"),
    ]
    documents = json.dumps(list(_documents(records.pages)), ensure_ascii=False)
    done = subprocess.run(command, input=documents, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MeasureError("minisearch_index.mjs", done.stderr)
    write(site / "bench" / "index.json", done.stdout)
    return engine


def _documents(pages: Path) -> Iterator[dict[str, str]]:
    for file in sorted(pages.rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        address = f"/{file.relative_to(pages).with_suffix('')}/".replace("/index/", "/")
        title = re.search(r"^# (.*)$", text, re.MULTILINE)
        yield {"id": address, "title": title[1] if title else "", "text": MARKS.sub(" ", text)}
