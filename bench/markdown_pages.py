"""The records as plain Markdown, one page each at the address that the record has on the portal: what rivals build."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from textwrap import shorten

from congkhai.records.petition import Competence, Petitioner, PetitionField, Status
from congkhai.views import addresses
from congkhai.words import label
from petitions import Petition
from plain_yaml import dump
from ward import Item, Meeting, Plan, Text
from wording import vocabulary

TITLE = 120  # letters, as on the portal


def pages(plans: Iterable[Plan]) -> Iterator[tuple[str, str]]:
    """Yield file names below the folder of the site, and the text of each."""
    for plan in plans:
        yield _document("plan", plan.text)
        for meeting in plan.meetings:
            yield _meeting(meeting)
            yield _document("conclusion", meeting.conclusion)
            for petition in meeting.petitions:
                yield _petition(petition, meeting)


def _page(address: str, title: str, day: date, *parts: str) -> tuple[str, str]:
    front = dump({"title": title, "date": f"{day}"})
    return f"{address.strip('/')}.md", "\n".join((f"---\n{front}---\n# {title}\n", *parts))


def _facts(facts: Mapping[str, str]) -> str:
    return "".join(f"- {name}: {value}\n" for name, value in facts.items())


def _document(kind: str, text: Text) -> tuple[str, str]:
    published = f"{text.issued + timedelta(days=1)}"
    facts = {"Số, ký hiệu": f"{text.number}/{text.symbol}", "Ngày ký": f"{text.issued}", "Ngày đăng": published}
    prose = re.sub("^#", "##", text.prose, flags=re.MULTILINE)
    items = [
        "## Danh mục nhiệm vụ\n\n| Mục | Nhiệm vụ | Đơn vị | Kiến nghị |\n|---|---|---|---|",
        *map(_item, text.items),
    ]
    return _page(
        addresses.record(kind, text.id), text.title, text.issued, _facts(facts), prose, *(items if text.items else ())
    )


def _item(item: Item) -> str:
    links = ", ".join(f"[{code}]({addresses.record('petition', code)})" for code in item.petitions)
    return f"| {item.number} | {item.text} | {_body(item.assignee)} | {links} |"


def _body(name: str) -> str:
    return next(body["name"] for body in vocabulary().bodies if body["id"] == name)


def _area(name: str) -> str:
    return f"Tổ dân phố {vocabulary().areas[int(name.removeprefix('tdp-')) - 1]}"


def _meeting(meeting: Meeting) -> tuple[str, str]:
    conclusion = meeting.conclusion
    facts = {
        "Thời gian": f"08:00, {meeting.day}",
        "Địa điểm": meeting.hall,
        "Thông báo": f"{meeting.notice.number}/{meeting.notice.symbol}. {meeting.notice.title}",
        "Kết luận": f"[{conclusion.title}]({addresses.record('conclusion', conclusion.id)})",
    }
    return _page(addresses.record("meeting", meeting.id), meeting.title, meeting.day, _facts(facts))


def _petition(petition: Petition, meeting: Meeting) -> tuple[str, str]:
    facts, conclusion = petition.facts, meeting.conclusion
    shown = {
        "Lĩnh vực": label(PetitionField(facts["field"])),
        "Địa bàn": _area(facts["area"]),
        "Người kiến nghị": label(Petitioner(facts["petitioner"])),
        "Thẩm quyền": label(Competence(facts["competence"])),
        "Đơn vị giải quyết": _body(facts["handler"]),
        "Thời hạn": facts["due"],
        "Nguồn": f"[{conclusion.title}]({addresses.record('conclusion', conclusion.id)})",
    }
    steps = [f"| {one['at']} | {label(Status(one['status']))} | {_step(one)} |" for one in petition.history]
    answers = [f"### {one['at']}, {_body(one['by'])}\n\n{one['text']}\n" for one in petition.answers]
    title = f"{petition.code}: {shorten(facts['summary'], TITLE, placeholder='…')}"
    head = "## Quá trình giải quyết\n\n| Ngày | Bước | Ghi chú |\n|---|---|---|"
    return _page(
        addresses.record("petition", petition.code), title, meeting.day,
        f"{facts['summary']}\n", _facts(shown), head, *steps, "\n## Trả lời\n", *answers,
    )  # fmt: skip


def _step(step: Mapping[str, str]) -> str:
    bodies = (_body(step[key]) for key in ("by", "to") if key in step)
    return ". ".join((*bodies, *(step[key] for key in ("reference", "note") if key in step)))
