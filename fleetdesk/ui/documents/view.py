"""A document that this computer has, large enough to read: pages, zoom, turn; or why it is not shown."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.ui.documents.page_canvas import STEP, PageCanvas
from fleetdesk.ui.documents.thumbnails import Page, Thumbnails
from fleetdesk.ui.widgets.foreign_text import set_title
from fleetdesk.ui.widgets.labels import Elided, button
from fleetdesk.ui.widgets.panel import Empty

FIRST_PX, MOST_PX, LEAST_PX = 700, 4000, 224


@dataclass(frozen=True, slots=True)
class Shown:
    """A copy and the name to speak of it by."""

    path: Path
    name: str


class DocumentView(QWidget):
    """Buttons "Previous page", "Next page", "Zoom out", "Zoom in", "Fit document", "Turn left", "Turn right" and
    "Open large".
    """

    large_wanted = Signal()

    def __init__(self, looks: Thumbnails, *, inside: bool = True) -> None:
        super().__init__()
        self._looks = looks
        self.shown: Shown | None = None
        self.number, self.pages = 0, 1
        self._work: asyncio.Task[None] | None = None
        self.canvas, self.said = PageCanvas(), Empty("", "")
        self._place = Elided("Dim", cap_px=80)
        self._build(inside)
        self.canvas.sharper.connect(self._sharpen)
        self.canvas.stepped.connect(self.step)
        self.canvas.large_wanted.connect(self.large_wanted)

    def _build(self, inside: bool) -> None:
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        for each in (self.said, self.canvas):
            self._stack.addWidget(each)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(holder, 1)
        box.addWidget(self._bar(inside))
        self.setMinimumWidth(LEAST_PX)

    def _bar(self, inside: bool) -> QWidget:
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(4, 1, 4, 2)
        row.setSpacing(0)
        self._back = self._tool(row, "‹", _("Previous page"), lambda: self.step(-1), _("Page Up"))
        self._place.setAccessibleName(_("Page"))
        row.addWidget(self._place)
        self._on = self._tool(row, "›", _("Next page"), lambda: self.step(1), _("Page Down"))
        row.addStretch(1)
        self._tool(row, "−", _("Zoom out"), lambda: self.canvas.zoom(1 / STEP), _("Key −, or the wheel"))
        self._tool(row, "+", _("Zoom in"), lambda: self.canvas.zoom(STEP), _("Key +, or the wheel"))
        self._tool(row, _("Fit"), _("Fit document"), self.canvas.fit, _("Key 0"))
        self._tool(row, "⟲", _("Turn left"), lambda: self.canvas.turn(-90), _("Turns the view only. Shift+R"))
        self._tool(row, "⟳", _("Turn right"), lambda: self.canvas.turn(90), _("Turns the view only. Key R"))
        if inside:
            self._tool(
                row, "⤢", _("Open large"), self.large_wanted.emit, _("In a window of its own. Enter or double click")
            )
        return self._tools

    def _tool(self, row: QHBoxLayout, text: str, name: str, do: Callable[[], object], hint: str) -> QPushButton:
        made = button(text, name, flat=True, hint=hint)
        made.clicked.connect(lambda: do())
        row.addWidget(made)
        return made

    def sizeHint(self) -> QSize:
        """Return a size that is enough to tell a CMR from a photo."""
        return QSize(240, 160)

    # -- showing

    def show_document(self, shown: Shown) -> None:
        """Show the first page of a copy; leave the same copy as it is."""
        if shown == self.shown:
            return
        self._clear(shown)
        self.say("", _("Opening …"))
        self._start(self._open(shown))

    def say(self, title: str, text: str) -> None:
        """Show why there is no document to see."""
        self.said.title.say(title)
        self.said.title.setVisible(bool(title))
        self.said.text.say(text)
        self._stack.setCurrentWidget(self.said)
        self._tools.hide()

    def show_nothing(self, title: str, text: str) -> None:
        """Show no document, and why."""
        self._clear(None)
        self.say(title, text)

    def _clear(self, shown: Shown | None) -> None:
        self._stop()
        self.shown, self.number, self.pages = shown, 0, 1
        self.canvas.show_image(None, anew=True)

    def step(self, by: int) -> None:
        """Go forward or back by so many pages."""
        number = min(max(self.number + by, 0), self.pages - 1)
        if self.shown is not None and number != self.number:
            self.number = number
            self._say_page()
            self._start(self._page(self.shown, number, FIRST_PX, anew=True))

    def _sharpen(self, width_px: int) -> None:
        if self.shown is not None and not (self._work and not self._work.done()):
            self._start(self._page(self.shown, self.number, min(width_px, MOST_PX), anew=False))

    async def _open(self, shown: Shown) -> None:
        try:
            page = await self._looks.look(shown.path, shown.name, FIRST_PX)
        except FleetError as error:
            self.say("", str(error))
            return
        self.pages = page.facts.pages
        self._take(page, anew=True)

    async def _page(self, shown: Shown, number: int, width_px: int, *, anew: bool) -> None:
        try:
            page = await self._looks.page(shown.path, shown.name, number, width_px)
        except FleetError as error:
            if anew:
                self.say("", str(error))
                self._tools.show()
            return
        self._take(page, anew=anew)

    def _take(self, page: Page, *, anew: bool) -> None:
        self._stack.setCurrentWidget(self.canvas)
        self._tools.show()
        self._say_page()
        self.canvas.show_image(page.image, anew=anew)

    def _say_page(self) -> None:
        many = self.pages > 1
        for each in (self._back, self._on, self._place):
            each.setVisible(many)
        self._place.say(f"{self.number + 1} / {self.pages}")
        self._back.setEnabled(self.number > 0)
        self._on.setEnabled(self.number + 1 < self.pages)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        """Start the work of showing a page, and stop the work before it with its process."""
        self._stop()
        if self._looks.background is None:
            work.close()
        else:
            self._work = self._looks.background.start(work, "show a document")

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._work = None


class DocumentWindow(QWidget):
    """A document in a window of its own, beside everything else; Esc closes it."""

    def __init__(self, looks: Thumbnails, shown: Shown, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_title(self, shown.name)
        self.setAccessibleName(_("Upload window"))
        self.setObjectName("DocumentWindow")
        self.view = DocumentView(looks, inside=False)
        self.view.show_document(shown)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        self.resize(900, 1000)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop decoding when the window closes."""
        self.view.show_nothing("", "")
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the focus to the document."""
        super().showEvent(event)
        self.view.canvas.setFocus()
