"""What a publication copies of the register is of one moment, and what a server sends of it is packed."""

import gzip
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clerks import Desk
from congkhai.publishing import building
from congkhai.register import keys, serving
from congkhai.register.refusal import Refusal

pytestmark = pytest.mark.slow


def test_nobody_writes_while_the_register_is_copied(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time that a run reads the register's folder it holds the right to write to it."""
    key = keys.load(desk.key, "x", "bí mật")
    seen: list[str] = []

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **options: Any) -> Any:
            with pytest.raises(Refusal, match="register-busy"), key.turn():
                pass
            seen.append(name)
            return real(*arguments, **options)

        return act

    def copied(source: Path, *arguments: Any, **options: Any) -> Any:
        act = watched("copy", copytree) if Path(source).name == "register" else copytree
        return act(source, *arguments, **options)

    copytree, files = shutil.copytree, serving.files

    def served(*arguments: Any) -> Iterator[tuple[str, bytes]]:
        yield from watched("serve", lambda *given: list(files(*given)))(*arguments)

    # MkDocs reads its own copy of the register, and holds nothing.
    desk.apart = True
    monkeypatch.setattr(building, "snapshot", watched("snapshot", building.snapshot))
    monkeypatch.setattr(shutil, "copytree", copied)
    monkeypatch.setattr(serving, "files", served)
    desk.publish()
    assert set(seen) == {"copy", "serve", "snapshot"}


def test_a_register_that_is_being_written_is_waited_for(desk: Desk) -> None:
    """A publication that meets another command at the register leaves with 75, and changes nothing."""
    desk.publish()
    shown = desk.site.resolve()
    with keys.load(desk.key, "x", "bí mật").turn():
        done = desk.run("publish", str(desk.server), str(desk.ward.root))
    assert (done.returncode, "register-busy" in done.stderr) == (75, True)
    assert desk.site.resolve() == shown


def test_bundles_and_hints_are_packed(desk: Desk) -> None:
    """Entries, which shrink by half, lie packed beside themselves, as do the hints; a packed copy that says something else is a stranger."""
    desk.publish()
    size = desk.log.checkpoint.size
    bundle = desk.site / "register" / "tile" / "entries" / "000.p" / str(size)
    packed = bundle.with_name(f"{size}.gz")
    assert gzip.decompress(packed.read_bytes()) == bundle.read_bytes()
    assert packed.stat().st_size < bundle.stat().st_size * 0.6
    assert (desk.site / "register" / "find" / "document" / "0.json.gz").exists()
    assert not list((desk.site / "register" / "tile" / "0").rglob("*.gz"))
    told = desk.good("verify", str(desk.site))
    assert ".gz" not in told
    packed.write_bytes(gzip.compress(b"another"))
    assert f"register/tile/entries/000.p/{size}.gz" in desk.run("verify", str(desk.site)).stdout
    packed.write_bytes(b"no gzip")
    assert f"register/tile/entries/000.p/{size}.gz" in desk.run("verify", str(desk.site)).stdout
    desk.publish()
    desk.good("rollback", str(desk.server))
    size = desk.log.checkpoint.size
    assert (desk.site / "register" / "tile" / "entries" / "000.p" / f"{size}.gz").exists()
