"""The marks by which a workbook of ours is known when it comes back."""

from typing import Final

MARK: Final = "congkhai"
VERSION: Final = "1"
# Sheets that nobody sees: what the workbook is, what it said when it was made, and what the drop-downs offer.
KNOWN_SHEET: Final = "_congkhai"
BEFORE_SHEET: Final = "_goc"
CHOICES_SHEET: Final = "_danh-muc"
# Above what a clerk sees stands a hidden row of keys; before it, in column A, the hidden key of each row.
KEY_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3
KEY, DOSSIER, RECORD, ENTRY = "_key", "_dossier", "_record", "_entry"
KEY_COLUMN, FIRST_COLUMN = 1, 2
