"""Fetch what the tests need beside Python packages: a Chromium, an nginx, a Go, a Java, and the Nu HTML checker that runs on it."""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

CHECKER = "vnu-jar@26.9.27"
DIGEST = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="  # SHA-512
MEMBER = "package/build/dist/vnu.jar"
JAR = Path(sys.prefix) / "share" / f"{CHECKER.replace('@', '-')}.jar"

PROGRAMS = {
    "chromium": ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
    "default-jre-headless": ("java",),
    "nginx": ("nginx", "/usr/sbin/nginx"),
    "golang-go": ("go",),
}
"""Package of the distribution, and the programs any of which makes it needless."""

SHELL = "chromium-headless-shell"
"""Of Chromium what opens pages, without its windows; not every distribution has it apart."""

LIBRARIES = {
    "golang-golang-x-mod-dev": Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog"),
    # Without the package apache2, which would start a server.
    "apache2-bin": Path("/usr/lib/apache2/modules/mod_headers.so"),
    "media-types": Path("/etc/mime.types"),
}
"""Package of the distribution, and the folder that it brings."""


def main() -> int:
    """Install what is missing; return the code of the first command that fails, 0 also where there is no installer."""
    if shutil.which("apt-get") and not shutil.which(SHELL):
        # Where there is none, the whole browser does as well.
        _install([SHELL])
    missing = [package for package, names in PROGRAMS.items() if not any(map(shutil.which, names))]
    missing += [package for package, folder in LIBRARIES.items() if not folder.exists()]
    return (_install(missing) if missing else 0) or (0 if JAR.exists() else _fetch_checker())


def _install(packages: list[str]) -> int:
    if not (apt := shutil.which("apt-get")):
        return _skip(", ".join(packages), "apt-get")
    subprocess.run([apt, "update", "-qq"], check=False)
    return subprocess.run([apt, "install", "-y", "-qq", "--no-install-recommends", *packages], check=False).returncode


def _fetch_checker() -> int:
    """Unpack the checker into the environment, if its package is the one that we know."""
    if not (npm := shutil.which("npm")):
        return _skip(CHECKER, "npm")
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [npm, "pack", "--silent", "--ignore-scripts", CHECKER], cwd=folder, check=False, stdout=subprocess.DEVNULL
        )
        if done.returncode:
            return done.returncode
        package = next(Path(folder).glob("*.tgz"))
        if base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() != DIGEST:
            print(f"{CHECKER} is not the package that the tests were written with", file=sys.stderr)
            return 1
        with tarfile.open(package) as archive:
            archive.extract(MEMBER, folder, filter="data")
        JAR.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(folder) / MEMBER, JAR)
    return 0


def _skip(what: str, how: str) -> int:
    print(f"{what}: not installed, and no {how} to install it: its tests will be skipped", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
