"""What a paper rests on: each basis taken apart into kind, symbol, date, issuer and title (căn cứ ban hành)."""

import re
from collections.abc import Iterator, Sequence

from congkhai.importing.dates import dates_in
from congkhai.importing.joining import TRAIL, Block, begins_roman, tidy
from congkhai.importing.paper import Basis, Paper
from congkhai.importing.patterns import folded, listed, pattern, words
from congkhai.records.document import DocumentType
from congkhai.records.when import Precision
from congkhai.words import sentence

_SYMBOL = re.compile(
    r"(?<![\w/])(?P<symbol>\d{1,5}[a-z]?\s?(?:/\s?(?:19|20)\d\d\s?)?[/\-–]\s?[A-ZĐ][A-Za-zĐđ0-9]{0,9}(?:\s?[-–/&]\s?[A-ZĐ][A-Za-zĐđ0-9]{0,12})*)"
)
_TITLE = re.compile(
    r"(?:^|[\s,])(?P<title>(?:về việc|V/v|về|ban hành|quy định|hướng dẫn|sửa đổi|thí điểm|phê duyệt|triển khai|thông qua|phân công|công bố)\s.*)$",
    re.IGNORECASE,
)
_OF = re.compile(r"(?:^|[\s,])của\s+(?P<issuer>.+?)$")
_AND = re.compile(r" và (?=[A-ZĐ][^;,]{2,25}\bsố\s)")
# So many paragraphs may stand before the first basis: an address, a salutation.
_FEW = 3


def read_preamble(blocks: Sequence[Block], paper: Paper) -> set[int]:
    """Read the bases that stand before the text; return which blocks hold nothing else.

    In a plan, what it carries out besides its bases is what it follows; elsewhere it is one more basis.
    """
    is_plan = paper.type in {DocumentType.PLAN, None}
    pure: set[int] = set()
    follows: list[Block] = []
    for n, block in enumerate(blocks):
        plain = folded(block.text)
        if begins_roman(block.text) or any(pattern(name).match(plain) for name in ("number-mark", "part")):
            break
        if not pattern("basis").match(plain) and not _goes_on(block, paper.bases):
            if n >= _FEW:
                break
            continue
        read = list(_bases(block))
        is_ground = bool(pattern("ground").match(plain))
        if is_plan and not is_ground and (paper.bases or not read) and _named(block) is not None:
            follows.append(block)
        elif read:
            paper.bases += read
        else:
            continue
        if not _issues(block.text):
            pure.add(n)
    paper.follows = [text for text in map(_followed, follows) if text]
    return pure


def _goes_on(block: Block, found: list[Basis]) -> bool:
    """Return whether a paragraph is one more basis without the words `Căn cứ`."""
    return bool(found) and _type(block.text) is not None and block.text.rstrip().endswith((";", "."))


def _named(block: Block) -> DocumentType | None:
    opening = pattern("basis").match(folded(block.text))
    return _type(block.text[opening.end() :]) if opening else None


def _followed(block: Block) -> str:
    text = block.text
    opening = pattern("basis").match(folded(text))
    rest = text[opening.end() :] if opening else text
    end = _sentence_start(rest)
    return sentence(tidy(rest if end is None else rest[:end]).strip(TRAIL))


def _issues(text: str) -> bool:
    plain = folded(text)
    return _sentence_start(text) is not None or bool(
        re.search(r"(?:nhu sau|noi dung sau|cu the)\W*$|\bhom nay\b|\bda (?:dien ra|to chuc|tien hanh)\b", plain)
    )


def _sentence_start(text: str) -> int | None:
    """Return where a basis passes into the sentence that issues the paper, in the same paragraph."""
    organs = "|".join(re.escape(organ) for organ in sorted(listed("organs"), key=len, reverse=True))
    for found in re.finditer(rf"[,;.]\s*(?P<who>(?:{organs}|Chủ tịch|Thường trực)\b)", text):
        if re.search(
            r"\b(?:ban hanh|xay dung|to chuc|thong bao|kinh moi|bao cao|lap|trien khai)\b",
            folded(text[found.start("who") : found.start("who") + 160]),
        ):
            return found.start("who")
    return None


