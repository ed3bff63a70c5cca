"""The reader of the search index in a real Chromium, over an index of given documents."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from building import ROOT
from congkhai.search import Document, Facet, Index, build, write
from congkhai.site.assets import READER
from serving import Served, serve

ENGINE = "".join((ROOT / "theme" / part).read_text(encoding="utf-8") for part in READER)
_OPEN = """(about) => {
  window.manifestOf = () => about;
  window.engine = ckEngine(ckAsking("/index/", about));
}"""
_ASK = """async ([text, chosen, order]) => {
  const found = await engine.search(text, chosen, order);
  const records = await Promise.all(found.hits.slice(0, 10).map(engine.record));
  const excerpts = records.map((record) => engine.excerpt(record.text, found.words, record.title));
  const counts = order === "quick" ? {} : await found.facets;
  return { total: found.total, hits: records.map((one) => one.address), excerpts, counts, widened: found.widened, lacking: found.isLacking };
}"""


@dataclass(frozen=True)
class Found:
    """What the reader answers: the first ten addresses, their excerpts in marked pieces, counts, a word put right, and whether words are lacking."""

    total: int
    hits: list[str]
    excerpts: list[list[tuple[str, bool]]]
    counts: dict[str, dict[str, int]]
    widened: dict[str, str | bool] | None
    lacking: bool


@dataclass(frozen=True)
class Reader:
    """An open page with the reader in it."""

    page: Page
    server: Served

    def ask(self, text: str, chosen: dict[str, list[str]] | None = None, order: str = "relevance") -> Found:
        """Return what is found for a text."""
        return Found(**self.page.evaluate(_ASK, [text, chosen or {}, order]))

    def run(self, script: str, value: Any = None) -> Any:
        """Return what a script gives, in which `engine` is the reader."""
        return self.page.evaluate(script, value)


@contextmanager
def reading(
    browser: Browser, documents: Iterable[Document] | Index | Path, facets: Sequence[Facet] = ()
) -> Iterator[Reader]:
    """Lend a reader of documents, of their index, or of the folder where it lies."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if isinstance(documents, Path):
            shutil.copytree(documents, folder / "index")
        else:
            write(documents if isinstance(documents, Index) else build(documents, facets), folder / "index")
        (folder / "index.html").write_text("<!doctype html><title>.</title>", encoding="utf-8")
        with serve(folder, policy=None) as server:
            page = browser.new_page()
            page.goto(server.address)
            page.add_script_tag(content=ENGINE)
            page.evaluate(_OPEN, json.loads((folder / "index" / "manifest.json").read_bytes()))
            yield Reader(page, server)
            page.close()
