"""The window: docks, counters above, status below. It places, shows and remembers docks, whatever is in them."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QStatusBar,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets.commands import Command, Menu, make_actions
from fleetdesk.ui.widgets.foreign_text import set_title
from fleetdesk.ui.widgets.notices import Notices
from fleetdesk.ui.widgets.theme import GAP_PX
from fleetdesk.ui.widgets.walk import step
from fleetdesk.ui.window.arrangement import arrange
from fleetdesk.ui.window.column_widths import ColumnWidths
from fleetdesk.ui.window.command_field import CommandField
from fleetdesk.ui.window.counters import Counters
from fleetdesk.ui.window.dock_columns import DockColumns
from fleetdesk.ui.window.feature import Dock, Feature, surfaces_of, tables_of
from fleetdesk.ui.window.key_bindings import KeyBindings
from fleetdesk.ui.window.keyboard import WindowKeyboard
from fleetdesk.ui.window.layout import restore_layout, save_layout
from fleetdesk.ui.window.layouts import Layouts
from fleetdesk.ui.window.menus import Menus
from fleetdesk.ui.window.notice_list import NoticeList
from fleetdesk.ui.window.notice_place import NoticePlace
from fleetdesk.ui.window.own_keys_dialog import OwnKeysDialog
from fleetdesk.ui.window.paused_timers import PausedTimers
from fleetdesk.ui.window.window_commands import WindowCommands

NO_KEYS: Mapping[str, str] = MappingProxyType({})


class MainWindow(QMainWindow):
    """Window "FleetDesk". `features` come in the order of the menu View; `layout` is where the layout is kept."""

    close_wanted = Signal()
    own_keys_chosen = Signal(object)  # keys by the English texts of commands
    inside_built = Signal(object)  # the QDockWidget whose inside is there now

    def __init__(
        self,
        features: Sequence[Feature],
        counters: Counters,
        notices: Notices,
        status: QStatusBar,
        lost: QWidget,
        layout: QSettings,
        zone: ZoneInfo,
        *,
        single_keys: bool = True,
        own_keys: Mapping[str, str] = NO_KEYS,
        notices_on_top: bool = False,
    ) -> None:
        super().__init__()
        self.setWindowTitle("FleetDesk")
        self.setAccessibleName("FleetDesk")
        self.may_close = False
        self.timers = PausedTimers(self)
        self.counters, self.notices, self._lost = counters, notices, lost
        self._features, self._layout = features, layout
        self._docks = [dock for feature in features for dock in feature.docks]
        self._notice_list = NoticeList(notices, zone, self)
        status.addPermanentWidget(self._notice_list.opener())
        self.setStatusBar(status)
        self.setDockOptions(QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.setCentralWidget(_NoCentre())
        self.setContentsMargins(GAP_PX, 0, GAP_PX, GAP_PX)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        arrange(self, self._docks)
        self._widths = ColumnWidths(self, self._docks)
        self._columns = DockColumns(self._docks)
        self._layouts = Layouts(self, self._docks, self._columns, layout, notices.say, self._widths.layout_changed)
        self.every_command = self._all_commands()
        self.actions_by_text = make_actions(self, self.every_command)
        self._keys = self._bindings()
        self.set_keys(own_keys, single_keys=single_keys)
        for dock in self._docks:
            dock.dock().visibilityChanged.connect(self._name_tabs)
            dock.dock().topLevelChanged.connect(partial(self._follow_floating, dock.dock()))
            dock.inside_built.connect(partial(self._bind_inside, dock))
        self._add_top()
        finders = [each.find for each in features if each.find]
        self._find = CommandField(counters.command, self, lambda: self.commands, finders, layout)
        restore_layout(self, self._docks, self._columns, layout)
        self.notice_place = NoticePlace(self, notices, self._roomy(), on_top=notices_on_top)
        self._widths.remember()
        self._focus_first_list()

    def _roomy(self) -> QDockWidget:
        """Return the dock that takes the room which the others leave."""
        return next(each for each in self._docks if each.placement.grows).dock()

    def _focus_first_list(self) -> None:
        """Begin where single letters are commands; while the list has no rows, on what stands in its place."""
        table = next(iter(tables_of(self._docks)), None)
        first = table.parentWidget() if table is not None and table.isHidden() else table
        if first is not None:
            first.setFocus()

    def _all_commands(self) -> list[Command]:
        commands = [command for feature in self._features for command in feature.commands]
        commands += [Command(Menu.VIEW, _("Notices"), "", self._notice_list.show_list), *self._layouts.commands()]
        commands += WindowKeyboard(self, self._docks, lambda: self.menus).commands()
        keys = [row for feature in self._features for row in feature.keys]
        return WindowCommands(
            self, self.close, lambda: self._find.open(), commands, keys, lambda: self.commands
        ).commands()

    def _bindings(self) -> KeyBindings:
        return KeyBindings(self.every_command, self.actions_by_text, self, surfaces_of(self._docks))

    def _follow_floating(self, dock: QDockWidget, floats: bool) -> None:
        self._keys.follow(dock, floats=floats)

    def _bind_inside(self, dock: Dock) -> None:
        """Let single keys act in a dock whose inside is there now, and tell of it."""
        self._keys.add_surfaces(surfaces_of((dock,)))
        self.inside_built.emit(dock.dock())

    @property
    def commands(self) -> Sequence[Command]:
        """Return every command with its key of now."""
        return self._keys.commands

    def _add_top(self) -> None:
        # Not QMainWindow.menuBar(): that would take the place of the counters below it.
        top = QWidget()
        box = QVBoxLayout(top)
        box.setContentsMargins(0, 0, 0, GAP_PX)
        box.setSpacing(0)
        box.addWidget(self._menu_row())
        box.addWidget(self.counters)
        for each in self._features:
            if each.bar is not None:
                box.addWidget(each.bar)
        self.setMenuWidget(top)

    def _menu_row(self) -> QWidget:
        row = QWidget()
        row.setObjectName("MenuRow")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        self.menus = Menus(self.every_command, self.actions_by_text, [each.dock() for each in self._docks])
        box.addWidget(self.menus)
        box.addWidget(self._lost, 1)
        return row

    def mark_past(self, words: str) -> None:
        """Mark the window as not live, in its title and its counters; empty for live again."""
        set_title(self, _("{words} – FleetDesk").format(words=words) if words else "FleetDesk")
        self.counters.mark_past(words)

    def set_keys(self, own: Mapping[str, str], *, single_keys: bool) -> None:
        """Let the user's own keys act, by the English texts of commands, and single letters be commands or not."""
        self._own_keys = own
        self._keys.bind(own, single_keys=single_keys)

    def edit_keys(self) -> None:
        """Open the dialog in which the user gives commands own keys."""
        dialog = OwnKeysDialog(self.every_command, self._own_keys, self)
        dialog.chosen.connect(self.own_keys_chosen)
        dialog.show()

    def _name_tabs(self) -> None:
        """Name the bars of tabs that Qt makes for docks in one place; narrow ones scroll rather than cut names."""
        for bar in self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName(_("Panels in one place"))
            if bar.elideMode() is not Qt.TextElideMode.ElideNone:  # set again, Qt would lay the tabs out again
                bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setUsesScrollButtons(True)
            before, after = bar.findChildren(QToolButton)
            before.setAccessibleName(_("Tabs before"))
            after.setAccessibleName(_("Tabs after"))
            for arrow in (before, after):
                arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has the arrows on the bar itself

    def focusNextPrevChild(self, forwards: bool, /) -> bool:
        """Go round the window on Tab in the order of the eye."""
        return step(self, forwards=forwards)

    def come_forward(self) -> None:
        """Show the window in front of others, because the user has started FleetDesk again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def save_layout(self) -> None:
        """Save where everything is."""
        save_layout(self, self._docks, self._columns, self._layout)

    def changeEvent(self, event: QEvent) -> None:
        """Rest while the window is minimised."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.timers.follow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the program to end in order; the window closes last."""
        if self.may_close:
            event.accept()
            return
        event.ignore()
        unsaved = next((said for each in self._features if each.unsaved and (said := each.unsaved())), "")
        if unsaved:
            self.notices.say(unsaved, trouble=True, action=_("Close without saving"), do=self.close_wanted.emit)
        else:
            self.close_wanted.emit()


class _NoCentre(QWidget):
    """Docks fill the window; the central widget takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSize(0, 0)
