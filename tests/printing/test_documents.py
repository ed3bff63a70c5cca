"""Every PDF of our own portal holds its record: all words, in their order, and says what it is."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta

import pytest

from building import DAY, ROOT
from congkhai.opening import open_portal
from congkhai.portal.relations import MeetingStatus, Portal
from congkhai.records.document import Document
from congkhai.site.book import Book
from congkhai.sources.prose import Prose
from congkhai.views import addresses, dates, documents
from congkhai.views.page import Page
from congkhai.views.parts import Attachment
from congkhai.words import label, word
from printed import catalogue_of, pages_of, running_text, squeezed, tags_of

pytestmark = pytest.mark.slow

SITE = "https://congkhai.minh-hoa.example.vn/"
INVENTED = "Dữ liệu minh hoạ"
FOOT = "Bản thể hiện trên cổng. Văn bản do cơ quan ký là bản gốc."


@pytest.fixture(scope="module")
def portal() -> Portal:
    """Return this repository's portal."""
    opening = open_portal(ROOT, DAY)
    assert opening.portal is not None, opening.problems
    return opening.portal


@pytest.fixture(scope="module")
def book(portal: Portal) -> Book:
    """Return its book, printed, on a site that knows its address."""
    book = Book(portal, SITE)
    problems = book.bind()
    assert problems == []
    return book


def _page(book: Book, kind: str, name: str) -> Page:
    return next(page for page in book.pages if page.address == addresses.record(kind, name))


def _printed(book: Book, page: Page, rendition: Attachment, marks: Iterable[str], notices: Iterable[str]) -> str:
    """Return the running text of a rendition; every page must say what it is and where it belongs."""
    short = f"congkhai.minh-hoa.example.vn{page.address}"
    return running_text(book.outputs[rendition.href], marks, [FOOT, *notices, short], [FOOT, short])


def _head(portal: Portal, record: Document) -> list[str]:
    head = documents.head(portal, record)
    star = "" if head.national_title else "*"
    right = [head.national_title, head.motto, head.party_title]
    return [*head.agency_lines, star, *right, head.number_line, head.place_date_line, head.type, record.title]


def _end(record: Document) -> list[str]:
    last = len(record.recipients) - 1
    recipients = [f"{one}{'.' if number == last else ';'}" for number, one in enumerate(record.recipients)]
    signature = documents.signature(record)
    return [
        word("document.recipients") if recipients else "",
        *recipients,
        signature.authority,
        signature.post,
        signature.name,
    ]


