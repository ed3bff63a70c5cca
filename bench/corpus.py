"""Writes a made-up ward of any size, the same every time: `python bench/corpus.py DIR --records 10000`.

With `--markdown` the same records are written as plain Markdown, one page each, for other generators.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from markdown_pages import pages
from plain_yaml import Value, dump
from ward import Plan, Text, corpus
from wording import vocabulary

YEARS = 4


def write(file: Path, text: str) -> None:
    """Write a file with its folders."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def settings() -> dict[str, Value]:
    """Return the mkdocs.yml of the ward."""
    words = vocabulary()
    areas = [{"id": "toan-phuong", "name": "Toàn phường Thạch Bàn Hạ", "kind": "unit"}]
    areas += [
        {"id": f"tdp-{number}", "name": f"Tổ dân phố {name}", "kind": "residential-group"}
        for number, name in enumerate(words.areas, start=1)
    ]
    unit = {"name": "Phường Thạch Bàn Hạ (đơn vị giả định)", "agency": words.bodies[0]["name"], "level": "ward"}
    return {
        "site_name": words.documents["site"],
        "site_url": "https://congkhai.example.vn/",
        "docs_dir": "content",
        "theme": {"name": "congkhai"},
        "nav": [{"Trang chủ": "index.md"}, {"Giới thiệu": "gioi-thieu.md"}],
        "plugins": [
            {
                "congkhai": {
                    "demonstration": "yes",
                    "unit": unit | {"province": "tỉnh Giả Định"},
                    "bodies": words.bodies,
                    "areas": areas,
                }
            }
        ],
    }


def _front(text: Text) -> str:
    return f"---\n{dump(text.front)}---\n{text.prose}"


def write_ward(folder: Path, plans: Iterable[Plan]) -> None:
    """Write the folder of a ward, which `congkhai check` accepts."""
    words = vocabulary().documents
    write(folder / "mkdocs.yml", dump(settings()))
    write(folder / "content" / "index.md", words["home"])
    write(folder / "content" / "gioi-thieu.md", words["about"])
    for plan in plans:
        dossier = folder / "plans" / plan.text.id
        write(dossier / "plan.md", _front(plan.text))
        write(dossier / "schedule.yml", dump({"meetings": [meeting.entry for meeting in plan.meetings]}))
        for meeting in plan.meetings:
            dossier = folder / "conclusions" / meeting.conclusion.id
            write(dossier / "conclusion.md", _front(meeting.conclusion))
            write(dossier / "petitions.yml", dump({"petitions": [one.entry for one in meeting.petitions]}))


def write_markdown(folder: Path, plans: Iterable[Plan]) -> None:
    """Write one Markdown page a record, at the address that the record has on the portal."""
    for name, text in pages(plans):
        write(folder / name, text)


def main() -> None:
    """Write what the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, nargs="?", help="where the ward is written")
    options.add_argument(
        "--records", type=int, default=1000, help="plans, meetings, conclusions and petitions together"
    )
    options.add_argument("--years", type=int, default=YEARS, help=f"years that they are spread over, up to {YEARS}")
    options.add_argument("--markdown", type=Path, help="where the same records are written as plain Markdown")
    asked = options.parse_args()
    if asked.folder is not None:
        write_ward(asked.folder, corpus(asked.records, asked.years))
    if asked.markdown is not None:
        write_markdown(asked.markdown, corpus(asked.records, asked.years))


if __name__ == "__main__":
    main()
