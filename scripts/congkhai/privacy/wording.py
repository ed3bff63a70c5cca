"""The words with which a finding may begin; most words and pairs of words of a language are known to begin none."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from congkhai.privacy.tables import tables

_UPPER = "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper() and (code < 0x250 or code >= 0x1EA0))  # noqa: PLR2004 - Latin
_LETTERS = re.compile(r"[^\W\d_]+")
_SPOKEN = frozenset(
    [
        "không",
        "một",
        "mốt",
        "hai",
        "ba",
        "bốn",
        "tư",
        "năm",
        "lăm",
        "sáu",
        "bảy",
        "bẩy",
        "tám",
        "chín",
        "linh",
        "lẻ",
        "mươi",
        "mười",
    ]
)
_TOLD_BY = frozenset(("bốn", "sáu", "bảy", "bẩy", "tám", "chín"))
_SOFT, _MARKS = "*_\"“”'‘’(:[", "*_>"
_MANY, _SHORT = 100_000, 200


@cache
def beginnings() -> Mapping[str, re.Pattern[str]]:
    """Return, by the kind of sign, the pattern of every word that may begin a finding, with what must follow it."""
    table = tables()
    heads = {word.capitalize() for word in table.surnames | table.bare_surnames}
    heads |= {word.upper() for word in heads}
    capital = rf"[{_UPPER}]"
    names = (
        rf"{_trie(_spellings(_strong()))}[\s*_\"“”'‘’(:\[]{{1,6}}(?:{capital}|út)",
        rf"{_trie(heads)}(?:[ \t*_]+\n?|\n)[ \t>\n]*{capital}",
        rf"{_trie(table.lower_surnames)}\s+{_trie(table.lower_middles)}\s",
    )
    cues = (
        rf"{_trie(_spellings(table.cues))}(?![^\W\d_])(?=[^\n.;]{{0,30}}\n?[^\n.;]{{0,12}}[0-9])",
        rf"{_trie(_spellings(table.cue_words))}(?![^\W\d_])",
    )
    spoken = rf"(?:(?:{'|'.join(sorted(_SPOKEN))})[\s,.-]+){{2}}"
    return {
        "NAME": re.compile("|".join(names)),
        "CUE": re.compile("|".join(cues)),
        "SPOKEN": re.compile(spoken, re.IGNORECASE),
    }


def _strong() -> frozenset[str]:
    return frozenset(" ".join(one) for one in tables().honorifics)


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
def _phrases() -> Mapping[str, frozenset[str]]:
    """Return, for every first word of a phrase that tells, its second words; "" where it tells alone."""
    table = tables()
    found: dict[str, set[str]] = {}
    for one in (
        *(phrase for phrase in _strong() if " " in phrase or not phrase.isalpha()),
        *table.cues,
        *table.cue_words,
    ):
        first, *rest = _LETTERS.findall(one.casefold())
        found.setdefault(first, set()).add(rest[0] if rest and " " in one else "")
    return {first: frozenset(seconds) for first, seconds in found.items()}


@cache
def _heads() -> frozenset[str]:
    return tables().surnames | tables().bare_surnames


_HARMLESS: set[str] = set()
_PAIRS: dict[tuple[str, str], bool] = {}
_LINES: set[str] = set()


def telling(line: str) -> list[int]:
    """Return which tokens of a line may begin a finding, for what stands after them; every word is judged once."""
    if line in _LINES:
        return []
    tokens = line.split()
    told: list[int] = []
    if not _HARMLESS.issuperset(tokens):
        followed = (*tokens[1:], "")
        told = [i for i, token in enumerate(tokens) if token not in _HARMLESS and _may_begin(token, followed[i])]
    if not told and len(line) < _SHORT:
        _LINES.add(line)
    return told


def forget() -> None:
    """Forget what was learnt, once it is much."""
    known: set[str] | dict[tuple[str, str], bool]
    for known in (_HARMLESS, _PAIRS, _LINES):
        if len(known) > _MANY:
            known.clear()


def _may_begin(token: str, after: str) -> bool:
    pair = (token, after)
    told = _PAIRS.get(pair)
    if told is None:
        if not any(map(_tells, _LETTERS.findall(token))):
            _HARMLESS.add(token)
            return False
        told = _PAIRS[pair] = not _is_quiet(token, after)
    return told


def _tells(word: str) -> bool:
    lower, table = word.casefold(), tables()
    return (
        lower in _phrases()
        or lower in _TOLD_BY
        or word in table.lower_surnames
        or (lower,) in table.honorifics
        or (word[0].isupper() and lower in _heads())
    )


def _is_quiet(token: str, after: str) -> bool:
    """Return whether no finding begins in a token before another; where that is not sure, False."""
    return all(_is_quiet_word(found.group(), token[found.end() :], after) for found in _LETTERS.finditer(token))


def _is_quiet_word(word: str, tail: str, after: str) -> bool:
    """Return whether no finding begins in a word, which signs follow, or where there are none the next token."""
    lower = word.casefold()
    told = _phrases().get(lower, frozenset())
    if "" in told:
        return False
    following = _LETTERS.match(after)
    second = following.group().casefold() if following else ""
    if tail:
        # Of what tells only names and spoken numbers go on behind a sign.
        return (tail[0] not in _SOFT or not _is_named(word, lower)) and not (
            lower in _SPOKEN and (second in _SPOKEN or tail[1:] or not after)
        )
    return bool(after) and not (
        second in told or (lower in _SPOKEN and second in _SPOKEN) or _may_be_name(word, lower, after, second)
    )


def _is_named(word: str, lower: str) -> bool:
    return (lower,) in tables().honorifics or (word[0].isupper() and lower in _heads())


def _may_be_name(word: str, lower: str, after: str, second: str) -> bool:
    table = tables()
    soft, plain = after.lstrip(_SOFT), after.lstrip(_MARKS)
    if (lower,) in table.honorifics and (not soft or soft[0].isupper() or second == "út" or soft.startswith("út")):
        return True
    if word in table.lower_surnames and second in table.lower_middles:
        return True
    if not (word[0].isupper() and lower in _heads() and (not plain or plain[0].isupper())):
        return False
    # A lone surname of the weaker kind names nobody before a word that is no middle name; typed without marks it may.
    first = _LETTERS.match(plain)
    middle = first.group().casefold() if first else ""
    return (
        lower in table.strong_surnames or lower in table.bare_surnames or middle in table.middles | table.bare_middles
    )
