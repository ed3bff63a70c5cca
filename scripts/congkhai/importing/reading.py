"""A file in, a paper out: the whole river of importing in one function."""

from pathlib import Path

from congkhai.importing import bases, closing, head, issuers, subject
from congkhai.importing.casing import recase, usage
from congkhai.importing.cleaning import cleaned, has_split_letters, is_mojibake
from congkhai.importing.concluding import read_items
from congkhai.importing.counting import read_figures
from congkhai.importing.facts import unknown_areas
from congkhai.importing.gaps import find_gaps
from congkhai.importing.joining import join
from congkhai.importing.lines import Line, Measure, Source
from congkhai.importing.markdown import markdown
from congkhai.importing.outline import outline
from congkhai.importing.paper import PLANNING, Paper
from congkhai.importing.patterns import folded, words
from congkhai.importing.pdf import read_pdf
from congkhai.importing.petitioning import read_petitions
from congkhai.importing.plain import read_plain
from congkhai.importing.scheduling import read_schedule
from congkhai.importing.sniffing import ENDINGS, kind_of, read_bytes
from congkhai.importing.word import read_word
from congkhai.problems import Place, Report
from congkhai.records.document import DocumentType
from congkhai.settings import Settings
from congkhai.sources.old_fonts import find_old_paper
from congkhai.sources.text import MAX_LINE
from congkhai.words import label

# What a file is, when it is nothing that we read: the refusal that says how to go on.
_REFUSED = {
    "doc": "import-old-word",
    "rtf": "import-rich-text",
    "odt": "import-open-document",
    "html": "import-web-page",
    "image": "import-picture",
    "locked": "import-locked",
    "bomb": "import-bomb",
    "broken": "import-broken",
    "archive": "import-archive",
    "xlsx": "import-spreadsheet",
    "pptx": "import-archive",
}


def read_source(path: Path, report: Report) -> Source | None:
    """Return the lines of a file, None when it is refused; the refusal is told."""
    raw = read_bytes(path, report)
    if raw is None:
        return None
    place, ending, kind = Place(path.name), path.suffix.lower(), kind_of(raw)
    if kind in _REFUSED:
        report.add(_REFUSED[kind], place, reason="ZIP", ending=ending)
        return None
    if ending not in ENDINGS:
        report.add("import-unknown-ending", place, ending=ending or path.name)
        return None
    if ENDINGS[ending] != kind:
        report.add("import-other-kind", place, ending=ending, kind=kind)
        return None
    if kind == "docx":
        source = read_word(raw, path.name, report)
    elif kind == "pdf":
        source = read_pdf(raw, path.name, report)
    else:
        source = read_plain(raw, path.name, report, is_markdown=ending == ".md")
    return _trusted(source, report) if source is not None else None


def _trusted(source: Source, report: Report) -> Source | None:
    """Return the source with its signs cleaned; None when its letters are not Vietnamese in Unicode."""
    text = "\n".join(line.text for line in source.lines)
    if not any(sign.isalnum() for sign in text):
        report.add("import-scan" if source.measure is Measure.PAGE else "import-empty", Place(source.file))
        return None
    long = next((line for line in source.lines if len(line.text) > MAX_LINE), None)
    if long is not None:
        report.add("line-too-long", source.place(long.number), length=str(len(long.text)))
        return None
    if is_mojibake(text):
        report.add("import-mojibake", source.place(source.lines[0].number))
        return None
    if (old := find_old_paper(text)) is not None:
        line = source.lines[text.count("\n", 0, old[0])]
        report.add("import-encoding", source.place(line.number), encoding=old[1])
        return None
    if source.measure is Measure.PAGE and has_split_letters(text):
        report.add("import-split-letters", Place(source.file))
    return cleaned(source, report)


