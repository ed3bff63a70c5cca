"""Attacks on the time stamps of a register, by the names that they have in `cases/register-attacks.yml`."""

from dataclasses import replace
from hashlib import sha256

from cryptography.x509.oid import ExtendedKeyUsageOID

from attacking import Scene, attack
from authorities import Authority, authority
from congkhai.commands.stamped import stamps as told_stamps
from congkhai.register import anchors, stamping
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.writing import write_file
from registering import BEGAN, built, digest, flip
from stamping_office import HOUR, stamped

MONTH = 30 * 24 * HOUR


def _ask(scene: Scene) -> bytes:
    return stamping.request(scene.office.folder, scene.office.log())


def _enter(scene: Scene, content: bytes, by: Authority | None = None) -> None:
    office, believed = scene.office, by or authority()
    stamping.enter(office.folder, office.signer, content, believed.pem, BEGAN + 2 * HOUR)


def _force(scene: Scene, at: int, time: int, *others: Leaf) -> None:
    """Enter a right stamp of some second by a program that looks at nothing, with a time of the forger's choice."""
    head = str(scene.office.log().head.note).encode()
    content = authority().answer(_ask(scene), at)
    name = sha256(content).hexdigest()
    for part, written in zip(anchors.FILES, (head, content, authority().pem), strict=True):
        write_file(scene.office.folder / anchors.path(name, part), written)
    entries = scene.entries()
    leaf = Leaf(Kind.ANCHOR, time, size=len(entries), digest=name)
    scene.forge([*entries, leaf.encode(), *(one.encode() for one in others)])


@attack("ghi giờ tương lai")
def _(scene: Scene) -> None:
    scene.add(built(MONTH))
    stamped(scene.office, BEGAN + HOUR)


@attack("đóng dấu mục tương lai")
def _(scene: Scene) -> None:
    scene.forge([*scene.entries()[:4], built(MONTH).encode()])
    scene.kept = scene.office.log().checkpoint
    _force(scene, BEGAN + HOUR, BEGAN + MONTH)


@attack("ghi giờ cũ sau khi đóng dấu")
def _(scene: Scene) -> None:
    _force(scene, BEGAN + MONTH, BEGAN + 5, built(6))


@attack("dấu của đầu sổ khác")
def _(scene: Scene) -> None:
    _enter(scene, authority().answer(_ask(scene), BEGAN + HOUR, note=b"khac.example.vn/so\n5\n"))


@attack("dấu của nơi cùng tên")
def _(scene: Scene) -> None:
    _enter(scene, authority.__wrapped__().answer(_ask(scene), BEGAN + HOUR))


@attack("dấu sai số yêu cầu")
def _(scene: Scene) -> None:
    _enter(scene, authority().answer(_ask(scene), BEGAN + HOUR, nonce=12345))


@attack("sửa giờ trong dấu")
def _(scene: Scene) -> None:
    content = authority().answer(_ask(scene), BEGAN + HOUR)
    assert content.count(b"20260312") == 1
    _enter(scene, content.replace(b"20260312", b"20260311"))


@attack("chứng thư việc khác")
def _(scene: Scene) -> None:
    by = authority("Ký phần mềm", ExtendedKeyUsageOID.CODE_SIGNING)
    _enter(scene, by.answer(_ask(scene), BEGAN + HOUR), by)


@attack("dấu hai người ký")
def _(scene: Scene) -> None:
    second = authority("Nơi khác")
    _enter(scene, replace(authority(), second=second.stamper).answer(_ask(scene), BEGAN + HOUR))


@attack("dấu giờ tương lai")
def _(scene: Scene) -> None:
    _enter(scene, authority().answer(_ask(scene), BEGAN + MONTH))


@attack("dấu lùi giờ")
def _(scene: Scene) -> None:
    stamped(scene.office, BEGAN + HOUR)
    _enter(scene, authority().answer(_ask(scene), BEGAN + HOUR - 500))


@attack("dùng lại dấu")
def _(scene: Scene) -> None:
    content = authority().answer(_ask(scene), BEGAN + HOUR)
    _enter(scene, content)
    _enter(scene, content)


@attack("đảo bit dấu")
def _(scene: Scene) -> None:
    flip(scene.office.folder / anchors.path(stamped(scene.office, BEGAN + HOUR).digest, anchors.TOKEN), 900)


@attack("viết lại sổ dưới dấu")
def _(scene: Scene) -> None:
    stamped(scene.office, BEGAN + HOUR)
    entries = scene.entries()
    other = Leaf(Kind.BUILD, BEGAN + 2, digest=digest("khác"))
    scene.forge([*entries[:2], other.encode(), *entries[3:]])


@attack("dấu của nơi khác, không nêu chứng thư")
def _(scene: Scene) -> None:
    stamped(scene.office, BEGAN + HOUR)
    other = authority.__wrapped__("Nơi khác")
    content = other.answer(_ask(scene), BEGAN + 2 * HOUR)
    stamping.enter(scene.office.folder, scene.office.signer, content, None, BEGAN + 2 * HOUR)


@attack("tráo chứng thư cạnh dấu")
def _(scene: Scene) -> None:
    found = stamped(scene.office, BEGAN + HOUR)
    beside = scene.office.folder / anchors.path(found.digest, anchors.AUTHORITY)
    beside.write_bytes(authority.__wrapped__("Nơi khác").pem)
    for fault in told_stamps(scene.office.log(), None).faults:
        raise fault
