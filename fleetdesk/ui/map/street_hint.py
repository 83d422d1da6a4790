"""The line on the map that says that there are no streets for what it shows, with the way to some."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from fleetdesk.base.translation import _
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.ui.widgets.labels import button, label

FROM_ZOOM = 10  # where the backdrop has nothing more to show
EDGE_PX = 34  # above the line of the map's makers


class StreetHint(QFrame):
    """Lies over the lower edge of the map while that is near enough for streets and has none."""

    wanted = Signal()

    def __init__(self, view: MapWidget) -> None:
        super().__init__(view)
        self._map = view
        self.setObjectName("Floating")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.choose = button(_("Choose a street map"), primary=True)
        self.choose.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(label(_("There are no streets here yet.")))
        row.addWidget(self.choose)
        self.hide()
        view.view_changed.connect(lambda *_view: self.refresh())
        view.installEventFilter(self)

    def refresh(self) -> None:
        """Come or go with what the map shows now."""
        view = self._map.view
        self.setVisible(view is not None and view.zoom >= FROM_ZOOM and not self._map.streets.are_here)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the lower edge when the map changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move(max((self._map.width() - self.width()) // 2, 0), self._map.height() - self.height() - EDGE_PX)
        self.raise_()
