"""Every address that the portal gives itself is kept from pages of prose."""

from congkhai.checks.links import RESERVED
from congkhai.views import addresses


def test_no_address_of_the_portal_is_free() -> None:
    """A page of prose that took one would be written over, or write over it."""
    own = [value for name, value in vars(addresses).items() if name.isupper() and isinstance(value, str)]
    assert {address.split("/")[1] for address in own if address.startswith("/")} - {*RESERVED, ""} == set()
