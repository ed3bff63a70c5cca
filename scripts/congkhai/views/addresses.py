"""Addresses, made of ids and never of titles; they outlive mergers and changes of wording."""

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from congkhai.sources.folding import file_slug

HOME = "/"
PLANS = "/ke-hoach/"
MEETINGS = "/lich/"
CONCLUSIONS = "/ket-luan/"
PETITIONS = "/kien-nghi/"
ARCHIVE = "/luu-tru/"
DUTIES = "/tuan-thu/"
METHOD = "/tuan-thu/cach-tinh/"
SERIES = "/tuan-thu/so-van-ban/"
STATISTICS = "/thong-ke/"
DATA = "/du-lieu/"
CALENDAR = "/lich/doi-thoai.ics"
SEARCH = "/tim-kiem/"
ACCESSIBILITY = "/tiep-can/"
ENGLISH = "/en/"
INDEX = "/assets/search/"
REGISTER = "/so-cong-khai/"
REGISTER_FILES = "/register/"
VERIFY = "/xac-minh/"

_ON_WEB = re.compile(r"https?://[^\s/]+(?:/\S*)?")
_FOLDERS = {"plan": PLANS, "meeting": "/cuoc-doi-thoai/", "conclusion": CONCLUSIONS, "petition": PETITIONS}


def record(kind: str, name: str) -> str:
    """Return the address of a record, by kind and id."""
    return f"{_FOLDERS[kind]}{name.lower()}/"


def is_record(address: str) -> bool:
    """Return whether a record lives at an address, whatever its id."""
    folder, _, name = address.rstrip("/").rpartition("/")
    return bool(name) and f"{folder}/" in _FOLDERS.values()


def file(kind: str, slug: str, name: str) -> str:
    """Return the address of a file of a plan's or a conclusion's dossier."""
    return f"{record(kind, slug)}{file_slug(name)}"


def petitions(folder: str, name: str) -> str:
    """Return the address of a list of petitions by state, term, field, area or year."""
    return f"{PETITIONS}{folder}/{name.lower()}/"


def duties(folder: str, name: str) -> str:
    """Return the address of a list of duties by state, year, body or kind."""
    return f"{DUTIES}{folder}/{name}/"


def year(number: int) -> str:
    """Return the address of one year's archive."""
    return f"{ARCHIVE}{number}/"


def catalogue(folder: str, name: str) -> str:
    """Return the address of the catalogue of one area, body or state of meetings."""
    return f"{ARCHIVE}{folder}/{name.lower()}/"


def area_calendar(name: str) -> str:
    """Return the address of the calendar of one area."""
    return f"{MEETINGS}dia-ban/{name.lower()}.ics"


def feed(name: str) -> str:
    """Return the address of a feed."""
    return f"/nguon-tin/{name.lower()}.xml"


def petition_feed(code: str) -> str:
    """Return the address of the feed of one petition."""
    return f"{record('petition', code)}nguon-tin.xml"


def data(name: str) -> str:
    """Return the address of a file of open data."""
    return f"{DATA}{name}"


def content(path: str) -> str:
    """Return how a link names a page or a file of `content/`, as MkDocs does it: an author's name may have any sign."""
    return quote(path)


def absolute(site_url: str, address: str) -> str:
    """Return an address on the web; empty while the site does not know its own."""
    return f"{site_url.rstrip('/')}{address}" if _ON_WEB.fullmatch(site_url) else ""


@lru_cache(maxsize=4096)
def link(site_url: str, address: str, page: str) -> str:
    """Return an address on the web, or the way from `page` while the site does not know its own."""
    way = posixpath.relpath(address, posixpath.dirname(page))
    return absolute(site_url, address) or (f"{way}/" if address.endswith("/") else way)


def host(site_url: str) -> str:
    """Return the host of the site; empty while the site does not know its own."""
    return urlsplit(site_url).hostname or "" if _ON_WEB.fullmatch(site_url) else ""
