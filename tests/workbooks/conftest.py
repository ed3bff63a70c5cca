"""What the tests of workbooks share: a clerk at the sample ward, on a fixed day."""

import pytest

from building import EPOCH
from excelling import Clerk
from wards import Ward


@pytest.fixture
def clerk(ward: Ward, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return a clerk at a fresh copy of the sample ward."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return Clerk(ward, capsys)
