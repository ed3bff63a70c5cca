"""Links in prose: to a record by kind and id, to a file of the dossier, or to a safe address."""

import posixpath
import re
from collections.abc import Collection

from congkhai.checks.files import check_file, is_file_link, is_host, linked_file, meant_files
from congkhai.problems import Place, Report, nearest_id
from congkhai.records.entry import Ref
from congkhai.records.page import CONTENT, Content
from congkhai.records.reading import CONCLUSION_FILES, PLAN_FILES, ConclusionDossier, PlanDossier, Records
from congkhai.sources.folders import WAIVERS_FILE
from congkhai.sources.prose import Link, Prose, anchor

RECORD_LINK = re.compile(r"(?P<kind>plan|meeting|conclusion|petition):(?P<id>\S+)")
# Addresses that the portal gives to records and to pages of its own; no page and no file of prose may take one.
RESERVED = {
    "ke-hoach",
    "cuoc-doi-thoai",
    "lich",
    "ket-luan",
    "kien-nghi",
    "luu-tru",
    "so-cong-khai",
    "xac-minh",
    "register",
    "thong-ke",
    "tim-kiem",
    "tuan-thu",
    "du-lieu",
    "nguon-tin",
    "tiep-can",
    "en",
    "assets",
}
# What we put there has names that no file of a ward may have: their kinds are refused.
_ASSETS = "assets"
_SAFE = re.compile(r"(?:https://[^\s/]+\S*|mailto:[^\s@]+@[^\s@]+|tel:\+?[0-9 ]+|#\S+)")


def record_links(records: Records) -> dict[str, set[str]]:
    """Return, by kind, every id that a link may name; a kind of which some are unread is absent."""
    known = {
        "plan": {dossier.folder.slug for dossier in records.plans},
        "meeting": {str(meeting.id) for dossier in records.plans for meeting in dossier.meetings} | records.faulty,
        "conclusion": {dossier.folder.slug for dossier in records.conclusions},
        "petition": {code for dossier in records.conclusions for code in dossier.petitions.codes} | records.faulty,
    }
    return {kind: ids for kind, ids in known.items() if kind.title() not in records.unread}


def check_links(records: Records, report: Report) -> None:
    """Report links in the bodies of records that lead nowhere or where nothing may lead."""
    known = record_links(records)
    for dossier in records.dossiers:
        for link in dossier.body.links():
            if not is_file_link(link.target):
                check_link(link, known, report, _own_record(link.target, dossier))
            _check_anchor(link, link.target, dossier.body, report)


def _own_record(target: str, dossier: PlanDossier | ConclusionDossier) -> str:
    """Return how a link to a record's own file is written: by kind and id."""
    kind, names = ("plan", PLAN_FILES) if isinstance(dossier, PlanDossier) else ("conclusion", CONCLUSION_FILES)
    return f"{kind}:{dossier.folder.slug}" if linked_file(target) in names else ""


def _secure(target: str) -> str:
    """Return the address with `https://` that a link without it most likely means."""
    bare = target.removeprefix("http://")
    return f"https://{bare}" if bare != target or is_host(target) else ""


def check_link(link: Link, known: dict[str, set[str]], report: Report, near: str = "") -> None:
    """Report one link unless it names a known record, a heading of its page or a safe address."""
    if match := RECORD_LINK.fullmatch(link.target):
        ids = known.get(match["kind"], {match["id"]})
        if match["id"] not in ids:
            meant = nearest_id(match["id"], ids)
            report.add("broken-link", link.place, target=link.target, near=meant and f"{match['kind']}:{meant}")
    elif not _SAFE.fullmatch(link.target):
        report.add("unsafe-link", link.place, target=link.target, near=near or _secure(link.target))


def _check_anchor(link: Link, target: str, prose: Prose, report: Report) -> None:
    """Report a link to a heading that `prose` does not have."""
    if not target.startswith("#") or target == "#":
        return
    known = prose.anchors()
    if target[1:] not in known:
        near = anchor(target[1:])
        report.add("broken-anchor", link.place, target=link.target, near=f"#{near}" if near in known else "")


def files_named(content: Content) -> set[str]:
    """Return the files of `content/` that its pages name."""
    links = ((page, link) for page in content.pages.values() for link in page.body.links())
    return {resolve(page.path, link.target) for page, link in links} & content.files.keys()


def check_content(records: Records, shown: Collection[str], report: Report) -> None:
    """Report links in pages of prose that lead nowhere, files no page names, and two pages at one address.

    `shown` are the images that the theme shows on every page.
    """
    known, content = record_links(records), records.content
    named = set(shown)
    for page in content.pages.values():
        for link in page.body.links():
            if not _is_relative(link.target):
                check_link(link, known, report)
                _check_anchor(link, link.target, page.body, report)
                continue
            target = resolve(page.path, link.target)
            if target in content.pages:
                _check_anchor(link, f"#{link.target.partition('#')[2]}", content.pages[target].body, report)
            else:
                named.add(target)
                check_file(Ref(target, link.place), content.files, report)
    for name in content.files.keys() - meant_files(named, content.files) - {WAIVERS_FILE}:
        report.add("unnamed-file", Place(f"{CONTENT}/{name}"), name=name)
    _check_addresses(content, report)
    for name in named & content.files.keys():
        if name.casefold().split("/")[0] in RESERVED - {_ASSETS}:
            report.add("reserved-address", Place(f"{CONTENT}/{name}"), address=name)


def _is_relative(target: str) -> bool:
    return ":" not in target and not target.startswith(("#", "/", "\\")) and not is_host(target)


def resolve(page: str, target: str) -> str:
    """Return the path below `content/` that a relative link on `page` names, without its anchor."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), target.partition("#")[0]))


def _check_addresses(content: Content, report: Report) -> None:
    first: dict[str, str] = {}
    for path, page in content.pages.items():
        address = page.address.strip("/").casefold()
        if address in first:
            report.add("same-address", Place(f"{CONTENT}/{path}"), first=f"{CONTENT}/{first[address]}")
        elif address.split("/")[0] in RESERVED:
            report.add("reserved-address", Place(f"{CONTENT}/{path}"), address=address)
        first.setdefault(address, path)
