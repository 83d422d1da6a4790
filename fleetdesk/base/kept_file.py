"""A text file that people rely on: read whole or put aside, and never written over where it could not be read."""

import codecs
import contextlib
import json
import stat
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fleetdesk.base.errors import FleetError
from fleetdesk.base.files import put_aside
from fleetdesk.base.local_formats import date_and_time
from fleetdesk.base.sentences import joined, together
from fleetdesk.base.translation import _, ngettext

LEFT = _("It stays as it is and is not written over.")
LEFT_FOR_NOW = _("It stays as it is until the desk starts, and is then put aside, but is not written over.")
ASIDE = _("It is kept as {file}, in the same folder.")
ANEW = _("It is kept as {file}, in the same folder; FleetDesk begins a new one.")
LACKING = _(
    "{file} lacks {entries} that it had when FleetDesk last used it. What it had is kept as {copy}, in the same "
    "folder. If that was not meant, close FleetDesk and put that file in the place of {file}; else delete it. "
    "It lacks: {names}."
)
Write = Callable[[Path, str], None]
Names = Callable[[Any], Sequence[str]]
_UNREADABLE = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Newer(Exception):
    """A newer FleetDesk wrote the file, with this version."""

    def __init__(self, version: float) -> None:
        super().__init__(version)
        self.version = version


class SessionOnly(FleetError):
    """What was to be kept is held until the program ends, as its file must not be written; `refusal` says why."""

    def __init__(self, refusal: str) -> None:
        super().__init__(together(refusal, _("What you change is kept until FleetDesk ends.")))
        self.refusal = refusal


def decoded(content: bytes) -> str:
    """Decode UTF-8 or UTF-16 with or without its byte order mark; ValueError for anything else, or for nothing."""
    if not content.strip(b"\0 \t\r\n"):
        raise ValueError(_("it is empty"))
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    return content.decode(encoding)


def from_json(text: str) -> Any:
    """Return the value of a JSON text; ValueError where it is none."""
    try:
        return json.loads(text, object_pairs_hook=_object)
    except RecursionError as error:
        raise ValueError(_("it is nested too deeply")) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError(_("a name is in it twice"))
    return made


