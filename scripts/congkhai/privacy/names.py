"""Names: a capitalised word after an honorific, and whatever begins like a full name and is no place."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from congkhai.privacy.finding import Finding, Kind
from congkhai.privacy.folding import unmarked
from congkhai.privacy.tables import Phrases, Tables, phrase, tables

_WORD = re.compile(r"[đĐ]/[cC](?!\w)|[^\W\d_]+(?:['’][^\W\d_]+)*")
_NEAR = re.compile(r"[ \t]*(?:\n[ \t>]*){0,2}")
# What may stand between an honorific and its name; between the parts of a name; between the places of a chain.
_SOFT = re.compile(r"[\s*_\"“”'‘’(:\[]{1,6}")
_WITHIN = re.compile(r"[ \t]*\n?[ \t>]*[*_]{0,2}|\.\s?")
_LINKED = re.compile(r"[\s,/–-]{1,4}")
_LONGEST, _NAME = 5, 6
_FULL, _INITIAL = 3, 2
_INITIALS = re.compile(
    r"(?<![\w.])(?:(?:[A-ZĐ]|Ng|Th|Tr|Ph|Kh)\.\s?){2,}[A-ZĐ](?![\w])|(?<![\w.])(?:Ng|Tr|Ph)\.\s?(?:[A-ZĐ]\.\s?)*[A-ZĐ]\w*"
)


@dataclass(frozen=True)
class Known:
    """Whose names pass: officials anywhere, places wherever no honorific stands before them."""

    officials: Phrases = field(default_factory=Phrases)
    places: Phrases = field(default_factory=Phrases)


@dataclass
class _Words:
    """The words of a text, and how they stand to each other."""

    text: str
    known: Known
    table: Tables = field(default_factory=tables)
    place_end: int = -1

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self.text)]

    @cached_property
    def typed(self) -> list[str]:
        return [self.text[start:end] for start, end in self.spans]

    @cached_property
    def lower(self) -> list[str]:
        return [word.casefold() for word in self.typed]

    @cached_property
    def bare(self) -> list[str]:
        return [unmarked(word) for word in self.lower]

    def gap(self, i: int) -> str:
        """Return what stands between word `i` and the next."""
        return self.text[self.spans[i][1] : self.spans[i + 1][0]] if i + 1 < len(self.spans) else "\n\n"

    def near(self, i: int) -> bool:
        return _NEAR.fullmatch(self.gap(i)) is not None

    def is_capital(self, i: int) -> bool:
        return self.typed[i][0].isupper()

    def is_shouted(self, i: int) -> bool:
        return len(self.typed[i]) > 1 and self.typed[i].isupper()

    def at(self, table: Phrases, i: int, words: list[str] | None = None) -> int:
        """Return how many words of the longest phrase of a table begin at word `i`."""
        words = self.lower if words is None else words
        if words[i : i + 1] and words[i] not in table.first:
            return 0
        best = 0
        for length in range(1, _LONGEST + 1):
            if i + length > len(words) or (length > 1 and not self.near(i + length - 2)):
                break
            if tuple(words[i : i + length]) in table:
                best = length
        return best

    def before(self, table: Phrases, i: int) -> int:
        """Return how many words of the longest phrase of a table end just before word `i`."""
        if i == 0 or self.lower[i - 1] not in table.last:
            return 0
        best = 0
        for length in range(1, _LONGEST + 1):
            if i - length < 0 or not (_SOFT.fullmatch(self.gap(i - 1)) if length == 1 else self.near(i - length)):
                break
            if tuple(self.lower[i - length : i]) in table:
                best = length
        return best

    def run(self, i: int) -> int:
        """Return how many capitalised words stand side by side from word `i` on, up to a post or a place word."""
        end = i
        while end < len(self.spans) and end - i < _NAME and self.is_capital(end):
            if end > i and (self.at(self.table.after_honorific, end) > 1 or self.at(self.table.places, end) > 1):
                break
            end += 1
            gap = self.gap(end - 1)
            # A full stop goes on only after an initial: N. or Ng.
            if not _WITHIN.fullmatch(gap) or ("." in gap and len(self.typed[end - 1]) > _INITIAL):
                break
        return end - i

    def is_official(self, i: int) -> int:
        return self.at(self.known.officials, i, self.bare)

    def is_named_place(self, i: int) -> int:
        known = max(self.at(self.known.places, i, self.bare), self.at(self.table.figures, i, self.bare))
        return max(known, self.at(self.table.titles, i, self.bare))


def find_names(text: str, known: Known) -> Iterator[Finding]:
    """Yield every name of a person that the lists do not let pass."""
    words = _Words(text, known)
    done = 0
    for i in range(len(words.spans)):
        if i < done:
            continue
        for found in (_after_honorific(words, i), _full_name(words, i)):
            if found is not None:
                begin, end = found
                start, stop = words.spans[begin][0], words.spans[end - 1][1]
                yield Finding(start, stop, Kind.NAME, text[start:stop])
                done = end
                break
    yield from find_initials(text)


def find_initials(text: str) -> Iterator[Finding]:
    """Yield every name of which only letters with full stops are written."""
    for match in _INITIALS.finditer(text):
        letters = re.sub(r"\s", "", match.group().casefold())
        if not any(letters.startswith(one) or one.startswith(letters) for one in tables().abbreviations):
            yield Finding(match.start(), match.end(), Kind.NAME, match.group())


def may_name(text: str, offset: int, known: Known) -> bool:
    """Return whether a name may begin at an offset or a few words beside it; False is certain."""
    words = _Words(text, known)
    i = bisect_left(words.spans, (offset, 0))
    for k in range(max(i - _LONGEST, 0), min(i + _LONGEST, len(words.spans))):
        # What was named before can only make a name harmless.
        words.place_end = -1
        if _after_honorific(words, k) or _full_name(words, k):
            return True
    return False


def _after_honorific(words: _Words, i: int) -> tuple[int, int] | None:
    """Return the name after an honorific at word `i`, from its first word to behind its last."""
    table = words.table
    strong, weak, bare = (words.at(one, i) for one in (table.honorifics, table.weak_honorifics, table.bare_honorifics))
    length = max(strong, weak, bare)
    j = i + length
    if not length or j >= len(words.spans) or not _SOFT.fullmatch(words.gap(j - 1)) or _is_part_of_name(words, i):
        return None
    if not words.is_capital(j):
        return _small_name(words, j) if not (weak == length and strong < length) else None
    if _is_office(words, j) or (allowed := words.is_official(j)):
        return None
    if words.is_named_place(j) and (strong < length or words.at(table.honours, i)):
        return None
    count = words.run(j)
    names = _names(words, j, count, strong == length, weak == length)
    return (j, j + count) if names and not allowed else None


def _is_office(words: _Words, j: int) -> bool:
    """Return whether a post or an office begins at word `j`; a lone word may be a name as well: bà Hội hỏi."""
    length, table = words.at(words.table.after_honorific, j), words.table
    if length == 0 or (
        j + 1 < len(words.spans)
        and words.lower[j] in table.surnames
        and words.lower[j + 1] in table.middles
        and words.is_capital(j + 1)
    ):
        return False
    if length > 1 or words.is_shouted(j):
        return True
    rest = words.gap(j).strip(" *_")
    ends = rest[:1] in ".,;:!?)" if rest else j + 1 == len(words.spans)
    return not ends and not words.at(table.doing, j + 1)


def _is_part_of_name(words: _Words, i: int) -> bool:
    """Return whether the honorific is part of another word or of a name: công bố, Bà Triệu, phường Anh Sơn."""
    if i and words.at(words.table.compounds, i - 1) > 1:
        return True
    if not words.is_capital(i):
        return False
    if words.is_named_place(i) or words.before(words.table.places, i):
        return True
    if i == 0 or not words.near(i - 1) or words.is_shouted(i):
        return False
    return words.is_capital(i - 1) and not words.before(words.table.honorifics, i)


def _names(words: _Words, j: int, count: int, strong: bool, weak: bool) -> bool:  # noqa: FBT001 - the kind of honorific
    """Return whether `count` capitalised words after an honorific name a person."""
    table, first = words.table, words.lower[j]
    is_surname = first in table.surnames
    if words.is_shouted(j) and not weak:
        lone = count == 1 or not words.near(j)
        return (
            (is_surname and not lone)
            or first in table.nicknames
            or (count == 1 and len(first) > 1 and strong and not words.is_shouted(j - 1))
        )
    if strong:
        return len(words.typed[j]) > 1 or count > 1
    if count == 1:
        return False
    middle = words.lower[j + 1] in table.middles
    if weak:
        return (is_surname and (first in table.strong_surnames or middle)) or _is_bare_name(words, j, count)
    return words.typed[j].isascii() and words.bare[j] in table.bare_surnames


def _is_bare_name(words: _Words, i: int, count: int) -> bool:
    """Return whether a name typed without marks begins at word `i`."""
    whole = all(word.isascii() for word in words.typed[i : i + count])
    return (
        whole
        and count >= _FULL
        and words.bare[i] in words.table.bare_surnames
        and words.bare[i + 1] in words.table.bare_middles
    )


def _small_name(words: _Words, j: int) -> tuple[int, int] | None:
    """Return a name typed in small letters: a surname, a word such as “văn”, a further word."""
    if words.lower[j] == "út":
        return j, j + 1
    if j + 2 >= len(words.spans) or not (words.near(j) and words.near(j + 1)):
        return None
    small = words.lower[j] in words.table.lower_surnames and words.lower[j + 1] in words.table.lower_middles
    return (j, j + 3) if small else None


def _full_name(words: _Words, i: int) -> tuple[int, int] | None:
    """Return a full name that begins at word `i` without any honorific."""
    table, first = words.table, words.lower[i]
    if not words.is_capital(i) or not (first in table.surnames or words.bare[i] in table.bare_surnames):
        return None
    if known := words.is_named_place(i):
        if not words.at(table.titles, i, words.bare):
            words.place_end = i + known
        return None
    if words.is_official(i):
        return None
    count = words.run(i)
    if words.before(table.places, i) > words.before(table.posts, i) or _continues(words, i):
        words.place_end = i + count
        return None
    if i and words.near(i - 1) and words.is_capital(i - 1) and not words.is_shouted(i - 1):
        return None
    return (i, i + count) if _is_full(words, i, count) else None


def _continues(words: _Words, i: int) -> bool:
    """Return whether a place was named just before, and only words of a way stand between."""
    begin = words.place_end
    if begin < 0 or not 0 <= i - begin <= 3:  # noqa: PLR2004 - "đoạn từ … đến"
        return False
    if begin == i and words.gap(i - 1).isspace():
        return False
    signs = all(_LINKED.fullmatch(words.gap(k - 1)) for k in range(begin, i + 1))
    links = all((words.lower[k],) in words.table.chain or words.at(words.table.chain, k) for k in range(begin, i))
    return signs and links


def _is_full(words: _Words, i: int, count: int) -> bool:
    table, first = words.table, words.lower[i]
    if count < 2:  # noqa: PLR2004 - a surname alone is anything
        return False
    middle = words.lower[i + 1] in table.middles
    if words.is_shouted(i):
        return first in table.surnames and middle and count >= _FULL
    if count == 2:  # noqa: PLR2004 - surname and given name
        acts = words.at(table.doing, i + count) and words.near(i + 1)
        return first in table.strong_surnames and bool(words.before(table.posts, i) or acts)
    return first in table.strong_surnames or (first in table.surnames and middle) or _is_bare_name(words, i, count)


def known(officials: Collection[str], places: Collection[str]) -> Known:
    """Return the names that pass, in any spelling of their marks and capitals."""
    return Known(Phrases(map(phrase, officials)), Phrases(map(phrase, places)))
