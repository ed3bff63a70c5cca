"""The lines for Apache that our guide gives, in a real Apache: what every address answers, and with which headers."""

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.asking import ask
from deploy.folders import SITE, switch, write_release
from deploy.test_nginx import ASK, CASES, KEPT, Case
from deploy.webserver import CONFIGURATION, PATIENCE, WebServer, free_ports, wait
from serving import POLICY

MODULES, TYPES = Path("/usr/lib/apache2/modules"), Path("/etc/mime.types")
LOADED = ("mpm_event", "authz_core", "dir", "mime", "headers", "alias", "setenvif")
MAIN = """
ServerRoot {folder}
ServerName congkhai.example.vn
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
User {user}
Group {group}
{modules}
TypesConfig {types}
DirectoryIndex index.html
<Directory />
    Require all denied
</Directory>
{site}
"""


def _lines() -> str:
    """Return the block for Apache of the guide, its policy as in the file that it is to be copied from."""
    guide = (CONFIGURATION.parent / "README.md").read_text(encoding="utf-8")
    blocks: list[str] = re.findall(r"^```apache\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    (found,) = blocks
    assert found.count('"…"') == 1
    return found.replace("…", POLICY)


@pytest.fixture(scope="module")
def apache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """Serve the small folder through the link that a publisher keeps; skip where there is no Apache."""
    program = shutil.which("apache2", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    if program is None or not MODULES.is_dir() or not TYPES.exists():
        pytest.skip("Apache is not installed as Debian has it: tests/get_tools.py installs it where there is apt")
    root, folder = tmp_path_factory.mktemp("served"), tmp_path_factory.mktemp("apache")
    switch(root / "current", write_release(root / "releases" / "1", SITE))
    ports = free_ports(1)
    modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in LOADED)
    user = pwd.getpwuid(os.geteuid())
    text = MAIN.format(
        folder=folder, port=ports[0], modules=modules, types=TYPES, site=_lines().replace("/srv/congkhai", str(root)),
        user="www-data" if user.pw_uid == 0 else user.pw_name, group="www-data" if user.pw_uid == 0 else f"#{user.pw_gid}",
    )  # fmt: skip
    for path in (root, *root.parents):
        # Its processes are another user's, who may not look into folders of tests.
        if user.pw_uid == 0 and path.owner() == user.pw_name and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
    (folder / "apache.conf").write_text(text, encoding="utf-8")
    process = subprocess.Popen([program, "-X", "-f", str(folder / "apache.conf")], stderr=subprocess.PIPE)
    try:
        wait(process, ports[0], folder / "error.log")
        yield WebServer(ports, process.pid)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


# Ours hides that the page of the error is a page, which is nothing that has to be.
ASKED = [one for one in CASES.values() if one.method == "GET" and one.path != "/404.html"]


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case.path)
def test_every_address(apache: WebServer, case: Case) -> None:
    """Status, kind and policy are those of nginx; the register is for everybody, heads are asked for anew, versions are kept."""
    found = ask(apache.ports[0], case.path)
    assert found.status == case.status
    assert found.one("Content-Security-Policy") == POLICY
    # What is not there may be known by everybody not to be there, whatever its name.
    is_shared = case.is_shared or (case.status == 404 and case.path.startswith("/register/"))
    assert found.all("Access-Control-Allow-Origin") == (["*"] if is_shared else [])
    if case.status == 200:
        assert (found.one("Content-Type") or "").lower() == case.kind
    if case.status == 200 and case.cache in {ASK, KEPT} and "/search/" not in case.path and "/tile/" not in case.path:
        assert found.one("Cache-Control") == case.cache
