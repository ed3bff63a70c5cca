"""No cell of a table runs in a spreadsheet, and no value ends the block that it stands in."""

import csv
import io
import json
import shutil
import string
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congkhai.views.data.columns import Column, Dataset
from congkhai.views.data.csv_text import csv_bytes, guarded
from congkhai.views.data.json_text import script_text

UNSEEN = " \u00a0\u2003\u3000\u200b\u200c\u200d\u2060\ufeff\u00ad\u2028\x00\x0b"
FORMULA = "=+-@\t\r\n＝＋－＠﹦﹢﹣﹫⁺₌"


@given(st.text(alphabet=UNSEEN, max_size=4), st.sampled_from(FORMULA), st.text(max_size=8))
def test_no_cell_runs_as_a_formula(before: str, sign: str, after: str) -> None:
    """Whatever stands unseen before the sign, and however wide it is written."""
    text = f"{before}{sign}{after}"
    is_number = guarded(text) == text
    assert guarded(text) == f"'{text}" or is_number
    if is_number:
        assert before == ""
        assert sign in "+-"
        assert not set(after) - set(f"{string.digits}.,")


@given(st.text())
def test_the_guard_adds_one_sign_at_most(text: str) -> None:
    """Text is never changed otherwise, and ordinary text not at all."""
    assert guarded(text) in {text, f"'{text}"}
    if unicodedata.category((text or " ")[0]) in {"Lu", "Ll", "Lo", "Nd"}:
        assert unicodedata.normalize("NFKC", text)[:1] in set("=+-@") or guarded(text) == text


@pytest.mark.parametrize("text", ["-5", "+84912345678", "-0,5", "12/KH-UBND", "", "Kế hoạch", "(=1)", "'=1"])
def test_plain_numbers_and_text_stay(text: str) -> None:
    """A number is no formula."""
    assert guarded(text) == text


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8")), max_size=5))
def test_csv_round_trip(cells: list[str]) -> None:
    """Python's reader finds what was written, line ends in cells included."""
    dataset = Dataset("plans", [Column("id")], [{"id": cell} for cell in cells])
    found = list(csv.reader(io.StringIO(csv_bytes(dataset).decode("utf-8-sig"), newline="")))
    assert [row[0] if row else "" for row in found[1:]] == [guarded(cell) for cell in cells]


@given(st.text())
def test_nothing_ends_a_data_block(text: str) -> None:
    """No `</script>`, no `<!--`, and JSON all the same."""
    block = script_text({"name": text})
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == {"name": text}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_finds_no_formula(tmp_path: Path) -> None:
    """LibreOffice opens the guarded file and writes it back as text."""
    nasty = ["=1+1", "\u00a0=1+1", "＝1+1", "@SUM(A1)", "+1+1", "-2+3", "\t=1+1"]
    dataset = Dataset("plans", [Column("id")], [{"id": cell} for cell in nasty])
    (tmp_path / "in.csv").write_bytes(csv_bytes(dataset))
    command = ["soffice", "--headless", "--convert-to", "fods", "in.csv", "--outdir", str(tmp_path)]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert "table:formula" not in (tmp_path / "in.fods").read_text(encoding="utf-8")
