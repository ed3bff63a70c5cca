"""Attacks that somebody outside sees, by the names that they have in `cases/register-attacks.yml`."""

from dataclasses import replace
from pathlib import Path

from attacking import ATTACKS, Scene, attack
from congkhai.publishing import verification
from congkhai.register import heads, keys
from congkhai.register.checkpoint import Checkpoint, Head
from congkhai.register.cosignatures import cosignatures
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import folder_reader
from congkhai.register.notes import Signature
from congkhai.register.rotation import hand_over
from congkhai.register.succession import earlier_head, heir
from congkhai.register.witness import DELAY, STALE
from registering import BEGAN, ORIGIN, digest
from watching import Watcher


def _watcher(scene: Scene) -> Watcher:
    """Return a witness who has seen the register as it is."""
    watcher = Watcher.new(scene.office.folder.with_name("outside"), scene.office)
    watcher.sign(scene.office.folder)
    return watcher


def _look(scene: Scene, watcher: Watcher) -> None:
    """Let the witness look again; what she remarks is what is seen."""
    for remark in watcher.look(scene.office.folder).remarks:
        raise remark


def _site(scene: Scene) -> Path:
    """Return the folder of a site that shows one file, as entered."""
    scene.office.publish(0, BEGAN + 5, "a.pdf")
    file = scene.office.folder.parent / "tai-lieu" / "a.pdf"
    file.parent.mkdir()
    file.write_bytes(b"a.pdf")
    return file


def _visit(scene: Scene) -> None:
    """Let somebody hold the site against its register."""
    for fault in verification.faults(scene.office.log(), folder_reader(scene.office.folder.parent)):
        raise fault


@attack("giờ tương lai, có nhân chứng")
def _(scene: Scene) -> None:
    watcher = _watcher(scene)
    scene.add(Leaf(Kind.BUILD, watcher.now + DELAY, digest=digest("mai")))
    _look(scene, watcher)


@attack("ghi lùi giờ, có nhân chứng")
def _(scene: Scene) -> None:
    watcher = _watcher(scene)
    watcher.now += 30 * DELAY
    watcher.sign(scene.office.folder)
    scene.add(Leaf(Kind.BUILD, BEGAN + 6, digest=digest("tháng trước")))
    _look(scene, watcher)


@attack("tráo tệp")
def _(scene: Scene) -> None:
    _site(scene).write_bytes(b"b.pdf")
    _visit(scene)


@attack("gỡ tệp")
def _(scene: Scene) -> None:
    _site(scene).unlink()
    _visit(scene)


@attack("vào sổ trước, đăng sau")
def _(scene: Scene) -> None:
    scene.office.publish(0, BEGAN + 5, "a.pdf")
    _visit(scene)


@attack("đứng yên ba ngày")
def _(scene: Scene) -> None:
    watcher = _watcher(scene)
    watcher.now += STALE + STALE // 2
    _look(scene, watcher)


@attack("bảng tra cứu bỏ sót")
def _(scene: Scene) -> None:
    content = _site(scene).read_bytes()
    assert not (scene.office.folder / "find").exists()
    (found,) = verification.find(scene.office.log(), content)
    assert found.opening.name == "a.pdf"


@attack("sửa giờ của nhân chứng")
def _(scene: Scene) -> None:
    watcher = _watcher(scene)
    own, line = watcher.sign(scene.office.folder).signatures
    earlier = Signature(line.name, line.id, (BEGAN - DELAY).to_bytes(8) + line.bytes[8:])
    note = replace(scene.office.log().head.note, signatures=(own, earlier))
    heads.take(scene.office.folder, scene.office.log(), str(note).encode(), [watcher.key])


@attack("lịch sử riêng, không nhân chứng")
def _(scene: Scene) -> None:
    watcher = _watcher(scene)
    ATTACKS["hai lịch sử"](scene)
    head = str(scene.office.log().head.note).encode()
    heads.take(scene.office.folder, scene.office.log(), head, [watcher.key])


@attack("lịch sử riêng, nhân chứng của sổ thật")
def _(scene: Scene) -> None:
    watcher = _watcher(scene)
    heads.keep(scene.office.folder, watcher.sign(scene.office.folder))
    ATTACKS["hai lịch sử"](scene)
    heads.newest(scene.office.log(), [watcher.key])


@attack("nhân chứng của sổ khác")
def _(scene: Scene) -> None:
    watcher = _watcher(scene)
    line = watcher.sign(scene.office.folder).signatures[1]
    head = scene.office.log().checkpoint
    other = keys.make(scene.office.folder.with_name("khac.pem"), "khac.example.vn/so", "")
    note = other.sign(str(Checkpoint(other.name, head.size, head.root)))
    cosignatures(replace(note, signatures=(*note.signatures, line)), [watcher.key])


@attack("khóa cũ ký tiếp")
def _(scene: Scene) -> None:
    new = keys.make(scene.office.folder.with_name("moi.pem"), ORIGIN, "")
    hand_over(scene.office.folder, scene.office.signer, new, BEGAN + 5)
    log = scene.office.log()
    forged = Checkpoint(ORIGIN, 9, log.checkpoint.root)
    earlier_head(replace(log, key=new.key), str(scene.office.signer.sign(str(forged))).encode())


@attack("tự bàn giao khóa")
def _(scene: Scene) -> None:
    thief = keys.make(scene.office.folder.with_name("trom.pem"), ORIGIN, "")
    leaf = Leaf(Kind.KEY, BEGAN + 5, digest=digest(f"{thief.key}\n"))
    scene.forge([*scene.entries(), leaf.encode()], thief)
    note = Head.parse((scene.office.folder / "checkpoint").read_bytes(), thief.key).note
    heads.keep(scene.office.folder, note)
    listed = f"0 {scene.office.signer.key}\n6 {thief.key}\n"
    (scene.office.folder / "keys").write_text(listed, encoding="utf-8")
    heir(folder_reader(scene.office.folder), scene.office.signer.key)
