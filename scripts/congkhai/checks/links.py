"""Links in prose: to a record by kind and id, to a file of the dossier, or to a safe address."""

import posixpath
import re

from congkhai.checks.files import check_file, is_file_link, meant_files
from congkhai.problems import Place, Report, nearest
from congkhai.records.fields import Ref
from congkhai.records.page import CONTENT, Content
from congkhai.records.reading import Records
from congkhai.sources.prose import Link

RECORD_LINK = re.compile(r"(?P<kind>plan|meeting|conclusion|petition):(?P<id>\S+)")
# Addresses that the portal gives to records; a page of prose may not take one.
RESERVED = (
    "ke-hoach",
    "cuoc-doi-thoai",
    "lich",
    "ket-luan",
    "kien-nghi",
    "luu-tru",
    "tim-kiem",
    "tuan-thu",
    "du-lieu",
    "nguon-tin",
    "assets",
)
_SAFE = re.compile(r"(?:https://[^\s/]+\S*|mailto:[^\s@]+@[^\s@]+|tel:\+?[0-9 ]+|#\S+)")


def record_links(records: Records) -> dict[str, set[str]]:
    """Return, by kind, every id that a link may name; a kind of which some are unread is absent."""
    known = {
        "plan": {dossier.folder.slug for dossier in records.plans},
        "meeting": {str(meeting.id) for dossier in records.plans for meeting in dossier.meetings} | records.faulty,
        "conclusion": {dossier.folder.slug for dossier in records.conclusions},
        "petition": {str(petition.code) for dossier in records.conclusions for petition in dossier.petitions}
        | records.faulty,
    }
    return {kind: ids for kind, ids in known.items() if kind.title() not in records.unread}


def check_links(records: Records, report: Report) -> None:
    """Report links in the bodies of records that lead nowhere or where nothing may lead."""
    known = record_links(records)
    for dossier in records.dossiers:
        for link in dossier.body.links():
            if not is_file_link(link.target):
                check_link(link, known, report)


def check_link(link: Link, known: dict[str, set[str]], report: Report) -> None:
    """Report one link unless it names a known record, a heading of its page or a safe address."""
    if match := RECORD_LINK.fullmatch(link.target):
        ids = known.get(match["kind"], {match["id"]})
        if match["id"] not in ids:
            near = nearest(match["id"], ids)
            report.add("broken-link", link.place, target=link.target, near=near and f"{match['kind']}:{near}")
    elif not _SAFE.fullmatch(link.target):
        report.add("unsafe-link", link.place, target=link.target)


def check_content(records: Records, report: Report) -> None:
    """Report links in pages of prose that lead nowhere, files no page names, and two pages at one address."""
    known, content = record_links(records), records.content
    named: set[str] = set()
    for page in content.pages.values():
        for link in page.body.links():
            if not _is_relative(link.target):
                check_link(link, known, report)
                continue
            target = resolve(page.path, link.target)
            if target not in content.pages:
                named.add(target)
                check_file(Ref(target, link.place), content.files, report)
    for name in content.files.keys() - meant_files(named, content.files):
        report.add("unnamed-file", Place(f"{CONTENT}/{name}"), name=name)
    _check_addresses(content, report)


def _is_relative(target: str) -> bool:
    return ":" not in target and not target.startswith(("#", "/", "\\"))


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
