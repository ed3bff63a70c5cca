"""How fast and how heavy pages are on a cheap telephone and a slow line, beside stock Material with the same content.

`make bench` builds both sites and prints a table. The figures are a trend of one machine, never a test.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from browsing import KINDS, chromium
from building import ROOT, mkdocs_build
from rivals import build_stock, inline_styles
from serving import Served, serve

PAGES = ("home", "state-plan", "conclusion", "register")
LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
SLOWER = 4
QUIET = 1500  # ms after the load in which late paints and long tasks are still heard

LISTEN = """
window.ckTimes = {lcp: 0, cls: 0, tasks: []};
const hear = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
  .observe({type, buffered: true});
hear("largest-contentful-paint", (entry) => { window.ckTimes.lcp = entry.startTime; });
hear("layout-shift", (entry) => { if (!entry.hadRecentInput) window.ckTimes.cls += entry.value; });
hear("longtask", (entry) => { window.ckTimes.tasks.push(entry); });
"""
# TBT counts what keeps a finger waiting after the first paint; "long ms" counts the work before it too.
READ = """() => {
  const first = performance.getEntriesByName("first-contentful-paint")[0].startTime;
  const blocked = (since) => window.ckTimes.tasks.reduce((sum, task) => {
    const seen = task.startTime + task.duration - Math.max(task.startTime, since);
    return sum + Math.max(0, seen - 50);
  }, 0);
  return {
    "FCP s": first / 1000,
    "LCP s": window.ckTimes.lcp / 1000,
    "load s": performance.getEntriesByType("navigation")[0].loadEventEnd / 1000,
    "TBT ms": blocked(first),
    "long ms": blocked(0),
    "CLS": window.ckTimes.cls,
  };
}"""

Figures = dict[str, float]
COLUMNS = {"FCP s": ".2f", "LCP s": ".2f", "load s": ".2f", "TBT ms": ".0f", "long ms": ".0f", "CLS": ".3f", "requests": ".0f",
           "KB": ".1f", "search KB": ".1f"}  # fmt: skip
GOALS = {"FCP s": 1.5, "LCP s": 2.0, "TBT ms": 150, "CLS": 0.01, "requests": 5, "KB": 40}
RATIOS = ("FCP s", "LCP s", "load s", "TBT ms", "KB")


def load(browser: Browser, server: Served, path: str) -> Figures:
    """Return the figures of one load in an empty browser; search apart, and without the icon of the tab."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True)
    context.add_init_script(LISTEN)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    server.answers.clear()
    page.goto(server.address + path, wait_until="load")
    page.wait_for_timeout(QUIET)
    figures: Figures = page.evaluate(READ)
    context.close()
    answers = [answer for answer in server.answers if "favicon" not in answer.path]
    search = [answer.size for answer in answers if "search" in answer.path]
    size = sum(answer.size for answer in answers)
    return figures | {"requests": len(answers), "KB": (size - sum(search)) / 1024, "search KB": sum(search) / 1024}


def medians(loads: list[Figures]) -> Figures:
    """Return the median of each figure."""
    return {name: statistics.median(figures[name] for figures in loads) for name in COLUMNS}


@contextmanager
def sites(folder: Path) -> Iterator[dict[str, Served]]:
    """Build and serve our site, the same with its style sheet inlined, and stock Material with the same content."""
    own = mkdocs_build(ROOT, folder / "own", "--strict")
    if own.code:
        sys.exit(own.output)
    stock = build_stock(own.site, folder / "stock")
    with (
        serve(own.site) as ours,
        serve(own.site, policy=None, rewrite=inline_styles(own.site)) as inlined,
        serve(stock, policy=None) as material,
    ):
        yield {"ours": ours, "ours, style inlined": inlined, "stock Material": material}


def report(found: dict[str, dict[str, Figures]]) -> Iterator[str]:
    """Write the table, then for each page how much stock Material takes of what we take, and which goals are missed."""
    yield f"| page | site | {' | '.join(COLUMNS)} |"
    yield "|---" * (2 + len(COLUMNS)) + "|"
    for page, rows in found.items():
        for site, figures in rows.items():
            yield f"| {page} | {site} | {' | '.join(f'{figures[name]:{form}}' for name, form in COLUMNS.items())} |"
    for page, rows in found.items():
        ours, stock = rows["ours"], rows["stock Material"]
        ratios = [f"{name.split()[0]} {stock[name] / ours[name]:.1f}" for name in RATIOS if ours[name]]
        missed = [
            f"{name} {ours[name]:{COLUMNS[name]}} over {goal}" for name, goal in GOALS.items() if ours[name] > goal
        ]
        yield f"{page}: stock Material takes {', '.join(ratios)} times as much; goals missed: {', '.join(missed) or 'none'}"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--loads", type=int, default=5, help="loads of each page, of which the median is shown")
    count: int = options.parse_args().loads
    with tempfile.TemporaryDirectory() as folder, sites(Path(folder)) as servers, chromium() as browser:
        found = {
            page: {
                name: medians([load(browser, server, KINDS[page]) for _ in range(count)])
                for name, server in servers.items()
            }
            for page in PAGES
        }
    print(f"400 kbit/s, 400 ms, processor {SLOWER} times slower, 360 x 740, cold, gzip; median of {count} loads")
    print("\n".join(report(found)))


if __name__ == "__main__":
    main()
