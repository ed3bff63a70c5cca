"""What an audit asks the office about: what was changed or taken back since the last look, and what nobody vouches for."""

from pathlib import Path

import pytest

from clerks import Desk
from wards import CONCLUSION, PETITIONS

pytestmark = pytest.mark.slow


def test_what_is_changed_or_taken_back_is_told(desk: Desk, tmp_path: Path) -> None:
    """Another day of publication, a record taken back, and a page that no list knows are told at the next look, once."""
    key, state = str(desk.ward.root / "register" / "key"), str(tmp_path / "state")

    def audit(*more: str) -> tuple[int, str]:
        done = desk.run("audit", str(desk.site), "--state", state, *more)
        return done.returncode, done.stdout + done.stderr

    desk.publish()
    assert audit("--public-key", key)[0] == 0
    desk.ward.edit(CONCLUSION, "published: 2026-10-14", "published: 2026-10-13")
    desk.ward.edit(CONCLUSION, "Khơi thông rãnh", "Xem xét khơi thông rãnh")
    desk.ward.edit(PETITIONS, "bị tắc.", "bị tắc, đã khơi.")
    desk.good("register", "retract", "petition:KN-02", "--reason", "court")
    desk.take_out("KN-02")
    desk.publish()
    forged = desk.site / "kien-nghi" / "kn-99" / "index.html"
    forged.parent.mkdir()
    forged.write_bytes((desk.site / "kien-nghi" / "kn-01" / "index.html").read_bytes())
    code, said = audit()
    assert code == 1
    assert "conclusion:ket-luan-dt-1 là 13/10/2026; bản trước ghi 14/10/2026" in said
    assert "của conclusion:ket-luan-dt-1: /ket-luan/ket-luan-dt-1/." in said
    assert "của petition:KN-01:" not in said
    assert "rút hồ sơ petition:KN-02 khỏi cổng" in said
    assert "kien-nghi/kn-99/index.html" in said
    code, said = audit()
    assert (code, "register-" in said) == (0, False)
    code, said = audit("--full")
    assert (code, "13/10/2026" in said, "petition:KN-02" in said) == (1, True, True)


def test_one_opening_that_is_gone_hides_nothing_else(desk: Desk, tmp_path: Path) -> None:
    """Of a version whose opening nobody can read the rest is told; words that were erased cannot be compared, which is told too."""
    key, state = str(desk.ward.root / "register" / "key"), str(tmp_path / "state")
    desk.publish()
    desk.good("audit", str(desk.site), "--state", state, "--public-key", key)
    before = desk.names.documents["conclusion:ket-luan-dt-1"].current.leaf.parts[0]
    desk.ward.edit(CONCLUSION, "Khơi thông rãnh", "Xem xét khơi thông rãnh")
    desk.good("register", "retract", "petition:KN-02", "--reason", "court")
    desk.take_out("KN-02")
    desk.publish()
    opening = desk.site / "register" / "addenda" / before[:2] / before[2:4] / before
    opening.unlink()
    said = desk.run("audit", str(desk.site), "--state", state).stdout
    assert "register-missing-file" in said
    assert "rút hồ sơ petition:KN-02 khỏi cổng" in said


def test_words_that_were_erased_cannot_be_compared(desk: Desk, tmp_path: Path) -> None:
    """Who changes a paper and erases what stood there before is asked about it."""
    key, state = str(desk.ward.root / "register" / "key"), str(tmp_path / "state")
    desk.publish()
    desk.good("audit", str(desk.site), "--state", state, "--public-key", key)
    desk.ward.edit(CONCLUSION, "Khơi thông rãnh", "Xem xét khơi thông rãnh")
    desk.publish()
    desk.good("register", "erase", "conclusion:ket-luan-dt-1", "--reason", "court")
    desk.publish()
    said = desk.run("audit", str(desk.site), "--state", state).stdout
    assert "của conclusion:ket-luan-dt-1; chữ hay tệp của bản trước đã bị xóa" in said
