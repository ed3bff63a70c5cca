"""Attacks on a register, by the names that they have in `cases/register-attacks.yml`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from congkhai.register import keys, tiles
from congkhai.register.checkpoint import Checkpoint, Proof
from congkhai.register.erasing import erase, erasure
from congkhai.register.hashing import leaf_hash, root
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.notes import Note, sign
from congkhai.register.openings import path as opening_path
from congkhai.register.state import replay
from congkhai.register.writing import append
from registering import BEGAN, ORIGIN, Office, built, digest, file_part, flip, published

FORKED = "không nối tiếp"


@dataclass
class Scene:
    """A register of five entries, somebody who kept its head, and what they see in the end."""

    office: Office
    kept: Checkpoint

    def entries(self) -> list[bytes]:
        """Return what the register holds."""
        return list(self.office.log().entries())

    def forge(self, entries: Sequence[bytes], signer: keys.KeyFile | None = None) -> None:
        """Write another register with a real key, as somebody may who has it and a program of their own."""
        for where, content in tiles.files(entries):
            (self.office.folder / where).parent.mkdir(parents=True, exist_ok=True)
            (self.office.folder / where).write_bytes(content)
        head = Checkpoint(ORIGIN, len(entries), root([leaf_hash(entry) for entry in entries]))
        self.show((signer or self.office.signer).sign(str(head)))

    def show(self, note: Note) -> None:
        """Put another head in the place of the right one."""
        (self.office.folder / "checkpoint").write_bytes(str(note).encode())

    def add(self, *leaves: Leaf) -> None:
        """Enter leaves in the right way."""
        append(self.office.folder, self.office.signer, leaves)

    def seen(self) -> list[str]:
        """Return what the full check tells, and the reader who kept a head."""
        faults = self.office.told()
        if not faults and not self.office.log().grew_from(self.kept):
            return [FORKED]
        return faults


ATTACKS: dict[str, Callable[[Scene], None]] = {}


def attack(name: str) -> Callable[[Callable[[Scene], None]], Callable[[Scene], None]]:
    """Give an attack the name that it has in the cases."""

    def named(act: Callable[[Scene], None]) -> Callable[[Scene], None]:
        ATTACKS[name] = act
        return act

    return named


@attack("sửa mục cũ")
def _(scene: Scene) -> None:
    entries = scene.entries()
    scene.forge(
        [*entries[:2], built(1000).encode().replace(str(BEGAN + 1000).encode(), str(BEGAN + 2).encode()), *entries[3:]]
    )


@attack("chèn vào quá khứ")
def _(scene: Scene) -> None:
    entries = scene.entries()
    late = published(0, BEGAN + 1, (file_part("muon.pdf"),))
    scene.forge([*entries[:2], Leaf(Kind.BUILD, late.time, digest=digest("muộn")).encode(), *entries[2:]])


@attack("thay mục cuối")
def _(scene: Scene) -> None:
    scene.forge([*scene.entries()[:-1], Leaf(Kind.BUILD, BEGAN + 4, digest=digest("khác")).encode()])


@attack("bỏ mục cuối")
def _(scene: Scene) -> None:
    scene.forge(scene.entries()[:-2])


@attack("ghi vào bản sao lưu")
def _(scene: Scene) -> None:
    backup = scene.office.copied("ban-sao")
    scene.office.add(3)
    scene.office.restore(backup)
    scene.office.add(1)


@attack("ghi lùi giờ")
def _(scene: Scene) -> None:
    scene.add(built(1))


@attack("ký mục lùi giờ")
def _(scene: Scene) -> None:
    scene.forge([*scene.entries(), built(1).encode()])


@attack("thu hồi có ghi sổ")
def _(scene: Scene) -> None:
    scene.office.publish(0, BEGAN + 5, "a.pdf")
    scene.add(Leaf(Kind.RETRACT, BEGAN + 6, document=0, previous=5, reason="issued-in-error"))
    document = replay(scene.office.log().leaves()).documents[0]
    assert document.retraction is not None
    assert document.parts == document.current.leaf.parts


@attack("hai bản đầu")
def _(scene: Scene) -> None:
    entries = scene.entries()
    first, second = (published(0, BEGAN + 1, (file_part(name),)).encode() for name in ("a", "b"))
    scene.forge([entries[0], first, second, *entries[2:3]])
    scene.kept = scene.office.log().checkpoint
    for part in (part for leaf in scene.office.log().leaves() for part in leaf.parts):
        assert opening_path(part).startswith("addenda/")
    documents = replay(scene.office.log().leaves()).documents
    assert [version.index for version in documents[0].versions] == [1]


@attack("đảo bit mã băm")
def _(scene: Scene) -> None:
    flip(scene.office.folder / "tile/0/000.p/5", 300)


@attack("đảo bit các mục")
def _(scene: Scene) -> None:
    flip(scene.office.folder / "tile/entries/000.p/5", 300)


@attack("đảo bit đầu sổ")
def _(scene: Scene) -> None:
    note = scene.office.log().head.note
    scene.show(Note(note.text.replace("\n5\n", "\n4\n"), note.signatures))
    assert ord("5") ^ ord("4") == 1


@attack("xóa có ghi sổ")
def _(scene: Scene) -> None:
    parts = scene.office.publish(0, BEGAN + 5, "a.pdf", "b.pdf")
    document = replay(scene.office.log().leaves()).documents[0]
    leaf = erasure(document, BEGAN + 6, "privacy", everything=True)
    assert leaf.parts == tuple(part.digest for part in parts)
    erase(scene.office.folder, scene.office.signer, leaf)
    assert not list((scene.office.folder / "addenda").glob("*/*/*"))
    assert scene.office.log().proof(5).check(scene.office.log().entry(5), scene.office.signer.key).size == 7


@attack("dò nội dung đã xóa")
def _(scene: Scene) -> None:
    (part,) = scene.office.publish(0, BEGAN + 5, "0912345678")
    document = replay(scene.office.log().leaves()).documents[0]
    erase(scene.office.folder, scene.office.signer, erasure(document, BEGAN + 6, "privacy", everything=True))
    left = b"".join(path.read_bytes() for path in scene.office.folder.rglob("*") if path.is_file())
    assert part.digest.encode() in left
    for known in (part.nonce, part.sha256, "0912345678", sha256(part.sha256.encode()).hexdigest()):
        assert known.encode() not in left


@attack("xóa không ghi sổ")
def _(scene: Scene) -> None:
    (part,) = scene.office.publish(0, BEGAN + 5, "a.pdf")
    (scene.office.folder / opening_path(part.digest)).unlink()


@attack("ghi xóa mà không xóa")
def _(scene: Scene) -> None:
    (part,) = scene.office.publish(0, BEGAN + 5, "a.pdf")
    scene.add(Leaf(Kind.ERASE, BEGAN + 6, document=0, parts=(part.digest,), reason="privacy"))


@attack("bằng chứng chỉ mục khác")
def _(scene: Scene) -> None:
    log = scene.office.log()
    proof = log.proof(2)
    Proof(3, proof.path, proof.note).check(log.entry(2), scene.office.signer.key)


@attack("tráo diễn giải")
def _(scene: Scene) -> None:
    one, two = scene.office.publish(0, BEGAN + 5, "a.pdf", "b.pdf")
    (scene.office.folder / opening_path(one.digest)).write_bytes(two.encode())


@attack("mất điện")
def _(scene: Scene) -> None:
    def cut(waiting: Path, target: Path) -> None:
        if target.name == "checkpoint":
            raise InterruptedError
        waiting.rename(target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", cut)
        with pytest.raises(InterruptedError):
            scene.office.add(300)
    assert scene.office.log().checkpoint.size == 5
    scene.add()
    assert scene.office.log().checkpoint.size == 305


@attack("hai người cùng ghi")
def _(scene: Scene) -> None:
    copy = scene.office.copied("may-khac")
    scene.office.add(1)
    append(copy, scene.office.signer, [Leaf(Kind.BUILD, BEGAN + 60, digest=digest("khác"))])


@attack("hai lần chạy")
def _(scene: Scene) -> None:
    with scene.office.signer.turn():
        scene.office.add(1)


@attack("xuống dòng kiểu Windows")
def _(scene: Scene) -> None:
    head = scene.office.folder / "checkpoint"
    head.write_bytes(head.read_bytes().replace(b"\n", b"\r\n"))


@attack("khóa lạ ký")
def _(scene: Scene) -> None:
    scene.forge(scene.entries(), keys.make(scene.office.folder.with_name("la.pem"), ORIGIN, ""))


@attack("sửa số mục")
def _(scene: Scene) -> None:
    note = scene.office.log().head.note
    scene.show(Note(note.text.replace("\n5\n", "\n6\n"), note.signatures))


@attack("hai lịch sử")
def _(scene: Scene) -> None:
    others = [Leaf(Kind.BUILD, BEGAN + number, digest=digest(f"riêng {number}")).encode() for number in range(1, 5)]
    scene.forge([scene.entries()[0], *others])


@attack("nút làm mục")
def _(scene: Scene) -> None:
    log = scene.office.log()
    hashes = [leaf_hash(entry) for entry in scene.entries()]
    node, path = hashes[0] + hashes[1], log.proof(0).path[1:]
    Proof(0, path, log.head.note).check(node, scene.office.signer.key)


@attack("giấu thêm mục")
def _(scene: Scene) -> None:
    bundle = scene.office.folder / "tile/entries/000.p/5"
    bundle.write_bytes(bundle.read_bytes() + tiles.bundle([built(9).encode()]))


@attack("đầu sổ của sổ khác")
def _(scene: Scene) -> None:
    private = scene.office.signer.private
    head = scene.office.log().checkpoint
    scene.show(sign(str(Checkpoint("khac.example.vn/so", head.size, head.root)), "khac.example.vn/so", private))
