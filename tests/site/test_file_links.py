"""Links in a record's prose to the files that lie beside it."""

import pytest

from congkhai.site.book import bind
from wards import PDF, PLAN, Ward


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("Phụ-lục.pdf", "/ke-hoach/doi-thoai-2026/phu-luc.pdf"),
        ("./Phụ-lục.pdf", "/ke-hoach/doi-thoai-2026/phu-luc.pdf"),
        ("Phụ-lục.pdf#page=2", "/ke-hoach/doi-thoai-2026/phu-luc.pdf#page=2"),
    ],
)
def test_a_file_is_linked_and_published(target: str, address: str, ward: Ward) -> None:
    """Whether or not the author wrote `./` before the name or a page after it."""
    ward.write({"plans/doi-thoai-2026/Phụ-lục.pdf": PDF})
    ward.edit(PLAN, "Ủy ban nhân dân phường tổ chức", f"Theo [phụ lục]({target}), phường tổ chức")
    book, problems = bind(ward.portal())
    assert problems == []
    assert f'href="{address}"' in book.prose["/ke-hoach/doi-thoai-2026/"].html
    assert address.partition("#")[0] in book.files
