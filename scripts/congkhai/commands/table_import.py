"""A ward's own table into the portal."""

import argparse
from collections.abc import Sequence
from datetime import date

from congkhai.commands.workbook import Home
from congkhai.workbooks.grids import Grid


def run(options: argparse.Namespace, home: Home, grids: Sequence[Grid], today: date) -> int:
    """Import."""
    raise NotImplementedError
