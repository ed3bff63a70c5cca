"""Where it is worth looking: a quick pass by words, so that a text in which nothing can be found costs nearly nothing."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from congkhai.privacy.tables import tables

_UPPER = "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper() and (code < 0x250 or code >= 0x1EA0))  # noqa: PLR2004 - Latin
_TOKEN, _LETTERS = re.compile(r"\S+"), re.compile(r"[^\W\d_]+")
_JOIN = r"[ \t.\-–—_·*'()]{0,3}(?:\n[ \t>]*)?"
_RUN = re.compile(rf"[0-9](?:{_JOIN}[0-9OolI|]){{7,}}")
# Each begins with one class of signs, which is searched for twenty times faster than a choice between them.
_SIGNS = (
    re.compile(r"[0-9]{2}\s?/\s?[0-9]{3,}\s?/\s?[0-9]{2}|[0-9]/[0-9]{3,}/[0-9]{3}"),
    re.compile(r"[0-9]{2},[0-9]{2,4},[0-9]{2}"),
    re.compile(r"[0-9][A-Za-z]?[ ,]{1,3}(?:[đĐ]ường|[pP]hố|[kK]iệt|[hH]ẻm|[nN]gõ|[nN]gách|duong|pho|tổ)\b"),
    re.compile(rf"[0-9][A-Za-z]?\s(?:{'|'.join(word.capitalize() for word in sorted(tables().strong_surnames))})\s"),
    re.compile(r"[0-9]{2}\s?-?\s?[A-ZĐ]{1,2}[0-9]?\s?[-. ]?\s?[0-9]{3}"),
    re.compile(r"[A-ZĐ](?:[A-ZĐ]\s?[0-9]{3}\s?[0-9]{3}|\.\s?[A-ZĐ]|[0-9]+/[0-9])|(?:[TPK][hr]|Ng)\."),
    re.compile(r"@|\+\s?84|[(\[]at[)\]]|\(a còng\)"),
)
_ENOUGH = 9


@cache
def _beginnings() -> re.Pattern[str]:
    """Return the pattern of every word that may begin a finding, with what must follow it."""
    table = tables()
    strong = (" ".join(one) for one in table.honorifics)
    heads = {word.capitalize() for word in table.surnames | table.bare_surnames}
    heads |= {word.upper() for word in heads}
    capital = rf"[{_UPPER}]"
    words = (
        rf"{_trie(_spellings(strong))}[\s*_\"“”'‘’(:\[]{{1,6}}(?:{capital}|út)",
        rf"{_trie(heads)}(?:[ \t*_]+\n?|\n)[ \t>\n]*{capital}",
        rf"{_trie(table.lower_surnames)}\s+{_trie(table.lower_middles)}\s",
        rf"{_trie(_spellings(table.cues))}(?![^\W\d_])(?=[^\n.;]{{0,30}}\n?[^\n.;]{{0,12}}[0-9])",
        rf"{_trie(_spellings(table.cue_words))}(?![^\W\d_])",
        r"(?:(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|linh|lẻ|mươi|mười)[\s,.-]+){2}",
    )
    return re.compile("|".join(words))


def _spellings(phrases: Iterable[str]) -> set[str]:
    return {
        way for one in phrases for way in (one, one.capitalize(), one.upper(), one.title(), one[:1].upper() + one[1:])
    }


def _trie(words: Iterable[str]) -> str:
    """Return a pattern of words that tries each beginning once."""
    tree: dict[str, list[str]] = {}
    for word in words:
        if word:
            tree.setdefault(word[0], []).append(word[1:])
    branches = [(r"\s+" if head == " " else re.escape(head)) + _trie(rest) for head, rest in sorted(tree.items())]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if '' in words else ''}"


@cache
def _telling() -> frozenset[str]:
    """Return every word, lower case, with which a finding may begin."""
    table = tables()
    phrases = (*(" ".join(one) for one in table.honorifics), *table.cues, *table.cue_words)
    first = {found.group() for one in phrases if (found := _LETTERS.search(one))}
    return frozenset({*first, *table.lower_surnames, *table.surnames, *table.bare_surnames, *_SPOKEN})


_SPOKEN = ("bốn", "sáu", "bảy", "bẩy", "tám", "chín", "còng")
_HARMLESS: set[str] = set()
_MANY = 200_000


def _is_telling(word: str) -> bool:
    """Return whether a finding may begin in a word; most of a language is harmless, and known for it the next time."""
    if not _telling().isdisjoint(_LETTERS.findall(word.casefold())):
        return True
    if len(_HARMLESS) > _MANY:
        _HARMLESS.clear()
    _HARMLESS.add(word)
    return False


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text that are worth looking at: whole lines, with the lines beside them."""
    hits = sorted({*_by_signs(text), *_by_words(text)})
    begin = end = -1
    for first, last in hits:
        start, stop = _line_before(text, first), _line_after(text, last)
        if start > end:
            if end >= 0:
                yield begin, end
            begin = start
        end = max(end, stop)
    if end >= 0:
        yield begin, end


def _by_signs(text: str) -> Iterator[tuple[int, int]]:
    for match in _RUN.finditer(text):
        digits = sum(map(str.isalnum, match.group()))
        if digits >= _ENOUGH or text[max(match.start() - 1, 0)] in "OolI|":
            yield match.span()
    for pattern in _SIGNS:
        yield from (match.span() for match in pattern.finditer(text))


def _by_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a finding begins with a word; it may go on in the next line."""
    beginnings, start = _beginnings(), 0
    for line in text.split("\n"):
        if not _HARMLESS.issuperset(line.split()):
            for token in _TOKEN.finditer(line):
                if token.group() not in _HARMLESS and _is_telling(token.group()):
                    for letters in _LETTERS.finditer(token.group()):
                        if found := beginnings.match(text, start + token.start() + letters.start()):
                            yield found.span()
        start += len(line) + 1


def _line_before(text: str, offset: int) -> int:
    line = text.rfind("\n", 0, offset)
    return text.rfind("\n", 0, line) + 1 if line > 0 else 0


def _line_after(text: str, offset: int) -> int:
    line = text.find("\n", offset)
    after = text.find("\n", line + 1) if line >= 0 else -1
    # Text out of a PDF has an empty line after each.
    if after >= 0 and not text[line:after].strip():
        after = text.find("\n", after + 1)
    return after if after >= 0 else len(text)
