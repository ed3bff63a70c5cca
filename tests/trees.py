"""Any values that a YAML file of ours may hold: words with every sign that YAML knows, rows and tables of them."""

from collections.abc import Mapping
from unicodedata import normalize

from hypothesis import strategies as st

from congkhai.sources.old_fonts import find_old_font
from congkhai.sources.text import forbidden
from congkhai.sources.writing import Tree

WORDS = (
    st.text(
        st.characters(
            codec="utf-8",
            exclude_categories=["Cs", "Cc", "Cn", "Co"],
            include_characters=list("\n\t:#-'\"{}[],&*!|>% "),
        ),
        min_size=1,
        max_size=200,
    )
    .map(lambda text: normalize("NFC", text))
    .filter(lambda text: not any(forbidden(text)) and find_old_font(text) is None)
)
NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True).filter(lambda name: name != "null")


def tables(values: st.SearchStrategy[Tree]) -> st.SearchStrategy[Mapping[str, Tree]]:
    """Return tables of such values."""
    return st.dictionaries(NAMES, values, min_size=1, max_size=4)


TREES: st.SearchStrategy[Tree] = st.recursive(
    WORDS, lambda inner: st.lists(inner, min_size=1, max_size=3) | tables(inner), max_leaves=8
)
