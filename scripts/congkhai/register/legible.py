"""Digests as a person compares them with the eye: in groups of four."""

_GROUP = 4


def groups(digest: bytes) -> list[str]:
    """Return a digest in hexadecimal, in groups of four."""
    text = digest.hex()
    return [text[start : start + _GROUP] for start in range(0, len(text), _GROUP)]