def _as_typed(markdown: str) -> str:
    """Return Markdown without its markup, its words and numbers as the author typed them."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"^#+ ", "", text, flags=re.MULTILINE).replace("**", "")


def _in_order(text: str, parts: Iterable[str]) -> None:
    place = 0
    for part in parts:
        found = text.find(squeezed([part]), place)
        assert found >= 0, part
        place = found + len(squeezed([part]))


def test_every_document_is_printed(portal: Portal, book: Book) -> None:
    """Each plan, each conclusion and each notice has one PDF, and each meeting to come with a fixed day a sheet."""
    notices = [meeting for meeting in portal.meetings.values() if meeting.notice]
    boards = [
        meeting
        for meeting in portal.meetings.values()
        if portal.status_of(meeting) in {MeetingStatus.FIXED, MeetingStatus.ANNOUNCED}
        and meeting.date
        and meeting.date.day
    ]
    assert [meeting.id for meeting in boards] == ["mh-2026-quy-4", "mh-2026-tiep-xuc-cu-tri"]
    made = [address for address in book.outputs if address.endswith(".pdf")]
    assert len(made) == len(portal.plans) + len(portal.conclusions) + len(notices) + len(boards)
    assert "/ke-hoach/minh-hoa-2026/12-kh-ubnd-2026.pdf" in made
    assert "/ke-hoach/dang-uy-phuong-2025/dang-uy-phuong-2025.pdf" in made
    assert "/cuoc-doi-thoai/mh-2026-quy-4/to-niem-yet.pdf" in made


def test_a_document_says_its_record_word_for_word(portal: Portal, book: Book) -> None:
    """Head, bases, text, recipients and signature stand in order, and nothing else stands between them."""
    papers: list[tuple[str, str, Prose, Document | None]]
    papers = [("plan", name, plan.body, plan.plan) for name, plan in portal.plans.items()]
    papers += [("conclusion", name, result.body, result.conclusion) for name, result in portal.conclusions.items()]
    for kind, name, body, record in papers:
        assert record is not None
        page = _page(book, kind, name)
        marks = [INVENTED] if record.illustrative else []
        marks += [label(record.withdrawal.kind)] if record.withdrawal else []
        text = _printed(book, page, page.renditions[0], marks, (f"{one.title}: {one.text}" for one in page.notices))
        paper = [*_head(portal, record), *documents.bases(record), _as_typed(body.text), *_end(record)]
        beside = "plan.meetings" if kind == "plan" else "conclusion.items"
        assert text.partition(squeezed([word(beside)]))[0] == squeezed(paper), name


def test_items_and_petitions_stand_after_a_conclusion(portal: Portal, book: Book) -> None:
    """Every item with its petitions, then every petition, under a head that each page repeats."""
    for name, dossier in portal.conclusions.items():
        assert dossier.conclusion is not None
        page = _page(book, "conclusion", name)
        pdf = book.outputs[page.renditions[0].href]
        items = [part for item in dossier.conclusion.items for part in (item.text, *item.petitions)]
        petitions = portal.petitions_of(dossier)
        rows = [part for petition in petitions for part in (petition.code, petition.summary)]
        _in_order(squeezed(pages_of(pdf)), [word("conclusion.items"), *items] if items else [])
        with_table = [shown for shown in pages_of(pdf) if any(f"{one.code} " in shown for one in petitions)]
        _in_order(squeezed(pages_of(pdf)[-len(with_table) :]), rows if petitions else [])
        assert all("Lĩnh vực" in shown for shown in with_table if word("conclusion.items") not in shown)


def test_a_notice_without_text_says_so(portal: Portal, book: Book) -> None:
    """Head and signature are the record's; between them stand the facts of the meeting, told as such."""
    for meeting in portal.meetings.values():
        if meeting.notice is None:
            continue
        page = _page(book, "meeting", meeting.id)
        text = squeezed(pages_of(book.outputs[page.renditions[0].href]))
        facts = [*meeting.places[:1], meeting.audience or "", *meeting.chair[:1]]
        when = dates.event(meeting.date).text if meeting.date else word("meeting.no-date")
        _in_order(text, [*_head(portal, meeting.notice), word("printing.no-text"), when, *facts])
        _in_order(text, [word("printing.no-text"), *_end(meeting.notice)])


def test_the_head_is_that_of_its_own_system(portal: Portal, book: Book) -> None:
    """State, party and union each have their own; what a record does not hold is left blank, not borrowed."""

    def first(kind: str, name: str) -> str:
        return pages_of(book.outputs[_page(book, kind, name).renditions[0].href])[0]

    state, party = word("document.national-title"), word("document.party-title")
    assert state in first("plan", "minh-hoa-2026")
    assert party not in first("plan", "minh-hoa-2026")
    assert party in first("plan", "dang-uy-phuong-2025")
    assert state not in first("plan", "dang-uy-phuong-2025")
    assert portal.meetings["mh-2026-thanh-nien"].notice is not None
    union = first("meeting", "mh-2026-thanh-nien")
    assert (state in union, party in union) == (False, False)


def test_a_sheet_for_the_board_says_what_one_must_know(portal: Portal, book: Book) -> None:
    """What, when, where, for whom and until when questions are taken, on one page."""
    meeting = portal.meetings["mh-2026-quy-4"]
    sheet = _page(book, "meeting", meeting.id).renditions[1]
    (text,) = pages_of(book.outputs[sheet.href])
    intake = [part for one in meeting.intake for part in (one.sender, one.receiver or "")]
    known = [meeting.title, "Thứ Năm, 10/12/2026, 08:00", *meeting.places, meeting.audience or "", *intake]
    _in_order(squeezed([text]), [*known, "congkhai.minh-hoa.example.vn/cuoc-doi-thoai/mh-2026-quy-4/", "171/TB-UBND"])
    assert INVENTED.upper() in text


