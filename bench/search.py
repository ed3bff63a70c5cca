"""How well and how fast search finds, with us and with others, on the same records and judged queries: `make bench-search`.

Quality is judged on an unhindered line. Times are of an empty browser that is given the question in the address, on a
line of 400 kbit/s and 400 ms and a processor four times slower. Workers are not slowed down, which favours whoever has one.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Page

from browsing import chromium
from builds import heading
from contestants import write_records
from engines_built import BARE_PAGE, Engine, engines
from judged import Judged, Quality, judged, quality
from line import PROTOCOLS, Line, certify, line
from tools import install

SLOWER = 4
PER_LETTER = 150  # ms
REST = 1  # s
SHOWN = 5
TIMED = ("marked", "folded", "number", "date", "typo")  # kinds of which one query each is timed
PATIENCE = 180_000  # ms
TYPE = "(box, text) => { box.value = text; box.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true})); }"
ACCENTED = {"marked", "tone", "phrase"}
UNACCENTED = {"folded", "dd"}


@dataclass(frozen=True)
class Speed:
    """What one question costs: seconds to its answer; until the page rests, KB of everything, KB and requests of search alone."""

    seconds: float
    kb: float
    own: float
    requests: float


@dataclass(frozen=True)
class Spent:
    """The medians of both ways to ask by one protocol: the question in the address, or typed on another page, if there is a box."""

    given: Speed
    typed: float | None


def wait(page: Page, engine: Engine, question: str) -> list[str]:
    """Wait until the question is answered and return the addresses, best first."""
    page.wait_for_function(f"question => {engine.done}", arg=question, timeout=PATIENCE, polling=20)
    links: list[str] = page.eval_on_selector_all(engine.links, "links => links.map((link) => link.href)")
    # Some engines list the parts of a page each for itself.
    return list(dict.fromkeys(urlsplit(link).path for link in links))[:SHOWN]


def ask(page: Page, engine: Engine, server: Line, question: str) -> list[str]:
    """Ask in the address, as a link to an answer does."""
    page.goto(f"{server.address}{engine.page}?q={quote(question)}", wait_until="commit")
    return wait(page, engine, question)


def answers(
    browser: Browser, engine: Engine, server: Line, queries: Sequence[Judged]
) -> list[tuple[Judged, list[str]]]:
    """Ask every query without hindrance; one browser keeps what it has fetched."""
    page = browser.new_page()
    found = [(query, again(page, engine, server, query.text)) for query in queries]
    page.close()
    return found


def again(page: Page, engine: Engine, server: Line, question: str) -> list[str]:
    """Ask on the same page where that spares the making of an index, else in the address."""
    if page.url != "about:blank" and engine.page == BARE_PAGE:
        page.evaluate("question => show(question)", question)
        return wait(page, engine, question)
    if page.url == "about:blank" or engine.box is None:
        return ask(page, engine, server, question)
    for text in ("", question):
        page.eval_on_selector(engine.box, TYPE, text)
        page.wait_for_function(f"question => Boolean({engine.done}) === Boolean(question)", arg=text, timeout=PATIENCE)
    return wait(page, engine, question)


def speed(browser: Browser, engine: Engine, server: Line, question: str) -> Speed:
    """Ask one question in an empty browser on the slow line and the slow processor."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    server.answers.clear()
    start = time.perf_counter()
    ask(page, engine, server, question)
    seconds = time.perf_counter() - start
    rest(server)
    sizes = [(answer.path, answer.size / 1024) for answer in server.answers if "favicon" not in answer.path]
    own = [size for path, size in sizes if engine.own.search(path)]
    context.close()
    return Speed(seconds, sum(size for _, size in sizes), sum(own), len(own))


def rest(server: Line) -> None:
    """Wait until nothing was sent for a while: a typeface and further results come behind the first ones."""
    sent = -1
    while server.open or sent != len(server.answers):
        sent = len(server.answers)
        time.sleep(REST)


