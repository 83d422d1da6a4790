"""What a file is that is no table FleetDesk reads, by its content and in words."""

import json
import re

from fleetdesk.base.translation import _

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = _("Open it in a spreadsheet program, and save it as .xlsx or CSV.")
_MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"BM": "a picture",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
    b"\x1f\x8b": _("a compressed file"),
    b"Rar!": _("an archive"),
    b"7z\xbc\xaf": _("an archive"),
    b"{\\rtf": _("a text document"),
    b"SQLite format 3": "a database",
    b"PAR1": _("a Parquet file"),
    b"\x7fELF": "a program",
    b"MZ": "a program",
}
_OLD_SHEETS = (b"\x09\x08", b"\x09\x04\x06", b"\x09\x02\x06", b"\x09\x00\x04\x00")
_INSIDE_OLE = {
    "EncryptedPackage": _("is a workbook with a password. Save it as .xlsx without a password."),
    "WordDocument": _("is a text document of Word, not a table. Choose a CSV or XLSX file."),
    "PowerPoint Document": _("is a presentation, not a table. Choose a CSV or XLSX file."),
    "Workbook": _("is a workbook of an old kind (.xls). {save}").format(save=_SAVE),
    "Book": _("is a workbook of an old kind (.xls). {save}").format(save=_SAVE),
    "__substg": _("is a mail of Outlook. Take the table out of it."),
}
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|div|style|title)\b", re.IGNORECASE)


def told_by_bytes(data: bytes) -> str:
    """What follows the file's name in a sentence on what it is; empty where its bytes may be a table's text."""
    if data.startswith(_OLE):
        found = (said for word, said in _INSIDE_OLE.items() if word.encode("utf-16-le") in data)
        return next(found, _("is a workbook with a password, or an old .xls. Save it as .xlsx without a password."))
    if data.startswith(_OLD_SHEETS):
        return _("is a workbook of an old kind (.xls). {save}").format(save=_SAVE)
    what = next((what for magic, what in _MAGIC.items() if data.startswith(magic) and not _is_word(magic, data)), "")
    return _("is {what}, not a table. Choose a CSV or XLSX file.").format(what=what) if what else ""


def _is_word(magic: bytes, data: bytes) -> bool:
    """Whether two letters begin a text and no picture or program: those hold bytes that no text has."""
    return len(magic) == 2 and b"\0" not in data[:64]


def told_by_text(text: str) -> str:
    """The same of text that was decoded: web pages, XML and JSON are no tables with separators."""
    start = text[:4096].lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _markup(re.sub(r"^(?:<\?xml[^>]*\?>|<!--.*?-->|\s)+", "", start, flags=re.DOTALL), start)
    if start[:1] in "{[" and _is_json(text):
        return _("is JSON, not a table. {save}").format(save=_SAVE)
    if start.startswith(("MIME-Version:", "Content-Type: multipart")):
        return _("is a web page in one file (MHTML). {save}").format(save=_SAVE)
    return _("is a SYLK sheet. {save}").format(save=_SAVE) if start.startswith("ID;P") and "\nC;" in text else ""


def _markup(inner: str, start: str) -> str:
    if "urn:schemas-microsoft-com:office:spreadsheet" in start or re.match(r"<(?:\w+:)?Workbook\b", inner):
        return _("is an XML spreadsheet of an old kind (SpreadsheetML 2003). {save}").format(save=_SAVE)
    if "opendocument" in start:
        return _("is an OpenDocument sheet. {save}").format(save=_SAVE)
    if _HTML.match(inner) or (_HTML.search(start) and "<?xml" not in start):
        return _("is a web page (HTML), whatever its name says. {save}").format(save=_SAVE)
    return (
        _("is XML, not a table. {save}").format(save=_SAVE)
        if start.startswith("<?xml") or re.match(r"<[a-zA-Z][\w:.-]*[\s>/]", inner)
        else ""
    )


def _is_json(text: str) -> bool:
    try:
        json.loads(text.lstrip("\ufeff"))
    except ValueError:
        return re.match(r'\s*(?:\[\s*)?\{\s*"[^"]*"\s*:', text) is not None
    except RecursionError:
        return True
    return True
