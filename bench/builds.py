"""How long a site of many records takes to build, with us and with others: `make bench-builds`.

Every generator gets the same records in one run: cold (a fresh folder), unchanged (again), one record changed (again), and the next
day, when no file has changed.
Records stand outside the menu everywhere, since a menu of thousands is quadratic in all of them.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from congkhai import __version__
from contestants import DAY, SAME, Contestant, Records, contestants, write_records
from measuring import MB, Cost, MeasureError, cost
from tools import Tools, install

PHASES = ("cold", "unchanged", "one changed", "next day")
# (phase, beside whom, at most so many times as much), from the goals of the project.
GOALS = (("cold", "Hugo + Pagefind", 0.6), ("cold", "MkDocs-Material", 0.3), ("unchanged", "Hugo", 0.15),
         ("one changed", "Hugo", 0.15))  # fmt: skip
MEMORY = 300  # MB
A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Outcome:
    """What the phases of one generator cost, and the site that it built."""

    costs: dict[str, Cost]
    files: int
    size: float


def build(one: Contestant, records: Records, folder: Path, runs: int) -> Outcome:
    """Build cold so many times, and after the last time unchanged, changed, and a day later; the best cold time counts."""
    colds = []
    for run in range(runs):
        project = folder / f"{one.name}-{run}".replace(" ", "-")
        one.prepare(records, project)
        colds.append(cost(one.commands, project, one.environment))
    files = [file for file in (project / one.site).rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / MB
    again = cost(one.commands, project, one.environment)
    one.change(records, project)
    changed = cost(one.commands, project, one.environment)
    if not one.shows_change(records, project):
        raise MeasureError(one.name, "built a site without the changed record")
    later = cost(
        one.commands, project, {**one.environment, "SOURCE_DATE_EPOCH": str(int(DAY["SOURCE_DATE_EPOCH"]) + A_DAY)}
    )
    best = min(colds, key=lambda found: found.wall)
    return Outcome(dict(zip(PHASES, (best, again, changed, later), strict=True)), len(files), size)


def measured(chosen: Sequence[Contestant], records: Records, folder: Path, runs: int) -> Iterator[tuple[str, Outcome]]:
    """Yield name and outcome of every generator; one that fails is told and left out."""
    for one in chosen:
        try:
            yield one.name, build(one, records, folder, runs)
        except MeasureError as failure:
            print(f"{one.name} failed: {failure}", file=sys.stderr)


def table(outcomes: dict[str, Outcome]) -> Iterator[str]:
    """Write the Markdown table; ratios are of the wall, in brackets of the processor time."""
    yield "| generator | phase | wall s | CPU s | peak MB | files | site MB | × Hugo | × Hugo + Pagefind | × Material |"
    yield "|---" * 10 + "|"
    for name, outcome in outcomes.items():
        for phase, spent in outcome.costs.items():
            ratios = [_ratio(outcomes, spent, rival, phase) for rival in ("Hugo", "Hugo + Pagefind", "MkDocs-Material")]
            site = (f"{outcome.files}", f"{outcome.size:.0f}") if phase == "cold" else ("", "")
            figures = (f"{spent.wall:.2f}", f"{spent.cpu:.2f}", f"{spent.memory:.0f}", *site, *ratios)
            yield f"| {name} | {phase} | {' | '.join(figures)} |"


def _ratio(outcomes: dict[str, Outcome], spent: Cost, rival: str, phase: str) -> str:
    if rival not in outcomes:
        return "–"
    beside = outcomes[rival].costs[phase]
    return f"{spent.wall / beside.wall:.2f} ({spent.cpu / beside.cpu:.2f})"


def goals(outcomes: dict[str, Outcome]) -> Iterator[str]:
    """Say which goals are met."""
    if "ours" not in outcomes:
        return
    ours = outcomes["ours"].costs
    for phase, rival, most in [(phase, f"{rival}{same}", most) for same in ("", SAME) for phase, rival, most in GOALS]:
        if rival in outcomes:
            beside = outcomes[rival].costs[phase]
            ratio, work = ours[phase].wall / beside.wall, ours[phase].cpu / beside.cpu
            verdict = "met" if ratio <= most else "missed"
            yield f"- {phase}: {ratio:.2f} × {rival} ({work:.2f} of its processor time), goal {most}: {verdict}"
    peak = max(spent.memory for spent in ours.values())
    yield f"- peak memory {peak:.0f} MB, goal {MEMORY}: {'met' if peak <= MEMORY else 'missed'}"


def growth(by_size: dict[int, dict[str, Outcome]]) -> Iterator[str]:
    """Say how many times longer a cold build takes with each greater number of records."""
    for less, more in pairwise(by_size):
        for name in (name for name in by_size[less] if name in by_size[more]):
            before, after = (by_size[count][name].costs["cold"] for count in (less, more))
            times = f"{after.wall / before.wall:.1f} ({after.cpu / before.cpu:.1f})"
            yield f"- {name}: {times} times as long for {more} records as for {less}"


def heading(records: Records, tools: Tools) -> str:
    """Return the day, the machine and the versions."""
    versions = ", ".join(f"{name} {version}" for name, version in tools.versions.items())
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}"
    return f"{records.count} records, {day}, {machine}; ours {__version__}, {versions}\n"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--records", type=int, nargs="+", default=[1000, 10000])
    options.add_argument("--years", type=int, default=4)
    options.add_argument("--runs", type=int, default=2, help="cold builds of each, of which the best counts")
    options.add_argument("--only", nargs="+", help="names of generators")
    options.add_argument("--tools", type=Path, default=Path(tempfile.gettempdir()) / "congkhai-rivals")
    asked = options.parse_args()
    tools = install(asked.tools)
    everybody = contestants(tools)
    chosen = [everybody[name] for name in asked.only or everybody]
    by_size: dict[int, dict[str, Outcome]] = {}
    for count in sorted(asked.records):
        with tempfile.TemporaryDirectory() as folder:
            records = write_records(Path(folder), count, asked.years)
            by_size[count] = dict(measured(chosen, records, Path(folder), asked.runs))
        print(heading(records, tools))
        print("\n".join((*table(by_size[count]), "", *goals(by_size[count]))), end="\n\n", flush=True)
    print("\n".join(growth(by_size)))


if __name__ == "__main__":
    main()
