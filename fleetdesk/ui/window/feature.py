"""What the window knows of a feature: its docks, by a protocol, and what it adds to menus, counters and commands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QDockWidget, QWidget

from fleetdesk.ui.widgets.commands import Command
from fleetdesk.ui.widgets.filters import Filter
from fleetdesk.ui.widgets.panel import Placement
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.table_export import Export


class Dock(Protocol):
    """A part of the window that it places, shows, hides and remembers, whatever is in it."""

    placement: Placement

    def dock(self) -> QDockWidget:
        """Return the widget to place in the window."""

    def tables(self) -> Sequence[Table]:
        """Return the tables whose columns are saved."""

    def surfaces(self) -> Sequence[QWidget]:
        """Return the widgets in which single letters are commands."""

    def save_layout(self) -> object:
        """Return what else is saved of the inside; None for nothing."""

    def restore_layout(self, saved: object) -> None:
        """Restore what save_layout() returned; None for the first layout."""


def tables_of(docks: Sequence[Dock]) -> list[Table]:
    """Return the tables of all docks, in the order of these."""
    return [table for dock in docks for table in dock.tables()]


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
