"""The press: a template and its data to the bytes of a PDF, the same bytes for the same data and day."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast

import segno
import typst

from congkhai.zone import VIETNAM

_NO_GLYPH = re.compile(r'the text `"(?P<found>.+)"` could not be displayed')
_HERE = files("congkhai.printing")


@dataclass(frozen=True)
class Refusal:
    """Why the engine set nothing: the slug of a problem and its values."""

    slug: str
    values: Mapping[str, str]


def typeset(template: str, content: Mapping[str, object], folder: Path, day: date) -> bytes | Refusal:
    """Return `content` set by `template` as a PDF of `day`, with images from `folder`."""
    source = "\n".join(_HERE.joinpath(f"{name}.typ").read_text(encoding="utf-8") for name in ("common", template))
    try:
        found, warnings = _compiler().compile_with_warnings(
            input=source.encode(),
            format="pdf",
            sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
            # ISO 14289-1 for readers of every kind, ISO 19005-2 for archives.
            pdf_standards=["ua-1", "a-2a"],
            root=folder,
            timestamp=datetime.combine(day, time(), VIETNAM),
        )
    except typst.TypstError as error:
        if strange := _NO_GLYPH.search(error.message):
            return Refusal("pdf-strange-letter", {"found": strange["found"]})
        return Refusal("pdf-failed", {"reason": error.message})
    # What the engine only warns of may be words left out.
    return Refusal("pdf-failed", {"reason": warnings[0].message}) if warnings else cast("bytes", found)


@cache
def _compiler() -> typst.Compiler:
    """Return the engine with our own faces and none of the machine's."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE.joinpath("fonts"))])
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def qr_code(url: str) -> str:
    """Return the QR code of an address as SVG, with the quiet zone that the standard asks for."""
    drawing = io.BytesIO()
    segno.make_qr(url, error="m").save(drawing, kind="svg", border=4, xmldecl=False, nl=False)
    return drawing.getvalue().decode()
