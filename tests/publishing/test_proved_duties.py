"""Duties on the published site: by the register first, by the records second, both counted; and what a slip leaves whole."""

import csv
import json
import re
from pathlib import Path

import pytest

from building import mkdocs_build
from clerks import Desk
from congkhai.commands import refusals
from congkhai.publishing import entries
from congkhai.publishing.building import build
from congkhai.publishing.releases import Releases
from congkhai.register.refusal import Refusal
from wards import CONCLUSION, PETITIONS, SCHEDULE, Ward

pytestmark = pytest.mark.slow


def _rows(desk: Desk) -> list[dict[str, str]]:
    text = (desk.site / "du-lieu" / "duties.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_the_page_and_the_tables(desk: Desk) -> None:
    """Each duty done says when it was entered and what the record claims; lists, counts and tables agree."""
    desk.ward.edit(CONCLUSION, "published: 2026-10-14", "published: 2026-11-25")
    desk.publish()
    rows = [row for row in _rows(desk) if row["verdict"]]
    assert rows
    assert {row["proved_by"] for row in rows} == {"register"}
    assert {row["proved_date"] for row in rows} == {"2026-11-25"}
    page = (desk.site / "tuan-thu" / "index.html").read_text(encoding="utf-8")
    assert "Theo giờ vào sổ" in page
    assert "ở bản 1 của trang, theo đồng hồ của cơ quan. Hồ sơ ghi:" in page
    assert "Theo ngày ghi trong hồ sơ." in page
    for verdict in {row["verdict"] for row in rows}:
        listed = (desk.site / "tuan-thu" / "so-cong-khai" / verdict / "index.html").read_text(encoding="utf-8")
        count = sum(row["verdict"] == verdict for row in rows)
        assert f"{count} nghĩa vụ" in listed
    found = json.loads((desk.site / "du-lieu" / "duties.json").read_bytes())
    assert sum(bool(row.get("verdict")) for row in found) == len(rows)
    said = desk.good("duties", str(desk.ward.root))
    assert said.count("Đúng hạn theo sổ") + said.count("Trễ hạn theo sổ") + said.count("Sổ chưa chứng minh được") > 0
    assert desk.good("verify", str(desk.site)).startswith("Khớp")


def test_the_page_of_a_meeting_says_what_the_ledger_says(desk: Desk, tmp_path: Path) -> None:
    """Before the first publication nothing done is green; afterwards a page that is kept from then tells the hour of its entry."""
    section = re.compile(r"Nghĩa vụ của cuộc đối thoại này.*?</section>", re.DOTALL)

    def told() -> str:
        built = mkdocs_build(desk.ward.root, tmp_path / "site")
        assert built.code == 0, built.output
        (found,) = section.findall((tmp_path / "site/cuoc-doi-thoai/dt-1/index.html").read_text(encoding="utf-8"))
        return str(found)

    before = told()
    assert "(theo khai)" in before
    assert "Chưa vào sổ." in before
    assert "ck-duty-row--good" not in before
    desk.publish()
    after = told()
    assert "Chưa vào sổ." not in after
    assert "ở bản 1 của trang, theo đồng hồ của cơ quan. Hồ sơ ghi:" in after


def test_a_deed_is_entered_with_the_page_that_tells_it(desk: Desk) -> None:
    """A later change of the page leaves the deed where it was first told; nothing else is entered for it."""
    desk.publish()
    deeds = dict(desk.names.deeds)
    meetings = {key: found for key, found in deeds.items() if key[0] == "meeting:dt-1"}
    assert meetings
    desk.ward.edit(SCHEDULE, "Đối thoại định kỳ đợt một", "Đối thoại định kỳ, đợt một")
    desk.publish()
    document = desk.names.documents["meeting:dt-1"]
    assert len(document.versions) == 2
    for key, found in meetings.items():
        assert desk.names.deeds[key] == found == document.versions[0]
    before = desk.log.checkpoint.size
    assert "Ghi thêm 1 mục vào sổ công khai: 1 dựng trang." in desk.publish()
    assert desk.log.checkpoint.size == before + 1


def test_what_is_not_published_proves_nothing(desk: Desk, tmp_path: Path) -> None:
    """An answer written into the record counts from the version that tells it; before, a build and the ledger say so."""
    desk.publish()
    answered = "status: assigned\n      - at: 2026-11-25\n        status: answered\n"
    desk.ward.edit(PETITIONS, "status: assigned\n", answered)
    lines = [line for line in desk.good("duties").splitlines() if "đường số 3" in line and "25/11/2026" in line]
    assert lines
    assert all(line.startswith("Chưa vào sổ | ") for line in lines)
    built = mkdocs_build(desk.ward.root, tmp_path / "site")
    assert built.code == 0, built.output
    row = re.compile(r"<tr(?:(?!</tr>).)*KN-01\..*?</tr>", re.DOTALL)
    assert "Chưa vào sổ" in "".join(row.findall((tmp_path / "site/tuan-thu/index.html").read_text(encoding="utf-8")))
    desk.publish()
    assert len(desk.names.documents["petition:KN-01"].versions) == 2
    page = "".join(row.findall((desk.site / "tuan-thu/index.html").read_text(encoding="utf-8")))
    assert "ở bản 2 của trang" in page
    assert "Đúng hạn theo sổ" in page


def test_a_deed_under_a_new_name_is_entered_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a rule got another name, the page is entered once more with the same words, and then no more."""
    desk.publish()
    deeds = entries._deeds  # noqa: SLF001 - the names that a new version of the law gives
    monkeypatch.setattr(
        entries, "_deeds", lambda found: {name: [f"{one}-x" for one in deeds(found)[name]] for name in deeds(found)}
    )
    desk.publish()
    versions = desk.names.documents["meeting:dt-1"].versions
    assert len(versions) == 2
    assert desk.names.words_of(versions[0]) == desk.names.words_of(versions[1])
    assert desk.names.deeds_of(versions[1]) == {f"{one}-x" for one in desk.names.deeds_of(versions[0])}
    assert "Ghi thêm 1 mục vào sổ công khai: 1 dựng trang." in desk.publish()


def test_an_audit_tells_what_fell_due(desk: Desk, tmp_path: Path) -> None:
    """What had to be done by a day and was not is told by the first look after it, and not again."""
    desk.publish()
    state, key = tmp_path / "outside", desk.ward.root / "register" / "key"
    first = desk.run("audit", str(desk.site), "--state", str(state), "--public-key", str(key))
    assert "register-duty-missed" not in first.stdout
    desk.now += 10 * 24 * 3600
    again = desk.run("audit", str(desk.site), "--state", str(state))
    assert "register-duty-missed: Việc “KN-01/" in again.stdout
    assert again.returncode == 1
    assert "register-duty-missed" not in desk.run("audit", str(desk.site), "--state", str(state)).stdout


def test_the_server_may_be_named_from_here(desk: Desk) -> None:
    """A path that begins where the clerk stands leads to the same place while MkDocs works elsewhere."""
    assert "Đã công bố" in desk.good("publish", "../server", ".")
    assert (desk.site / "index.html").exists()


def test_a_release_that_is_damaged(tmp_path: Path) -> None:
    """Whatever stands in the file about a release, it is refused in words."""
    about = tmp_path / "releases" / "20261125T000000Z" / "release.json"
    about.parent.mkdir(parents=True)
    for content in (
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\xff",
        b"7",
        b'{"register_size":"9"}',
        b'{"register_size":1,"origin":2}',
    ):
        about.write_bytes(content)
        with pytest.raises(Refusal, match="publish-bad-release"):
            Releases(tmp_path).every()


def test_a_build_that_broke_says_why_without_its_insides(tmp_path: Path) -> None:
    """Of what Python prints of an error only the reason is left."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nhooks:\n  - hook.py\n", encoding="utf-8")
    (tmp_path / "hook.py").write_text("raise OSError('no room')\n", encoding="utf-8")
    failure = build(tmp_path, tmp_path / "site")
    assert failure is not None
    assert "OSError: no room" in failure.said
    assert "Traceback" not in failure.said
    assert "File " not in failure.said


def test_a_list_of_another_encoding_is_kept(ward: Ward, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What stands in .gitattributes stays byte by byte, whatever it is."""
    home = tmp_path_factory.mktemp("home")
    desk = Desk(ward, home / "server", home / "office.pem")
    own = b"t\xe0i-li\xe8u/** -text\n"
    (ward.root / ".gitattributes").write_bytes(own)
    desk.good("register", "init", "--origin", "cong.phuong-mau.example")
    assert (ward.root / ".gitattributes").read_bytes() == own + b"register/** -text -merge\n"


def test_nothing_that_is_refused_commands_the_terminal() -> None:
    """Words of a place that is looked at are shown without the signs that move a cursor."""
    said = refusals.text(Refusal("register-missing-file", file="a\x1b[2J\u202eb\r\u061cc\u200b\u200fd"))
    assert "a\ufffd[2J\ufffdb\ufffd\ufffdc\ufffd\ufffdd" in said
    assert "\x1b" not in said
