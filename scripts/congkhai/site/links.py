"""Addresses from the site's root become relative to the page, so that a site works in any folder."""

import posixpath

# All text in templates and in prose is escaped, so a quotation mark before a slash can only be one that a template wrote.
_ATTRIBUTES = (
    'href="/',
    'src="/',
    'action="/',
    'data-ck-start="/',
    'data-ck-then="/',
    'data-ck-index="/',
    'data-ck-verify="/',
)


def root_of(address: str) -> str:
    """Return the way from the page at `address` to the site's root: `../../`, or `./` from the root itself."""
    return "../" * address.removeprefix("/").count("/") or "./"


def rooted_at(html: str, root: str) -> str:
    """Return `html` with every rooted link beginning with `root`."""
    for attribute in _ATTRIBUTES:
        html = html.replace(attribute, f"{attribute[:-1]}{root}")
    return html


def relative(html: str, address: str) -> str:
    """Return `html` with every rooted link made relative to the page at `address`."""
    return rooted_at(html, root_of(address))


def under(html: str, base: str) -> str:
    """Return `html` with every rooted link put under `base`; the 404 page is shown at any address."""
    return rooted_at(html, posixpath.join("/", base.strip("/"), ""))
