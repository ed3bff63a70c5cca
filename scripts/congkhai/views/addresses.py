"""Addresses, made of ids and never of titles; they outlive mergers and changes of wording."""

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
SEARCH = "/tim-kiem/"
SEARCH_INDEX = "/assets/search.json"

_FOLDERS = {"plan": PLANS, "meeting": "/cuoc-doi-thoai/", "conclusion": CONCLUSIONS, "petition": PETITIONS}


def record(kind: str, name: str) -> str:
    """Return the address of a record, by kind and id."""
    return f"{_FOLDERS[kind]}{name.lower()}/"


def file(kind: str, slug: str, name: str) -> str:
    """Return the address of a file of a plan's or a conclusion's dossier."""
    return f"{record(kind, slug)}{file_slug(name)}"


def phase(name: str) -> str:
    """Return the address of the list of petitions in one phase."""
    return f"{PETITIONS}trang-thai/{name}/"


def duties(folder: str, name: str) -> str:
    """Return the address of a list of duties by state, year, body or kind."""
    return f"{DUTIES}{folder}/{name}/"


def year(number: int) -> str:
    """Return the address of one year's archive."""
    return f"{ARCHIVE}{number}/"
