"""Fields of PDF forms: their values as text, and as part of the page where pages leave their document."""

import ctypes
import importlib
import io
from typing import Any

import pikepdf

_HIDDEN_VALUE = 1 << 13  # a field for a password (ISO 32000-1, table 228)


def values(document: Any, page: Any) -> list[str]:
    """Return the texts in the fields of a page of an open PDF, and those typed onto it as a note."""
    raw = importlib.import_module("pypdfium2.raw")
    written = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if note:
            written.append(_written(raw, document, note))
            raw.FPDFPage_CloseAnnot(note)
    return [each for each in written if each]


def _written(raw: Any, document: Any, note: Any) -> str:
    kind = raw.FPDFAnnot_GetSubtype(note)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _text(lambda place, size: raw.FPDFAnnot_GetStringValue(note, b"Contents", place, size))
    if kind != raw.FPDF_ANNOT_WIDGET or not document.formenv:
        return ""
    if (
        raw.FPDFAnnot_GetFormFieldType(document.formenv, note)
        not in (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
        or raw.FPDFAnnot_GetFormFieldFlags(document.formenv, note) & _HIDDEN_VALUE
    ):
        return ""
    return _text(lambda place, size: raw.FPDFAnnot_GetFormFieldValue(document.formenv, note, place, size))


def _text(ask: Any) -> str:
    """Read a text of PDFium, which says how many bytes it needs, then writes UTF-16 with a zero at its end."""
    size = ask(None, 0)
    place = (ctypes.c_ushort * (size // 2 + 1))()
    ask(place, size)
    return bytes(place)[:size].decode("utf-16-le", "replace").rstrip("\0")


def settled(data: bytes) -> bytes:
    """Return the PDF with fields as a reader shows them; the same bytes where it has no fields."""
    pdfium = importlib.import_module("pypdfium2")
    raw = importlib.import_module("pypdfium2.raw")
    try:
        document = pdfium.PdfDocument(data)
        if not document.init_forms():
            return data
        for page in document:
            raw.FORM_OnAfterLoadPage(page, document.formenv)
            page.render(scale=0.05)  # what has no appearance is given one when it is drawn
        file = io.BytesIO()
        document.save(file, flags=raw.FPDF_REMOVE_SECURITY)
        return file.getvalue()
    except pdfium.PdfiumError:
        return data


def flatten(document: pikepdf.Pdf) -> None:
    """Make the fields part of their pages as they are seen on a screen; links and notes stay what they are."""
    if "/AcroForm" not in document.Root:
        return
    document.Root.AcroForm.NeedAppearances = False
    others = [_without_others(page.obj) for page in document.pages]
    document.flatten_annotations("screen")
    for page, notes in zip(document.pages, others, strict=True):
        page.obj.Annots = pikepdf.Array(notes)
    if "/AcroForm" in document.Root:
        del document.Root.AcroForm


def _without_others(page: pikepdf.Object) -> list[pikepdf.Object]:
    """Leave the page nothing but its fields, and return its other annotations."""
    notes = page.get("/Annots")
    every = [each for each in notes if isinstance(each, pikepdf.Dictionary)] if isinstance(notes, pikepdf.Array) else []
    fields = [each for each in every if each.get("/Subtype") == pikepdf.Name.Widget]
    page.Annots = pikepdf.Array(fields)
    return [each for each in every if each.get("/Subtype") != pikepdf.Name.Widget]