def _bases(block: Block) -> Iterator[Basis]:
    text = block.text
    end = _sentence_start(text)
    text = text if end is None else text[:end]
    opening = pattern("basis").match(folded(text))
    text = text[opening.end() :] if opening else text
    for piece in _split(text):
        if (basis := _read(piece, block.number)) is not None:
            yield basis


def _split(text: str) -> Iterator[str]:
    """Yield each basis of a paragraph; a semicolon within quotation marks parts nothing."""
    depth, start = 0, 0
    for n, sign in enumerate(text):
        if sign in '“"':
            depth = 1 - depth if sign == '"' else depth + 1
        elif sign == "”":
            depth = max(depth - 1, 0)
        elif sign == ";" and not depth and _type(text[n + 1 :].strip()) is not None:
            yield text[start:n]
            start = n + 1
        elif _AND.match(text, n) and not depth and _type(text[n + 4 :]) is not None:
            # One more basis behind `và` bears a number of its own.
            yield text[start:n]
            start = n + 4
    yield text[start:]


def _type(text: str) -> DocumentType | None:
    plain = re.sub(
        r"^(?:(?:can cu|thuc hien|theo|va|cac|quy dinh tai|(?:khoan \d+,? )?dieu \d+)\s+(?:cua )?)+",
        "",
        folded(text.strip()),
    )
    for name in sorted(words("bases"), key=len, reverse=True):
        if plain.startswith(name) and not plain[len(name) : len(name) + 1].isalnum():
            return DocumentType(words("bases")[name])
    return None


def _read(piece: str, number: int) -> Basis | None:
    raw = tidy(re.sub(r"^[Cc]ăn cứ\s+", "", piece.strip())).strip(TRAIL)
    kind = _type(raw)
    if kind is None:
        return None
    symbol = _SYMBOL.search(raw)
    days = [told for told in dates_in(raw) if told.precision in {Precision.DAY, Precision.TIME} and not told.impossible]
    after = symbol.end() if symbol else 0
    # The date of the document follows its symbol; later ones belong to what its title names.
    dated = next((told for told in days if told.start >= after and told.start - after < 40), None)  # noqa: PLR2004 - close behind
    dated = dated or (days[0] if days and symbol is None else None)
    if symbol is None and dated is None and kind is not DocumentType.LAW:
        return None
    tail = raw[max(after, dated.end if dated else 0) :].strip(TRAIL)
    issuer, title = _parts(tail)
    if kind is DocumentType.LAW:
        first = min(
            [mark for mark in (symbol.start() if symbol else None, dated.start if dated else None) if mark is not None]
            or [len(raw)]
        )
        title = re.sub(r"\s*(?:số|,)\s*$", "", raw[:first].strip(TRAIL)) or title
    return Basis(
        raw,
        number,
        kind,
        _symbol(symbol["symbol"]) if symbol else None,
        dated.value[:10] if dated else None,
        issuer,
        title,
    )


def _symbol(text: str) -> str:
    return re.sub(r"\s*([-–/&])\s*", lambda found: found[1].replace("–", "-"), text)


def _parts(tail: str) -> tuple[str | None, str | None]:
    """Return who issued a document and what it is about, from the words behind its date."""
    about = _TITLE.search(tail)
    title = about["title"] if about else None
    before = tail[: about.start("title")] if about else tail
    of = _OF.search(before.strip(TRAIL))
    if title is not None and (purpose := re.search(r"[”\"]\s+để\s", title)) is not None:
        title = title[: purpose.start() + 1]
    title = re.sub(r"^(?:về việc|V/v|về)\s+", "", title, flags=re.IGNORECASE) if title else None
    return (of["issuer"].strip(TRAIL) if of else None), (sentence(tidy(title).strip(TRAIL)) if title else None)
