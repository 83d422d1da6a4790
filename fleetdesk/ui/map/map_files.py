"""The commands that save what the map shows: as a picture, and as a web page that opens anywhere."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from fleetdesk.base.errors import FleetError
from fleetdesk.base.local_formats import date_and_time
from fleetdesk.base.translation import _
from fleetdesk.mapview.web_page import ShownMap, web_page
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.sheets.whole import write_export
from fleetdesk.sync.store import Store
from fleetdesk.ui.map.markers import detail
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.widgets.dialogs import pick_file
from fleetdesk.ui.widgets.file_writing import FileWriting, with_ending
from fleetdesk.ui.widgets.foreign_text import draw
from fleetdesk.ui.widgets.long_work import LongWork
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.theme import Tokens

EDGE = 8  # logical pixels around the words below the picture
NOT_YET = _("The map is not drawn yet. Wait a moment and try again.")
ABOUT_PAGE = _("Vehicles, tasks, area and tracks as they were on the map then. Streets are not in this file.")
OWN_MAP = _("Map: Natural Earth, GeoNames (CC BY 4.0). Drawn with Leaflet.")


class MapFiles:
    """Asks for a file and writes it; the picture is of the moment at which the command was given."""

    def __init__(
        self,
        map_: MapWidget,
        store: Store,
        long_work: LongWork,
        notices: Notices,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
    ) -> None:
        self._map, self._store, self._notices = map_, store, notices
        self._files, self._tokens, self._zone = FileWriting(long_work, notices), tokens, zone

    def commands(self) -> list[Command]:
        """Return the commands for the menu."""
        return [
            Command(Menu.MAP, _("Save the map as picture"), "", self.save_picture, begins=True, asks=True),
            Command(Menu.MAP, _("Save the map as web page"), "", self.save_page, asks=True),
        ]

    def _title(self) -> str:
        now = date_and_time(self._store.now().astimezone(self._zone))
        return _("FleetDesk, {time} {zone}").format(time=now, zone=self._zone.key)

    def _detail(self, key: str) -> str:
        seen = self._store.fleet.get(key)
        return detail(seen) if seen else ""

    def save_picture(self) -> None:
        """Save what the map shows now, with the time below it."""
        if self._map.view is None:
            self._notices.say(NOT_YET)
            return
        shown = with_words(self._map.picture(), self._title(), self._tokens())
        self._ask(_("Save the map as picture"), _("PNG (*.png)"), "map.png", lambda: png_of(shown))

    def save_page(self) -> None:
        """Save what the map shows now as one HTML file."""
        shown = self._map.shown(self._title(), (ABOUT_PAGE, OWN_MAP), self._detail)
        if shown is None:
            self._notices.say(NOT_YET)
            return
        self._ask(_("Save the map as web page"), _("Web page (*.html)"), "map.html", lambda: _page_of(shown))

    def _ask(self, heading: str, kinds: str, name: str, make: Callable[[], bytes]) -> None:
        def start(chosen: str) -> None:
            ending = Path(name).suffix
            path = with_ending(Path(chosen), (ending,), ending)
            self._files.start(path, lambda: write_export(path, make()), "map file")

        pick_file(self._map.window(), heading, kinds, start, save=name)


def _page_of(shown: ShownMap) -> bytes:
    try:
        return web_page(shown)
    except OSError as error:
        raise FleetError(_("The map's own files are missing ({reason}).").format(reason=error.strerror)) from error


def with_words(picture: QImage, words: str, tokens: Tokens) -> QImage:
    """Return a picture with a line of words below it."""
    ratio = picture.devicePixelRatio()
    below = round(30 * ratio)
    made = QImage(picture.width(), picture.height() + below, QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(tokens.panel))
    painter = QPainter(made)
    painter.drawImage(0, 0, picture)
    painter.setPen(QColor(tokens.text))
    wide, top = round(picture.width() / ratio), round(picture.height() / ratio)
    place = QRect(EDGE, top, wide - 2 * EDGE, round(below / ratio))
    draw(painter, place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    painter.end()
    return made


def png_of(picture: QImage) -> bytes:
    """Return the picture as PNG. A large one takes some tenths of a second: call it in a thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())
