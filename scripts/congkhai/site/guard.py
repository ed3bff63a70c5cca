"""What stands before MkDocs when it empties a folder: without the plugin it would empty the site, and make none.

The theme lets it stand there, since MkDocs loads that also where mkdocs.yml does not name the plugin.
"""

from mkdocs import utils
from mkdocs.exceptions import Abort

from congkhai.console import use_utf8
from congkhai.words import word

_OURS: set[str] = set()


def may_empty(folder: str) -> None:
    """Let MkDocs empty a folder that the plugin has made for one build."""
    _OURS.add(folder)


def stand_before_emptying() -> None:
    """Let MkDocs empty no folder but those of the plugin."""
    empty = utils.clean_directory

    def empty_ours(directory: str) -> None:
        if directory not in _OURS:
            use_utf8()
            raise Abort(word("cli.no-plugin"))
        _OURS.remove(directory)
        empty(directory)

    utils.clean_directory = empty_ours
