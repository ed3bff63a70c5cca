"""The end of a paper: who receives it and who signed it, whichever of the two columns comes first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from congkhai.importing.casing import recase
from congkhai.importing.head import bare
from congkhai.importing.joining import tidy
from congkhai.importing.lines import Line
from congkhai.importing.paper import Paper, Signature
from congkhai.importing.patterns import folded, pattern
from congkhai.records.document import Authority

_NAME = re.compile(
    r"(?:(?:ThS|TS|PGS|BS|KS|CN)\.?\s*)?(?:(?:Thượng|Trung|Đại|Thiếu)\s+(?:tá|úy|uý|tướng)\s+)?[A-ZĐÀ-Ỹ][\w’']*(?:\s+[A-ZĐÀ-Ỹ][\w’']*){1,5}"
)
_AUTHORITIES = {"tm": Authority.TM, "kt": Authority.KT, "tl": Authority.TL, "tuq": Authority.TUQ, "q": Authority.Q}
_END = re.compile(r"[;,.:\s]+$")
# A paper's end is never longer than this.
_MAX_CLOSING = 90


@dataclass(frozen=True)
class Closing:
    """Where the end begins, and where what follows it (an annex) begins."""

    start: int
    end: int


def find_closing(lines: Sequence[Line]) -> Closing:
    """Return the lines of the end: from the recipients or the signature, whichever comes first, to the signer's name."""
    anchors = [n for n, line in enumerate(lines) if _is_anchor(line)]
    if not anchors:
        return Closing(len(lines), len(lines))
    start = anchors[0]
    # An annex may end with a signature of its own: the paper's is the first one after its recipients.
    end = len(lines)
    for n in range(start + 1, len(lines)):
        if n - start > _MAX_CLOSING or (_is_annex(lines[n]) and not _is_anchor(lines[n])):
            end = n
            break
    return Closing(start, end)


def _is_anchor(line: Line) -> bool:
    if line.cells:
        return False
    plain, text = folded(bare(line.text)), bare(line.text)
    if pattern("recipients").match(plain) and len(text) < 60:  # noqa: PLR2004 - a sentence about recipients is longer
        return True
    if (found := pattern("authority").match(plain)) is not None:
        return text.isupper() and text[: found.end("authority")].isupper()
    post = pattern("post").match(plain)
    return text.isupper() and post is not None and len(text) < 60  # noqa: PLR2004 - the same


def _is_annex(line: Line) -> bool:
    text = bare(line.text)
    return text.isupper() and bool(pattern("annex").match(folded(text)))


def read_closing(lines: Sequence[Line], paper: Paper, used: Mapping[str, str]) -> list[Line]:
    """Read the recipients and the signature; return the lines that are neither, which stay in the body."""
    pieces = [(line, piece) for line in lines for piece in _pieces(line)]
    signing: list[tuple[Line, str]] = []
    left: list[Line] = []
    is_list = has_signed = False
    for line, piece in pieces:
        text = bare(re.sub(r"^[\s]*[-–—+•*]\s*", "", piece)) if piece.lstrip()[:1] in "-–—+•*" else bare(piece)
        if not text or pattern("rule").fullmatch(folded(text)):
            paper.keep(line, "rule")
        elif found := pattern("recipients").match(folded(text)):
            is_list = True
            paper.keep(line, "recipient")
            if rest := _END.sub("", text[found.end() :].strip(" :")):
                paper.recipients.append(rest)
        elif pattern("signature-stamp").search(folded(text)) or pattern("signed").fullmatch(folded(text)):
            paper.keep(line, "aside")
        elif _is_signing(text, signing, is_item=piece.lstrip()[:1] in "-–—+•"):
            signing.append((line, text))
            has_signed = True
            paper.keep(line, "signer")
        elif is_list and _is_recipient(piece, text, paper, is_next=not has_signed):
            has_signed = False
            paper.keep(line, "recipient")
        elif has_signed and text.startswith("("):
            paper.keep(line, "aside")
        elif line not in left:
            left.append(line)
    _sign(signing, paper, used)
    return left


def _pieces(line: Line) -> list[str]:
    """Return the columns of a line: apart by a wide gap, or a post in capitals behind a recipient."""
    out: list[str] = []
    for piece in re.split(r"\s{3,}", line.text.strip()):
        text = piece.strip()
        found = re.search(
            r"(?<=[;.,:\w)])\s+(?P<post>(?:TM|T/M|KT|TL|TUQ|Q)\s*\.?\s+[A-ZĐÀ-Ỹ ]{4,}|(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG BAN)[A-ZĐÀ-Ỹ ]*)$",
            text,
        )
        if found and not text[: found.start()].isupper():
            out += [text[: found.start()], found["post"]]
        else:
            out.append(text)
    return out


def _is_signing(text: str, signing: Sequence[tuple[Line, str]], *, is_item: bool) -> bool:
    plain = folded(text)
    if is_item:
        return False
    if text.isupper() and (pattern("authority").match(plain) or pattern("post").match(plain)):
        return True
    if signing and text.isupper():
        return True
    return (
        bool(signing)
        and _NAME.fullmatch(text) is not None
        and not any(_NAME.fullmatch(each) and not each.isupper() for _, each in signing)
    )


def _is_recipient(piece: str, text: str, paper: Paper, *, is_next: bool) -> bool:
    """Take a line for a recipient or, where it comes right behind one, for the rest of it."""
    clean = _END.sub("", text)
    if not clean:
        return False
    if piece.lstrip()[:1] in "-–—+•" and not (text[:1].islower() and paper.recipients):
        paper.recipients.append(clean)
        return True
    if is_next and paper.recipients and (text[:1].islower() or text.startswith("(")):
        paper.recipients[-1] = tidy(f"{paper.recipients[-1]} {clean}")
        return True
    if folded(text).startswith(("luu", "nhu ", "nhu tren", "nhu kinh gui")):
        paper.recipients.append(clean)
        return True
    return False


def _sign(signing: Sequence[tuple[Line, str]], paper: Paper, used: Mapping[str, str]) -> None:
    authority: Authority | None = None
    behalf: list[str] = []
    posts: list[str] = []
    name: str | None = None
    for _, text in signing:
        plain = folded(text)
        found = pattern("authority").match(plain)
        if found is not None:
            authority = _AUTHORITIES[re.sub(r"\W", "", found["authority"])]
            behalf = [recase(text[found.end() :].strip(" .").upper(), used)]
            posts = []
        elif pattern("post").match(plain) and text.isupper():
            posts.append(recase(text, used))
        elif text.isupper() and behalf and not posts and _is_more(text):
            behalf.append(recase(text, used))
        elif _NAME.fullmatch(text) or (posts and _NAME.fullmatch(text.title())):
            name = name or text
        elif text.isupper():
            posts.append(recase(text, used))
    if posts:
        post = (
            " ".join([posts[0], *(_low(each) for each in posts[1:])])
            if len(posts) > 1 and authority is None
            else posts[-1]
        )
        on_behalf = " ".join([*behalf[:1], *(_low(each) for each in behalf[1:])]) or None
        paper.signature = Signature(post, name, authority, on_behalf)


def _is_more(text: str) -> bool:
    """Return whether a line goes on with the body in whose name is signed: `PHƯỜNG MINH HOẠ`."""
    return folded(text).startswith(("phuong", "xa ", "thi tran", "dac khu", "dang uy", "viet nam"))


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]
