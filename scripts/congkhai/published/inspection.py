"""A site's folder beside its portal: every record has its page, and every page is whole and ours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from congkhai.portal.relations import Portal
from congkhai.problems import Place, Problem, Report
from congkhai.published.page import FinishedPage, Target
from congkhai.published.personal import PersonalSearch
from congkhai.records.page import CONTENT
from congkhai.views import addresses
from congkhai.views.pages import published_files

_ENTRANCE, _NOT_FOUND = "index.html", "404.html"


def inspect(portal: Portal, site: Path, marker: str, base: str = "/") -> list[Problem]:
    """Return what is wrong with the site in the folder `site`, whose pages must bear `marker`.

    `base` is the path of the site on its server, with a slash at both ends: the 404 page has whole paths.
    """
    report = Report()
    if not site.is_dir():
        report.add("missing-site", Place(str(site)), name=str(site))
        return report.problems
    every = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    # What is hidden at the top, such as .git, is its owner's.
    files = {name: path for name, path in every.items() if not name.startswith(".")}
    for name, place in _expected(portal):
        if name not in files:
            report.add("missing-page", place, address=name)
    _Inspection(site.as_posix(), files, marker, base, report, PersonalSearch.of(portal)).run()
    return report.in_order()


def _expected(portal: Portal) -> Iterator[tuple[str, Place]]:
    """Yield the name of every file that the records ask for, and the place of the record."""
    yield _NOT_FOUND, Place(CONTENT)
    for path, page in portal.content.pages.items():
        yield _page(page.address), Place(f"{CONTENT}/{path}")
    places = {("plan", slug): Place(f"{one.folder.file}/plan.md") for slug, one in portal.plans.items()}
    places |= {
        ("conclusion", slug): Place(f"{one.folder.file}/conclusion.md") for slug, one in portal.conclusions.items()
    }
    places |= {("meeting", name): one.origin for name, one in portal.meetings.items()}
    places |= {("petition", code): one.origin for code, one in portal.petitions.items()}
    for (kind, name), place in places.items():
        yield _page(addresses.record(kind, name)), place
    for address, path in published_files(portal).items():
        yield address.lstrip("/"), Place("/".join(Path(path).parts[-3:]))


def _page(address: str) -> str:
    return f"{address}index.html".lstrip("/")


@dataclass
class _Inspection:
    """One walk over all pages; a link that leads nowhere is told once, however many pages have it."""

    folder: str
    files: Mapping[str, Path]
    marker: str
    base: str
    report: Report
    personal: PersonalSearch
    first: dict[str, Place] = field(default_factory=dict)
    count: dict[str, int] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    anchored: dict[str, dict[str, Place]] = field(default_factory=dict)

    def run(self) -> None:
        for name in self.files:
            if name.endswith(".html"):
                page = self._read(name)
                self._look_at(page)
                self.personal.in_page(page, self.folder, self.report)
                for target in page.targets():
                    self._follow(page, target)
        self.personal.in_data(self.files, self.folder, self.report)
        for name, wanted in self.anchored.items():
            known = self._read(name).anchors
            for anchor in wanted.keys() - known:
                self.report.add("broken-page-link", wanted[anchor], target=f"{name}#{anchor}", count="1")
        for shown, place in self.first.items():
            self.report.add("broken-page-link", place, target=shown, count=str(self.count[shown]))
        for name in self.files.keys() - self.linked - {_ENTRANCE, _NOT_FOUND}:
            if name.endswith(".html"):
                self.report.add("stray-page", Place(f"{self.folder}/{name}"))

    def _read(self, name: str) -> FinishedPage:
        return FinishedPage(name, self.files[name].read_text(encoding="utf-8", errors="replace"), self.base)

    def _look_at(self, page: FinishedPage) -> None:
        place = Place(f"{self.folder}/{page.name}")
        if not page.is_whole:
            self.report.add("unfinished-page", page.place(len(page.html), self.folder))
        if page.made_by is None:
            self.report.add("unmarked-page", place)
        elif page.made_by != self.marker:
            self.report.add("other-version-page", place, found=page.made_by, known=self.marker)

    def _follow(self, page: FinishedPage, target: Target) -> None:
        if target.name not in self.files:
            shown = target.name or page.html[target.offset :].partition('"')[0]
            if shown not in self.first:
                self.first[shown] = page.place(target.offset, self.folder)
            self.count[shown] = self.count.get(shown, 0) + 1
            return
        if target.name != page.name:
            self.linked.add(target.name)
        if target.anchor and target.name.endswith(".html"):
            wanted = self.anchored.setdefault(target.name, {})
            if target.anchor not in wanted:
                wanted[target.anchor] = page.place(target.offset, self.folder)