def read_paper(source: Source, settings: Settings | None, asked: DocumentType | None, report: Report) -> Paper:
    """Return what the lines of a source say; what is blank, doubtful or contradictory is told."""
    paper = Paper(source, report)
    lines = [line for line in source.lines if line.text.strip()]
    used = usage(line.text for line in lines)
    kind = head.find_kind(lines)
    letter = head.find_letter(lines) if kind is None else None
    is_titled = kind is None and letter is None and head.find_end(lines) == 0
    kind = head.find_title(lines) if is_titled else kind
    start = kind.index if kind is not None else (letter if letter is not None else head.find_end(lines))
    top = head.read_head(lines[:start], paper)
    head.settle_head(top, paper)
    if kind is not None:
        paper.type, paper.is_conclusion = kind.type, kind.is_conclusion
        paper.keep(lines[start], "title" if is_titled else "kind")
        if is_titled:
            paper.tell("import-kind-by-title", lines[start].number, kind=label(kind.type))
        start += 1
        start += subject.read_subject(lines[start:], kind.rest, paper)
    elif letter is not None or top.subject:
        paper.type = DocumentType.LETTER
        paper.title = " ".join(top.subject) or None
    paper.title = _title(paper, used)
    _settle_type(paper, asked)
    _read_text(lines[start:], paper, used)
    _settle_issuer(top, paper, used, settings)
    parts = outline(paper.blocks)
    if paper.type in PLANNING and not paper.is_conclusion:
        read_schedule(parts, paper, settings)
        paper.areas = unknown_areas(paper, settings) if settings is not None else {}
    read_figures(parts, paper)
    read_petitions(parts, paper, settings)
    read_items(parts, paper, settings)
    paper.body = markdown(parts)
    find_gaps(paper, parts)
    return paper


def _title(paper: Paper, used: dict[str, str]) -> str | None:
    """Return the subject in proper letters; that of a `THÔNG BÁO KẾT LUẬN` begins with the conclusion."""
    if paper.title is None:
        return None
    title = recase(paper.title, used, is_name=False)
    is_conclusion = folded(title).startswith(("ket luan", "ve ket luan", "y kien ket luan", "ve viec ket luan"))
    if paper.is_conclusion and not is_conclusion:
        return f"Kết luận {title[:1].lower()}{title[1:]}"
    paper.is_conclusion = paper.is_conclusion or (is_conclusion and paper.type is DocumentType.NOTICE)
    return title


def _read_text(lines: list[Line], paper: Paper, used: dict[str, str]) -> None:
    """Read what follows the subject: the bases, the text, the end, and annexes behind it."""
    ends = closing.find_closing(lines)
    blocks = join(lines[: ends.start])
    pure = bases.read_preamble(blocks, paper)
    for n in sorted(pure):
        for line in blocks[n].lines:
            paper.keep(line, "basis")
    left = closing.read_closing(lines[ends.start : ends.end], paper, used)
    text = [block for n, block in enumerate(blocks) if n not in pure]
    paper.blocks = [*text, *join(left), *join(lines[ends.end :])]


def _settle_issuer(top: head.Head, paper: Paper, used: dict[str, str], settings: Settings | None) -> None:
    named = issuers.from_head(top.issuer, used)
    if named is None or not named.has_unit:
        # Who is named in a news item about a meeting did not issue it.
        found = issuers.from_sentence(paper.blocks[:6]) if paper.type is not None else None
        if found is not None and (
            named is None or issuers.spoken(found[0].name).startswith(issuers.spoken(named.name))
        ):
            named = found[0]
    if named is None and (named := issuers.from_title(paper.title or "")) is not None:
        paper.tell("import-issuer-by-title", 1, name=named.name)
    if named is None:
        return
    paper.issuer = named.name
    body = issuers.match_body(named.name, settings.bodies) if settings is not None else None
    if body is not None:
        paper.issuer_id = body.id
    elif settings is not None:
        number = next((kept.line.number for kept in paper.kept if kept.role == "issuer"), 1)
        paper.tell("import-unknown-body", number, name=named.name)


def _settle_type(paper: Paper, asked: DocumentType | None) -> None:
    """Settle the kind: by its own line, else by the symbol; the clerk's word stands over both."""
    by_symbol = _by_symbol(paper.symbol)
    if paper.type is None:
        paper.type = by_symbol
    elif by_symbol is not None and by_symbol is not paper.type and paper.type is not DocumentType.LETTER:
        alike = {DocumentType.NOTICE, DocumentType.CONCLUSION}
        if {by_symbol, paper.type} != alike:
            number = next((kept.line.number for kept in paper.kept if kept.role == "number"), 1)
            paper.tell("import-kinds-differ", number, symbol=paper.symbol or "", kind=paper.type.value)
    if asked is not None:
        paper.is_conclusion = paper.is_conclusion or asked is DocumentType.CONCLUSION
        if asked is DocumentType.PLAN or paper.type is None:
            paper.type = asked


def _by_symbol(symbol: str | None) -> DocumentType | None:
    first = folded(symbol or "").replace("/", "-").split("-")[0]
    found = words("symbols").get(first)
    return DocumentType(found) if found else None
