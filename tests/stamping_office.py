"""An office whose register is stamped by an authority, as tests need it."""

from authorities import Authority, authority
from congkhai.register import stamping
from congkhai.register.anchors import Stamp
from registering import Office

HOUR = 3600


def stamped(office: Office, at: int, by: Authority | None = None) -> Stamp:
    """Stamp the newest head of an office at some second, and enter that a minute later."""
    by = by or authority()
    asked = stamping.request(office.folder, office.log())
    return stamping.enter(office.folder, office.signer, by.answer(asked, at), by.pem, at + 60)
