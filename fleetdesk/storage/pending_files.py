"""Documents that were dropped and not filed yet: copied already, so they outlive a restart and a crash."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from fleetdesk.base.kept_file import KeptFile, says_dropped, to_json
from fleetdesk.base.translation import _
from fleetdesk.domain.count_words import count_documents
from fleetdesk.domain.documents import ENDINGS, DocumentType, PendingFile

_KNOWN = tuple(each.name for each in fields(PendingFile))


class PendingFiles:
    """A small file. Every call may wait for the disk; `write` puts a text into it whole or not at all."""

    def __init__(self, path: Path, write: Callable[[Path, str], None]) -> None:
        self._file = KeptFile(path, write, names=_names, holds=_holds)

    @property
    def whole(self) -> bool:
        """Return whether every document that ever waited here is known; else no copy may be taken away."""
        return self._file.whole

    def all(self) -> list[PendingFile]:
        """Return the documents that wait; an unreadable file is put aside, senseless entries stay in it, unused."""
        read = self._entries()
        odd = [_name(each, number) for number, each in enumerate(read, 1) if _kept(each) is None]
        if odd:
            self._file.say(says_dropped(self._file.path, odd))
        return [kept for each in read if (kept := _kept(each)) is not None]

    def save(self, documents: Iterable[PendingFile]) -> None:
        """Save these as all that waits from now on; SessionOnly where the file must not be written.

        What a newer FleetDesk wrote besides stays with its document, and what makes no sense stays at the end.
        """
        with self._file.lock:
            document = self._file.read(_listed)
            entries = _listed(document)
            odd = [each for each in entries if _kept(each) is None]
            made = [{**_more(each, entries), **asdict(each)} for each in documents]
            whole = {**document, "papers": [*made, *odd]} if isinstance(document, dict) else [*made, *odd]
            self._file.write(to_json(whole), whole)

    def pop_notices(self) -> list[str]:
        """Return the sentences about the file for the user since the last call."""
        return self._file.pop_notices()

    def _entries(self) -> list[Any]:
        return _listed(self._file.read(_listed))


def _listed(document: Any) -> list[Any]:
    """Return the entries: a list, or an object that has one under "papers"."""
    if document is None:
        return []
    found = document.get("papers") if isinstance(document, dict) else document
    if not isinstance(found, list):
        raise ValueError(_("it holds no list of documents"))
    return found


def _more(document: PendingFile, entries: Iterable[Any]) -> dict[str, Any]:
    """Return the fields of a document's entry that this version does not know."""
    same = [each for each in entries if isinstance(each, dict) and each.get("sha256") == document.sha256]
    found = next((each for each in same if each.get("task") == document.task), same[0] if same else {})
    return {name: value for name, value in found.items() if name not in _KNOWN}


def _name(read: object, number: int) -> str:
    name = read.get("name") if isinstance(read, dict) else None
    return name if isinstance(name, str) and name.strip() else _("no. {number}").format(number=number)


def _names(document: Any) -> list[str]:
    return [_name(each, number) for number, each in enumerate(_listed(document), 1)]


def _holds(document: Any) -> str:
    return count_documents(len(_listed(document)))


def _kept(read: object) -> PendingFile | None:
    """Return the document of an entry; fields of a newer version are left alone; None where it makes no sense."""
    if not isinstance(read, dict):
        return None
    try:
        made = PendingFile(**{name: read[name] for name in _KNOWN if name in read})
    except TypeError:
        return None
    plain = all(isinstance(getattr(made, name), str) for name in ("sha256", "mime", "name", "note", "task", "type"))
    hexadecimal = plain and len(made.sha256) == 64 and set(made.sha256) <= set("0123456789abcdef")
    known = plain and made.type in {"", *DocumentType} and made.mime in ENDINGS
    whole = isinstance(made.size, int) and not isinstance(made.size, bool) and made.size >= 0
    return made if hexadecimal and whole and known else None
