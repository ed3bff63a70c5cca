"""Markdown as plain words, for search: marks of headings, lists, tables, links and emphasis are taken away."""

import re

_RULES = (
    # The line under the head of a table.
    (re.compile(r"^[ \t]*[|:-][-:| \t]*-[-:| \t]*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:#{1,6}|[-*+]|>)[ \t]+", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(?<!\\)(?:[*|`]|\b_|_\b)"), " "),
    (re.compile(r"\\([^\w\s])"), r"\1"),
    # A word that an emphasis ends before a stop stays with it.
    (re.compile(r" +(?=[.,;:!?)])"), ""),
)
# Every rule needs one of these, and most texts have none.
_has_marks = re.compile(r"[|#*+>`_\\[\]]|^[ \t]*[-:]|[ ][.,;:!?)]", re.MULTILINE).search


def unmarked(text: str) -> str:
    """Return the words of a text, each blank once."""
    if _has_marks(text):
        for pattern, instead in _RULES:
            text = pattern.sub(instead, text)
    joined = " ".join(text.split())
    # The text itself where it is the same: a portal holds as many copies as records otherwise.
    return text if joined == text else joined
