"""Layouts in the menu View: back to the beginning, those that come with FleetDesk, and those kept by name."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from fleetdesk.base.translation import _
from fleetdesk.ui.widgets import dialogs as ask
from fleetdesk.ui.widgets.commands import Command, Menu
from fleetdesk.ui.window.dock_columns import DockColumns
from fleetdesk.ui.window.feature import Dock, tables_of
from fleetdesk.ui.window.layout import LAYOUT_VERSION
from fleetdesk.ui.window.presets import PRESET_WORDS, Preset, place

KEY = "layouts"
Say = Callable[[str], None]


class Layouts:
    """Changes the layout of a window by commands. `settings` keeps those with a name; `changed` is called after it."""

    def __init__(
        self,
        window: QMainWindow,
        docks: Sequence[Dock],
        columns: DockColumns,
        settings: QSettings,
        say: Say,
        changed: Callable[[], None],
    ) -> None:
        self._window, self._docks, self._columns, self._settings = window, docks, columns, settings
        self._say, self._changed = say, changed

    def commands(self) -> list[Command]:
        """Return the commands of the menu View."""
        presets = [
            Command(Menu.VIEW, words, "", partial(self.use_preset, preset)) for preset, words in PRESET_WORDS.items()
        ]
        return [
            Command(Menu.VIEW, _("Reset layout"), "", self.reset),
            *presets,
            Command(Menu.VIEW, _("Save layout"), "", self.ask_name),
            Command(Menu.VIEW, _("Saved layouts"), "", self.pick),
        ]

    def reset(self) -> None:
        """Place docks and columns as at the first start."""
        self._columns.reset()
        self.use_preset(Preset.ONE_SCREEN)

    def use_preset(self, preset: Preset) -> None:
        """Place the docks as the preset has them; columns stay."""
        place(preset, self._window, self._docks)
        self._changed()

    def ask_name(self) -> None:
        """Ask for the name under which the layout of now is kept."""
        ask.ask_name(self._window, _("Save layout"), "", self.save)

    def save(self, name: str) -> None:
        """Keep where docks and columns are under a name, in the place of one that has it."""
        state = bytes(self._window.saveState(LAYOUT_VERSION).toBase64().data()).decode()
        columns = {key: text for key, text in self._columns.saved().items() if isinstance(text, str)}
        kept = {"state": state, "columns": columns}
        self._keep({**self.known(), name: kept})
        self._say(_("The layout is saved as “{name}”. View, Saved layouts brings it back.").format(name=name))

    def pick(self) -> None:
        """Offer the saved layouts, to use one or to forget it."""
        if not self.known():
            self._say(_("No layout is saved yet. View, Save layout keeps the one of now."))
            return
        names = {name: name for name in self.known()}
        ask.pick_named(self._window, _("Saved layouts"), _("Use"), names, self.use, self.forget, _("Forget layout"))

    def use(self, name: str) -> None:
        """Place docks and columns as they were saved under this name."""
        kept = self.known().get(name, {})
        state = QByteArray.fromBase64(str(kept.get("state", "")).encode())
        if not self._window.restoreState(state, LAYOUT_VERSION):
            self._say(_("The layout “{name}” cannot be read any more. Save it again.").format(name=name))
            return
        columns = kept.get("columns")
        self._columns.restore(columns if isinstance(columns, dict) else {})
        for table in tables_of(self._docks):
            table.sizing.lay()
        self._changed()

    def forget(self, name: str) -> None:
        """Delete a saved layout."""
        self._keep({each: kept for each, kept in self.known().items() if each != name})

    def known(self) -> dict[str, dict[str, Any]]:
        """Return the saved layouts by name; none where what is kept cannot be read."""
        try:
            found = json.loads(str(self._settings.value(KEY, "{}")))
        except (ValueError, RecursionError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {name: kept for name, kept in found.items() if isinstance(kept, dict)}

    def _keep(self, layouts: dict[str, dict[str, Any]]) -> None:
        self._settings.setValue(KEY, json.dumps(layouts))