def test_a_moved_or_cancelled_meeting_is_not_announced_as_if_it_stood(book: Book) -> None:
    """The move and its reason stand on the notice; a meeting put off or cancelled has a mark on every page."""
    moved = _page(book, "meeting", "mh-2026-quy-3")
    text = squeezed(pages_of(book.outputs[moved.renditions[0].href]))
    _in_order(text, ["Thứ Năm, 24/09/2026", "Đổi sang Thứ Năm, 24/09/2026, 08:00", "Đính chính, 08/09/2026"])
    put_off = _page(book, "meeting", "mh-2026-quy-hoach")
    assert all(
        squeezed([INVENTED, "Hoãn"]) in squeezed([page]) for page in pages_of(book.outputs[put_off.renditions[0].href])
    )
    assert [one.href.rpartition("/")[2] for one in put_off.renditions] == ["149-tb-ubnd-2026.pdf"]


def test_a_sheet_on_which_nothing_is_open_is_the_same_tomorrow(book: Book) -> None:
    """Its day is that of the last thing it tells; another tells of which day its states are, and bears that day."""
    opening = open_portal(ROOT, DAY + timedelta(days=1))
    assert opening.portal is not None
    tomorrow = Book(opening.portal, SITE).outputs
    open_sheets = set()
    for page in book.pages:
        for href in (one.href for one in page.renditions):
            metadata = catalogue_of(book.outputs[href])["/Metadata"].get_data().decode()
            assert (book.outputs[href] != tomorrow[href]) is bool(page.as_of), href
            # Midnight in Vietnam, as the universal time says it.
            assert ("2026-11-24T17:00:00" in metadata) is bool(page.as_of), href
            open_sheets |= {href} if page.as_of else set()
    closed = "/ke-hoach/gia-son-2025/07-kh-ubnd-2025.pdf"
    assert closed in book.outputs.keys() - open_sheets
    assert "/ket-luan/minh-hoa-quy-3-2026/146-tb-ubnd-2026.pdf" in open_sheets


def test_every_pdf_is_tagged_and_says_its_standards(book: Book) -> None:
    """Structure, language and title for readers that do not see; the marks of PDF/UA-1 and PDF/A-2a; NFC throughout."""
    for address, pdf in book.outputs.items():
        if not address.endswith(".pdf"):
            continue
        catalogue = catalogue_of(pdf)
        assert bool(catalogue["/MarkInfo"]["/Marked"])
        assert catalogue["/Lang"] == "vi-VN"
        assert bool(catalogue["/ViewerPreferences"]["/DisplayDocTitle"])
        metadata = catalogue["/Metadata"].get_data().decode()
        for mark in ("pdfuaid:part>1<", "pdfaid:part>2<", "pdfaid:conformance>A<", "<dc:title>"):
            assert mark in metadata, (address, mark)
        tags = tags_of(pdf)
        assert tags.count("H1") == 1, address
        assert all(unicodedata.is_normalized("NFC", page) for page in pages_of(pdf)), address
    conclusion = tags_of(book.outputs["/ket-luan/minh-hoa-quy-3-2026/146-tb-ubnd-2026.pdf"])
    assert {"H2", "H3", "P", "L", "LI", "Table", "TH", "TD", "Figure"} <= set(conclusion)


def test_pages_name_their_pdfs(book: Book) -> None:
    """Type, size, pages and digest beside the document, and a way to it at the top."""
    page = _page(book, "plan", "minh-hoa-2026")
    (rendition,) = page.renditions
    assert (rendition.kind, rendition.pages, rendition.note) == ("PDF", "3", FOOT)
    assert re.fullmatch(r"\d+ KB", rendition.size)
    assert re.fullmatch(r"[0-9a-f]{64}", rendition.digest)
    summary = page.shown.summary  # type: ignore[attr-defined]
    (row,) = (row for row in summary if row.term == word("document.download"))
    assert [value.href for value in row.values] == ["/ke-hoach/minh-hoa-2026/ke-hoach.pdf", rendition.href]


def test_a_second_run_gives_the_same_bytes(portal: Portal, book: Book) -> None:
    """Nothing in a PDF comes from the clock or from chance."""
    again = Book(portal, SITE)
    made = {address: content for address, content in book.outputs.items() if address.endswith(".pdf")}
    assert made == {address: again.outputs[address] for address in made}
