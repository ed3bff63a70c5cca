"""Plans and conclusions as values: their summaries, what search finds them by."""

from congkhai.portal.relations import Portal
from congkhai.records.when import parse_when
from congkhai.views import conclusions, dates, plans
from congkhai.views.page import Page
from congkhai.views.plans import ListView, PlanView
from wards import CONCLUSION, PLAN, SCHEDULE, Ward

BASIS = "legal_bases:\n  - type: plan\n    plan: doi-thoai-2026\n"
SIGNER = "signer:\n  authority: TM\n  on_behalf_of: Ủy ban nhân dân\n  post: Quyền Chủ tịch\n"


def page(portal: Portal, slug: str) -> tuple[Page, PlanView]:
    """Return the page of a plan, and what stands on it."""
    (found,) = [one for one in plans.pages(portal) if one.address == f"/ke-hoach/{slug}/"]
    assert isinstance(found.shown, PlanView)
    return found, found.shown


def test_a_plan_leads_to_the_plans_that_rest_on_it(ward: Ward) -> None:
    """A plan on which no other rests has no such line."""
    ward.write({"plans/chuyen-de/plan.md": f"---\ntitle: Chuyên đề\n{BASIS}---\n"})
    portal = ward.portal()
    found = {slug: {row.term: row.values for row in page(portal, slug)[1].summary} for slug in portal.plans}
    (value,) = found["doi-thoai-2026"]["Được dẫn làm căn cứ trong"]
    assert (value.text, value.href) == ("Chuyên đề", "/ke-hoach/chuyen-de/")
    assert "Được dẫn làm căn cứ trong" not in found["chuyen-de"]


def test_paragraphs_stay_apart(ward: Ward) -> None:
    """A blank line in a record reaches the page as one."""
    ward.edit(PLAN, "areas:\n", "scope: |\n  Toàn phường.\n\n  Cả khu mới.\nareas:\n")
    _, view = page(ward.portal(), "doi-thoai-2026")
    scope = next(row.values[0].text for row in view.summary if row.term == "Phạm vi")
    assert scope == "Toàn phường.\n\nCả khu mới."


def test_what_lacks_its_date_says_how_much_of_it(ward: Ward) -> None:
    """No date at all is another gap than a month without its day."""
    ward.write({"plans/a/plan.md": "---\ntitle: A\n---\n", "plans/b/plan.md": "---\ntitle: B\nissued: 2026-03\n---\n"})
    portal = ward.portal()
    assert "Chưa ghi ngày ký" in page(portal, "a")[1].gaps.items
    assert "Chưa ghi đủ ngày ký" in page(portal, "b")[1].gaps.items


def test_search_finds_documents_by_their_signers(ward: Ward) -> None:
    """Number and post of plan and conclusion are among their words."""
    ward.edit(PLAN, "areas:\n", f"{SIGNER}areas:\n")
    ward.edit(CONCLUSION, "meeting:", f"{SIGNER}meeting:")
    portal = ward.portal()
    for found, number in (
        (page(portal, "doi-thoai-2026")[0], "12/KH-UBND"),
        (conclusions.pages(portal)[0], "88/TB-UBND"),
    ):
        assert found.number == number
        assert "Quyền Chủ tịch" in found.text


def test_conclusions_stand_by_the_year_of_signing(ward: Ward) -> None:
    """Newest year first, though the older paper was published later."""
    text = ward.read(CONCLUSION).partition("items:")[0]
    for old, new in {"88": "89", "dt-1": "dt-3", "2026-10-12": "2025-12-30", "2026-10-14": "2026-10-24"}.items():
        text = text.replace(f": {old}", f": {new}", 1).replace(f'"{old}"', f'"{new}"')
    meeting = (
        "  - id: dt-3\n    title: Đối thoại chuyên đề\n    kind: thematic\n    track: people\n    forms: [in-person]\n"
    )
    ward.edit(
        SCHEDULE, "  - id: dt-2\n", f"{meeting}    when: 2025-12-20\n    held: {{began: 2025-12-20}}\n  - id: dt-2\n"
    )
    ward.write({"conclusions/ket-luan-dt-3/conclusion.md": f"{text}---\nKết luận.\n"})
    view = next(conclusions.list_pages(ward.portal())).shown
    assert isinstance(view, ListView)
    assert [group.title for group in view.groups] == ["2026", "2025"]


def test_a_plan_of_a_day_is_newer_than_one_of_a_quarter() -> None:
    """What is known only by its quarter counts from its first day."""
    day, quarter, unknown = parse_when("2026-12-31"), parse_when("2026-Q1"), None
    assert sorted([quarter, unknown, day], key=dates.order, reverse=True) == [day, quarter, unknown]
