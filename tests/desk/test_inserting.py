"""Lines are added to what an author wrote, and nothing that was there changes."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.desk.inserting import with_row, with_settled
from congkhai.problems import Report
from congkhai.sources.prose import split_front_matter
from congkhai.sources.text import decode
from congkhai.sources.yaml import Rows, Table, read_yaml

ROW = {"id": "dt-2", "title": "Đợt hai: đất đai", "forms": ["in-person"]}
ADDED = '- id: dt-2\n  title: "Đợt hai: đất đai"\n  forms:\n    - in-person\n'
_WORDS = st.text(st.sampled_from("aăâđêôơưÁ ,.;:#'\"-[]{}"), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)


def _rows(raw: bytes) -> Rows:
    text = decode(raw, "f.yml", Report())
    table = read_yaml(text or "", "f.yml", Report())
    rows = table["meetings"] if table is not None else None
    assert isinstance(rows, Rows)
    return rows


def _indented(text: str, margin: str) -> str:
    return "".join(f"{margin}{line}" for line in text.splitlines(keepends=True))


@pytest.mark.parametrize("margin", ["", "  ", "    "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n", "\n# Hết.\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_entry_is_added_in_the_files_own_style(margin: str, end: str, last: str, mark: str) -> None:
    """Its indentation, its ends of lines and its mark at the beginning stay, and so does every byte."""
    text = f"{mark}# Ghi chú\nmeetings:\n{margin}- id: dt-1\n{margin}  title: {normalize('NFD', 'Đợt một')}{last}"
    raw = text.replace("\n", end).encode()
    after = with_row(raw, "meetings", ROW)
    assert after is not None
    assert after.startswith(raw)
    assert after[len(raw) :].decode().replace("\r\n", "\n").strip("\n") == _indented(ADDED, margin).strip("\n")
    assert (b"\n" in after.replace(b"\r\n", b"")) == (end == "\n")
    assert [row for row in _rows(after) if isinstance(row, Table)][-1]["id"] == "dt-2"


def test_one_blank_line_stands_between_entries() -> None:
    """As the house writes lists, however the file ends."""
    for last in ("", "\n", "\n\n"):
        after = with_row(f"meetings:\n  - id: dt-1{last}".encode(), "meetings", ROW)
        assert after == f"meetings:\n  - id: dt-1\n\n{_indented(ADDED, '  ')}".encode()
    assert with_row(b"meetings:\n", "meetings", ROW) == f"meetings:\n{_indented(ADDED, '  ')}".encode()


@pytest.mark.parametrize(
    "text",
    [
        "meetings: []\n",
        "meetings: [{id: dt-1}]\n",
        "meetings:\n  - id: dt-1\nkhac: 1\n",
        "khac:\n  - id: dt-1\n",
        "meetings: mot\n",
        "meetings:\n  - id: dt-1\n  - id: [\n",
        "meetings:\n  - id: dt-1\n...\n",
        "",
        "meetings:\n  - id: dt-1\n    title: |\n      lời\n      ",
    ],
)
def test_a_form_that_takes_no_line_is_refused(text: str) -> None:
    """Whatever would not read back as it was, with one entry more, is left alone."""
    after = with_row(text.encode(), "meetings", ROW)
    assert after is None or [*_rows(text.encode()), _rows(after)[-1]] == _rows(after)


@given(st.lists(st.dictionaries(st.sampled_from(["id", "title", "when"]), _WORDS, min_size=1), max_size=3), _WORDS)
def test_entries_of_any_words_stay(rows: list[dict[str, str]], words: str) -> None:
    """A new entry never changes another, whatever their words are."""
    raw = b"meetings:\n"
    for row in rows:
        raw = with_row(raw, "meetings", {key: normalize("NFC", text) for key, text in row.items()}) or raw
    after = with_row(raw, "meetings", {"id": words})
    assert after is not None
    assert after.startswith(raw)
    assert _rows(after)[-1] == {"id": words}


@given(st.binary(max_size=80))
def test_bytes_of_any_kind_are_survived(raw: bytes) -> None:
    """What is no list file is refused, and what is one keeps its bytes."""
    after = with_row(b"meetings:\n" + raw, "meetings", ROW)
    assert after is None or after.startswith(b"meetings:\n" + raw)
    assert with_settled(b"---\nitems:\n" + raw, "1", "KN-1") is None


CONCLUSION = """---
title: Kết luận
items:
  - number: 1
    text: Một việc
      còn dài.
    petitions:
      - KN-1
  # Việc hai giao sau.

  - number: 2
    text: |-
      Hai.

      Ba.

  - number: 3
    petitions:
    text: Bốn.
  - {number: 4, text: Năm}
  - number: 5
    petitions: [KN-2]
published: 2026-10-14
---
Lời văn - number: 2
"""


@pytest.mark.parametrize(
    ("number", "before", "added"),
    [
        ("1", "      - KN-1\n", "      - KN-9\n"),
        ("2", "      Ba.\n", "    petitions:\n      - KN-9\n"),
        ("3", "    petitions:\n    text: Bốn", None),
        ("4", "{number: 4, text: Năm", ", petitions: [KN-9]"),
        ("5", "    petitions: [KN-2", ", KN-9"),
        ("6", "", None),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_item_settles_one_petition_more(number: str, before: str, added: str | None, end: str) -> None:
    """One line or two come after the item's own, or a code more into its brackets; what is no item is refused."""
    raw = CONCLUSION.replace("\n", end).encode()
    after = with_settled(raw, number, "KN-9")
    if number == "3":
        assert (
            after
            == CONCLUSION.replace(before, "    petitions:\n      - KN-9\n    text: Bốn").replace("\n", end).encode()
        )
    elif added is None:
        assert after is None
    else:
        assert after == CONCLUSION.replace(before, before + added, 1).replace("\n", end).encode()


def test_a_code_goes_into_brackets_of_any_form() -> None:
    """Also into empty ones, into those of several lines, and behind a mark at the beginning."""
    for before, after in (
        ("petitions: []", "petitions: [KN-9]"),
        ("petitions: [KN-1]  # hai mục", None),
        ("petitions: [\n      KN-1,\n      KN-2\n    ]", "petitions: [\n      KN-1,\n      KN-2, KN-9\n    ]"),
        ('petitions: ["KN-1"]', 'petitions: ["KN-1", KN-9]'),
    ):
        text = f"\ufeff---\nitems:\n  - number: 1\n    {before}\n    text: Việc.\n---\nLời.\n"
        found = with_settled(text.encode(), "1", "KN-9")
        assert found == (text.replace(before, after).encode() if after else None)


def test_what_follows_the_items_stays() -> None:
    """The last item ends above the next key or the end of the front matter."""
    for rest in ("---\n", "published: 2026-10-14\n---\n"):
        text = f"---\nitems:\n- number: 1\n  text: Việc.\n{rest}"
        after = with_settled(text.encode(), "1", "KN-9")
        assert after == f"---\nitems:\n- number: 1\n  text: Việc.\n  petitions:\n    - KN-9\n{rest}".encode()
        assert split_front_matter(after.decode(), "f", Report())[0] is not None
