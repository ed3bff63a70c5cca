"""What our pages are measured beside: stock Material with the same content, and our own with the style sheet inlined."""

import re
import subprocess
import sys
from pathlib import Path

import yaml

from corpus import write
from serving import Rewrite

MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# What only our style and scripts read; a stock page would not carry it.
OURS = re.compile(r"\s(?:class|role|data-[\w-]+|aria-[\w-]+|tabindex)=\"[^\"]*\"")
SECTIONS = ("", "ke-hoach/", "lich/", "ket-luan/", "kien-nghi/", "tuan-thu/", "luu-tru/")

SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*?(assets/[^"?]+\.css)[^"]*">')
ADDRESS = re.compile(r"url\(([\"']?)(?!data:|/)([^)\"']+)\1\)")

HOOK = '''"""Shows the content that lies beside a page, as if its Markdown had been rendered to it."""

from pathlib import Path


def on_page_content(html, *, page, **_):
    return Path(page.file.abs_src_path).with_suffix(".fragment").read_text(encoding="utf-8")
'''


def build_stock(own: Path, project: Path) -> Path:
    """Write a project of stock Material with the content of every page of the built site `own`; build it, return it."""
    docs = project / "docs"
    for file in sorted(own.rglob("index.html")):
        html = file.read_text(encoding="utf-8")
        main, title = MAIN.search(html), TITLE.search(html)
        if main and title:
            write(docs / file.relative_to(own).with_suffix(".md"), f"# {title[1].strip()}\n")
            write(docs / file.relative_to(own).with_suffix(".fragment"), OURS.sub("", main[1]))
    settings = {
        "site_name": "Cổng công khai",
        "theme": {"name": "material", "language": "vi", "font": False},
        "plugins": [{"search": {"lang": "vi"}}],
        "hooks": ["hook.py"],
        "nav": [f"{section}index.md" for section in SECTIONS],
        "not_in_nav": "*",
        "exclude_docs": "*.fragment",
    }
    write(project / "hook.py", HOOK)
    write(project / "mkdocs.yml", yaml.safe_dump(settings, allow_unicode=True))
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=project, capture_output=True, check=True)
    return project / "site"


def inline_styles(site: Path) -> Rewrite:
    """Return what puts the style sheet of `site` into each of its pages; addresses in it then begin at the root."""

    def sheet(found: re.Match[str]) -> str:
        css = (site / found[1]).read_text(encoding="utf-8")
        return "<style>" + ADDRESS.sub(r"url(/assets/\2)", css) + "</style>"

    def rewrite(_: str, body: bytes) -> bytes:
        is_page = body.lstrip()[:15].lower() == b"<!doctype html>"
        return SHEET.sub(sheet, body.decode()).encode() if is_page else body

    return rewrite
