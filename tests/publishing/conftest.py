"""What the tests of publishing ask for."""

from pathlib import Path

import pytest

from clerks import ORIGIN, Desk
from congkhai.register.leaf import Kind
from verifying import FIRST, PAPER, Shop, page_of
from wards import Ward, sample_files, write_files


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk whose ward has a register and has published nothing yet."""
    write_files(tmp_path / "ward", sample_files())
    desk = Desk(Ward(tmp_path / "ward"), tmp_path / "server", tmp_path / "office.pem")
    desk.good("register", "init", "--origin", ORIGIN)
    return desk


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """Return a site that has published a page with a file, and a second document."""
    shop = Shop.new(tmp_path / "shop")
    shop.publish(FIRST, PAPER)
    shop.publish(page_of("Đèn đường"), kind=Kind.IMPORT)
    return shop
