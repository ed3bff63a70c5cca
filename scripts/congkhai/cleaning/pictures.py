"""A picture written anew: what it shows, and nothing of where, when and by whom it was taken."""

import io

from PIL import Image, ImageOps

from congkhai.cleaning.refusal import Uncleaned


def cleaned_picture(content: bytes) -> bytes:
    """Return the bytes of a picture without Exif, XMP and remarks, turned as its Exif says it is seen.

    Raises Uncleaned for a picture that cannot be read.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            kind = picture.format
            seen = ImageOps.exif_transpose(picture)
            bare = Image.new(seen.mode, seen.size)
            if seen.palette is not None:
                bare.putpalette(seen.palette)
            bare.paste(seen)
            written = io.BytesIO()
            bare.save(written, kind, **({"quality": 90} if kind in {"JPEG", "WEBP"} else {}))
            return written.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Uncleaned("damaged") from error
