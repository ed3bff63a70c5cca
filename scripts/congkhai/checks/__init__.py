"""Records in, problems out: what one record cannot know of itself."""

from collections.abc import Collection
from datetime import date

from congkhai.checks.figures import check_figures
from congkhai.checks.files import check_files
from congkhai.checks.links import check_links
from congkhai.checks.numbering import check_numbering
from congkhai.checks.orders import check_orders
from congkhai.checks.references import check_references
from congkhai.checks.validity import check_validity
from congkhai.checks.witnesses import check_witnesses
from congkhai.checks.years import check_years
from congkhai.problems import Report
from congkhai.records.reading import Records
from congkhai.settings import Settings


def check_all(records: Records, settings: Settings, rules: Collection[str], today: date, report: Report) -> None:
    """Report every fault between records: names, dates, numbers, files and links."""
    check_references(records, settings, rules, report)
    check_orders(records, today, report)
    check_years(records, today, report)
    check_validity(records, settings, today, report)
    check_figures(records, report)
    check_numbering(records, report)
    check_files(records, report)
    check_links(records, report)
    check_witnesses(settings, report)
