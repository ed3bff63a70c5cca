"""Letters that only an old font shows as Vietnamese: TCVN3 (.VnTime) and VNI, typed or pasted as if they were Unicode."""

import re
from collections.abc import Iterator

TCVN3 = "TCVN3 (.VnTime)"
VNI = "VNI (VNI-Times)"

# Signs of which every text in an old font holds one, and hardly any other: ordinary text is passed over by one search.
_RARE = re.compile("[§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÄÅÆËÎÏÑÖØÛÜÞßäåæëîïñöøûüþ]")
# What stands in no word of Vietnamese, of an ethnic minority or of a Western language proves a font twice: as one of
# its signs, of which a trade mark, a footnote or a foreign name may be one, and by itself.
_PROOFS = {
    TCVN3: re.compile("(?<=[A-Za-z])(?:[¸¶¨¬¾¼]|[½ÆÞ©«](?=[a-z]))|(?<![^\\W_])(?:®(?=[a-zÀ-ÿ])|§(?=[À-ÿ]))|\u00ad¬"),
    VNI: re.compile("[öÖ][ôÔ]|[ôöÔÖ][ùøûïÙØÛÏ]|(?<=[auyAUY])[ùøûÙØÛ]|(?<=[eoEO])[øåØÅ]"),
}
_SIGNS = {
    TCVN3: re.compile(
        "(?<=[A-Za-zà-ÿ])[¸µ¶¨«¬¾¼½]|(?<=[a-zà-ÿ])ª|(?<=[A-Za-z])[»©®¹](?=[a-z])|(?<![^\\W_])[§®](?=[a-zÀ-ÿ¸µ¶¹¨ª«¬©\u00ad]{2})"
        "|(?<=[a-z])[ÆÊÇÈÉËÐÌÎÏÑÕÒÓÔÖÝØÜÞ](?![A-ZÀ-Þ0-9])|\u00ad[¬íêëìî]"
    ),
    VNI: re.compile(
        "(?<=[aeuyöôAEUYÖÔ])[ùøõÙØÕ]|(?<=[aA])[âáàåãäúûÂÁÀÅÃÄÚÛ]|(?<=[eE])[âáàåãäïÂÁÀÅÃÄÏ]|(?<=[oO])[õâåäøÕÂÅÄØ]"
        "|(?<=[uUyY])[ûïÛÏ]|[ñÑ][öÖ]|[öÖ][ôÔ]|(?<=[oOuU][aA])[ïÏ]|(?<=[aA])ïi"
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_MODERN = re.compile("[\u0100-\u01b0\u1ea0-\u1ef9]")
# One word in six: a line may hold names and words of another language.
_SHARE = 6
_ENOUGH = 2
_OF_A_PAPER = 20


def find_old_font(text: str) -> tuple[int, str] | None:
    """Return where the first line begins to be in an old font, and which; None where every line is Unicode."""
    return next(_lines(text), None)


def find_old_paper(text: str) -> tuple[int, str] | None:
    """Return the same of a text of which one line in twenty or more is in an old font: no few signs spoil a paper."""
    found = [*_lines(text)]
    return found[0] if len(found) * _OF_A_PAPER > sum(1 for line in text.split("\n") if line.strip()) else None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = -1
    while (rare := _RARE.search(text, start + 1)) is not None:
        begin = text.rfind("\n", 0, rare.start()) + 1
        start = text.find("\n", begin)
        if found := _in_line(text[begin:start] if start >= 0 else text[begin:]):
            yield begin + found[0], found[1]
        if start < 0:
            return


def _in_line(line: str) -> tuple[int, str] | None:
    """Return the first sign of an old font in a line, and the font, if the line holds enough of them."""
    found = []
    for name, signs in _SIGNS.items():
        hits = [match.start() for match in signs.finditer(line)]
        weight = len(hits) + sum(1 for _ in _PROOFS[name].finditer(line))
        if hits and weight >= _ENOUGH:
            found.append((weight, hits[0], name))
    if not found:
        return None
    weight, first, name = max(found)
    if weight * _SHARE < len(_WORD.findall(line)) or weight <= len(_MODERN.findall(line)):
        return None
    return first, name
