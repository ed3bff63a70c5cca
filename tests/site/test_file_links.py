"""Links in a record's prose to the files that lie beside it."""

import pytest

from congkhai.site.book import Book
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
    book = Book(ward.portal())
    problems = book.bind()
    assert problems == []
    page = book.record("/ke-hoach/doi-thoai-2026/")
    prose = book.prose_of(page) if page else None
    assert prose is not None
    assert f'href="{address}"' in prose.html
    assert address.partition("#")[0] in book.files
