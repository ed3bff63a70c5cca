"""The letter with the head of a register: one page for people, a code for telephones, evidence in a paper trail."""

import shutil
from pathlib import Path

import pytest
import segno

from clerks import Desk
from congkhai.commands.letter import letter
from congkhai.printing import letters
from congkhai.register.leaf import Kind, Leaf
from printed import pages_of, qr_modules, squeezed, tags_of


def _groups(digest: bytes) -> list[str]:
    text = digest.hex()
    return [text[start : start + 4] for start in range(0, 64, 4)]


def test_a_page_with_everything(desk: Desk) -> None:
    """Origin, size, root, key and day stand on one page, for the eye in groups of four; the code holds the very head."""
    said = desk.good("register", "letter")
    path = desk.ward.root / "dau-so-1.pdf"
    assert "1 mục" in said
    assert path.name in said
    pages = pages_of(path.read_bytes())
    assert len(pages) == 1
    head = desk.log.head
    shown = squeezed(pages)
    for words in (
        "Ủy ban nhân dân phường Thử Nghiệm",
        head.checkpoint.origin,
        "Ngày 25/11/2026",
        "Số mục: 1",
        "Số đến",
    ):
        assert squeezed([words]) in shown, words
    assert squeezed(_groups(head.checkpoint.root)) in shown
    assert squeezed(str(head.note).split()) in shown
    code = segno.make_qr(str(head.note), error="m")
    wanted = [[bool(one) for one in row] for row in code.matrix_iter(border=4)]
    # The frame around the code is drawn with strokes as well, far beyond its modules.
    assert [row[: len(wanted)] for row in qr_modules(path.read_bytes())[: len(wanted)]] == wanted
    assert "H1" in tags_of(path.read_bytes())


def test_the_fingerprint_is_that_of_the_key_file(desk: Desk) -> None:
    """Whoever has `sha256sum` makes the groups of the key again, and finds them in the genesis entry too."""
    made = letter(desk.log, "", "")
    genesis = Leaf.decode(desk.log.entry(0))
    assert genesis.kind is Kind.GENESIS
    assert "".join(made.digests[1][1]) == genesis.digest
    assert [len(one) for _, groups in made.digests for one in groups] == [4] * 32


def test_a_plain_text(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can set a PDF, the same stands in a text of plain letters; a PDF that was asked for is refused in words."""
    desk.good("register", "letter", "--output", "thu.txt")
    with_code = (desk.ward.root / "thu.txt").read_text(encoding="utf-8")
    monkeypatch.setattr(letters, "find_spec", lambda _: None)
    desk.good("register", "letter")
    without = (desk.ward.root / "dau-so-1.txt").read_text(encoding="utf-8")
    assert ("█" in with_code, "█" in without) == (True, False)
    for text in (with_code, without):
        assert str(desk.log.head.note) in text
        assert " ".join(_groups(desk.log.checkpoint.root)) in " ".join(text.split())
        assert "Số đến: ....." in text
        assert max(len(line) for line in text.split("\n") if "." * 9 in line) < 80
    refused = desk.run("register", "letter", "--output", "thu.pdf")
    assert (refused.returncode, "letter-no-pdf" in refused.stderr) == (1, True)
    assert not (desk.ward.root / "thu.pdf").exists()


def test_the_code_in_letters_is_the_code(desk: Desk) -> None:
    """Two rows of modules a line, dark as on paper."""
    text = letters.text(letter(desk.log, "", ""))
    lines = [line for line in text.split("\n") if set(line) & set("▀▄█") and not set(line) - set(" ▀▄█")]
    wanted = [
        [bool(one) for one in row] for row in segno.make_qr(str(desk.log.head.note), error="m").matrix_iter(border=0)
    ]
    drawn = []
    for line in lines:
        row = line[4:].ljust(len(wanted))
        drawn += [[one in "▀█" for one in row], [one in "▄█" for one in row]]
    assert drawn[: len(wanted)] == wanted
    assert not any(any(row) for row in drawn[len(wanted) :])


@pytest.mark.slow
def test_what_a_telephone_read_is_a_head_to_check_by(desk: Desk) -> None:
    """The text of the code, saved with other ends of lines or without the last, proves that the register grew out of it."""
    kept = desk.ward.root / "tu-dien-thoai.txt"
    head = str(desk.log.head.note)
    desk.publish()
    for text in (head, head.rstrip("\n"), head.replace("\n", "\r\n")):
        kept.write_bytes(text.encode())
        assert desk.good("verify", str(desk.site), "--head", str(kept)).startswith("Khớp")
    kept.write_bytes(head.replace("\n1\n", "\n2\n").encode())
    assert desk.run("verify", str(desk.site), "--head", str(kept)).returncode == 1


def test_without_a_register(desk: Desk) -> None:
    """There is nothing to write a letter about."""
    (desk.ward.root / "register").rename(desk.ward.root / "away")
    assert "register-none" in desk.run("register", "letter").stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_what_windows_saves(desk: Desk, tmp_path: Path, encoding: str) -> None:
    """Notepad and PowerShell put marks before a text or write it in two bytes a sign: key and head are the same."""
    register, mark = desk.ward.root / "register", "\ufeff" if encoding == "utf-16-be" else ""
    for name in ("key", "checkpoint"):
        text = (register / name).read_text(encoding="utf-8").replace("\n", "\r\n")
        (tmp_path / name).write_bytes(f"{mark}{text}".encode(encoding))
    shutil.copytree(register, tmp_path / "site" / "register")
    place, key, head = (str(tmp_path / name) for name in ("site", "key", "checkpoint"))
    assert desk.good("verify", place, "--public-key", key, "--head", head).startswith("Khớp")
    (tmp_path / "checkpoint").write_bytes(b"\xff\xfe\x00\xd8junk")
    assert "register-bad-note" in desk.run("verify", place, "--public-key", key, "--head", head).stderr