def to_json(document: Any) -> str:
    """Write a JSON text that a file can hold: half a surrogate pair is written as its escape."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(document, indent=1)
    return text


def version_of(document: Any) -> float:
    """Return the format number that a document states; 1 where it states none."""
    said = document.get("version") if isinstance(document, dict) else None
    return said if isinstance(said, int | float) and not isinstance(said, bool) else 1


class KeptFile:
    """One such file. Every call may wait for the disk; `lock` is for who reads and then writes.

    `moves` is whether a file that cannot be read may be put aside: commands that only read leave it where it is.
    With `copied` a copy of the last good state is kept beside it, which takes its place where it is gone or damaged;
    `holds` says in words what a document holds, and `names` what its entries are called. A file that lacks entries of
    its copy was made so by another hand: it is used as it is, but that is said and the fuller copy is kept.
    """

    def __init__(
        self,
        path: Path,
        write: Write,
        parse: Callable[[str], Any] = from_json,
        *,
        moves: bool = True,
        newest: int = 1,
        copied: bool = True,
        names: Names | None = None,
        holds: Callable[[Any], str] | None = None,
    ) -> None:
        self.path, self.lock = path, threading.RLock()
        self._write, self._parse, self._moves, self._newest = write, parse, moves, newest
        self._copy = path.with_name(f"{path.stem}.copy{path.suffix}") if copied else None
        self._holds, self._names = holds or entries, names or names_of
        self._fuller = False
        self.refusal = ""
        self._whole = True
        self._held: Any = None
        self._notices: list[str] = []
        self._said: set[str] = set()

    @property
    def whole(self) -> bool:
        """Return whether all that was ever kept here could be read in this run, and nothing lies put aside."""
        aside = (any(self.path.parent.glob(f"{self.path.stem}.{kind}.*")) for kind in ("unreadable", "before"))
        return self._whole and not any(aside)

    def say(self, sentence: str) -> None:
        """Note what the user has to hear; the same sentence once in a run."""
        self._whole = False
        if sentence not in self._said:
            self._said.add(sentence)
            self._notices.append(sentence)

    def pop_notices(self) -> list[str]:
        """Return the sentences for the user since the last call."""
        taken, self._notices = self._notices, []
        return taken

    def read(self, check: Callable[[Any], object] = lambda document: document) -> Any:
        """Return the document; None where there is none, or none that can be read, which a notice then says.

        `check` raises ValueError, TypeError, KeyError or AttributeError for a document of the wrong kind.
        """
        with self.lock:
            if self.refusal:
                return self._held
            try:
                text = decoded(content_of(self.path))
                document = self._sound(text, check)
            except Newer as newer:
                return self._refuse_newer(newer.version)
            except FileNotFoundError:
                return self._from_copy(check, _("{file} is gone.").format(file=self.path.name))
            except _UNREADABLE as error:
                return self._unreadable(error, check)
            before, self._fuller = self._copied(), False
            if before != text:
                self._spare_fuller(before, document, check)
                if self._moves:
                    self._keep_copy(text)
            return document

    def _sound(self, text: str, check: Callable[[Any], object]) -> Any:
        document = self._parse(text)
        if document is None:
            raise ValueError(_("it holds nothing"))
        if version_of(document) > self._newest:
            raise Newer(version_of(document))
        check(document)
        return document

    def _from_copy(self, check: Callable[[Any], object], sentence: str) -> Any:
        """Restore the file from its copy and return what it holds; None where no copy can be read."""
        if self._copy is None:
            return None
        try:
            text = decoded(content_of(self._copy))
            document = self._sound(text, check)
        except (Newer, *_UNREADABLE):
            return None
        when = date_and_time(datetime.fromtimestamp(self._copy.stat().st_mtime, UTC).astimezone())
        used = _("Its copy of {when} with {content} is used. To begin anew, delete {file} too.").format(
            when=when, content=self._holds(document), file=self._copy.name
        )
        self.say(together(sentence, used))
        if self._moves:
            with contextlib.suppress(OSError):  # a disk that takes nothing now; the copy is still there
                self._write(self.path, text)
        return document

    def _copied(self) -> str | None:
        """Return the copy's text; None where there is none that can be read."""
        if self._copy is None:
            return None
        try:
            return decoded(content_of(self._copy))
        except (OSError, ValueError):
            return None

    def _spare_fuller(self, before: str | None, document: Any, check: Callable[[Any], object]) -> None:
        """Say which entries of the copy, whose text is given, the file lacks, and keep that copy under another name."""
        lacking = [] if before is None else self._lacking(before, document, check)
        self._fuller = bool(lacking)
        if self._copy is None or not lacking:
            return
        aside = (self._aside() if self._moves else None) or self._copy
        self.say(
            LACKING.format(file=self.path.name, entries=counted(len(lacking)), copy=aside.name, names=listed(lacking))
        )

    def _lacking(self, before: str, document: Any, check: Callable[[Any], object]) -> list[str]:
        try:
            names = self._names(self._sound(before, check))
        except (Newer, *_UNREADABLE):
            return []
        return list((Counter(names) - Counter(self._names(document))).elements())

    def _aside(self) -> Path | None:
        """Move the fuller copy aside and return its path; None where it stays in its place."""
        if self._copy is None:
            return None
        try:
            aside = put_aside(self._copy, f"{self.path.stem}.before.{{stamp}}{self.path.suffix}")
        except OSError:
            return None
        self._fuller = False
        return aside

    def _keep_copy(self, text: str) -> None:
        """Make the copy as the file is; one that holds more than the file did is moved before, or stays."""
        if self._copy is None or (self._fuller and self._aside() is None):
            return
        if self._copied() != text:
            with contextlib.suppress(OSError):  # it is still good without
                self._write(self._copy, text)

    def write(self, text: str, document: Any = None) -> None:
        """Write the text to the file; SessionOnly where that is not allowed, and `document` is then held instead."""
        with self.lock:
            if self.refusal:
                self._held = document
                raise SessionOnly(self.refusal)
            self._write(self.path, text)
            self._keep_copy(text)

    def _refuse_newer(self, version: float) -> None:
        self.refusal = _(
            "{file} was written by a newer FleetDesk (version {version:g}, this one knows "
            "{newest}). It is left as it is."
        ).format(file=self.path.name, version=version, newest=self._newest)
        self.say(self.refusal)

    def _unreadable(self, error: Exception, check: Callable[[Any], object]) -> Any:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
        sentence = _("{file} cannot be read ({reason}).").format(file=self.path.name, reason=why)
        moved = self._moved() if self._moves and _is_damage(error) else None
        if moved is None:
            self.refusal = together(sentence, LEFT if self._moves else LEFT_FOR_NOW)
            self.say(self.refusal)
            self._held = self._from_copy(check, "")
            return self._held
        document = self._from_copy(check, together(sentence, ASIDE.format(file=moved.name)))
        if document is None:
            self.say(together(sentence, ANEW.format(file=moved.name)))
        return document

    def _moved(self) -> Path | None:
        try:
            return put_aside(self.path, f"{self.path.stem}.unreadable.{{stamp}}{self.path.suffix}")
        except OSError:
            return None


def content_of(path: Path) -> bytes:
    """Return the bytes of a file; IsADirectoryError for a folder or a source that might never end."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        raise IsADirectoryError(0, _("it is a folder") if stat.S_ISDIR(mode) else _("it is no file"))
    return path.read_bytes()


def names_of(document: Any) -> list[str]:
    """Return the names of a document's entries; for a list their numbers."""
    if isinstance(document, dict):
        return [name for name, value in document.items() if name != "version" or isinstance(value, dict)]
    count = len(document) if isinstance(document, list) else 0
    return [_("no. {number}").format(number=number) for number in range(1, count + 1)]


def entries(document: Any) -> str:
    """Say in words how much a document holds."""
    return counted(len(names_of(document)))


def counted(count: int) -> str:
    """Say in words how many entries there are."""
    return ngettext("{count} entry", "{count} entries", count).format(count=count)


def listed(names: Sequence[str]) -> str:
    """Return the first names of a list for a sentence."""
    first = joined(map(one_line, names[:5]))
    return _("{names} and more").format(names=first) if len(names) > 5 else first


def _is_damage(error: Exception) -> bool:
    """Return whether the file itself is at fault; a disk or network that does not answer now is not damage."""
    return not isinstance(error, OSError) or isinstance(error, IsADirectoryError | PermissionError)


def one_line(text: str) -> str:
    """Return a name of the user's for a sentence: short, on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else f"{plain[:39]}…"


def says_dropped(file: Path, names: list[str]) -> str:
    """Return the sentence about entries of a file that make no sense."""
    return ngettext(
        "One entry of {file} cannot be understood and is not used ({names}). What is written there is kept in {file}.",
        "{count} entries of {file} cannot be understood and are not used ({names}). What is written there is kept in "
        "{file}.",
        len(names),
    ).format(count=len(names), file=file.name, names=listed(names))
