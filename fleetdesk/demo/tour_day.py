"""The tour's part about the day: an order by phone goes from address to vehicle, and one vehicle's day is looked at."""

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from fleetdesk.base.errors import FleetError
from fleetdesk.base.translation import _
from fleetdesk.demo.tour_desk import until
from fleetdesk.demo.tour_pictures import save_over
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.located import place_of
from fleetdesk.domain.tasks import Task
from fleetdesk.ui.day_order.dialog import DayOrderDialog, Order
from fleetdesk.ui.widgets.nearest_panel import NearestPanel
from fleetdesk.ui.widgets.offers import Offers

if TYPE_CHECKING:
    from fleetdesk.app.main import App

LETTERS, HANDS_S = 5, 10.0


class DaySteps:
    """Uses keyboard and buttons as a dispatcher does; pictures go into the folder."""

    def __init__(self, app: "App", pictures: Path) -> None:
        self._app, self._pictures = app, pictures

    # -- an order by phone

    async def phone(self) -> dict[str, Any]:
        """T, some letters of an address, Down, Enter, Ctrl+N, Give, Ctrl+S: the order is saved for a vehicle."""
        began, before = time.monotonic(), set(self._app.store.tasks)
        tasks = self._app.view.tasks
        tasks.controller.new()
        await self._type_address()
        vehicle = await self._choose_nearest()
        tasks.controller.save()
        await until(lambda: bool(set(self._app.store.tasks) - before), _("the order was not saved"))
        seconds = time.monotonic() - began
        key = next(iter(set(self._app.store.tasks) - before))
        task = self._app.store.tasks[key]
        if not task.unit or place_of(task) is None:
            raise FleetError(_("the order has no vehicle or no place"))
        if seconds > HANDS_S:
            raise FleetError(_("the order took too long"))
        return {"address": task.address, "vehicle": vehicle, "seconds_of_hands": round(seconds, 2)}

    async def _type_address(self) -> None:
        form = self._app.view.tasks.form.form
        editor = form.inputs["address"].editor
        assert isinstance(editor, QLineEdit)
        editor.setFocus()
        editor.insert((self._known_task().address or "").rpartition(",")[2].strip()[:LETTERS].casefold())
        offers = editor.findChild(Offers)
        shown = offers.popup() if isinstance(offers, Offers) else None
        assert shown is not None
        await until(shown.isVisible, _("nothing was offered for an address"))
        QTest.keyClick(shown, Qt.Key.Key_Down)
        QTest.keyClick(shown, Qt.Key.Key_Return)

    def _known_task(self) -> Task:
        found = next((task for task in self._app.store.tasks.values() if task.address and place_of(task)), None)
        if found is None:
            raise FleetError(_("no task has an address"))
        return found

    async def _choose_nearest(self) -> str:
        self._app.view.tasks.controller.nearest()
        panels = self._app.window.findChildren(NearestPanel)
        if not panels or not panels[-1].go.isEnabled():
            raise FleetError(_("no vehicle is near"))
        panel = panels[-1]
        await self._picture(panel, "16a-nearest-by-phone.png")
        key = panel.table.selected_keys()[0]
        panel.go.click()
        return self._app.store.fleet[key].label

    # -- the order of a day

    async def day_order(self) -> dict[str, Any]:
        """The day of the vehicle with the most tasks is opened, and its best order looked at and not taken."""
        dialog = self._app.view.day_order.open(self._busiest())
        try:
            await until(lambda: dialog.model.rowCount() > 0, _("the day has no task"))
            dialog.choices[Order.BEST].click()
            await self._picture(dialog, "17a-best-order.png")
            return self._told(dialog)
        finally:
            dialog.close()

    def _busiest(self) -> str:
        tasks = self._app.store.task_store.unfinished.values()
        counts = Counter(unit_key(task.account, task.unit) for task in tasks if task.unit and place_of(task))
        known = [
            key for key, _count in counts.most_common() if (seen := self._app.store.fleet.get(key)) and seen.placed
        ]
        if not known:
            raise FleetError(_("no vehicle has a task"))
        return known[0]

    def _told(self, dialog: DayOrderDialog) -> dict[str, Any]:
        return {"vehicle": dialog.windowTitle(), "tasks": dialog.model.rowCount(), "said": dialog.told.text()}

    async def _picture(self, over: QWidget, name: str) -> None:
        await save_over(self._app.window, over, self._pictures / name)
