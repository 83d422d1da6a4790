"""window.ini: where everything stood, and which column of a table held what. Qt reads and writes it."""

import re
import tempfile
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from fleetdesk.base.files import put_aside, write_whole
from fleetdesk.base.kept_file import decoded, one_line
from fleetdesk.base.translation import _

VERSION = 1
_LINE = re.compile(r"\s*(\[.+\]\s*|[;#].*|[^=]+=.*)?")
_CUT = re.compile(r'@(ByteArray|Variant|Point|Rect|Size)\((?!.*\)"?,?\s*$)')
_ODD = re.compile(r"@|.{0,6}ByteArray\(")
_TOLD_VERSION = re.compile(r"^version=\s*(\d+)\s*$", re.MULTILINE)


class LayoutFile:
    """The window's settings, opened with care; may wait for the disk, so it is opened before the window is there.

    A file that cannot be read is put aside. A newer one, and one that cannot be put aside, is left as it is: what is
    kept then lasts until the program ends. `notices` are sentences for the user.
    """

    def __init__(self, path: Path) -> None:
        self.notices: list[str] = []
        self._place: tempfile.TemporaryDirectory[str] | None = None
        self.settings = _opened(path if self._may_use(path) else self._elsewhere())
        self._say_odd(path)

    def close(self) -> None:
        """Write what has changed; remove what must not be kept."""
        self.settings.sync()
        if self._place:
            self._place.cleanup()

    def _may_use(self, path: Path) -> bool:
        try:
            if not path.exists():
                return True
            text = self._read(path)
        except (OSError, ValueError) as error:
            return self._put_aside(path, getattr(error, "strerror", None) or error)
        newest = max(map(int, _TOLD_VERSION.findall(text)), default=1)
        if newest > VERSION:
            self.notices.append(
                _(
                    "{name} was written by a newer FleetDesk (version {newest}, this one knows "
                    "{version}). It is left as it is; where you put things now lasts until FleetDesk "
                    "ends."
                ).format(name=path.name, newest=newest, version=VERSION)
            )
            return False
        return True

    def _say_odd(self, path: Path) -> None:
        """Note values that Qt could not read: they come as the text in the file, or empty."""
        odd = [
            key
            for key in self.settings.allKeys()
            if _ODD.match(str(self.settings.value(key)))
            or (key in ("geometry", "state") and not isinstance(self.settings.value(key), QByteArray))
        ]
        if odd:
            self.notices.append(
                _("In {name}, {names} cannot be understood; that part of the window is as at the first start.").format(
                    name=path.name, names=", ".join(map(one_line, odd[:5]))
                )
            )

    def _read(self, path: Path) -> str:
        """Return the text, which Qt gets in UTF-8 without a mark; raise ValueError where it is no such file."""
        if not path.is_file():
            raise ValueError(_("it is no file"))
        content = path.read_bytes()
        text = decoded(content)
        if "\0" in text:
            raise ValueError(_("it holds what is no text"))
        if any(not _LINE.fullmatch(line) or _CUT.search(line) for line in text.splitlines()):
            raise ValueError(_("a line of it is damaged"))
        if text.encode() != content:
            write_whole(path, text, 0o600)
        return text

    def _put_aside(self, path: Path, why: object) -> bool:
        try:
            aside = put_aside(path, f"{path.stem}.unreadable.{{stamp}}{path.suffix}")
        except OSError:
            self.notices.append(
                _(
                    "{name} cannot be read ({why}). It stays as it is; where you put things now "
                    "lasts until FleetDesk ends."
                ).format(name=path.name, why=why)
            )
            return False
        self.notices.append(
            _(
                "{name} cannot be read ({why}), so the window is as at the first start. The file is kept as {aside}."
            ).format(name=path.name, why=why, aside=aside.name)
        )
        return True

    def _elsewhere(self) -> Path:
        self._place = tempfile.TemporaryDirectory(prefix="fleetdesk-", ignore_cleanup_errors=True)
        return Path(self._place.name) / "window.ini"


def _opened(path: Path) -> QSettings:
    return QSettings(str(path), QSettings.Format.IniFormat)
