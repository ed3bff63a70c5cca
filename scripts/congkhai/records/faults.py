"""What a field type raises when an author's words do not fit it."""

from pydantic_core import PydanticCustomError


def fault(slug: str, **values: str) -> PydanticCustomError:
    """Return the error that the reader of a record reports under `slug`, at the value's place."""
    # The slug stands for pydantic's template: our gaps are filled by language, later.
    return PydanticCustomError(slug, slug, dict(values))
