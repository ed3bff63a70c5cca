"""`mkdocs serve` watches folders of records that are made, or go and come back, while it runs."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import DirModifiedEvent

from congkhai.site.watching import Coming, watch_closely

FOLDERS = ("plans", "conclusions")


class Watched:
    """A folder whose server watches it, and builds nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.server = LiveReloadServer(lambda: None, "127.0.0.1", 0, root=str(root / "site"))
        watch_closely(self.server, root, FOLDERS)

    def has_asked(self) -> bool:
        """Return whether a build was asked for, and forget that it was."""
        asked, self.server._want_rebuild = self.server._want_rebuild, False  # noqa: SLF001 - what the server waits for
        return asked

    def watches(self, name: str) -> bool:
        """Return whether somebody looks at a folder or file."""
        watch = self.server._watch_refs.get(str(self.root / name))  # noqa: SLF001 - nothing outside shows it
        return any(one.watch == watch and one.should_keep_running() for one in self.server.observer.emitters)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """Return a folder with plans and settings, no conclusions yet, whose server is running."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.md").write_bytes(b"1")
    (tmp_path / "mkdocs.yml").write_bytes(b"1")
    found = Watched(tmp_path)
    # MkDocs itself looks every half a second.
    assert {emitter.timeout for emitter in found.server.observer.emitters} == {0.2}
    for name in ("plans", "mkdocs.yml"):
        found.server.watch(str(tmp_path / name))
    found.server.observer.start()
    try:
        yield found
    finally:
        found.server.observer.stop()
        found.server.observer.join()
        found.server.server_close()


def _wait(is_so: Callable[[], bool]) -> None:
    for _ in range(500):
        if is_so():
            return
        sleep(0.01)
    pytest.fail("nothing was seen")


def test_a_folder_made_later_is_watched(watched: Watched) -> None:
    """A new ward has no `conclusions/` yet; what lies in it at once is built, and what is saved there later."""
    (watched.root / "conclusions").mkdir()
    _wait(watched.has_asked)
    _wait(lambda: watched.watches("conclusions"))
    (watched.root / "conclusions" / "x.yml").write_bytes(b"1")
    _wait(watched.has_asked)


def test_a_folder_that_comes_back_is_watched(watched: Watched, tmp_path_factory: pytest.TempPathFactory) -> None:
    """MkDocs' server was blind to it until it was started again."""
    away = tmp_path_factory.mktemp("away") / "plans"
    shutil.move(watched.root / "plans", away)
    _wait(watched.has_asked)
    _wait(lambda: not watched.watches("plans"))
    shutil.copytree(away, watched.root / "plans")
    _wait(watched.has_asked)
    _wait(lambda: watched.watches("plans"))
    (watched.root / "plans" / "plan.md").write_bytes(b"12")
    _wait(watched.has_asked)


def test_settings_that_come_back_are_watched(watched: Watched) -> None:
    """Some editors take the file away before they write it."""
    (watched.root / "mkdocs.yml").unlink()
    _wait(watched.has_asked)
    (watched.root / "mkdocs.yml").write_bytes(b"12")
    _wait(watched.has_asked)
    _wait(lambda: watched.watches("mkdocs.yml"))


def test_a_folder_gone_between_two_looks_is_watched(watched: Watched) -> None:
    """Whoever looked into it just then looks no more, though the portal's folder was never seen without it."""
    (one,) = (one for one in watched.server.observer.emitters if one.watch.path == str(watched.root / "plans"))
    one.stop()
    (watched.root / "drafts").mkdir()
    _wait(lambda: watched.watches("plans"))
    assert watched.has_asked()


def test_what_goes_at_once_is_waited_for_again(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder may be gone before it can be watched."""
    coming = Coming(watched.server, watched.root, FOLDERS)
    (watched.root / "site").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(watched.server.observer, "schedule", _gone)
        (watched.root / "conclusions").mkdir()
        coming.on_any_event(DirModifiedEvent(str(watched.root)))
        assert not watched.watches("conclusions")
    coming.on_any_event(DirModifiedEvent(str(watched.root)))
    assert watched.watches("conclusions")


def _gone(*_: object, **__: object) -> None:
    raise FileNotFoundError
