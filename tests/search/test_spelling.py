"""What was typed wrong: a letter, or the keys that make marks and made none."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from congkhai.search import Document
from searching import Reader, reading

pytestmark = pytest.mark.slow

DOCUMENTS = [
    Document("/3/", "Đèn đường tổ 2 hỏng", "Kiến nghị"),
    Document("/4/", "Từ nhà đến đường lớn rất xa", "Kiến nghị"),
    Document("/6/", "Mương bị lấp đã lâu", "Kiến nghị"),
]


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Reader]:
    """Lend a reader of a handful of documents."""
    with reading(browser, DOCUMENTS) as found:
        yield found


def test_a_word_put_right_is_told(reader: Reader) -> None:
    """The reader is told what was typed and what is shown, as the text spells it."""
    found = reader.ask("muwong bi lap")
    assert (found.hits[0], found.widened) == ("/6/", {"from": "muwong", "to": "mương", "isLost": True})


@pytest.mark.parametrize("typed", ["dduwowng", "duwowngf", "đươngf"])
def test_keys_of_telex_keep_the_marks_that_were_made(typed: str, reader: Reader) -> None:
    """And ask for none that nowhere stand: of `đường` some typed a `d`."""
    found = reader.ask(f"đèn {typed} tổ 2")
    assert (found.hits, found.lacking) == (["/3/"], False)
    assert found.widened == {"from": typed, "to": "đường", "isLost": True}


def test_a_short_word_is_put_right_only_where_all_is_found(reader: Reader) -> None:
    """One letter is soon another: with a word that nowhere stands nobody knows which was meant."""
    assert reader.ask("mương bị lấo").widened == {"from": "lấo", "to": "lấp", "isLost": True}
    assert reader.ask("mương bị lấo thủng").widened is None


@pytest.mark.parametrize(
    ("typed", "hit", "told"),
    [
        ("đènđường", "/3/", "đèn đường"),
        ("MUONGBILAP", "/6/", "mương bị lấp"),
        ("nhà đếnđường", "/4/", "đến đường"),
        ("quyđinh", "", ""),
    ],
)
def test_what_was_typed_without_a_blank_is_parted(typed: str, hit: str, told: str, reader: Reader) -> None:
    """Where its syllables stand beside each other somewhere, with the marks that were typed."""
    found = reader.ask(typed)
    assert (found.hits[:1], found.widened and found.widened["to"]) == ([hit] if hit else [], told or None)
    assert not found.lacking
