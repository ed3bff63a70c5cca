"""Whatever the digits, the spacing and the words around: a personal number is found, and never shown."""

import re
import unicodedata
from base64 import b64encode
from hashlib import sha256

from hypothesis import example, given
from hypothesis import strategies as st

from congkhai.privacy.detecting import gate
from congkhai.privacy.finding import WAIVABLE, mask
from congkhai.privacy.folding import fold
from congkhai.register.legible import groups
from congkhai.register.notes import Key

GATE = gate(officials=["Lê Thị Giả Định"], numbers=["0255 3812 999"])
WORDS = st.sampled_from(
    [
        "đường",
        "mương",
        "nước",
        "Nhân",
        "dân",
        "đề",
        "nghị",
        "sửa",
        "chữa",
        "trước",
        "mùa",
        "mưa",
        "của",
        "tại",
        "xã",
        "phường",
        "thôn",
        "ngày",
        "tháng",
        "năm",
        "số",
        "nhà",
        "về",
        "việc",
        "hồ",
        "sơ",
    ]
)
JOINS = st.sampled_from(["", "", "", " ", ".", "-", " - ", "\n", "\n  ", "\u200b", "\u00a0", "_", "*"])
DIGITS = st.text("0123456789", min_size=12, max_size=12)
FORMS = st.sampled_from(["plain", "wide", "letters"])


def _spaced(digits: str, joins: list[str]) -> str:
    # A new line before “2. ” would begin a list.
    return "".join(digit + join for digit, join in zip(digits, [*joins, ""], strict=True))


def _typed(text: str, form: str) -> str:
    if form == "wide":
        return "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() and sign.isdigit() else sign for sign in text)
    return text[0] + re.sub("0(?=[1-9])", "O", text[1:]) if form == "letters" else text


@given(
    before=st.lists(WORDS, min_size=1, max_size=6),
    digits=DIGITS,
    joins=st.lists(JOINS, min_size=11, max_size=11),
    after=st.lists(WORDS, min_size=1, max_size=6),
    form=FORMS,
)
@example(["số"], "201201152345", ["", "", "", "-", "", "-", "", " ", "", "", ""], ["về"], "plain")
@example(["ngày"], "010120251234", ["", "-", "", "-", "", "", "", " ", "", "", ""], ["về"], "plain")
@example(["năm"], "202520262027", ["", "", "", " - ", "", "", "", " - ", "", "", ""], ["về"], "plain")
@example(["số"], "123420120115", ["", "", "", "\n  ", "", "", "", "-", "", "-", ""], ["về"], "plain")
@example(["số"], "100487312345", [".", "", "", "", "", "", " ", "", "", "", ""], ["về"], "plain")
@example(["mã"], "202601051230", ["", "", "", "", "", "", "", "_", "", "", ""], ["về"], "letters")
@example(["số"], "190012345678", ["", "", "", " ", "", "", "", " ", "", "", ""], ["về"], "plain")
def test_twelve_digits_are_found_in_any_spacing(
    before: list[str], digits: str, joins: list[str], after: list[str], form: str
) -> None:
    """Twelve digits among words are a finding that no waiver lets pass."""
    text = f"{' '.join(before)} {_typed(_spaced(digits, joins), form)} {' '.join(after)}"
    found = GATE.findings(unicodedata.normalize("NFC", text))
    assert [one for one in found if one.kind not in WAIVABLE]


@given(st.text())
def test_a_mask_shows_one_sign_at_most(value: str) -> None:
    """The first letter or digit, and three points, however long the value is."""
    shown = mask(value)
    assert shown.endswith("•••")
    assert len(shown) <= 4
    assert shown[:-3] in value


@given(
    st.lists(
        st.sampled_from(
            [
                "0912345678",
                "ông Nguyễn Văn Tí",
                "mau@vidu.com",
                "đề nghị",
                "\n",
                "76A-123.45",
                "thửa 12",
                "của",
                "079 203 001 234",
            ]
        ),
        max_size=8,
    )
)
def test_a_veiled_text_holds_nothing_more(parts: list[str]) -> None:
    """Veiling takes out every finding, so that a log may hold the text."""
    veiled = GATE.veiled(" ".join(parts))
    for secret in ("0912345678", "Văn Tí", "mau@", "123.45", "203 001"):
        assert secret not in veiled


@given(st.text())
def test_any_text_is_read_without_a_crash_and_spans_lie_within(text: str) -> None:
    """Findings point into the text as it was typed."""
    text = unicodedata.normalize("NFC", text)
    for found in GATE.findings(text):
        assert 0 <= found.start < found.end <= len(text)


@given(st.text())
def test_every_plain_sign_knows_its_origin(text: str) -> None:
    """Folding moves signs, and each keeps the place that it had."""
    whole = fold(unicodedata.normalize("NFC", text))
    assert whole.origins is None or len(whole.origins) == len(whole.text)
    assert whole.origins is None or list(whole.origins) == sorted(whole.origins)


@given(st.integers(0, 10**9))
@example(338)  # four groups in a row without a letter
def test_digests_and_keys_of_pages_pass(seed: int) -> None:
    """A ward whose key happens to have a row of digits publishes like any other."""
    digest = sha256(str(seed).encode()).digest()
    key = Key("phuong-minh-hoa.invalid", digest)
    for text in (f"Gốc {b64encode(digest).decode()}", f"({' '.join(groups(digest))})", f"Khóa {key}"):
        assert GATE.findings(text) == []
