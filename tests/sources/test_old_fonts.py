"""Old fonts: what was typed in one is told, and no other language is taken for one."""

import unicodedata
from pathlib import Path

import pytest

from congkhai.sources.old_fonts import TCVN3, VNI, find_old_font, find_old_paper
from sources.test_text import SENTENCES, to_tcvn3, to_vni

ROOT = Path(__file__).parents[2]

HARMLESS = (
    "Möbius, Düsseldorf, Zürich, Köln",
    "§ 12, §12a, §a",
    "½ giờ, 10µg/m³, kWh·m, a×b×c, 1ª 2º",
    "Panadol®, © 2026, congkhai®",
    "Êđê, Jrai, H'Mông, Chăm, M'Nông, Bru-Vân Kiều, KrôngPắc",
    "Buôn Ê Nuôl, čar Êđê, mniê êkei, Aê Diê, Rơ Châm Ñơt",
    "ñu dô̆ ñu ƀơi anih ñu",
    "Hanoï, Saïgon, Noël, maïs, naïf",
    "Hôtel de la Poste, août, goût, où, aîné, ambiguïté",
    "l'«arbre», «Chợ»",
    "Øresund, Søren, Jyväskylä, Moët, Citroën, El Niño, São João",
    "HÀ NỘI VÀ HUẾ",
    "công\u00adtác kế\u00adhoạch",
    "dùng thépØ6, thépØ8 cho dàn mái, cápØ12",
    "| Tên¹ | Thu¹ | Chi¹ |, Mục tiêu¹: giao thông¹",
    "kg·m·s, F = m·a; p = m·v",
    "theo §a và §b, Mª José, Mª Ana",
    "Ñôm Êban và Ñô Niê, Haüy, Emmaüs, Saül",
    "hoà toà quả khoẻ thuý quý loã xoá quê uể",
)
SHORT = ("Chủ tịch", "thoát nước", "Đường", "Sở Xây dựng", "Đèn hỏng", "Hội trường Đảng ủy phường Minh Hoạ")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_old_font(text: str) -> None:
    """Foreign words, names of ethnic minorities and signs of print are left alone."""
    assert find_old_font(text) is None


@pytest.mark.parametrize("text", [*SENTENCES, *SHORT])
def test_vietnamese_is_no_old_font_until_it_is_typed_in_one(text: str) -> None:
    """The same words pass in Unicode, and are told by the name of the font in either of the two."""
    assert find_old_font(text) is None
    fonts = [find_old_font(typed(text).decode("latin-1")) for typed in (to_vni, to_tcvn3)]
    assert [font and font[1] for font in fonts] == [VNI, TCVN3]


def test_the_place_is_that_of_the_first_line_in_the_font() -> None:
    """Lines before it that hold a sign of it stay out of it."""
    assert find_old_font("© 2026\nGiá ½\n  s¸ng") == (16, TCVN3)


def test_a_paper_is_in_an_old_font_as_a_whole() -> None:
    """A line of it among many is told when it is checked; the paper is read."""
    line = to_vni(SENTENCES[0]).decode("latin-1")
    assert find_old_paper("\n".join(["Chữ thường."] * 9 + [line])) is not None
    assert find_old_paper("\n".join(["Chữ thường."] * 30 + [line])) is None


@pytest.mark.parametrize("folder", ["plans", "conclusions", "content"])
def test_no_text_of_the_portal_is_told(folder: str) -> None:
    """The five real plans and all that was made up around them are Unicode."""
    files = [file for ending in ("md", "yml") for file in (ROOT / folder).rglob(f"*.{ending}")]
    assert files
    told = [file for file in files if find_old_font(unicodedata.normalize("NFC", file.read_text(encoding="utf-8")))]
    assert told == []
