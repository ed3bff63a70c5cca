"""Walks a guide as its reader would: types its commands, makes its edits in files and workbooks, compares what is printed.

What a reader is told to do has few forms, and each is read from the words of the guide itself:

- a block between fences whose first line begins with `> `: lines with `> ` are typed, the others are what is printed;
- "Trong `TỆP`, thay `dòng` bằng:", "… thay từ `dòng` đến `dòng` bằng:", "… dưới `dòng` thêm:", "Tạo tệp `TỆP`:" before a block;
- "Trong `TỆP`, xóa từ `dòng` đến `dòng`", "chuyển tệp `TỆP` sang `TỆP`";
- a table of Trang, Dòng, Cột, Ghi after the name of a workbook.

`…` alone on a line stands for any lines, within a line for any signs. A line of a file is named by how it begins.
"""

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from openpyxl import load_workbook

from congkhai.cli import main
from excelling import sheet_of

_STEP = re.compile(
    r"^(?P<indent> *)```\n(?P<block>.*?)^ *```$"
    r"|(?:Trong|trong) `(?P<cut>[^`]+)`, xóa từ `(?P<cut_from>[^`]+)` đến `(?P<cut_to>[^`]+)`"
    r"|[Cc]huyển tệp `(?P<moved>[^`]+)` sang `(?P<there>[^`]+)`"
    r"|^\| Trang \| Dòng \| Cột \| Ghi \|\n\|[-|]+\|\n(?P<cells>(?:\|[^\n]*\n)+)",
    re.MULTILINE | re.DOTALL,
)
_EDIT = re.compile(
    r"(?:Trong|trong) `(?P<file>[^`]+)`, "
    r"(?:thay `(?P<old>[^`]+)` bằng|thay từ `(?P<begin>[^`]+)` đến `(?P<end>[^`]+)` bằng|dưới `(?P<under>[^`]+)` thêm)"
    r"|[Tt]ạo tệp `(?P<new>[^`]+)`"
)
_BOOK = re.compile(r"`([^`]+\.xlsx)`")
_NEW_ROW = "dòng trống"
_SERVING = ("mkdocs", "serve")


@dataclass
class Walk:
    """One reader in one folder, on one day; `faults` is what was printed otherwise than the guide says."""

    folder: Path
    environment: dict[str, str]
    faults: list[str] = field(default_factory=list)
    commands: int = 0

    def through(self, guide: str) -> None:
        """Do every step of a guide in order."""
        last = 0
        for step in _STEP.finditer(guide):
            before, last = guide[last : step.start()], step.end()
            if step["cells"]:
                self._write_cells(_BOOK.findall(before)[-1], step["cells"])
            elif step["cut"]:
                self._replace(step["cut"], (step["cut_from"], step["cut_to"]), [])
            elif step["moved"]:
                (self.folder / step["moved"]).rename(self.folder / step["there"])
            else:
                margin = len(step["indent"])
                self._block(before, [line[margin:] for line in step["block"].split("\n")[:-1]])

    def _block(self, before: str, lines: Sequence[str]) -> None:
        if lines[0].startswith("> "):
            self._type(lines)
            return
        edit = list(_EDIT.finditer(before))[-1]
        if edit["new"]:
            (self.folder / edit["new"]).write_bytes("".join(f"{line}\n" for line in lines).encode())
        elif edit["under"]:
            self._replace(edit["file"], (edit["under"], edit["under"]), lines, keep=True)
        else:
            self._replace(edit["file"], (edit["old"] or edit["begin"], edit["old"] or edit["end"]), lines)

    def _replace(self, file: str, ends: tuple[str, str], lines: Sequence[str], *, keep: bool = False) -> None:
        path = self.folder / file
        found = path.read_text(encoding="utf-8").split("\n")
        first = _line(found, ends[0], 0)
        last = _line(found, ends[1], first)
        kept = found[first : last + 1] if keep else []
        path.write_bytes("\n".join([*found[:first], *kept, *lines, *found[last + 1 :]]).encode())

    def _write_cells(self, name: str, rows: str) -> None:
        path = self.folder / name
        book = load_workbook(path)
        new: dict[str, int] = {}
        for title, row, column, value in (re.findall(r"(?<=\| )[^|]+(?= \|)", line) for line in rows.splitlines()):
            sheet = sheet_of(book, title)
            heads = {str(cell.value): number for number, cell in enumerate(sheet[2], start=1)}
            numbers = range(3, sheet.max_row + 1)
            if row == _NEW_ROW:
                at = new.setdefault(title, next(n for n in numbers if sheet.cell(n, 1).value is None))
            else:
                at = next(n for n in numbers if any(row in str(cell.value) for cell in sheet[n]))
            sheet.cell(at, heads[column]).value = value
        book.save(path)

    def _type(self, lines: Sequence[str]) -> None:
        said: list[str] = []
        for number, line in enumerate(lines):
            if not line.startswith("> "):
                continue
            following = lines[number + 1 :]
            expected = following[: next((n for n, later in enumerate(following) if later.startswith("> ")), None)]
            self.commands += 1
            # A minute goes by.
            self.environment["SOURCE_DATE_EPOCH"] = str(int(self.environment["SOURCE_DATE_EPOCH"]) + 60)
            said = self._said(line[2:])
            if not agrees(expected, said):
                self.faults.append("\n".join([line, *said]))

    def _said(self, line: str) -> list[str]:
        words = shlex.split(line)
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            return [""]
        run: Callable[[Sequence[str]], str] = self._ours if words[0] == "congkhai" else self._theirs
        return run(words).rstrip("\n").split("\n")

    def _ours(self, words: Sequence[str]) -> str:
        out = io.StringIO()
        with (
            mock.patch.dict(os.environ, self.environment),
            mock.patch.object(sys, "stdin", io.StringIO()),
            chdir(self.folder),
            redirect_stdout(out),
            redirect_stderr(out),
        ):
            main(words[1:])
        return out.getvalue()

    def _theirs(self, words: Sequence[str]) -> str:
        environment = {**os.environ, **self.environment}
        command = [sys.executable, "-m", *words]
        if tuple(words) != _SERVING:
            done = subprocess.run(
                command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
            )
            return done.stdout + done.stderr
        # Port 0: whichever is free.
        command += ["--dev-addr", "127.0.0.1:0"]
        with subprocess.Popen(command, cwd=self.folder, env=environment, stderr=subprocess.PIPE, text=True) as server:
            assert server.stderr is not None
            said = list(_until("Serving on", server.stderr))
            server.terminate()
        return "".join(said).replace("127.0.0.1:0/", "127.0.0.1:8000/")


def agrees(expected: Sequence[str], said: Sequence[str]) -> bool:
    """Return whether lines are what a guide says, where `…` stands for anything."""
    lines = [line.rstrip() for line in "\n".join(expected).rstrip("\n").split("\n")]
    pattern = "".join(
        r"(?:[^\n]*\n)*" if line == "…" else re.escape(f"{line}\n").replace("…", r"[^\n]*") for line in lines
    )
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in said)) is not None


def _until(words: str, lines: io.TextIOBase | Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield str(line)
        if words in line:
            return


def _line(lines: Sequence[str], begins: str, first: int) -> int:
    """Return where the only line from `first` on stands that begins so; of several, the first."""
    return next(n for n in range(first, len(lines)) if lines[n].strip().startswith(begins.rstrip(" …")))
