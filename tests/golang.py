"""The verifier in Go, built once where Go and its library are there."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SOURCE = Path(__file__).parent / "register" / "go" / "verify.go"
LIBRARIES = Path("/usr/share/gocode")


def missing() -> str:
    """Return what is not there, empty when the verifier can be built."""
    if not shutil.which("go"):
        return "no Go here: python tests/get_tools.py"
    if not (LIBRARIES / "src" / "golang.org" / "x" / "mod" / "sumdb" / "tlog").exists():
        return "no golang.org/x/mod here: python tests/get_tools.py"
    return ""


def built(folder: Path) -> Path:
    """Return the verifier, built into a folder; nothing is fetched from anywhere."""
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(LIBRARIES),
        "GOFLAGS": "",
        "GOCACHE": str(folder / "cache"),
    }
    program = folder / "verify"
    command = [shutil.which("go") or "go", "build", "-o", str(program), str(SOURCE)]
    subprocess.run(command, check=True, env=environment, cwd=folder)
    return program


def verify(program: Path, folder: Path, key: str, more: Sequence[tuple[str, Path]] = ()) -> tuple[bool, str]:
    """Return whether the verifier holds a register for sound, and what it says; `more` are options with their files."""
    options = [str(part) for option in more for part in option]
    done = subprocess.run([str(program), str(folder), key, *options], check=False, capture_output=True, text=True)
    return done.returncode == 0, (done.stdout or done.stderr).strip()
