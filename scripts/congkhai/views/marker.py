"""The marker on every page that the program makes, by which a site made without it is known."""

# Pages of `mkdocs serve` are none of a finished site.
PREVIEW = "congkhai, xem thử"


def marker(version: str) -> str:
    """Return what stands in `<meta name="generator">`."""
    return f"congkhai {version}"
