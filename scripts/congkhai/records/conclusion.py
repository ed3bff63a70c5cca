"""The conclusion notice of a meeting (thông báo kết luận) and its numbered items."""

from congkhai.records.document import Document, DocumentType
from congkhai.records.entry import Entry
from congkhai.records.fields import Designation, Id, Paragraphs
from congkhai.records.when import DueDate


class Item(Entry):
    """One numbered task: what, by whom, until when, and the petitions it settles."""

    number: Designation
    text: Paragraphs
    assignee: Id | None = None
    due: DueDate | None = None
    petitions: tuple[Id, ...] = ()


class Conclusion(Document):
    """The front matter of `conclusions/<slug>/conclusion.md`."""

    type: DocumentType = DocumentType.NOTICE
    meeting: Id
    items: tuple[Item, ...] = ()
