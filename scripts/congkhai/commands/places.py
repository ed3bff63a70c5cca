"""Where a register is looked at: a folder, a stick or a site on the web; and by which keys of the reader's own."""

import codecs
import sys
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from congkhai.commands.office_key import REGISTER
from congkhai.problems import Report
from congkhai.register.cosignatures import parse_witnesses
from congkhai.register.log import KEY, LONGEST, folder_reader
from congkhai.register.notes import Key
from congkhai.register.refusal import Refusal
from congkhai.register.tiles import Read
from congkhai.settings import read_settings
from congkhai.words import word

WEB = ("http://", "https://")
_SECONDS = 40


def reader(place: str) -> Read:
    """Return how the files of a site are read."""
    return _web_reader(place) if place.startswith(WEB) else folder_reader(Path(place))


def register_of(site: Read) -> Read:
    """Return how the files of a site's register are read."""
    return lambda path: site(f"{REGISTER}/{path}")


def key(given: Path | None, read: Read, *, is_told: bool = True) -> Key:
    """Return the reader's own key, else the one that lies with the register, which then vouches for itself."""
    text = plain(given) if given else read(KEY)
    if given is None and is_told:
        print(word("cli.verify-own-key"), file=sys.stderr)
    return Key.parse(text.decode(errors="replace").strip())


def witnesses(given: Path | None) -> list[Key]:
    """Return the keys of the witnesses that the reader trusts, from a file with one a line."""
    return parse_witnesses(plain(given).decode(errors="replace")) if given else []


def plain(path: Path) -> bytes:
    """Return a short text that the reader has kept in a file, in UTF-8 without a mark; Windows writes it in other ways too."""
    content = path.read_bytes()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace").encode()
    return content.removeprefix(codecs.BOM_UTF8)


def trusted(folder: Path) -> list[Key]:
    """Return the keys of the witnesses that a portal's settings name; settings with faults name none."""
    settings = read_settings(folder, Report())
    return parse_witnesses("\n".join(one.key for one in settings.witnesses)) if settings else []


def _web_reader(place: str) -> Callable[[str], bytes]:
    def read(path: str) -> bytes:
        try:
            with urlopen(f"{place.rstrip('/')}/{quote(path)}", timeout=_SECONDS) as answer:  # noqa: S310 - http, as asked
                content: bytes = answer.read(LONGEST + 1)
                if len(content) > LONGEST:
                    raise Refusal("register-long-file", file=path)
                return content
        except (OSError, ValueError, HTTPException) as error:
            raise Refusal("register-missing-file", file=path) from error

    return read
