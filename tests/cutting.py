"""The power cut at any step on the disk, and what is found when it is back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from congkhai.register import keys
from registering import ORIGIN, Office

# What changes names on the disk; everything else is seen by nobody before one of these.
STEPS = ("replace", "unlink", "rmdir")


class PowerCutError(Exception):
    """The computer is off."""


def act_until(step: int, act: Callable[[], object], *, is_done: bool) -> bool:
    """Act, and be cut off at a step, before it or after it; return whether there was such a step."""
    count = 0

    def cut(method: Callable[..., object]) -> Callable[..., object]:
        def one(*arguments: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count > step or (count == step and not is_done):
                raise PowerCutError
            result = method(*arguments, **named)
            if count == step:
                raise PowerCutError
            return result

        return one

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(Path, name, cut(getattr(Path, name)))
        try:
            act()
        except PowerCutError:
            return True
    return False


def after(office: Office, home: Path) -> Office:
    """Return the office in a copy of everything that it has on disk, as it is found when the power is back."""
    shutil.copytree(office.folder.parent, home)
    return Office(home / "register", keys.load(home / "khoa" / "so.pem", ORIGIN, ""))
