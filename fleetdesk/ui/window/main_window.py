"""The window: docks around the map, counters above, status below. It lays out and wires; panes do the work."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QFont
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QVBoxLayout, QWidget

from fleetdesk.domain.motion import State
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.area_query import AreaQuery
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.fleet import Seen
from fleetdesk.sync.store import Store
from fleetdesk.ui.board.pane import BoardPane
from fleetdesk.ui.documents.pane import DocumentsPane
from fleetdesk.ui.documents.thumbnails import DocumentTools, Thumbnails
from fleetdesk.ui.map.pane import MapPane
from fleetdesk.ui.outbox.pane import OutboxPane
from fleetdesk.ui.tasks.drag_assign import DragAssign
from fleetdesk.ui.tasks.list_pane import TasksPane
from fleetdesk.ui.tasks.task_pane import TaskPane
from fleetdesk.ui.vehicles.pane import VehiclesPane
from fleetdesk.ui.vehicles.vehicle_details import VehicleDetails
from fleetdesk.ui.widgets.column_layout import restore_columns, saved_columns
from fleetdesk.ui.widgets.commands import MENUS, Command, make_actions
from fleetdesk.ui.widgets.foreign_text import entry_text, set_entry
from fleetdesk.ui.widgets.nearest_panel import NearestPanel
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.theme import GAP_PX, Tokens
from fleetdesk.ui.window.command_field import CommandField
from fleetdesk.ui.window.counters import Counters
from fleetdesk.ui.window.layout_file import VERSION
from fleetdesk.ui.window.notices import Notices
from fleetdesk.ui.window.status import StatusBar

FIRST_SIZE = (1600, 1000)
LAYOUT_VERSION = 3
NEAR_ZOOM = 11  # near enough to tell the roads apart with streets, with towns in sight without
LEFT_PX, MAP_PX, RIGHT_PX = 452, 646, 490


class MainWindow(QMainWindow):
    """Window "FleetDesk"."""

    close_wanted = Signal()

    def __init__(
        self,
        store: Store,
        desk: AreaQuery,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        layout: QSettings,
        documents: DocumentTools | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("FleetDesk")
        self.setAccessibleName("FleetDesk")
        self._store, self.layout_file = store, layout
        self.tokens, self._zone = tokens, zone
        self.may_close = False
        # Not QMainWindow.menuBar(): that would take the place of the counters below it.
        self._menus = QMenuBar()
        self.counters, self.notices = Counters(store, tokens), Notices()
        self.vehicles, self.card = VehiclesPane(store, tokens, zone), VehicleDetails(store, tokens, zone)
        self.map = MapPane(store, desk, tokens, zone)
        self.tasks, self.task = TasksPane(store, tokens, zone), TaskPane(store, tokens, zone)
        self.board, self.outbox = BoardPane(store, tokens, zone), OutboxPane(store, tokens, zone)
        documents = documents or DocumentTools(DocumentStore(store, Path()), Thumbnails())
        self.documents = DocumentsPane(store, documents, tokens, zone)
        self.task.slots.set_document_store(documents.document_store)
        self.giving = DragAssign(store, tokens, zone, self)
        self.setStatusBar(StatusBar(store, tokens, zone))
        self._arrange()
        self._wire()
        self._wire_giving()
        self.restore()

    def _arrange(self) -> None:
        self.setDockOptions(QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.setCentralWidget(_Gone())
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self.addDockWidget(left, self.vehicles)
        self.splitDockWidget(self.vehicles, self.map, Qt.Orientation.Horizontal)
        self.splitDockWidget(self.vehicles, self.card, Qt.Orientation.Vertical)
        self.splitDockWidget(self.map, self.board, Qt.Orientation.Vertical)
        self.tabifyDockWidget(self.board, self.documents)
        self.tabifyDockWidget(self.documents, self.outbox)
        self.board.raise_()
        self.addDockWidget(right, self.tasks)
        self.splitDockWidget(self.tasks, self.task, Qt.Orientation.Vertical)
        self.setContentsMargins(GAP_PX, 0, GAP_PX, GAP_PX)
        self._add_top()

    def _add_top(self) -> None:
        top = QWidget()
        box = QVBoxLayout(top)
        box.setContentsMargins(0, 0, 0, GAP_PX)
        box.setSpacing(0)
        box.addWidget(self._menus)
        box.addWidget(self.counters)
        box.addSpacing(GAP_PX)
        box.addWidget(self.notices)
        self.setMenuWidget(top)

    def _wire(self) -> None:
        self.counters.unit_filter.connect(self._narrow_units)
        self.counters.task_filter.connect(self._narrow_tasks)
        self.vehicles.shown_changed.connect(self.map.map.set_filter)
        self.vehicles.table.chosen.connect(self.map.centre_on_selected)
        self.vehicles.opened.connect(self.open_unit)
        self.map.opened.connect(self.open_unit)
        self.map.refused.connect(lambda sentence: self.notices.say(sentence))
        self.task.shown_on_map.connect(lambda lat, lon: self.map.map.center_on(lat, lon))
        self.task.task_shown.connect(self.documents.show_task)
        self.task.slots.slot_wanted.connect(lambda _: self.show_documents())
        self._store.notice.connect(lambda sentence: self.notices.say(sentence, trouble=True))

    def _wire_giving(self) -> None:
        for drops in (self.vehicles.drops, self.tasks.drops, self.map.drops):
            self.giving.watch(drops)
        self.giving.watch_board(self.board.view)
        self.giving.refused.connect(lambda sentence: self.notices.say(sentence))
        self.board.refused.connect(lambda sentence: self.notices.say(sentence))
        self.board.picked.connect(self.tasks.table.show_selection)

    def show_nearest(self, lat: float, lon: float) -> NearestPanel:
        """Ranks all vehicles by when they could be at a place; the chosen one is selected."""
        panel = NearestPanel(Task("", None, lat=lat, lon=lon), self._store, self.tokens, self._zone, self, "Select")
        panel.chosen.connect(lambda key: self._store.select([key]))
        panel.show()
        return panel

    def take_commands(self, commands: list[Command], single_keys: bool) -> dict[str, QAction]:
        """Fills the menus and the command field."""
        actions = make_actions(self, commands, single_keys)
        self.map.map.set_single_keys(single_keys)
        title = self._menus.addMenu("FleetDesk")
        title.menuAction().setFont(self._bold())
        for command in (each for each in commands if each.menu == "FleetDesk"):
            title.addAction(actions[command.text])
        for name in MENUS:
            menu = self._menus.addMenu(entry_text(name))
            for command in (each for each in commands if each.menu == name):
                menu.addAction(actions[command.text])
            if name == "View":
                self._add_docks(menu)
        CommandField(self.counters.command, self, commands, self._store)
        return actions

    def _bold(self) -> QFont:
        font = self.font()
        font.setBold(True)
        return font

    def _add_docks(self, menu: QMenu) -> None:
        docks = self.vehicles, self.card, self.map, self.board, self.tasks, self.task, self.documents, self.outbox
        for dock in docks:
            # Not the dock's own name: that is fixed for the dock, and one name must mean one thing.
            set_entry(dock.toggleViewAction(), f"Show {dock.windowTitle().lower()}")
            menu.addAction(dock.toggleViewAction())

    def _narrow_units(self, state: State | None) -> None:
        self.vehicles.keep(None if state is None else lambda seen: _is(seen, state))

    def _narrow_tasks(self, name: str) -> None:
        wanted: dict[str, Callable[[Task], bool]] = {
            "Late": lambda task: task.late(self._store.now()),
            "Unassigned": lambda task: not task.unit and not task.finished,
        }
        self.tasks.keep(wanted.get(name))

    def open_unit(self, key: str) -> None:
        """A double click: the unit selected and near on the map, its card shown."""
        seen = self._store.fleet.get(key)
        if seen is None:
            return
        self._store.select([key])
        self.card.show()
        if seen.position and seen.position.lat is not None and seen.position.lon is not None:
            self.map.map.center_on(seen.position.lat, seen.position.lon, NEAR_ZOOM)

    def clear(self) -> None:
        """Esc: a place to be picked or a drawing first, then search, selection and counters."""
        if self.map.picking.end():
            return
        if self.map.map.tool != "select":
            self.map.map.set_tool("select")
        elif self.vehicles.search.text():
            self.vehicles.search.clear()
        elif self._store.selection:
            self._store.select([])
        else:
            self.counters.choose("All")

    def show_outbox(self) -> None:
        """Brings the outbox to the front of its place."""
        self.outbox.show()
        self.outbox.raise_()

    def show_documents(self) -> None:
        """Brings the documents to the front of their place."""
        self.documents.show()
        self.documents.raise_()

    def come_forward(self) -> None:
        """The user has started FleetDesk again: here it is."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def restore(self) -> None:
        """The layout of last time, or the one to begin with."""
        geometry, state = self.layout_file.value("geometry"), self.layout_file.value("state")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(*FIRST_SIZE)
        if not (isinstance(state, QByteArray) and self.restoreState(state, LAYOUT_VERSION)):
            self.resizeDocks(
                [self.vehicles, self.map, self.tasks], [LEFT_PX, MAP_PX, RIGHT_PX], Qt.Orientation.Horizontal
            )
            self.resizeDocks([self.vehicles, self.card], [680, 230], Qt.Orientation.Vertical)
            self.resizeDocks([self.map, self.board], [720, 190], Qt.Orientation.Vertical)
            self.resizeDocks([self.tasks, self.task], [350, 560], Qt.Orientation.Vertical)

        for table in self._tables():
            restore_columns(table, self.layout_file.value(f"columns {table.accessibleName()}"))
        self.documents.bring_back(self.layout_file.value("documents"))
        self.documents.refresh()

    def _tables(self) -> tuple[Table, ...]:
        return self.vehicles.table, self.tasks.table, self.outbox.table, self.documents.table

    def keep_layout(self) -> None:
        """Remembers where everything is."""
        self.layout_file.setValue("version", VERSION)
        self.layout_file.setValue("geometry", self.saveGeometry())
        self.layout_file.setValue("state", self.saveState(LAYOUT_VERSION))
        self.layout_file.setValue("documents", self.documents.keep())
        self.documents.show_all_columns()
        for table in self._tables():
            self.layout_file.setValue(f"columns {table.accessibleName()}", saved_columns(table))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing asks the program to end in order; the window goes last."""
        if self.may_close:
            event.accept()
            return
        event.ignore()
        unsaved = self.task.unsaved
        if not unsaved:
            self.close_wanted.emit()
            return
        sentence = f"{unsaved} {'task holds' if unsaved == 1 else 'tasks hold'} changes that are not saved."
        self.notices.say(sentence, trouble=True, action="Close without saving", do=self.close_wanted.emit)


def _is(seen: Seen, state: State) -> bool:
    return seen.motion.state is state


class _Gone(QWidget):
    """Docks fill the window; the central widget takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSize(0, 0)
