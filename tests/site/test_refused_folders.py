"""Folders into which no site is built: what lies there would be lost."""

import errno

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from building import build_here, held, mkdocs_build
from congkhai.site import output
from wards import SETTINGS, Ward

pytestmark = pytest.mark.usefixtures("same_day")


def test_a_file_is_no_folder_to_build_into(ward: Ward) -> None:
    """It is told, and left as it is."""
    (ward.root / "site").write_bytes(b"x")
    with pytest.raises(Abort, match="là một tệp"):
        build_here(ward.root)
    assert (ward.root / "site").read_bytes() == b"x"


@pytest.mark.parametrize(
    "folder", ["plans", "conclusions/ket-luan-dt-1", ".", "content/site", "register", "register/site"]
)
def test_records_are_never_the_output(folder: str, ward: Ward) -> None:
    """A folder that holds records, lies among them or is theirs is refused before anything is removed."""
    before = held(ward.root)
    # MkDocs itself refuses its folder of prose.
    with pytest.raises((Abort, ConfigurationError)):
        build_here(ward.root, site_dir=str(ward.root / folder))
    assert held(ward.root) == before


@pytest.mark.parametrize("name", ["checkpoint", "tile/0/000", "ban-thao/plan.md"])
def test_a_folder_of_other_files_is_never_the_output(name: str, ward: Ward) -> None:
    """A register, drafts, whatever lies there and is no site, stays; an empty folder, or one with hidden files, is taken."""
    ward.write({f"khac/{name}": "x", "trong/.keep": "", "trong/lost+found/x": "", "do-dang/assets/congkhai.css": ""})
    with pytest.raises(Abort, match="đang chứa tệp khác"):
        build_here(ward.root, site_dir=str(ward.root / "khac"))
    assert held(ward.root / "khac") == {name: b"x"}
    for folder in ("trong", "do-dang"):
        build_here(ward.root, site_dir=str(ward.root / folder))
        assert (ward.root / folder / "index.html").exists()


def test_other_addresses_are_refused(ward: Ward) -> None:
    """The index and the map of the site know one address of each page."""
    with pytest.raises(Abort, match="--no-directory-urls"):
        build_here(ward.root, use_directory_urls=False)


def test_a_clock_that_tells_no_time_is_told(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """No site is built on a day that nobody knows."""
    config = load_config(str(ward.root / SETTINGS))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "hôm nay")
    with pytest.raises(Abort, match="SOURCE_DATE_EPOCH đang là “hôm nay”"):
        build(config)


def test_an_empty_setting_of_the_clock_is_none(ward: Ward) -> None:
    """MkDocs alone would end in a traceback."""
    assert mkdocs_build(ward.root, ward.root / "site", epoch="").code == 0


@pytest.mark.parametrize("has_site", [False, True])
def test_what_the_system_refuses_is_told_in_words(
    ward: Ward, monkeypatch: pytest.MonkeyPatch, *, has_site: bool
) -> None:
    """A full disk ends a build with its reason, and the site is what it was."""
    if has_site:
        build_here(ward.root)
        ward.edit(SETTINGS, "site_name: ", "site_name: Mới ")
    before = held(ward.root / "site")
    monkeypatch.setattr(output, "mkdtemp", _no_room)
    with pytest.raises(Abort, match=r"publish-system: .*đĩa đầy"):
        build_here(ward.root)
    assert held(ward.root / "site") == before


def test_the_place_that_refuses_is_named(ward: Ward) -> None:
    """Where there is no site yet, what is waited in lies beside it, and nowhere else."""
    (ward.root / ".congkhai-site").write_bytes(b"")
    with pytest.raises(Abort, match=r"\.congkhai-site"):
        build_here(ward.root)


def _no_room(**_: object) -> str:
    raise OSError(errno.ENOSPC, "No space left on device")
