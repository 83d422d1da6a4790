"""The job `dossier`: a cover and all documents of a task in one PDF; a document that cannot be read becomes a page."""

import textwrap
import unicodedata
from pathlib import Path
from typing import Any

import pikepdf

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _, source
from fleetdesk.documents.joining import append, saved
from fleetdesk.documents.picture_pages import A4_PT
from fleetdesk.documents.thumbnails import Answer

LINE = 75


def dossier(job: dict[str, Any]) -> Answer:
    """Make one PDF of `cover` (a path or none) and `documents`, each a `path`, a `name` and any known `trouble`."""
    unread = []
    with pikepdf.new() as whole:
        if job.get("cover"):
            append(whole, Path(job["cover"]), _("The cover"))
        for place, each in enumerate(job["documents"]):
            trouble = each.get("trouble") or _trouble(whole, Path(each["path"]), each["name"])
            if trouble:
                unread.append(place)
                _append_words(whole, each["name"], trouble)
        return {"mime": "application/pdf", "pages": len(whole.pages), "unread": unread}, saved(whole)


def _trouble(whole: pikepdf.Pdf, path: Path, name: str) -> str:
    """Add the document; where that fails, leave nothing of it and return why."""
    before = len(whole.pages)
    try:
        append(whole, path, name)
    except (FleetError, MemoryError) as error:
        del whole.pages[before:]
        return str(error) or _("{file} needs more memory than a document may take.").format(file=name)
    return ""


def _append_words(whole: pikepdf.Pdf, name: str, trouble: str) -> None:
    """Append a page that says what should stand here, and why it does not."""
    page = whole.add_blank_page(page_size=A4_PT)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    heading = _legible(_("Here should stand: {file}").format(file=name))
    lines = [*textwrap.wrap(heading, LINE), "", *textwrap.wrap(_legible(trouble), LINE)]
    shown = b" ".join(b"<" + _ansi(line).hex().encode() + b"> Tj T*" for line in lines)
    page.Contents = whole.make_stream(b"BT /F1 12 Tf 18 TL 60 760 Td " + shown + b" ET")


def _legible(text: str) -> str:
    """Return the text, in English where these fonts lack the letters of the user's language."""
    english: str = source(text)
    return english if _ansi(text).count(b"?") > _ansi(english).count(b"?") else text


def _ansi(line: str) -> bytes:
    """Encode text for the standard fonts of Western Europe: other letters lose their accents, or become a mark."""
    kept = (c if _fits(c) else unicodedata.normalize("NFKD", c)[:1] for c in line)
    return "".join(kept).encode("cp1252", "replace")


def _fits(character: str) -> bool:
    return bool(character.encode("cp1252", "ignore"))
