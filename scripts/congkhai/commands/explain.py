"""`congkhai explain`: one problem with cause, repair and example; without a name, all problems in groups."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from textwrap import indent

from congkhai.desk.explaining import Change, Explanation, explanation, grouped, nearest_slug
from congkhai.problems import catalogue
from congkhai.words import word

_MARGIN = "    "


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("slug", nargs="?", metavar=word("cli.slug-name"), help=word("cli.slug"))


def run(options: argparse.Namespace, _today: date) -> int:
    """Print one explanation or the list; return 2 for a problem that does not exist."""
    if options.slug is None:
        print("\n".join(_listed()))
        return 0
    # What stands in a line of `check` is often copied with its colon.
    slug = options.slug.strip(" :").lower()
    if slug not in catalogue():
        near = nearest_slug(slug)
        meant = f" {word('cli.near', near=near)}" if near else ""
        print(word("cli.no-such-slug", found=options.slug) + meant, file=sys.stderr)
        return 2
    print("\n".join(_lines(explanation(slug))))
    return 0


def _lines(found: Explanation) -> Iterator[str]:
    yield word(f"explain.{found.severity}", slug=found.slug)
    yield f"\n{word('explain.cause')}\n{_MARGIN}{found.cause}"
    yield f"\n{word('explain.repair')}\n{_MARGIN}{found.repair}"
    if (example := found.example) is not None:
        yield f"\n{word('explain.example')}\n{_MARGIN}{example.title}"
        for change in example.changes:
            yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    yield f"\n  {change.file}"
    if change.bad is None:
        yield f"{_MARGIN}{word('explain.no-file')}"
        return
    yield f"  {word('explain.bad')}\n{_shown(change.bad)}"
    if change.good is not None:
        yield f"  {word('explain.good')}\n{_shown(change.good)}"


def _shown(text: str) -> str:
    """Return lines as a terminal may show them: a sign that nobody sees, such as a tab, by its number."""
    text = "".join(f"<U+{ord(char):04X}>" if not char.isprintable() and char != "\n" else char for char in text)
    return indent(text.rstrip("\n") or word("explain.empty-file"), _MARGIN)


def _listed() -> Iterator[str]:
    for group, slugs in grouped().items():
        yield word(f"explain-group.{group}")
        yield from (f"  {slug}: {explanation(slug).cause}" for slug in slugs)
        yield ""
    yield word("explain.more")
