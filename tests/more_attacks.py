"""Attacks beyond those of the study, and what nobody sees, by the names that they have in `cases/register-attacks.yml`."""

import shutil
from dataclasses import replace
from hashlib import sha256

from attacking import ATTACKS, Scene, attack
from congkhai.publishing import verification
from congkhai.publishing.releases import MANIFEST
from congkhai.register import anchors, fsck, heads, keys, serving
from congkhai.register.anchors import Interval, Intervals
from congkhai.register.checkpoint import Checkpoint, Head
from congkhai.register.evidence import Evidence
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.log import folder_reader
from congkhai.register.memory import folder_of
from congkhai.register.names import Registered
from congkhai.register.notes import Key, sign
from congkhai.register.openings import Role, blind
from congkhai.register.openings import path as opening_path
from congkhai.register.writing import append
from registering import BEGAN, ORIGIN, built, digest, flip, published
from watching import Watcher

MONTH = 30 * 24 * 60 * 60
TILE, BUNDLE = "tile/0/000.p/5", "tile/entries/000.p/5"


def _unproved(scene: Scene, index: int) -> None:
    """Say that nobody outside proves a time of an entry, so that what shows it says no more than the office's clock."""
    assert Intervals(anchors.stamps(scene.office.log())).of(index) == Interval(None, None)
    assert list(heads.kept(scene.office.log())) == []


@attack("ghi giờ cũ, không ai xem")
def _(scene: Scene) -> None:
    scene.add(Leaf(Kind.BUILD, BEGAN + 6, digest=digest("tháng trước")))
    _unproved(scene, 5)


@attack("vào sổ trước, đăng sau, không ai xem")
def _(scene: Scene) -> None:
    scene.office.publish(0, BEGAN + 5, "a.pdf")
    scene.add(built(MONTH))
    file = scene.office.folder.parent / "tai-lieu" / "a.pdf"
    file.parent.mkdir()
    file.write_bytes(b"a.pdf")
    told = {fault.slug for fault in verification.faults(scene.office.log(), folder_reader(scene.office.folder.parent))}
    # The site of the scene has no list of its build.
    assert told == {"register-missing-file"}
    _unproved(scene, 5)


@attack("trang kiểm tra nói dối")
def _(scene: Scene) -> None:
    site = scene.office.folder.parent
    script, listed = site / "assets" / "verify.js", site / MANIFEST
    script.parent.mkdir()
    script.write_bytes(b"honest")
    listed.write_bytes(f"{sha256(b'honest').hexdigest()}  assets/verify.js\n".encode())
    scene.add(Leaf(Kind.BUILD, BEGAN + 5, digest=sha256(listed.read_bytes()).hexdigest()))
    script.write_bytes(b"all is well")
    for fault in verification.faults(scene.office.log(), folder_reader(site)):
        assert fault.values["file"] == "assets/verify.js"
        raise fault


@attack("cắt tệp mã băm")
def _(scene: Scene) -> None:
    tile = scene.office.folder / TILE
    tile.write_bytes(tile.read_bytes()[:-1])


@attack("tráo tệp mã băm")
def _(scene: Scene) -> None:
    tile = scene.office.folder / TILE
    tile.write_bytes((tile.with_name("1")).read_bytes())


@attack("tráo tệp các mục")
def _(scene: Scene) -> None:
    bundle = scene.office.folder / BUNDLE
    bundle.write_bytes((bundle.with_name("1")).read_bytes())


@attack("số mục khổng lồ")
def _(scene: Scene) -> None:
    head = scene.office.log().checkpoint
    scene.show(scene.office.signer.sign(str(Checkpoint(ORIGIN, 2**53 - 1, head.root))))
    found = list(fsck.check(scene.office.log()))
    assert len(found) < 200
    raise found[0]


@attack("chép dòng chữ ký")
def _(scene: Scene) -> None:
    note = scene.office.log().head.note
    scene.show(replace(note, signatures=note.signatures * 20))


@attack("khóa dưới tên khác")
def _(scene: Scene) -> None:
    scene.show(sign(scene.office.log().head.note.text, "khac.example.vn/so", scene.office.signer.private))


@attack("tên khóa điều khiển màn hình")
def _(scene: Scene) -> None:
    Key.parse(str(Key("so.vn\x1b[2J", scene.office.signer.key.public)))


@attack("mục có trường lặp")
def _(scene: Scene) -> None:
    entry = built(5).encode()
    scene.forge([*scene.entries(), entry.replace(b'"v":1', b'"v":1,"v":1')])


@attack("dùng lại số ngẫu nhiên")
def _(scene: Scene) -> None:
    nonce = digest("luôn là một")
    parts = tuple(
        blind(Role.FILE, name.encode(), f"tai-lieu/{name}", name, nonce=lambda _: nonce) for name in ("a.pdf", "b.pdf")
    )
    append(scene.office.folder, scene.office.signer, [published(0, BEGAN + 5, parts)], parts)


