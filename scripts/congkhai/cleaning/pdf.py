"""A PDF without its author, its history, the names on its remarks, its scripts and the files within it."""

import io
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from congkhai.cleaning.refusal import Uncleaned

_CATALOGUE = ("/Metadata", "/PieceInfo", "/AA", "/OpenAction", "/AF", "/Collection")
_ANNOTATION = ("/T", "/Subj", "/AA", "/A", "/RC", "/M", "/CreationDate", "/NM")
_DEAD = {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"}


def cleaned_pdf(content: bytes) -> bytes:
    """Return the bytes of a cleaned PDF; links stay, and so does every word on the page.

    Raises Uncleaned for a PDF that is locked, damaged or signed: to change it would break its signature.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Uncleaned("locked")
            _refuse_signed(pdf)
            _clean(pdf)
            written = io.BytesIO()
            pdf.save(written, fix_metadata_version=False, deterministic_id=True)
            return written.getvalue()
    except pikepdf.PasswordError as error:
        raise Uncleaned("locked") from error
    except (pikepdf.PdfError, ValueError, KeyError, RuntimeError, TypeError, AttributeError) as error:
        raise Uncleaned("damaged") from error


def _refuse_signed(pdf: Pdf) -> None:
    form = pdf.Root.get("/AcroForm")
    if "/Perms" in pdf.Root or (form is not None and int(form.get("/SigFlags", 0)) & 1):
        raise Uncleaned("signed")
    if any(isinstance(one, Dictionary) and one.get("/Type") == Name.Sig for one in pdf.objects):
        raise Uncleaned("signed")


def _clean(pdf: Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    _drop(pdf.Root, _CATALOGUE)
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        _drop(names, ("/EmbeddedFiles", "/JavaScript"))
    for page in pdf.pages:
        _drop(page.obj, ("/Metadata", "/PieceInfo", "/AA", "/AF"))
        if (annotations := page.obj.get("/Annots")) is not None:
            kept = [
                one for one in annotations if isinstance(one, Dictionary) and str(one.get("/Subtype", "")) not in _DEAD
            ]
            for one in kept:
                _clean_annotation(one)
            page.obj["/Annots"] = pdf.make_indirect(Array(kept))


def _clean_annotation(one: Object) -> None:
    action = one.get("/A")
    runs = action is not None and str(action.get("/S", "")) not in {"/URI", "/GoTo"}
    keys = [key for key in _ANNOTATION if key != "/A" or runs]
    # The name of a form's field is what the form is filled by.
    _drop(one, [key for key in keys if key != "/T" or str(one.get("/Subtype", "")) != "/Widget"])


def _drop(holder: Object, keys: Iterable[str]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]
