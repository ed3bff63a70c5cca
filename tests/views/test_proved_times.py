"""What the register proves of a duty, as an official reads it in `cases/proved-times.yml`."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from congkhai.duties.proving import Verdict, verdict
from congkhai.duties.row import Basis, Deed, DutyRow, State, Subject
from congkhai.records.duty import Duty
from congkhai.records.when import Precision, When
from congkhai.register.anchors import Intervals, Stamp
from congkhai.register.checkpoint import Head
from congkhai.register.cosignatures import cosigned, witness_key
from congkhai.register.erasing import erase, erasure
from congkhai.register.leaf import Kind, Leaf
from congkhai.register.names import Registered
from congkhai.register.openings import Opening, Role, blind
from congkhai.register.tokens import Token
from congkhai.register.writing import append
from congkhai.views.proved_times import ProvedTimes
from congkhai.zone import VIETNAM
from registering import Office
from wards import SETTINGS, Ward, sample_files, write_files

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "proved-times.yml").read_text(encoding="utf-8"))
DUTIES = {
    "conclusion": Duty.PUBLISH_CONCLUSION,
    "plan": Duty.PUBLISH_PLAN,
    "meeting": Duty.ANNOUNCE_MEETING,
    "petition": Duty.ANSWER_PETITION,
}
WITNESS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = witness_key("nhan-chung.example", WITNESS.public_key().public_bytes_raw())


def moment(day: date) -> int:
    """Return eight in the morning of a day."""
    return int(datetime.combine(day, time(8), VIETNAM).timestamp())


def row(case: dict[str, Any]) -> DutyRow:
    """Return a duty that the record claims to have met in time."""
    day = case.get("làm", case["hạn"])
    return DutyRow(
        id="dt-1/thong-bao",
        duty=DUTIES[case["loại"]],
        subject=Subject(case["loại"], "mot", "Một hồ sơ"),
        basis=Basis("plan", None, None, "12/KH-UBND"),
        bearer="",
        state=State.ON_TIME,
        due=case["hạn"],
        deed=Deed(When(Precision.DAY, day, day), (case["loại"], "mot")),
    )


def _parts(case: dict[str, Any], version: dict[str, Any]) -> tuple[Opening, ...]:
    name, address = f"{case['loại']}:mot", f"/{case['loại']}/mot/"
    parts = [blind(Role.TEXT, f"{version.get('lời', version['ngày'])}".encode(), address, name)]
    if "việc" in version:
        deed = f"{version['việc']}:{case.get('làm', case['hạn']):%Y-%m-%d}"
        parts.append(blind(Role.DEED, deed.encode(), address, deed))
    return tuple(parts)


def enter(office: Office, case: dict[str, Any]) -> None:
    """Enter every version of the record, and what was done about it afterwards."""
    office.begin(moment(date(2026, 2, 1)))
    if "lần đầu" in case:
        append(office.folder, office.signer, [Leaf(Kind.RULES, moment(case["lần đầu"]), digest="0" * 64)])
    previous = None
    for number, version in enumerate(case["mục"], start=1):
        parts, log = _parts(case, version), office.log()
        leaf = Leaf(
            Kind(version["kiểu"]), moment(version["ngày"]), document=0, version=number, previous=previous,
            parts=tuple(part.digest for part in parts),
        )  # fmt: skip
        previous = log.checkpoint.size
        append(office.folder, office.signer, [leaf], parts)
    known = Registered.read(office.log()).documents.get(f"{case['loại']}:mot")
    if case.get("xóa") == "rút":
        leaf = Leaf(Kind.RETRACT, moment(date(2026, 5, 1)), document=0, previous=previous, reason="withdrawn")
        append(office.folder, office.signer, [leaf])
    elif case.get("xóa") == "bản cũ" and known is not None:
        erase(office.folder, office.signer, erasure(known, moment(date(2026, 5, 1)), "court"))


def read(office: Office, case: dict[str, Any]) -> Registered:
    """Return what the register names, with a stamp and a witness over all of it."""
    log = office.log()
    found, size = Registered.read(log), log.checkpoint.size
    if "dấu" in case:
        token = Token("", None, moment(case["dấu"]), moment(case["dấu"]))
        found = replace(found, intervals=Intervals([Stamp(size, size, "", token)]))
    if "nhân chứng" in case:
        note = cosigned(log.head.note, KEY.name, WITNESS, moment(case["nhân chứng"]))
        found = replace(found, heads=(Head(note, log.checkpoint),))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["tên"])
def test_the_register_is_believed_before_the_record(case: dict[str, Any], tmp_path: Path) -> None:
    """Each duty is judged as the case says, on the day and by the clock that it says."""
    write_files(tmp_path / "ward", sample_files())
    ward, first = Ward(tmp_path / "ward"), "  - congkhai:\n"
    ward.edit(SETTINGS, first, f"{first}      witnesses:\n        - name: Nhân chứng\n          key: {KEY}\n")
    portal = ward.portal()
    office = Office.new(tmp_path)
    enter(office, case)
    proved = ProvedTimes(portal, read(office, case)).of(row(case))
    seen = [verdict(row(case), proved), *([proved.by.date(), proved.source] if proved else [])]
    assert seen == case["thấy"]
    if "bản" in case:
        assert proved is not None
        assert [proved.version, "còn nêu" if proved.is_told_now else "không còn nêu"] == case["bản"]


def test_what_has_no_deed_or_deadline_is_not_judged() -> None:
    """Of a duty that was not done, or that has no day, the register says nothing."""
    done = row(CASES[0])
    assert verdict(done, None) is Verdict.NOT_ENTERED
    for other in (replace(done, deed=None), replace(done, due=None), replace(done, state=State.NOT_APPLICABLE)):
        assert verdict(other, None) is None
