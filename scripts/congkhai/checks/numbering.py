"""Numbers of documents and of their items: written once, without the symbol, and each number one document."""

import re
from collections.abc import Iterator

from congkhai.problems import Report
from congkhai.records.conclusion import Conclusion
from congkhai.records.document import Document
from congkhai.records.meeting import Notice
from congkhai.records.reading import Records
from congkhai.sources.folding import slug

_QUOTES = re.compile("[“”„\"'‘’«»]")
# Number, symbol, issuer and year: no office gives the same twice.
_Reference = tuple[str, str, str, int]


def check_numbering(records: Records, report: Report) -> None:
    """Report numbers that hold more than the number, and numbers that two documents or two items share."""
    first: dict[_Reference, Document] = {}
    for document in _documents(records):
        _check_number(document, report)
        _check_reference(document, first, report)
    for dossier in records.conclusions:
        if dossier.conclusion is not None:
            _check_items(dossier.conclusion, report)


def _documents(records: Records) -> Iterator[Document]:
    for plan_dossier in records.plans:
        if plan_dossier.plan is not None:
            yield plan_dossier.plan
        yield from (meeting.notice for meeting in plan_dossier.meetings if meeting.notice is not None)
    yield from (dossier.conclusion for dossier in records.conclusions if dossier.conclusion is not None)


def _check_number(document: Document, report: Report) -> None:
    number, symbol = document.number, document.symbol
    for key, words in (("number", number), ("symbol", symbol)):
        if words is not None and _QUOTES.search(words):
            report.add("quoted-number", document.place_of(key), key=key, found=words, bare=_QUOTES.sub("", words))
            return
    if number is not None and number.isdecimal() and not number.strip("0"):
        report.add("zero-number", document.place_of("number"), found=number)
        return
    if number is None or symbol is None:
        return
    if "/" in number or symbol.casefold() in number.casefold():
        bare = re.split(r"[/-]", number)[0]
        report.add("number-with-symbol", document.place_of("number"), found=number, bare=bare, symbol=symbol)


def _reference(document: Document) -> _Reference | None:
    number, symbol, issuer, issued = document.number, document.symbol, document.issuer, document.issued
    if number is None or symbol is None or issuer is None or issued is None or issued.first is None:
        return None
    return number.lstrip("0").casefold(), symbol.casefold(), issuer, issued.first.year


def _check_reference(document: Document, first: dict[_Reference, Document], report: Report) -> None:
    reference = _reference(document)
    if reference is None:
        return
    earlier = first.setdefault(reference, document)
    # One notice may announce several meetings, and then stands at each.
    is_same_paper = isinstance(document, Notice) and isinstance(earlier, Notice) and document.issued == earlier.issued
    if earlier is not document and not is_same_paper:
        place = document.place_of("number")
        at = str(earlier.place_of("number"))
        report.add("duplicate-reference", place, reference=document.reference or "", first=at)


def _check_items(conclusion: Conclusion, report: Report) -> None:
    first: dict[str, int] = {}
    for item in conclusion.items:
        place = item.place_of("number")
        line = first.setdefault(slug(item.number), place.line)
        if line != place.line:
            report.add("duplicate-item", place, number=item.number, first=str(line))
