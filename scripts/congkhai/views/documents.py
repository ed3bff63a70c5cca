"""What every document page shows: head, bases, signature, the three dates, files, defects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from congkhai.checks.files import named_files
from congkhai.portal.gaps import Gap
from congkhai.portal.relations import Portal
from congkhai.portal.timelines import Event, document_timeline, last_change
from congkhai.records.document import Attachment as FileRecord
from congkhai.records.document import Change, ChangeKind, Document, LegalBasis
from congkhai.records.petition import Phase
from congkhai.records.reading import ConclusionDossier, PlanDossier
from congkhai.settings import System
from congkhai.sources.folders import Dossier
from congkhai.views import addresses, dates
from congkhai.views.parts import (
    Attachment,
    ChangeLine,
    DatedTerm,
    DocumentHead,
    Gaps,
    History,
    Link,
    Moment,
    Notice,
    Row,
    Signature,
    Tag,
    Timeline,
    Value,
)
from congkhai.words import label, sentence, word


@dataclass(frozen=True)
class Paper:
    """What the page of every document shows of the paper itself."""

    kicker: str
    head: DocumentHead
    bases: Sequence[str]
    signature: Signature
    defects: Sequence[Row]
    history: History
    timeline: Timeline
    attachments: Sequence[Attachment]


def paper(portal: Portal, document: Document, folder: Dossier, kind: str) -> Paper:
    """Return the paper of a plan or a conclusion, whose files lie in `folder`."""
    return Paper(
        kicker=f"{sentence(label(document.type))} {document.reference or ''}".rstrip(),
        head=head(portal, document),
        bases=bases(document),
        signature=signature(document),
        defects=defect_rows(document),
        history=history(document, kind),
        timeline=timeline(document_timeline(document, kind)),
        attachments=attachments(document.files, folder, kind),
    )


def body_name(portal: Portal, body: str | None) -> str:
    """Return the short name of a body, or the words for one that the paper does not name."""
    if body is None:
        return word("document.no-issuer")
    found = portal.bodies[body]
    return found.short or found.name


def area(portal: Portal, name: str) -> Value:
    """Return the name of an area, with what there is to know of it."""
    found = portal.areas[name]
    return Value(found.name, note=found.note or "")


def body_names(portal: Portal, body: str) -> list[str]:
    """Return every name of a body, the short one first."""
    found = portal.bodies[body]
    return [*dict.fromkeys(name for name in (found.short, found.name) if name)]


def reference(document: Document) -> str:
    """Return number and symbol; a blank number shows as blank: `Số: …/KH-UBND (chưa ghi số)`."""
    if document.reference is not None:
        return document.reference
    return word("document.no-number-symbol", symbol=document.symbol) if document.symbol else word("document.no-number")


def subject(document: Document) -> str:
    """Return what lists call a document: its title, or only its number once it was taken back and not replaced."""
    if (change := document.withdrawal) is None:
        return document.title
    name = document.title if change.replaced_by else f"{sentence(label(document.type))} {reference(document)}"
    return word("search.taken-back", name=name, state=label(change.kind).lower())


def taken_back(document: Document) -> str:
    """Return that a document was taken back, and when, as a note beside its name; empty while it stands."""
    return withdrawn(document.withdrawal, "document.taken-back") if document.withdrawal else ""


def withdrawn(change: Change, key: str) -> str:
    """Return what happened to a document that no longer stands, and when, in the words of a key."""
    return word(key, change=label(change.kind).lower(), date=dates.when(change.at).text)


def head(portal: Portal, document: Document) -> DocumentHead:
    """Return the official head of a document."""
    # Other organisations number their papers as the party does, under heads of their own that no record holds.
    party = document.is_party
    others = document.issuer is not None and portal.bodies[document.issuer].system is not System.PARTY
    agency = portal.bodies[document.issuer].name if document.issuer is not None else word("document.no-issuer")
    return DocumentHead(
        agency_lines=[agency],
        national_title="" if party else word("document.national-title"),
        motto="" if party else word("document.motto"),
        party_title=word("document.party-title") if party and not others else "",
        number_line=word("document.number", number=reference(document)),
        place_date_line=dates.in_document(document.issued, document.place),
        type=label(document.type),
        title=document.title,
    )


def bases(document: Document) -> list[str]:
    """Return the legal bases as the document's own opening lines."""
    return [word("document.basis", text=_basis(basis)) for basis in document.legal_bases]


def _basis(basis: LegalBasis) -> str:
    """Return a basis in words; a law is called by its title, any other document by number and issuer."""
    kind = sentence(label(basis.type))
    is_called_by_title = basis.title is not None and basis.title.startswith(kind)
    parts = [basis.title or kind] if is_called_by_title else [kind]
    if basis.symbol:
        parts.append(word("document.basis-number", symbol=basis.symbol))
    if basis.issued:
        parts.append(dates.in_document(basis.issued, None) if basis.issued.day else dates.when(basis.issued).text)
    if basis.issuer:
        parts.append(word("document.basis-issuer", issuer=basis.issuer))
    return " ".join(parts) + (f": {basis.title}" if basis.title and not is_called_by_title else "")


def signature(document: Document) -> Signature:
    """Return recipients and signature; the official's name stands as printed."""
    signer = document.signer
    authority = ""
    if signer and signer.authority:
        authority = f"{label(signer.authority)} {signer.on_behalf_of or ''}".strip()
    return Signature(
        recipients_label=word("document.recipients"),
        recipients=document.recipients,
        authority=authority.upper(),
        post=signer.post.upper() if signer else word("document.no-signer"),
        note="",
        name=(signer.name or word("document.no-signer-name")) if signer else "",
    )


