"""Make the two font files and their rule from the typeface's own files; run by hand, its outputs are committed.

    npm pack @expo-google-fonts/be-vietnam-pro@0.4.1
    pip install fonttools==4.60.1 brotli==1.2.1
    python theme/fonts/make_fonts.py expo-google-fonts-be-vietnam-pro-0.4.1.tgz

The same tarball and versions give the same bytes. What the files leave to the reader's own typeface: arrows,
check signs and №, which Be Vietnam Pro does not have, and letters of other languages.
"""  # noqa: INP001 - a script beside its outputs, no package

import base64
import hashlib
import sys
import tarfile
import unicodedata
from io import BytesIO
from itertools import product
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
# The digest that the registry publishes for version 0.4.1.
INTEGRITY = "4o2bsqU1zcC6NZf5FRYB+7gE49waNWYOGc5c5qLfPgrSqqr61hS2Bz4TVPgxudO038tLydSyPxV8e79g8j5DpQ=="
WEIGHTS = {400: "400Regular", 700: "700Bold"}
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = {"Đ", "đ"} | {
    unicodedata.normalize("NFC", cased)
    for vowel, tone in product("aăâeêioôơuưy", TONES)
    for cased in (vowel + tone, vowel.upper() + tone)
}
SIGNS = set("\u00a0§©«°±²³·»×÷–—‘’“”•…‹›₫€™−")
# One file holds all letters, so the browser needs no `unicode-range`: the comment tells what is there and is not served.
RULE = """/* Holds {held}. */
@font-face {{
  font-display: optional;
  font-family: "Be Vietnam Pro Web";
  font-weight: {weight};
  src: url("fonts/be-vietnam-pro-{weight}.woff2") format("woff2");
}}
"""


def subset(source: bytes) -> TTFont:
    """Return the font with the glyphs of Vietnamese text, kerned and without hints."""
    options = Options(hinting=False, layout_features=["kern"], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.drop_tables += ["gasp"]
    font = TTFont(BytesIO(source), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*range(0x20, 0x7F), *map(ord, LETTERS | SIGNS)])
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def ranges(codes: list[int]) -> str:
    """Return what a font holds in the notation of CSS."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def main(tarball: Path) -> None:
    """Write the fonts, the rule that names them, and the licence."""
    content = tarball.read_bytes()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != INTEGRITY:
        sys.exit("This is not the pinned tarball.")
    rules = []
    with tarfile.open(fileobj=BytesIO(content)) as package:
        for weight, name in WEIGHTS.items():
            member = package.extractfile(f"package/{name}/BeVietnamPro_{name}.ttf")
            assert member is not None  # noqa: S101 - the digest says that it is there
            font = subset(member.read())
            font.save(HERE / f"be-vietnam-pro-{weight}.woff2")
            rules.append(RULE.format(weight=weight, held=ranges(list(font.getBestCmap()))))
        licence = package.extractfile("package/LICENSE_FONT")
        assert licence is not None  # noqa: S101 - the same
        (HERE / "OFL.txt").write_bytes(licence.read())
    (HERE / "be-vietnam-pro.css").write_text("\n".join(rules), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
