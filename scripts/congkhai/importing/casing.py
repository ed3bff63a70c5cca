"""Words in capitals given their proper letters: by the layout's own words, then by how the paper writes them itself."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from congkhai.importing.patterns import folded, listed

# What stands before the first word of a sentence, a quotation or an item.
_OPENING = re.compile(r"[-.:;?!…–+“\"(]\s*$")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _phrases() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return what finds the layout's own words, the longest first, and each in its proper letters."""
    proper = {}
    for phrase in (*listed("organs"), *listed("cased")):
        for form in (phrase, phrase.replace("ủy", "uỷ").replace("Ủy", "Uỷ")):
            proper[form.lower()] = form
    found = "|".join(re.escape(form) for form in sorted(proper, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE), proper


def usage(texts: Iterable[str]) -> dict[str, str]:
    """Return how a paper writes each word within its sentences: the form met most often."""
    seen: dict[str, Counter[str]] = {}
    for text in texts:
        if text.isupper():
            continue
        for match in _WORD.finditer(text):
            # The first word of a sentence has a capital for that reason alone.
            if match.start() and not _OPENING.search(text[max(match.start() - 3, 0) : match.start()]):
                seen.setdefault(match.group().lower(), Counter())[match.group()] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in seen.items()}


def recase(text: str, used: Mapping[str, str], *, is_name: bool = True) -> str:
    """Return a text in capitals as it is written within a sentence; the same letters, large or small.

    In a name, what follows `phường` is the unit's own name; in a sentence only the paper's own usage can tell.
    """
    if not text.isupper():
        return text
    finder, proper = _phrases()
    words = _WORD.sub(lambda found: _form(found.group(), used), text.lower())
    words = finder.sub(lambda found: proper[found.group().lower()], words)
    words = _unit_names(words) if is_name else words
    return words[:1].upper() + words[1:]


def _form(word: str, used: Mapping[str, str]) -> str:
    form = used.get(word, word)
    return word if form.isupper() and len(form) > 1 and any(sign in "aeiouy" for sign in folded(form)[1:-1]) else form


def _unit_names(text: str) -> str:
    """Give the name of a unit its capitals: what follows `phường`, to the end of the text or the next unit."""
    units = "|".join(re.escape(unit) for unit in sorted(listed("units"), key=len, reverse=True))
    return re.sub(
        rf"(?<!\w)(?P<unit>{units})\s+(?P<name>[^\W\d_][\w’' -]*?)(?=\s+(?:{units})\b|$)",
        lambda found: f"{_low(found['unit'])} {_capitals(found['name'])}",
        text,
        flags=re.IGNORECASE,
    )


def _low(unit: str) -> str:
    return unit.upper() if unit.lower() in {"tp", "tp."} else unit.lower()


def _capitals(name: str) -> str:
    return _WORD.sub(lambda found: found.group()[:1].upper() + found.group()[1:], name)
