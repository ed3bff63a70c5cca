"""Words as they are compared: letters without marks, and one sign for the marks. The browser's reader does the same."""

import re
import unicodedata

# Lower-case letters of Latin, Greek and Cyrillic, and the marks that stand alone in text that is not composed.
_LETTER = "a-z\u00df-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u052f\u1e00-\u1eff"
_WORD = re.compile(f"[{_LETTER}]+|[0-9]+(?:[{_LETTER}](?![{_LETTER}]))?")
_LONE_Y = re.compile(r"^(qu|[^aeiouy]*)y$")
_MARK = re.compile("[\u0300-\u036f]")
_TONES = {"\u0300": 1, "\u0301": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5}
_SHAPES = {"\u0302": 6, "\u0306": 12, "\u031b": 18}
_STROKE = 24
_PLAIN = 48
LONGEST = 24
_KEPT = 2**16


def composed(text: str) -> str:
    """Return `text` in lower case and NFC: what words are cut from."""
    return unicodedata.normalize("NFC", text).lower()


def fold(word: str) -> str:
    """Return a lower-case word as `plain letters` + one character for its tone, its vowel marks and its đ.

    Where the tone stands makes no difference (`hoà`, `hòa`), nor does `y` for a lone `i` (`quý`, `quí`), nor zeros
    before a number.
    """
    plain, tone, shape, stroke = [], 0, 0, 0
    for letter in unicodedata.normalize("NFD", word):
        if letter in "đð":
            plain.append("d")
            stroke = _STROKE
        elif not _MARK.match(letter):
            plain.append(letter)
        tone, shape = _TONES.get(letter, tone), shape or _SHAPES.get(letter, 0)
    folded = "".join(plain)
    folded = folded.lstrip("0") or "0" if word[0].isdigit() else _LONE_Y.sub(r"\1i", folded)
    return folded[:LONGEST] + chr(_PLAIN + tone + shape + stroke)


class _Folded(dict[str, str]):
    """Words met so far, folded: a text repeats a few thousand words, but its numbers have no end."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        found = self[word] = fold(word)
        return found


_folded = _Folded()


def words(text: str) -> list[str]:
    """Return the folded words of a composed text, in order."""
    return [*map(_folded.__getitem__, _WORD.findall(text))]


def starts(text: str) -> list[int]:
    """Return where each word of a composed text begins."""
    return [match.start() for match in _WORD.finditer(text)]
