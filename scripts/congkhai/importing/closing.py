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
# How many lines a signature takes beside the recipients, and how long a line of either may be.
_COLUMN = 25
_LONG = 75


@dataclass(frozen=True)
class Closing:
    """Where the end begins, and where what follows it (an annex) begins."""

    start: int
    end: int


def find_closing(lines: Sequence[Line]) -> Closing:
    """Return the lines of the end: from the recipients or the signature, whichever comes first, to an annex."""
    start = _start(lines)
    # An annex may end with a signature of its own: the paper's is the one at its recipients.
    rest = range(start + 1, len(lines))
    end = next(
        (n for n in rest if n - start > _MAX_CLOSING or (_is_annex(lines[n]) and not _signs(lines[n]))), len(lines)
    )
    return Closing(start, max(end, min(start, len(lines))))


def _start(lines: Sequence[Line]) -> int:
    received = next((n for n, line in enumerate(lines) if _receives(line)), None)
    if received is not None:
        before = range(max(received - _COLUMN, 0), received)
        # The signature may be given before the recipients; a decision also names its author in capitals at its top.
        first = next((n for n in before if _signs(lines[n]) and not any(map(_is_sentence, lines[n:received]))), None)
        return received if first is None else first
    signed = [n for n, line in enumerate(lines) if _signs(line) and n >= max(len(lines) - _COLUMN, len(lines) // 3)]
    return signed[0] if signed else len(lines)


def _is_sentence(line: Line) -> bool:
    text = line.text.strip()
    return len(text) > _LONG or text.endswith((".", ";", ":", ",", "./."))


def _receives(line: Line) -> bool:
    text = bare(line.text)
    return not line.cells and bool(pattern("recipients").match(folded(text))) and len(text) <= _LONG


def _signs(line: Line) -> bool:
    text = bare(line.text)
    if line.cells or not text.isupper() or len(text) > _LONG:
        return False
    plain = folded(text)
    return pattern("authority").match(plain) is not None or pattern("post").match(plain) is not None


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
            paper.recipients += _listed(text[found.end() :])
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


def _listed(text: str) -> list[str]:
    """Return recipients that stand behind `Nơi nhận:` on its own line."""
    rows = (row.strip(" :-–+•") for row in text.split(";"))
    return [own for row in rows if (own := _END.sub("", row))]


_POSTS = r"(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|GIÁM ĐỐC)"
_BEHIND = re.compile(rf"(?<=[;.,:\w)])\s+(?=(?:(?:TM|T/M|KT|TL|TUQ)\s*\.?\s+[A-ZĐÀ-Ỹ ]{{4,}}|{_POSTS}[A-ZĐÀ-Ỹ ]*)$)")
# The last recipient and the signer's name on one line.
_LAST = re.compile(rf"(?P<last>[-–+•]?\s*Lưu\b.{{0,40}}[.;])\s+(?P<name>{_NAME.pattern})")
_NEXT = re.compile(rf"\s+(?=(?:TM|T/M|KT|TL|TUQ)\.\s|{_POSTS})")
_SIGNER = re.compile(rf"(?P<post>{_POSTS}(?:\s+THƯỜNG TRỰC)?)\s+(?P<name>[A-ZĐÀ-Ỹ]?[a-zà-ỹđ].*|[A-ZĐÀ-Ỹ][a-zà-ỹ].*)$")


def _pieces(line: Line) -> list[str]:
    """Return the parts of a line: its columns, a post in capitals behind a recipient, and each post of a signature."""
    out: list[str] = []
    for column in re.split(r"\s{3,}", line.text.strip()):
        text = column.strip()
        if (found := _LAST.fullmatch(text)) is not None:
            out += [found["last"], found["name"]]
            continue
        behind = _BEHIND.search(text)
        if behind is not None and not text[: behind.start()].isupper():
            out += [text[: behind.start()], *_posts(text[behind.end() :])]
        else:
            out += _posts(text)
    return out


def _posts(text: str) -> list[str]:
    """Return `TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH` as the three lines that it is on paper."""
    if (found := _SIGNER.fullmatch(text)) is not None and _NAME.fullmatch(found["name"]):
        return [found["post"], found["name"]]
    if not text.isupper():
        return [text]
    parts, last = [], 0
    for found in _NEXT.finditer(text):
        head = text[last : found.start()].strip()
        # Right behind `KT.` stands the post in whose place is signed.
        if re.fullmatch(r"(?:TM|T/M|KT|TL|TUQ|Q|PHÓ|QUYỀN)\.?", head) or head.endswith((" PHÓ", " QUYỀN")):
            continue
        parts.append(head)
        last = found.end()
    return [*parts, text[last:].strip()]


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
    if folded(text).startswith(("luu", "nhu ")) or (is_next and len(text) <= _LONG and text.endswith((";", ".", ","))):
        paper.recipients.append(clean)
        return True
    return False


def _sign(signing: Sequence[tuple[Line, str]], paper: Paper, used: Mapping[str, str]) -> None:
    authority: Authority | None = None
    behalf: list[str] = []
    posts: list[str] = []
    name: str | None = None
    for _, text in signing:
        if name is not None and not name.isupper():
            # Behind the name stands at most another post of the same person.
            break
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
