"""Going back to earlier releases: each return goes further back, never to what was left as bad."""

from pathlib import Path

import pytest

from clerks import Desk
from congkhai.publishing.releases import Release, Releases

pytestmark = pytest.mark.slow


def _name(desk: Desk) -> str:
    return desk.site.resolve().parent.name


def test_a_second_return_goes_further_back(desk: Desk) -> None:
    """Of three releases the first return shows the second, the next the first, a third is refused in words."""
    sites = []
    for number in range(3):
        desk.ward.write({"content/gioi-thieu.md": f"---\ntitle: Giới thiệu\n---\n\nBản số {number}.\n"})
        desk.publish()
        sites.append((_name(desk), (desk.site / "register" / "manifest").read_bytes()))
    assert len(dict(sites)) == len({listed for _, listed in sites}) == 3
    desk.good("rollback", str(desk.server))
    assert (desk.site / "register" / "manifest").read_bytes() == sites[1][1]
    desk.good("rollback", str(desk.server))
    assert (desk.site / "register" / "manifest").read_bytes() == sites[0][1]
    done = desk.run("rollback", str(desk.server))
    assert (done.returncode, "publish-no-earlier" in done.stderr) == (1, True)
    assert (desk.site / "register" / "manifest").read_bytes() == sites[0][1]
    assert desk.good("verify", str(desk.site)).startswith("Khớp")
    # Whoever wants a newer one again names it.
    desk.good("rollback", str(desk.server), "--release", sites[2][0])
    assert (desk.site / "register" / "manifest").read_bytes() == sites[2][1]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (["1", "2", "3"], ["2", "1", ""]),
        (["1", "2", "3=1"], [""]),
        # What readers saw before a new release was a return; the bad one in between is not come back to.
        (["1", "2", "3=1", "4"], ["3=1", ""]),
        (["1", "2", "3", "4=2", "5"], ["4=2", "1", ""]),
        (["1", "2", "3", "4=2", "5=1"], [""]),
        (["1"], [""]),
    ],
)
def test_which_release_comes_next(made: list[str], expected: list[str], tmp_path: Path) -> None:
    """Release by release, `3=1` for the one that shows the first again: where each further return leads."""
    releases = Releases(tmp_path)
    releases.sweep()

    def add(name: str, origin: str | None) -> Release:
        started = releases.begin(name)
        (started / "site").mkdir()
        release = releases.finish(started, None, origin)
        releases.show(release)
        return release

    for one in made:
        name, _, origin = one.partition("=")
        add(name, origin or None)
    for number, wanted in enumerate(expected):
        found = releases.earlier()
        assert (found[0].name if found else "") == wanted.partition("=")[0]
        if found:
            add(f"9{number}", found[0].origin)


def test_a_release_of_before_says_nothing_of_origins(tmp_path: Path) -> None:
    """What earlier versions of ours published is its own origin."""
    folder = tmp_path / "releases" / "1"
    (folder / "site").mkdir(parents=True)
    (folder / "release.json").write_text('{"register_size": 4}', encoding="utf-8")
    (tmp_path / "current").symlink_to("releases/1/site")
    assert Releases(tmp_path).shown == Release(folder, 4, "1")
