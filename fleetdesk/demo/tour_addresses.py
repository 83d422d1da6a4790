"""The address's part of the tour: a new task gets its place by a few letters of an address that this desk knows."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.demo.tour_desk import until
from fleetdesk.domain.tasks import Task
from fleetdesk.ui.widgets.offers import Offers

if TYPE_CHECKING:
    from fleetdesk.app.main import App

LETTERS = 5


class AddressSteps:
    """Uses the form as a dispatcher does; `pictures` gets the picture of the list while it is open."""

    def __init__(self, app: "App", pictures: Path) -> None:
        self._app, self._pictures = app, pictures

    async def address(self) -> dict[str, Any]:
        """Some letters of a task's address are typed; Down and Enter fill address and coordinates."""
        form = self._app.view.tasks.form
        task = self._known_task()
        self._app.view.tasks.controller.new()
        editor = form.form.inputs["address"].editor
        assert isinstance(editor, QLineEdit)
        editor.setFocus()
        editor.insert((task.address or "").rpartition(",")[2].strip()[:LETTERS].casefold())
        shown = self._list(editor)
        await until(shown.isVisible, _("nothing was offered for an address"))
        await self._picture(shown)
        offered = shown.model().rowCount()
        QTest.keyClick(shown, Qt.Key.Key_Down)
        QTest.keyClick(shown, Qt.Key.Key_Return)
        filled = [form.form.inputs[name].text() for name in ("address", "lat", "lon")]
        if not all(filled):
            raise FleetError(_("the chosen address filled nothing"))
        form.discard_changes()
        return {"typed": LETTERS, "offered": offered, "address": filled[0]}

    def _known_task(self) -> Task:
        tasks = self._app.store.tasks.values()
        found = next((task for task in tasks if task.address and task.lat is not None), None)
        if found is None:
            raise FleetError(_("no task has an address"))
        return found

    def _list(self, editor: QLineEdit) -> QAbstractItemView:
        offers = editor.findChild(Offers)
        shown = offers.popup() if isinstance(offers, Offers) else None
        assert shown is not None
        return shown

    async def _picture(self, shown: QAbstractItemView) -> None:
        """Take a picture of the window with the list on it, which is a window of its own."""
        window = self._app.window
        picture = window.grab()
        painter = QPainter(picture)
        painter.drawPixmap(window.mapFromGlobal(shown.mapToGlobal(QPoint())), shown.grab())
        painter.end()
        await asyncio.to_thread(picture.toImage().save, str(self._pictures / "13a-address-while-typing.png"))
