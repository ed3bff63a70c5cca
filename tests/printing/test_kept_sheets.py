"""A sheet on which nothing has changed is not set again."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from congkhai.printing import press
from congkhai.site.book import Book
from printed import png
from wards import CONCLUSION, PLAN, SETTINGS, TODAY, Ward

TEXT = "Ủy ban nhân dân phường tổ chức hai cuộc đối thoại trong năm."


def test_a_sheet_is_set_once(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build takes it as it was; another word, another image, another day while something is open: set anew."""
    ward.write({"plans/doi-thoai-2026/anh.png": png()})
    ward.edit(PLAN, TEXT, "Xem ![Sơ đồ](anh.png).")
    ward.edit(SETTINGS, "      unit:\n", "      pdf: yes\n      unit:\n")
    kept: dict[str, bytes] = {}
    set_now: list[Path] = []
    typeset = press.typeset

    def noted(template: str, content: Mapping[str, object], folder: Path, day: date) -> bytes | press.Refusal:
        set_now.append(folder)
        return typeset(template, content, folder, day)

    monkeypatch.setattr(press, "typeset", noted)

    def sheets(day: date = TODAY) -> int:
        set_now.clear()
        made = Book(ward.portal(day), kept=kept).outputs
        fresh = Book(ward.portal(day)).outputs
        assert made == fresh
        return len(set_now) - sum(name.endswith(".pdf") for name in fresh)

    assert sheets() == 2
    assert sheets() == 0
    ward.write({"plans/doi-thoai-2026/anh.png": png(2)})
    assert sheets() == 1
    ward.edit(CONCLUSION, "Kết luận của", "Ý kiến kết luận của")
    assert sheets() == 1
    assert sheets(TODAY + timedelta(days=1)) == 2
