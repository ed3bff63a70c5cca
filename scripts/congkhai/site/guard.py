"""What stands before MkDocs when it empties a folder: without the plugin it would empty the site, and make none.

The theme lets it stand there, since MkDocs loads that also where mkdocs.yml does not name the plugin.
"""

from collections.abc import Callable
from functools import partial

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
    utils.clean_directory = partial(_empty_ours, utils.clean_directory)


def stand_aside() -> None:
    """Let MkDocs empty what it likes: our build is over, and the next one of this process may be of another project."""
    if isinstance(utils.clean_directory, partial):
        utils.clean_directory = utils.clean_directory.args[0]


def _empty_ours(empty: Callable[[str], None], directory: str) -> None:
    if directory not in _OURS:
        use_utf8()
        raise Abort(word("cli.no-plugin"))
    _OURS.remove(directory)
    empty(directory)
