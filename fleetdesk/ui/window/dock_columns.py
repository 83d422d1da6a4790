"""The columns of the lists in docks: as they were saved, also of lists that are not built yet."""

from collections.abc import Mapping, Sequence
from functools import partial

from fleetdesk.ui.widgets.column_layout import first_columns, restore_columns, saved_columns
from fleetdesk.ui.window.feature import Dock, tables_of


class DockColumns:
    """Restores the columns of lists, those of a late dock when its inside is built, and tells what is to be saved."""

    def __init__(self, docks: Sequence[Dock]) -> None:
        self._docks = docks
        self._saved: dict[str, object] = {}  # by the keys of tables
        for each in docks:
            each.inside_built.connect(partial(self._restore, each))

    def restore(self, saved: Mapping[str, object]) -> None:
        """Set the columns as they were saved, by the keys of their tables; a table without any stays as it is."""
        self._saved = dict(saved)
        for each in self._docks:
            self._restore(each)

    def reset(self) -> None:
        """Set the columns as at the first start."""
        self._saved = {}
        for table in tables_of(self._docks):
            first_columns(table)

    def saved(self) -> dict[str, object]:
        """Return what is to be saved, by the keys of the tables."""
        return {**self._saved, **{table.key: saved_columns(table) for table in tables_of(self._docks)}}

    def _restore(self, dock: Dock) -> None:
        for table in tables_of((dock,)):
            if table.key in self._saved:
                restore_columns(table, self._saved[table.key])
