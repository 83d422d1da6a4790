"""The window's layout between two starts: where docks are, how wide columns are, what docks remember besides."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from fleetdesk.ui.window.arrangement import set_first_sizes
from fleetdesk.ui.window.dock_columns import DockColumns
from fleetdesk.ui.window.feature import Dock
from fleetdesk.ui.window.layout_file import VERSION

FIRST_SIZE = QSize(1600, 1000)
SCREENLESS = ("offscreen", "minimal")
LAYOUT_VERSION = 3
COLUMNS = "columns "


def restore_layout(window: QMainWindow, docks: Sequence[Dock], columns: DockColumns, layout: QSettings) -> None:
    """Restore the saved layout, or the first one."""
    geometry, state = layout.value("geometry"), layout.value("state")
    if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
        _set_first_size(window)
    if not (isinstance(state, QByteArray) and window.restoreState(state, LAYOUT_VERSION)):
        set_first_sizes(window, docks)
    keys = [key for key in layout.allKeys() if key.startswith(COLUMNS)]
    columns.restore({key.removeprefix(COLUMNS): layout.value(key) for key in keys})
    for dock in docks:
        dock.restore_layout(layout.value(_key(dock)))


def _set_first_size(window: QMainWindow) -> None:
    """Make the window as large as is good; maximised where the screen has no room for that."""
    window.resize(FIRST_SIZE)
    if QGuiApplication.platformName() in SCREENLESS:
        return
    room = window.screen().availableGeometry()
    if fills(room.size()):
        window.resize(FIRST_SIZE.boundedTo(room.size()))
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
    else:
        window.move(room.center() - window.rect().center())


def fills(room: QSize) -> bool:
    """Return whether the first window fills a screen with so much room, in logical pixels."""
    return room.width() < FIRST_SIZE.width() or room.height() < FIRST_SIZE.height()


def save_layout(window: QMainWindow, docks: Sequence[Dock], columns: DockColumns, layout: QSettings) -> None:
    """Save where everything is."""
    layout.setValue("version", VERSION)
    layout.setValue("geometry", window.saveGeometry())
    layout.setValue("state", window.saveState(LAYOUT_VERSION))
    for dock in docks:
        saved = dock.save_layout()
        if saved is not None:
            layout.setValue(_key(dock), saved)
    for key, text in columns.saved().items():
        layout.setValue(f"{COLUMNS}{key}", text)


def _key(dock: Dock) -> str:
    return dock.dock().objectName().removeprefix("dock ").lower()
