"""What search finds a document by, beside its title and number."""

from congkhai.portal.relations import Portal
from congkhai.records.document import Document
from congkhai.views.documents import bases, body_name
from congkhai.words import label, sentence


def searchable(portal: Portal, document: Document, *texts: str) -> list[str]:
    """Return its words `texts`, who issued, signed and received it, why it was changed.

    Of a document that was taken back nothing is left but the reason.
    """
    if document.withdrawal is not None:
        return [document.withdrawal.reason]
    signer = document.signer
    signed = [signer.on_behalf_of, signer.post, signer.name] if signer else []
    told = [*signed, *document.recipients, *(change.reason for change in document.changes)]
    parts = [*texts, body_name(portal, document.issuer), *told]
    return [part for part in parts if part]


def cited(document: Document) -> list[str]:
    """Return the bases of a document, none of one that was taken back; of a notice no page shows them."""
    return bases(document) if document.withdrawal is None else []


def faults(document: Document) -> list[str]:
    """Return what was missing or wrong in a document, in sentences; of a notice no page tells it."""
    return [f"{sentence(label(one.kind))}. {one.note}" for one in document.defects]
