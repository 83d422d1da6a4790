"""What a file is that is no table FleetDesk reads, by its content and in words."""

import json
import re

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_SHEETS = (b"\x09\x08", b"\x09\x04\x06", b"\x09\x02\x06", b"\x09\x00\x04\x00")
_SAVE = _("Open it in a spreadsheet program, and save it as .xlsx or CSV.")
_PICTURE = _("{file} is a picture, not a table. Choose a CSV or XLSX file.")
_ARCHIVE = _("{file} is an archive, not a table. Choose a CSV or XLSX file.")
_PROGRAM = _("{file} is a program, not a table. Choose a CSV or XLSX file.")
_OLD_BOOK = together(_("{file} is a workbook of an old kind (.xls)."), _SAVE)
_MAGIC = {
    b"%PDF": _("{file} is a PDF, not a table. Choose a CSV or XLSX file."),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"BM": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"\x1f\x8b": _("{file} is a compressed file, not a table. Choose a CSV or XLSX file."),
    b"Rar!": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
    b"{\\rtf": _("{file} is a text document, not a table. Choose a CSV or XLSX file."),
    b"SQLite format 3": _("{file} is a database, not a table. Choose a CSV or XLSX file."),
    b"PAR1": _("{file} is a Parquet file, not a table. Choose a CSV or XLSX file."),
    b"\x7fELF": _PROGRAM,
    b"MZ": _PROGRAM,
}
_INSIDE_OLE = {
    "EncryptedPackage": _("{file} is a workbook with a password. Save it as .xlsx without a password."),
    "WordDocument": _("{file} is a text document of Word, not a table. Choose a CSV or XLSX file."),
    "PowerPoint Document": _("{file} is a presentation, not a table. Choose a CSV or XLSX file."),
    "Workbook": _OLD_BOOK,
    "Book": _OLD_BOOK,
    "__substg": _("{file} is a mail of Outlook. Take the table out of it."),
}
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|div|style|title)\b", re.IGNORECASE)


def told_by_bytes(data: bytes) -> str:
    """Return a sentence on what the {file} is; empty where its bytes may be a table's text."""
    if data.startswith(_OLE):
        found = (said for word, said in _INSIDE_OLE.items() if word.encode("utf-16-le") in data)
        either = _("{file} is a workbook with a password, or an old .xls. Save it as .xlsx without a password.")
        return next(found, either)
    if data.startswith(_OLD_SHEETS):
        return _OLD_BOOK
    return next((what for magic, what in _MAGIC.items() if data.startswith(magic) and not _is_word(magic, data)), "")


def _is_word(magic: bytes, data: bytes) -> bool:
    """Return whether two letters begin a text and no picture or program: those hold bytes that no text has."""
    return len(magic) == 2 and b"\0" not in data[:64]


def told_by_text(text: str) -> str:
    """Return a sentence on what decoded text is: web pages, XML and JSON are no tables; empty for a table."""
    start = text[:4096].lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _markup(re.sub(r"^(?:<\?xml[^>]*\?>|<!--.*?-->|\s)+", "", start, flags=re.DOTALL), start)
    if start[:1] in "{[" and _is_json(text):
        return together(_("{file} is JSON, not a table."), _SAVE)
    if start.startswith(("MIME-Version:", "Content-Type: multipart")):
        return together(_("{file} is a web page in one file (MHTML)."), _SAVE)
    return together(_("{file} is a SYLK sheet."), _SAVE) if start.startswith("ID;P") and "\nC;" in text else ""


def _markup(inner: str, start: str) -> str:
    if "urn:schemas-microsoft-com:office:spreadsheet" in start or re.match(r"<(?:\w+:)?Workbook\b", inner):
        return together(_("{file} is an XML spreadsheet of an old kind (SpreadsheetML 2003)."), _SAVE)
    if "opendocument" in start:
        return together(_("{file} is an OpenDocument sheet."), _SAVE)
    if _HTML.match(inner) or (_HTML.search(start) and "<?xml" not in start):
        return together(_("{file} is a web page (HTML), whatever its name says."), _SAVE)
    return (
        together(_("{file} is XML, not a table."), _SAVE)
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
