"""What was said in this session, to be read later: a window of its own that stays open beside the work."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import time_with_seconds
from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.dialogs import Dialog
from fleetdesk.ui.widgets.foreign_text import copy, list_item, set_name
from fleetdesk.ui.widgets.labels import Button, button
from fleetdesk.ui.widgets.notices import Notices, Said

WIDE_PX, TALL_PX = 620, 380


class NoticeList(Dialog):
    """Window "Notices of this session", the newest on top; it blocks nothing."""

    def __init__(self, notices: Notices, zone: ZoneInfo, parent: QWidget) -> None:
        super().__init__(parent, _("Notices of this session"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # it is opened again
        self._notices, self._zone = notices, zone
        self.resize(WIDE_PX, TALL_PX)
        self._list = QListWidget()
        set_name(self._list, _("What was said"))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._copy, close = button(_("Copy"), _("Copy notices")), button(_("Close"))
        self._copy.clicked.connect(self._copy_them)
        close.clicked.connect(self.close)
        self._lay(close)
        notices.remembered.connect(self._refresh)

    def _lay(self, close: QWidget) -> None:
        box, buttons = QVBoxLayout(self), QHBoxLayout()
        box.setContentsMargins(12, 12, 12, 12)
        buttons.addStretch(1)
        for each in (self._copy, close):
            buttons.addWidget(each)
        box.addWidget(self._list, 1)
        box.addLayout(buttons)

    def opener(self) -> Button:
        """Make the small button that opens the list."""
        made = button(_("Notices"), _("Show notices"), flat=True)
        made.clicked.connect(self.show_list)
        return made

    def show_list(self) -> None:
        """Show what was said, in front of the window, without blocking it."""
        self.show()
        self._refresh()
        self.raise_()
        self.activateWindow()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        self._list.clear()
        for text in self._texts(self._notices.history):
            self._list.addItem(list_item(text))
        if not self._list.count():
            self._list.addItem(list_item(_("Nothing was said yet.")))
        self._copy.setEnabled(bool(self._notices.history))

    def _texts(self, history: Sequence[Said]) -> list[str]:
        """Return a line for each notice, the newest first."""
        return [
            f"{time_with_seconds(each.at.astimezone(self._zone))}   {each.notice.words}" for each in reversed(history)
        ]

    def _copy_them(self) -> None:
        """Copy the selected lines, or all where none is selected."""
        rows = sorted(self._list.row(each) for each in self._list.selectedItems())
        texts = self._texts(self._notices.history)
        copy("\n".join(texts[row] for row in rows if row < len(texts)) if rows else "\n".join(texts))
