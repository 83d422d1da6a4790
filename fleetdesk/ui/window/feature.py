"""What the window knows of a feature: its docks, by a protocol, and what it adds to menus, counters and commands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QDockWidget, QWidget

from fleetdesk.ui.widgets.commands import Command
from fleetdesk.ui.widgets.filters import Filter
from fleetdesk.ui.widgets.panel import Placement
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.table_export import Export


class Dock(Protocol):
    """A part of the window that it places, shows, hides and remembers, whatever is in it.

    The inside may be built later than the dock: then `is_built` is False before, and `inside_built` tells of it.
    """

    placement: Placement
    is_built: bool

    @property
    def resized(self) -> SignalInstance:
        """Return the signal that says that the dock has another size."""

    @property
    def inside_built(self) -> SignalInstance:
        """Return the signal that says that the inside is there now."""

    def dock(self) -> QDockWidget:
        """Return the widget to place in the window."""

    def tables(self) -> Sequence[Table]:
        """Return the tables whose columns are saved, once the inside is built."""

    def surfaces(self) -> Sequence[QWidget]:
        """Return the widgets in which single letters are commands, once the inside is built."""

    def save_layout(self) -> object:
        """Return what else is saved of the inside; None for nothing."""

    def restore_layout(self, saved: object) -> None:
        """Restore what save_layout() returned; None for the first layout."""


def tables_of(docks: Sequence[Dock]) -> list[Table]:
    """Return the tables of all docks whose inside is built, in the order of these."""
    return [table for dock in docks if dock.is_built for table in dock.tables()]


def surfaces_of(docks: Sequence[Dock]) -> list[QWidget]:
    """Return the widgets of these docks in which single letters are commands, where the inside is built."""
    return [surface for dock in docks if dock.is_built for surface in dock.surfaces()]


Find = Callable[[str, int], Sequence[tuple[str, Callable[[], object]]]]
"""What fits a text typed into the command field, at most so many, each with what Enter does."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What one feature gives to the window; `keys` are those that act inside its docks, with what they do.

    `exports` are the tables that the menus write into files. `unsaved` is a sentence on what would be lost if the
    window were closed now, empty where nothing would. `bar` lies across the window below the
    counters, while it is shown.
    """

    docks: Sequence[Dock] = ()
    commands: Sequence[Command] = ()
    filters: Sequence[Filter] = ()
    keys: Sequence[tuple[str, str]] = ()
    exports: Sequence[Export] = ()
    find: Find | None = None
    unsaved: Callable[[], str] | None = None
    bar: QWidget | None = None
