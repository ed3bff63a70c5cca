"""Make sure that a Chromium is there for the browser tests: installed, or fetched from the distribution."""

import shutil
import subprocess
import sys


def main() -> int:
    """Install Chromium with apt when no Chromium is on the path; return 0 when there is one."""
    if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return 0
    if not (apt := shutil.which("apt-get")):
        print("Chromium is not installed: browser tests will be skipped.", file=sys.stderr)
        return 0
    subprocess.run([apt, "update", "-qq"], check=False)
    return subprocess.run([apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
