"""Tables of a PDF by their ruled lines: where lines make a grid, the words between them are cells (PDF, ISO 32000-1, 8.5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Matrix = Sequence[float]
# In points: lines this near are one, and a box this thin is a line.
_NEAR = 3.0
_THIN = 2.5
# A page with more lines is a drawing.
_MANY = 4000
# Two columns and two rows.
_FEWEST = 3
_PAINTED = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}


@dataclass(frozen=True)
class Box:
    """A line or a box on a page, from its lower left to its upper right corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Return whether it is a level line."""
        return self.y1 - self.y0 <= _THIN < self.x1 - self.x0

    @property
    def is_upright(self) -> bool:
        """Return whether it is an upright line."""
        return self.x1 - self.x0 <= _THIN < self.y1 - self.y0

    def touches(self, other: "Box") -> bool:
        """Return whether two lines meet."""
        is_beside = self.x1 + _NEAR < other.x0 or other.x1 + _NEAR < self.x0
        return not (is_beside or self.y1 + _NEAR < other.y0 or other.y1 + _NEAR < self.y0)


@dataclass
class Pen:
    """Follows what a page draws; what only bounds the drawing (`n`) leaves no line."""

    lines: list[Box] = field(default_factory=list)
    path: list[Box] = field(default_factory=list)
    at: tuple[float, float] = (0.0, 0.0)
    first: tuple[float, float] = (0.0, 0.0)

    def draw(self, operator: bytes, operands: Sequence[object], matrix: Matrix) -> None:
        """Take one operator of the page's content."""
        if operator in {b"m", b"l"}:
            to = point(_numbers(operands), matrix)
            if operator == b"l":
                self.path.append(_box(self.at, to))
            else:
                self.first = to
            self.at = to
        elif operator == b"h":
            self.path.append(_box(self.at, self.first))
        elif operator == b"re":
            x, y, width, height = _numbers(operands)
            self.path += _sides(_box(point((x, y), matrix), point((x + width, y + height), matrix)))
        elif operator in _PAINTED:
            self.lines += [box for box in self.path if box.is_level or box.is_upright]
            self.path = []
        elif operator == b"n":
            self.path = []

    def grids(self) -> list["Grid"]:
        """Return the tables that the lines make, the uppermost first."""
        if len(self.lines) > _MANY:
            return []
        found = [grid for group in _groups(self.lines) if (grid := _grid(group)) is not None]
        return sorted(found, key=lambda grid: -grid.ys[-1])


@dataclass
class Grid:
    """A table: its upright and level lines by place, and the words in each cell by row and column."""

    xs: list[float]
    ys: list[float]
    lines: list[Box]
    words: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def holds(self, x: float, y: float) -> bool:
        """Return whether a place lies in the table."""
        return self.xs[0] - 1 <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1] + 1

    def add(self, x: float, y: float, text: str) -> None:
        """Put words into their cell; of joined cells they stand in the first."""
        column = max(n for n, left in enumerate(self.xs) if left - 1 <= x)
        row = min(n for n, bottom in enumerate(reversed(self.ys[:-1])) if bottom <= y)
        column = min(column, len(self.xs) - 2)
        while row and not self._is_parted(row, column):
            row -= 1
        while column and not self._is_split(row, column):
            column -= 1
        self.words.setdefault((row, column), []).append(text)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the cells of every row that has words."""
        for row in range(len(self.ys) - 1):
            cells = (" ".join("".join(self.words.get((row, column), [])).split()) for column in range(len(self.xs) - 1))
            if any(found := tuple(cells)):
                yield found

    def _is_parted(self, row: int, column: int) -> bool:
        """Return whether a level line stands above a cell."""
        y, middle = self.ys[-1 - row], (self.xs[column] + self.xs[column + 1]) / 2
        return any(line.is_level and abs(line.y0 - y) <= _NEAR and line.x0 <= middle <= line.x1 for line in self.lines)

    def _is_split(self, row: int, column: int) -> bool:
        """Return whether an upright line stands to the left of a cell."""
        x, middle = self.xs[column], (self.ys[-1 - row] + self.ys[-2 - row]) / 2
        return any(
            line.is_upright and abs(line.x0 - x) <= _NEAR and line.y0 <= middle <= line.y1 for line in self.lines
        )


def point(place: Sequence[float], matrix: Matrix) -> tuple[float, float]:
    """Return a place on the page: coordinates through the matrix in force."""
    x, y = place[0], place[1]
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


def _numbers(operands: Sequence[object]) -> list[float]:
    return [float(str(operand)) for operand in operands]


def _box(a: tuple[float, float], b: tuple[float, float]) -> Box:
    return Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def _sides(box: Box) -> list[Box]:
    if box.is_level or box.is_upright:
        return [box]
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    return [Box(x0, y0, x1, y0), Box(x0, y1, x1, y1), Box(x0, y0, x0, y1), Box(x1, y0, x1, y1)]


def _groups(lines: Sequence[Box]) -> list[list[Box]]:
    """Return the lines that hang together."""
    groups: list[tuple[Box, list[Box]]] = []
    for line in sorted(lines, key=lambda one: -one.y1):
        whole, own = line, [line]
        rest = []
        for bounds, members in groups:
            if bounds.touches(whole):
                own += members
                whole = Box(
                    min(whole.x0, bounds.x0),
                    min(whole.y0, bounds.y0),
                    max(whole.x1, bounds.x1),
                    max(whole.y1, bounds.y1),
                )
            else:
                rest.append((bounds, members))
        groups = [*rest, (whole, own)]
    return [members for _, members in groups]


def _grid(lines: list[Box]) -> Grid | None:
    xs = _places([line.x0 for line in lines if line.is_upright])
    ys = _places([line.y0 for line in lines if line.is_level])
    return Grid(xs, ys, lines) if len(xs) >= _FEWEST and len(ys) >= _FEWEST else None


def _places(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return [*ordered[:1], *(b for a, b in pairwise(ordered) if b - a > _NEAR)]
