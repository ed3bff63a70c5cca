"""The map of the site for search engines (sitemaps.org, version 0.9), in as many files as its rules ask for."""

from collections.abc import Iterator, Sequence

from jinja2 import Environment

# The most addresses that one file may hold.
LIMIT = 50_000

Place = tuple[str, str]


def sitemap(env: Environment, site: str, places: Sequence[Place], limit: int = LIMIT) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file; `places` are addresses with the day of their last change, empty if unknown."""
    template = env.get_template("sitemap.xml")
    parts = [places[start : start + limit] for start in range(0, len(places), limit)]
    if len(parts) == 1:
        yield "sitemap.xml", template.render(site=site, places=places).encode()
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield "sitemap.xml", template.render(site=site, names=names).encode()
    for name, part in zip(names, parts, strict=True):
        yield name, template.render(site=site, places=part).encode()
