"""How long a hundred documents take to print: `python bench/pdf.py`. No two are alike, so nothing is remembered."""

import json
import sys
import time
from pathlib import Path

from congkhai.clock import today
from congkhai.duties.ledger import ledger
from congkhai.opening import open_portal
from congkhai.printing import press
from congkhai.printing.renditions import Shelf
from congkhai.site.prose import render
from congkhai.views.pages import every_page, published_files

ROOT, COUNT = Path(__file__).parents[1], 100

portal = open_portal(ROOT, today()).portal
if portal is None:
    sys.exit("congkhai check")
pages = {page.address: page for page in every_page(portal, ledger(portal))}
html = {page.address: render(page.prose, str).html for page in pages.values() if page.prose}
shelf = Shelf(portal, pages, html, published_files(portal), "https://congkhai.example.vn/")
found = [one for one in shelf.renditions() if one.template == "document"]
way_back = {"url": "https://a.vn/", "address": "a.vn", "qr": press.qr_code("https://a.vn/"), "qr_text": "a.vn"}
start = time.perf_counter()
for number in range(COUNT):
    one = found[number % len(found)]
    changed = json.loads(json.dumps(one.content, ensure_ascii=False).replace("ân ", f"ân {number} "))
    made = press.typeset(one.template, changed | way_back, one.folder, portal.today)
    if isinstance(made, press.Refusal):
        sys.exit(f"{made}")
seconds = time.perf_counter() - start
sys.stdout.write(f"{COUNT} documents: {seconds:.1f} s, {seconds / COUNT * 1000:.0f} ms each\n")
