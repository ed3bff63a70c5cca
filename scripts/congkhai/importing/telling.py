"""The report of an import: what was recognised, what is missing, and every line that does not stand in the text."""

from collections.abc import Callable, Iterator, Sequence

from congkhai.importing.dossier import area_block, held, told_gaps, unit_block
from congkhai.importing.paper import Asked, Basis, Occasion, Paper, Stated
from congkhai.importing.shown import shown
from congkhai.records.document import DocumentSystem, DocumentType
from congkhai.records.duty import Direction, Duty, Unit
from congkhai.sources.writing import yaml_text
from congkhai.words import label, word


def report(paper: Paper, *, with_body: bool, veil: Callable[[str], str] = str) -> Iterator[str]:
    """Yield the lines of the report, personal data masked by `veil`; with the text, where no record takes it."""
    yield from map(veil, _read(paper, veil, with_body=with_body))
    # What is to be pasted stays as it is.
    yield from _blocks(paper)


def _read(paper: Paper, veil: Callable[[str], str], *, with_body: bool) -> Iterator[str]:
    yield word("import.lines", file=paper.source.file, count=len(paper.source.lines))
    yield from _fields(paper)
    yield from _meetings(paper, veil)
    yield from _held(paper)
    yield from _gaps(paper)
    yield from _kept(paper)
    if with_body:
        yield ""
        yield word("import.body")
        yield from (f"  {block.number}: {block.text}" for block in paper.blocks)


def kind_of(paper: Paper) -> str:
    """Return the kind of a paper in words."""
    if paper.type is None:
        return word("import.none")
    kind = word("import.conclusion") if paper.is_conclusion else label(paper.type)
    return f"{kind} ({label(paper.system)})" if paper.system is DocumentSystem.PARTY else kind


def reference(paper: Paper) -> str:
    """Return number and symbol as printed, with a mark where the number is blank."""
    if paper.number is None and paper.symbol is None:
        return word("import.none")
    sign = "-" if paper.symbol and "/" in paper.symbol else "/"
    return f"{paper.number or word('import.blank')}{sign}{paper.symbol or word('import.blank')}"


def _fields(paper: Paper) -> Iterator[str]:
    none = word("import.none")
    known = word("import.known", id=paper.issuer_id) if paper.issuer_id else word("import.unknown")
    yield _row("kind", kind_of(paper))
    yield _row("issuer", f"{paper.issuer} [{known}]" if paper.issuer else none)
    yield _row("reference", reference(paper))
    yield _row("place", paper.place or none)
    yield _row("issued", shown(paper.issued) if paper.issued else none)
    yield _row("title", paper.title or none)
    yield from _list("bases", [_basis(basis) for basis in paper.bases])
    yield from _list("follows", paper.follows)
    yield from _list("recipients", paper.recipients)
    signature = paper.signature
    if signature is None:
        yield _row("signer", none)
    else:
        parts = (signature.authority, signature.on_behalf_of, signature.post, signature.name)
        yield _row("signer", " | ".join(str(part) for part in parts if part))


def _row(key: str, text: str) -> str:
    return f"  {word(f'import.{key}')}: {text}"


def _list(key: str, rows: Sequence[str]) -> Iterator[str]:
    if rows:
        yield _row(key, str(len(rows)))
        yield from (f"    - {row}" for row in rows)


def _basis(basis: Basis) -> str:
    said = (label(basis.type), basis.symbol, shown(basis.issued or ""), basis.issuer, basis.title)
    return " | ".join(part for part in said if part)


def _meetings(paper: Paper, veil: Callable[[str], str]) -> Iterator[str]:
    yield from _list("meetings", [_occasion(occasion) for occasion in paper.occasions])
    areas = dict.fromkeys(area for occasion in paper.occasions for area in occasion.areas)
    if areas and paper.type is DocumentType.PLAN:
        yield _row("areas", word("import.areas-of-meetings", areas=", ".join(areas)))
    rows = [each for occasion in paper.occasions for each in occasion.intake]
    yield from _list(
        "intake",
        [
            word("import.from", sender=each.sender, receiver=each.receiver or "", until=shown(each.until))
            for each in rows
        ],
    )
    yield from _list("duties", [_duty(stated) for stated in paper.stated])
    yield from _list("petitions", [_petition(asked, veil) for asked in paper.petitions])
    yield from _list(
        "items",
        [f"{item.label}. {veil(item.text.splitlines()[0])[:100]} [{shown(item.due or '-')}]" for item in paper.items],
    )


def _petition(asked: Asked, veil: Callable[[str], str]) -> str:
    due = word("import.due", day=shown(asked.due)) if asked.due else ""
    answered = word("import.answered") if asked.answer else ""
    return " | ".join(
        filter(None, (f"{asked.number}: {veil(asked.summary)[:100]}", asked.handler or asked.named, due, answered))
    )


def _duty(stated: Stated) -> str:
    until = shown(stated.until)
    period = (
        " ".join(filter(None, (label(Direction(stated.direction)), stated.offset, label(Unit(stated.unit)))))
        if stated.offset
        else until
    )
    return " | ".join(
        filter(None, (f"{stated.number}: {label(Duty(stated.duty))}", stated.bearer, period or word("import.no-term")))
    )


def _occasion(occasion: Occasion) -> str:
    tentative = f" ({word('import.tentative')})" if occasion.is_tentative else ""
    places = "; ".join(occasion.places)
    return f"{shown(occasion.told.value)}{tentative} | {occasion.title} | {places or word('import.none')} | “{occasion.printed}”"


def _held(paper: Paper) -> Iterator[str]:
    if paper.figures or paper.ended:
        yield _row(
            "held", " – ".join(shown(each) for each in (paper.began, paper.ended) if each) or word("import.none")
        )
        yield from _list(
            "figures", [f"{word(f'figures.{key}')}: {count}" for key, count in sorted(paper.figures.items())]
        )


def _gaps(paper: Paper) -> Iterator[str]:
    gaps = paper.gaps
    yield ""
    yield word("import.gaps", count=len(gaps))
    yield from told_gaps(gaps, label(paper.source.measure))


def _kept(paper: Paper) -> Iterator[str]:
    """Yield every line that was read as something other than the text, word for word."""
    rows = sorted(paper.kept, key=lambda kept: kept.line.number)
    yield ""
    yield word("import.kept", count=len(rows) + len(paper.source.aside))
    yield from (
        f"  {kept.line.number}: {kept.line.text.strip()}  → {word(f'import-role.{kept.role}')}" for kept in rows
    )
    if paper.source.aside:
        yield f"  {word('import.aside')}:"
        yield from (f"    {line.number}: {line.text.strip()}" for line in paper.source.aside)


def _blocks(paper: Paper) -> Iterator[str]:
    blocks = [unit_block(paper)] if paper.issuer is not None and paper.issuer_id is None else []
    blocks += [area_block(paper)] if paper.areas else []
    if blocks:
        yield ""
        yield word("import.block")
        yield from (f"  {line}" for line in "".join(blocks).rstrip().split("\n"))
    if paper.figures and not paper.is_conclusion:
        yield ""
        yield word("import.held-block")
        yield from (f"    {line}" for line in yaml_text({"held": held(paper)}).rstrip().split("\n"))
