"""Vietnamese without marks: for search, for addresses, for comparing what people type."""

import re
import unicodedata


def fold(text: str) -> str:
    """Return `text` in lower case without tone and vowel marks, đ as d."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))


def slug(text: str) -> str:
    """Return an ASCII address part: folded words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def in_order(text: str) -> str:
    """Return what a name sorts by: without marks, and its numbers as numbers, so that 2 comes before 10."""
    return re.sub(r"[0-9]+", lambda number: number.group().zfill(9), slug(text))


def file_slug(name: str) -> str:
    """Return an ASCII file name with its ending kept."""
    stem, _, ending = name.rpartition(".")
    return f"{slug(stem) or 'tep'}.{ending.lower()}"
