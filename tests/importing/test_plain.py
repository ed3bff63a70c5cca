"""Plain texts as their programs save them."""

import pytest

from congkhai.importing.plain import read_plain
from congkhai.problems import Report


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8"])
def test_a_text_with_the_mark_of_its_encoding_is_read(encoding: str) -> None:
    """Notepad calls UTF-16 "Unicode", and it is no old code page."""
    report = Report()
    raw = "\ufeffKẾ HOẠCH\r\nđối thoại\r\n".encode(encoding)
    source = read_plain(raw, "x.txt", report, is_markdown=False)
    assert source is not None
    assert [line.text for line in source.lines] == ["KẾ HOẠCH", "đối thoại"]
    assert report.problems == []
