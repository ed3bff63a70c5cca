"""A copy beside the file, never over it, or the reason why there is none."""

import os
from collections.abc import Callable
from pathlib import Path

from congkhai.cleaning.refusal import Uncleaned

SUFFIX = "-sach"
_KINDS = {".pdf": "pdf", ".docx": "office", ".xlsx": "office"} | dict.fromkeys(
    (".jpg", ".jpeg", ".png", ".webp"), "picture"
)


def clean_copy(path: Path) -> Path:
    """Write a cleaned copy beside a file and return where; the file itself is only read.

    Raises Uncleaned with the reason: an unknown kind, a signature, a password, damage, a copy that is there already.
    """
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise Uncleaned("kind")
    target = path.with_name(f"{path.stem}{SUFFIX}{path.suffix}")
    if target.exists():
        raise Uncleaned("exists", name=target.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Uncleaned("unread") from error
    _write(target, _cleaner(kind)(content))
    return target


def _cleaner(kind: str) -> Callable[[bytes], bytes]:
    """Return what cleans a kind of file; its libraries are of the extra `desk`, and loaded for it alone."""
    try:
        if kind == "pdf":
            from congkhai.cleaning.pdf import cleaned_pdf  # noqa: PLC0415 - see above

            return cleaned_pdf
        if kind == "office":
            from congkhai.cleaning.office import cleaned_office  # noqa: PLC0415 - see above

            return cleaned_office
        from congkhai.cleaning.pictures import cleaned_picture  # noqa: PLC0415 - see above
    except ImportError as error:
        raise Uncleaned("not-installed") from error
    return cleaned_picture


def _write(target: Path, content: bytes) -> None:
    beside = target.with_name(f".{target.name}.tmp")
    try:
        beside.write_bytes(content)
        # Whoever made a file of this name meanwhile keeps it, where the system can tell.
        os.link(beside, target) if hasattr(os, "link") else beside.rename(target)
    except FileExistsError as error:
        raise Uncleaned("exists", name=target.name) from error
    except OSError as error:
        raise Uncleaned("unwritten") from error
    finally:
        beside.unlink(missing_ok=True)
