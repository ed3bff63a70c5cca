"""Records in, problems out: what one record cannot know of itself."""

from collections.abc import Collection
from datetime import date

from congkhai.checks.files import check_files
from congkhai.checks.links import check_content, check_links
from congkhai.checks.orders import check_orders
from congkhai.checks.references import check_references
from congkhai.problems import Report
from congkhai.records.reading import Records
from congkhai.settings import Settings


def check_all(records: Records, settings: Settings, rules: Collection[str], today: date, report: Report) -> None:
    """Report every fault between records and pages: names, dates, files and links."""
    check_references(records, settings, rules, report)
    check_orders(records, settings, today, report)
    check_files(records, report)
    check_links(records, report)
    check_content(records, report)