@attack("đổi chỗ diễn giải")
def _(scene: Scene) -> None:
    (one,), (two,) = scene.office.publish(0, BEGAN + 5, "a.pdf"), scene.office.publish(1, BEGAN + 6, "b.pdf")
    (scene.office.folder / opening_path(one.digest)).write_bytes(two.encode())
    (scene.office.folder / opening_path(two.digest)).write_bytes(one.encode())


@attack("liên kết đến tệp mật")
def _(scene: Scene) -> None:
    tile = scene.office.folder / TILE
    tile.unlink()
    tile.symlink_to(scene.office.signer.path)
    list(serving.files(scene.office.folder, scene.office.log()))


@attack("liên kết thay thư mục")
def _(scene: Scene) -> None:
    tiles_of = scene.office.folder / "tile"
    tiles_of.rename(scene.office.folder.with_name("noi-khac"))
    tiles_of.symlink_to(scene.office.folder.with_name("noi-khac"), target_is_directory=True)
    scene.office.log().entry(0)


@attack("vu viết lại sổ")
def _(scene: Scene) -> None:
    earlier = scene.office.log().head.note
    log = scene.office.add(3)
    # A byte that one hash lends to its neighbour leaves their common hash as it was.
    first, second, *others = log.growth(5)[1]
    lent = (first + second[:1], second[1:], *others)
    Evidence.parse(str(Evidence(earlier, log.head.note, lent)).encode()).check(scene.office.signer.key)


@attack("chép sang tên khác")
def _(scene: Scene) -> None:
    other = keys.make(scene.office.folder.with_name("khac.pem"), "khac.example.vn/so", "")
    (scene.office.folder / "key").write_bytes(f"{other.key}\n".encode())
    Head.parse((scene.office.folder / "checkpoint").read_bytes(), other.key)


@attack("tệp lạ ở chỗ chữ ký")
def _(scene: Scene) -> None:
    watcher = Watcher.new(scene.office.folder.with_name("outside"), scene.office)
    note, folder = watcher.sign(scene.office.folder), scene.office.folder
    other = keys.make(folder.with_name("la.pem"), ORIGIN, "").sign(f"{ORIGIN}\n5\n{'A' * 43}=\n")
    (folder / "heads").mkdir()
    (folder / "heads" / "5").write_bytes(str(other).encode())
    assert heads.take(folder, scene.office.log(), str(note).encode(), [watcher.key])
    assert heads.newest(scene.office.log(), [watcher.key]) is not None


def _served(scene: Scene) -> dict[str, bytes]:
    return dict(serving.files(scene.office.folder, scene.office.log()))


@attack("tệp lạ giữa các tệp mã băm")
def _(scene: Scene) -> None:
    before = _served(scene)
    assert {"tile/0/000.p/5", "tile/0/000.p/1", "tile/entries/000.p/1"} <= before.keys()
    for name in ("tile/0/999", "tile/entries/001", "tile/7/000", "tile/0/000", "tile/0/000.p/9", "tile/0/000.p/05"):
        path = scene.office.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"0912345678")
    # What was right at an earlier size, and is not any more.
    flip(scene.office.folder / "tile/0/000.p/1", 9)
    flip(scene.office.folder / "tile/entries/000.p/1", 9)
    changed = {"tile/0/000.p/1", "tile/entries/000.p/1"}
    assert _served(scene) == {name: content for name, content in before.items() if name not in changed}


@attack("nhân chứng của lịch sử khác trên trang")
def _(scene: Scene) -> None:
    watcher = Watcher.new(scene.office.folder.with_name("outside"), scene.office)
    heads.keep(scene.office.folder, watcher.sign(scene.office.folder))
    ATTACKS["hai lịch sử"](scene)
    Registered.read(scene.office.log())


@attack("tệp khổng lồ")
def _(scene: Scene) -> None:
    with (scene.office.folder / "checkpoint").open("r+b") as file:
        # It takes no room on the disk, and all of a reader's memory.
        file.truncate(2**40)
    scene.office.log().head.note.text  # noqa: B018 - the reading is the attack


@attack("tên khóa có ký tự vô hình")
def _(scene: Scene) -> None:
    Key.parse(str(Key("so.vn\u200b", scene.office.signer.key.public)))


@attack("xóa trí nhớ của nhân chứng")
def _(scene: Scene) -> None:
    watcher = Watcher.new(scene.office.folder.with_name("outside"), scene.office)
    watcher.sign(scene.office.folder)
    shutil.rmtree(watcher.memory.folder)
    ATTACKS["hai lịch sử"](scene)
    watcher.sign(scene.office.folder)


@attack("trí nhớ cũ của nhân chứng")
def _(scene: Scene) -> None:
    watcher = Watcher.new(scene.office.folder.with_name("outside"), scene.office)
    watcher.sign(scene.office.folder)
    old = shutil.copytree(watcher.memory.folder, watcher.home.with_name("backup"))
    scene.add(built(5))
    watcher.sign(scene.office.folder)
    shutil.rmtree(watcher.memory.folder)
    shutil.copytree(old, folder_of(watcher.home, ORIGIN))
    watcher.look(scene.office.folder)