def history(document: Document, kind: str) -> History:
    """Return the three dates of a document and its public changes."""
    signed = dates.when(document.issued) if document.issued else None
    published = dates.when(document.published) if document.published else None
    changed = last_change(document)
    return History(
        dates=[
            DatedTerm(word("history.signed"), signed, word("history.not-stated")),
            DatedTerm(word("history.published"), published, word("history.not-recorded")),
            DatedTerm(word("history.changed"), dates.when(changed) if changed else None, word("history.never")),
        ],
        changes=[change_line(change, kind) for change in document.changes],
        none_text=word("history.none"),
    )


def change_line(change: Change, kind: str) -> ChangeLine:
    """Return one line of a change history, with a link to what replaced the record."""
    href = addresses.record(kind, change.replaced_by) if change.replaced_by else ""
    link_text = word("history.replaced-by") if change.replaced_by else ""
    return ChangeLine(dates.when(change.at), change_label(change, kind), change.reason, href, link_text)


def change_label(change: Change, kind: str) -> str:
    """Return what happened to a record: a document is taken back by its agency, a petition by who sent it."""
    taken_back = kind == "petition" and change.kind is ChangeKind.WITHDRAWAL
    return label(Phase.WITHDRAWN) if taken_back else label(change.kind)


def date_rows(document: Document) -> list[Row]:
    """Return the three dates as summary rows."""
    return [Row(term.term, [Value(term.text, date=term.date)]) for term in history(document, "plan").dates]


def proved(rows: Iterable[Row]) -> list[Row]:
    """Return rows as those of which the record alone speaks, so that the register vouches for their words."""
    return [replace(row, proved=True) for row in rows]


def notices(changes: Sequence[Change], *, illustrative: bool, kind: str) -> list[Notice]:
    """Return the banners of a record: illustrative data first, then withdrawal, then correction."""
    found = [illustrative_notice()] if illustrative else []
    for change in changes:
        line = change_line(change, kind)
        tone = "info" if change.kind is ChangeKind.CORRECTION else "warning"
        links = [Link(line.link_text, line.href)] if line.href else []
        found.append(Notice(f"{line.kind}, {line.date.text}", change.reason, tone, links))
    return found


def tag(changes: Sequence[Change], *, illustrative: bool) -> Tag | None:
    """Return the mark of a record in lists: its last change, else that it is illustrative."""
    if changes:
        return Tag(label(changes[-1].kind), "waiting")
    return Tag(word("illustrative.tag"), "info") if illustrative else None


@cache
def illustrative_notice(*, mixed: bool = False) -> Notice:
    """Return the banner that says the data are invented for show; `mixed`, where only some of them are."""
    return Notice(word("illustrative.title"), word("illustrative.mixed" if mixed else "illustrative.text"), "warning")


def attachments(files: Iterable[FileRecord], folder: Dossier, kind: str) -> list[Attachment]:
    """Return the published files of a record with type, size and digest."""
    return [
        Attachment(
            title=file.title,
            href=addresses.file(kind, folder.slug, file.file),
            kind=file.file.rpartition(".")[2].upper(),
            size=size(folder.attachments[file.file].size),
            digest=folder.attachments[file.file].digest,
            pages=str(folder.attachments[file.file].pages or ""),
            note=_signed(file),
        )
        for file in files
    ]


def with_downloads(rows: Sequence[Row], files: Sequence[Attachment]) -> list[Row]:
    """Return summary rows with the files to download after the three dates."""
    kinds = [", ".join(part for part in (file.kind, file.size) if part) for file in files]
    values = [Value(file.title, file.href, note=kind) for file, kind in zip(files, kinds, strict=True)]
    row = Row(word("document.download"), values)
    after = next((n for n, one in enumerate(rows, start=1) if one.term == word("history.changed")), len(rows))
    return [*rows[:after], row, *rows[after:]] if files else list(rows)


def file_names(dossier: PlanDossier | ConclusionDossier) -> list[str]:
    """Return the names of the files that the records and the prose of a dossier give, each once."""
    return sorted(set(named_files(dossier)))


def _signed(file: FileRecord) -> str:
    return {True: word("file.signed"), False: word("file.unsigned"), None: word("file.unknown")}[file.signed]


def size(count: int) -> str:
    """Return a size in bytes in words, with a decimal comma."""
    if count < 1000:  # noqa: PLR2004 - a kilobyte
        return f"{count} byte"
    kilobytes = count / 1000
    return f"{kilobytes:.0f} KB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB".replace(".", ",")  # noqa: PLR2004


def defect_rows(document: Document) -> list[Row]:
    """Return the defects of the document as printed."""
    return [Row(sentence(label(defect.kind)), [Value(defect.note)]) for defect in document.defects]


def gaps(found: Iterable[Gap]) -> Gaps:
    """Return what is missing, in words."""
    return Gaps(word("gaps.label"), [label(gap) for gap in found])


def timeline(events: Iterable[Event]) -> Timeline:
    """Return events as a timeline with links to their records."""
    moments = []
    for item in events:
        links = [Link(word(f"link.{item.target[0]}"), addresses.record(*item.target))] if item.target else []
        moments.append(Moment(dates.when(item.at), label(item.kind), item.note, links))
    return Timeline(word("timeline.label"), moments)
