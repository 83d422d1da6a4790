"""What the window makes of rows that were taken over: cells, their order and hover, the card, the map, the board."""

import json
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fleetdesk.domain.board import DayBoard
from fleetdesk.mapview.unit_changes import UnitChanges
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.map.markers import detail, markers
from fleetdesk.ui.tasks import columns as task_columns
from fleetdesk.ui.vehicles import columns as vehicle_columns
from fleetdesk.ui.vehicles import reading_words, vehicle_details
from fleetdesk.ui.vehicles.search import haystack
from fleetdesk.ui.widgets.table_export import cell_of
from fleetdesk.ui.widgets.theme import LIGHT

ZONE = ZoneInfo("Europe/Tallinn")
HOVER = Qt.ItemDataRole.ToolTipRole


class Shown:
    """The tables' columns over one store; `look` raises what the window would meet."""

    def __init__(self, store):
        self._application = QApplication.instance() or QApplication([])
        self._store = store
        self._tasks = task_columns.columns(store, lambda: LIGHT, ZONE)
        self._vehicles = vehicle_columns.columns(store, lambda: LIGHT, ZONE, Whereabouts())

    def look(self):
        store = self._store
        tasks, fleet = list(store.tasks.values()), list(store.fleet.values())
        self._cells(self._tasks, tasks)
        self._cells(self._vehicles, fleet)
        for task in tasks:
            task_columns.haystack(task, store).encode()
        for seen in fleet:
            haystack(seen).encode()
            for told in (
                vehicle_details.driver_text(seen),
                reading_words.cargo_text(seen),
                reading_words.fuel_of_tank_text(seen),
                reading_words.power_text(seen.position),
                reading_words.state_hover(seen),
            ):
                told.encode()
            vehicle_details.message_text(seen, ZONE).encode()
            detail(seen).encode()
        changes = UnitChanges()
        changes.replace(markers(store.fleet, store.fleet)[0])
        json.dumps(changes.take(), ensure_ascii=False).encode()
        DayBoard(store.now().date(), ZONE, str).fill(store.tasks, store.fleet)
        store.tick()
        store.counts()

    def _cells(self, columns, items):
        for column in columns:
            for item in items:
                column.text(item).encode()
                cell_of(column, item)
                if column.roles:
                    column.roles(item, HOVER)
            sorted(map(column.order, items))
