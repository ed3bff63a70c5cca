"""The marker on every page that the program makes, by which a site made without it is known."""


def marker(version: str) -> str:
    """Return what stands in `<meta name="generator">`."""
    return f"congkhai {version}"
