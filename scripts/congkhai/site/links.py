"""Addresses from the site's root become relative to the page, so that a site works in any folder."""

import posixpath
import re

_ROOTED = re.compile(r'(?P<attribute>\s(?:href|src|action|data-ck-index|data-ck-start))="/(?P<path>[^"]*)"')


def relative(html: str, address: str) -> str:
    """Return `html` with every rooted link made relative to the page at `address`.

    All text in templates is escaped, so a rooted attribute can only be one that a template wrote.
    """
    depth = address.strip("/").count("/") + bool(address.strip("/"))
    if address.endswith(".html"):
        depth -= 1
    root = "../" * depth or "./"
    return _ROOTED.sub(lambda match: f'{match["attribute"]}="{root}{match["path"]}"', html)


def under(html: str, base: str) -> str:
    """Return `html` with every rooted link put under `base`; the 404 page is shown at any address."""
    prefix = posixpath.join("/", base.strip("/"), "")
    return _ROOTED.sub(lambda match: f'{match["attribute"]}="{prefix}{match["path"]}"', html)