def from_box(browser: Browser, engine: Engine, server: Line, box: str, question: str) -> float:
    """Type one question on the home page of an empty browser, and return the seconds from Enter to the answer."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{server.address}/", wait_until="load")
    page.locator(box).press_sequentially(question, delay=PER_LETTER)
    start = time.perf_counter()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{engine.page}?*", wait_until="commit")
    wait(page, engine, question)
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def times(browser: Browser, engine: Engine, server: Line, texts: Sequence[str]) -> Spent:
    """Ask some questions both ways on the slow line, once every file that they take was packed on a fast one."""
    given: list[Speed] = []
    typed: list[float] = []
    for pace in ("fast", "slow"):
        server.be(pace)
        given = [speed(browser, engine, server, text) for text in texts]
        typed = [from_box(browser, engine, server, engine.start, text) for text in texts] if engine.start else []
    return Spent(median(given), statistics.median(typed) if typed else None)


def timed(queries: Sequence[Judged]) -> list[str]:
    """Return one query of each kind that is timed."""
    return [next(query.text for query in queries if query.kind == kind) for kind in TIMED]


def median(speeds: Sequence[Speed]) -> Speed:
    """Return the median of each figure."""
    rows = zip(*((one.seconds, one.kb, one.own, one.requests) for one in speeds), strict=True)
    return Speed(*(statistics.median(row) for row in rows))


def row(name: str, found: Sequence[tuple[Judged, list[str]]], spent: Mapping[str, Spent]) -> str:
    """Write one line of the table."""
    whole = quality(found)
    parts = [quality(one for one in found if one[0].kind in kinds) for kinds in (ACCENTED, UNACCENTED)]
    first = next(iter(spent.values()))
    figures = (f"{whole.recall:.3f}", f"{whole.mrr:.3f}", *(f"{part.recall:.3f}" for part in parts), f"{whole.empty}",
               *(f"{one.given.seconds:.1f}" for one in spent.values()),
               *("–" if one.typed is None else f"{one.typed:.1f}" for one in spent.values()),
               f"{first.given.kb:.0f}", f"{first.given.own:.0f}", f"{first.given.requests:.0f}")  # fmt: skip
    return f"| {name} | {' | '.join(figures)} |"


def kinds(found: Sequence[tuple[Judged, list[str]]]) -> str:
    """Say the recall of each kind of query."""
    by_kind: dict[str, list[tuple[Judged, list[str]]]] = defaultdict(list)
    for one in found:
        by_kind[one[0].kind].append(one)
    parts: dict[str, Quality] = {kind: quality(some) for kind, some in sorted(by_kind.items())}
    return ", ".join(f"{kind} {part.recall:.2f}/{part.mrr:.2f} ({part.queries})" for kind, part in parts.items())


HEAD = (
    "engine",
    "recall@5",
    "MRR",
    "accented",
    "unaccented",
    "empty",
    "first result s, HTTP/2",
    "HTTP/1.1",
    "from Enter s, HTTP/2",
    "HTTP/1.1",
    "KB",
    "of search",
    "requests",
)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--records", type=int, default=10000)
    options.add_argument("--years", type=int, default=4)
    options.add_argument("--only", nargs="+", default=[], help="names of engines")
    options.add_argument("--limit", type=int, help="ask only so many of the queries, for a first look")
    options.add_argument("--tools", type=Path, default=Path(tempfile.gettempdir()) / "congkhai-rivals")
    options.add_argument("--answers", type=Path, help="where every answer is written, as JSON")
    asked = options.parse_args()
    tools, queries = install(asked.tools), judged(asked.records, asked.years)[: asked.limit]
    texts = timed(judged(asked.records, asked.years))
    told, lines, kept = [], [], {}
    found: list[tuple[Judged, list[str]]] = []
    with tempfile.TemporaryDirectory() as folder, chromium(certify(Path(folder))) as browser:
        records = write_records(Path(folder), asked.records, asked.years)
        for engine in engines(records, Path(folder), tools, asked.only):
            spent: dict[str, Spent] = {}
            for protocol in PROTOCOLS:
                with line(engine.site, protocol, Path(folder)) as server:
                    found = answers(browser, engine, server, queries) if not spent else found
                    spent[protocol] = times(browser, engine, server, texts)
            lines.append(row(engine.name, found, spent))
            told.append(f"- {engine.name}: {kinds(found)}")
            kept[engine.name] = {query.text: answer for query, answer in found}
            print(lines[-1], file=sys.stderr)
    print(heading(records, tools))
    print(f"{len(queries)} judged queries; recall@5 and MRR by kind (how many) below\n")
    print(f"| {' | '.join(HEAD)} |\n{'|---' * len(HEAD)}|", *lines, "", *told, sep="\n")
    if asked.answers is not None:
        asked.answers.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
