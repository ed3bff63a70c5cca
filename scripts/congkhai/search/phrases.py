"""What stands in a text beside its words: dates in one notation, and the short form of what is written out."""

from congkhai.search.abbreviations import Abbreviations, Pair
from congkhai.search.folding import fold

NUMBER_SAID = fold("số")
Extra = tuple[int, int, list[str]]
"""First and last place of a run of words, and the words that it is also found by."""

_PLAIN = "0"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEARS = {f"{year}{_PLAIN}": year for year in range(1900, 2100)}
_MONTHS = {f"{month}{_PLAIN}": month for month in range(1, 13)}
_DAYS = {f"{day}{_PLAIN}": day for day in range(1, 32)}
_QUARTERS = {f"{name}{_PLAIN}": quarter for quarter in range(1, 5) for name in (quarter, [*_ROMAN][quarter - 1])}
_DAY_SAID, _MONTH_SAID, _YEAR_SAID, _QUARTER_SAID = (
    {fold(word) for word in said}
    for said in (("ngày", "ngay"), ("tháng", "thang"), ("năm", "nam"), ("quý", "quy", "q"))
)


def date_words(date: str) -> list[str]:
    """Return the words that an ISO date is found by: its day, its day without the year, its month, or what there is of them."""
    digits = date.replace("-", "")
    whole = [f"{digits[:length]}{_PLAIN}" for length in (8, 6) if len(digits) >= length]
    return [*whole, _yearless(int(digits[6:8]), int(digits[4:6]))] if len(whole) > 1 else whole


def quarter_words(date: str) -> list[str]:
    """Return the word of the quarter that an ISO date lies in, none for a year alone."""
    year, _, month = date[:7].partition("-")
    return [f"{year}q{(int(month) + 2) // 3}{_PLAIN}"] if month else []


def _yearless(day: int, month: int) -> str:
    """Return the word of a day of any year; no text holds a word of a letter and figures."""
    return f"d{day:02}{month:02}{_PLAIN}"


def extras(found: list[str], pairs: set[Pair], known: Abbreviations) -> list[Extra]:
    """Return what `found` also says in other words; `pairs` are its neighbouring words."""
    out = _written_out(found, pairs, known)
    for at, word in enumerate(found):
        if word in known.alike:
            out += [(at, at, other) for other in known.alike[word]]
        elif word in _YEARS:
            out += _before_year(found, at)
        elif word in known.shorts:
            out += _named(found, at, at, [word])[1:]
        elif word in _QUARTER_SAID and at + 1 < len(found) and found[at + 1] in _QUARTERS:
            out.append((at, at + 1, [word, f"{_QUARTERS[found[at + 1]]}{_PLAIN}"]))
        elif word in _MONTH_SAID and at and at + 1 < len(found) and found[at - 1] in _DAYS and found[at + 1] in _MONTHS:
            out.append((at - 1, at + 1, [_yearless(_DAYS[found[at - 1]], _MONTHS[found[at + 1]])]))
    return out


def _written_out(found: list[str], pairs: set[Pair], known: Abbreviations) -> list[Extra]:
    """Return the short forms of what stands written out."""
    out: list[Extra] = []
    for head in known.heads.keys() & pairs:
        for long, short in known.heads[head]:
            place = -1
            for _ in range(found.count(head[0])):
                place = found.index(head[0], place + 1)
                if found[place : place + len(long)] == long:
                    out += _named(found, place, place + len(long) - 1, short)
    return out


def _named(found: list[str], first: int, last: int, short: list[str]) -> list[Extra]:
    """Return the short form of a name, and where a number follows that is said to be one, the form beside it."""
    figure = found[last + 2] if last + 2 < len(found) and found[last + 1] == NUMBER_SAID else ""
    named = [(first, last + 2, [*short, figure])] if figure[:1].isdigit() else []
    return [(first, last, short), *named]


def _before_year(found: list[str], at: int) -> list[Extra]:
    """Return the date that ends with the year at a place: `28/10/2025`, `tháng 10 năm 2025`, `quý III/2025`."""
    said = at > 0 and found[at - 1] in _YEAR_SAID
    before = at - 1 - said
    if before < 0:
        return []
    if before and found[before - 1] in _QUARTER_SAID and found[before] in _QUARTERS:
        return [(before - 1, at, [f"{_YEARS[found[at]]}q{_QUARTERS[found[before]]}{_PLAIN}"])]
    out = _month(found, before, at, said=said) if found[before] in _MONTHS else []
    # A figure of something else may stand before an ISO date: `Tổ 3: 2025-11-28`.
    if len(out) < 2 and at + 2 < len(found) and found[at + 1] in _MONTHS and found[at + 2] in _DAYS:  # noqa: PLR2004 - no day
        out += _as_date(at, at + 2, _YEARS[found[at]], _MONTHS[found[at + 1]], _DAYS[found[at + 2]])
    return out


def _month(found: list[str], before: int, at: int, *, said: bool) -> list[Extra]:
    spelled = before > 0 and found[before - 1] in _MONTH_SAID
    if said and not spelled:
        return []
    first, year, month = before - spelled, _YEARS[found[at]], _MONTHS[found[before]]
    day = _DAYS.get(found[first - 1], 0) if first else 0
    if day:
        first -= 2 if first > 1 and found[first - 2] in _DAY_SAID else 1
    out = _as_date(first, at, year, month, day)
    if spelled:
        out.append((first, at, [f"{number}{_PLAIN}" for number in (day, month, year) if number]))
    return out


def _as_date(first: int, last: int, year: int, month: int, day: int) -> list[Extra]:
    """Return a date as one word, and its month as one word."""
    whole = (first, last, [f"{year}{month:02}{_PLAIN}"])
    if not day:
        return [whole]
    return [whole, (first, last, [f"{year}{month:02}{day:02}{_PLAIN}"]), (first, last, [_yearless(day, month)])]
