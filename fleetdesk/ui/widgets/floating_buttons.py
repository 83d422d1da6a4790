"""What a dock has in its header while it floats: dock back, maximise, close."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QDockWidget

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.labels import Button, button


class FloatingButtons(QObject):
    """Makes the buttons of a floating dock, and shows them only while it floats."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self._before: QRect | None = None  # where the dock was before it filled its screen
        self.buttons = (
            self._button("⇲", _("Dock back"), _("Puts it back into the window"), self._back),
            self._button("▢", _("Maximise panel"), _("Fills the screen, or is as large as before"), self._maximise),
            self._button("✕", _("Close panel"), _("The menu View shows it again"), dock.close),
        )
        dock.topLevelChanged.connect(lambda _: self._show_them())
        dock.dockLocationChanged.connect(lambda _: self._show_them())
        self._show_them()

    def _button(self, text: str, name: str, hint: str, do: Callable[[], object]) -> Button:
        made = button(text, name, flat=True, hint=f"{name}. {hint}")
        made.clicked.connect(lambda _=False: do())
        return made

    def _show_them(self) -> None:
        self._before = None
        for each in self.buttons:
            each.setVisible(self._dock.isFloating())

    def _back(self) -> None:
        self._dock.setFloating(False)

    def _maximise(self) -> None:
        room = self._dock.screen().availableGeometry()
        if self._before is not None and self._dock.geometry() == room:
            self._dock.setGeometry(self._before)
            self._before = None
        else:
            self._before = self._dock.geometry()
            self._dock.setGeometry(room)
