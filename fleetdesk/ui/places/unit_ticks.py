"""A list of vehicles with ticks, and a search above it."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, ngettext
from fleetdesk.ui.widgets.foreign_text import list_item, set_name
from fleetdesk.ui.widgets.labels import Paragraph
from fleetdesk.ui.widgets.search_field import SearchField

ROWS_PX = 170
Role = Qt.ItemDataRole


class UnitTicks(QWidget):
    """Field "Search vehicles", list "Vehicles". Names are by the vendor's ids; those of `tied` say so beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.search, self.list = SearchField(_("Search vehicles"), _("Search vehicles")), QListWidget()
        self._count = Paragraph("Dim", lines=1)
        set_name(self.list, _("Vehicles"))
        self.list.setMinimumHeight(ROWS_PX)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for each in (self.search, self.list, self._count):
            box.addWidget(each)
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.search.list_wanted.connect(self.list.setFocus)
        self.list.itemChanged.connect(lambda _item: self._say())

    def show_units(self, units: Mapping[str, str], ticked: Collection[str], tied: Collection[str] = ()) -> None:
        """Show vehicles by their ids with what each is called; the ticked ones come first."""
        self.list.clear()
        for unit in sorted(units, key=lambda unit: (unit not in ticked, units[unit].casefold())):
            words = _("{vehicle} · has an alarm here already").format(vehicle=units[unit])
            item = list_item(words if unit in tied else units[unit], unit)
            item.setCheckState(Qt.CheckState.Checked if unit in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self._say()

    def ticked(self) -> list[str]:
        """Return the ids of the ticked vehicles, searched for or not."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(Role.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _narrow(self) -> None:
        words = self.search.text().casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in words))

    def _say(self) -> None:
        count = len(self.ticked())
        told = ngettext("{count} vehicle ticked", "{count} vehicles ticked", count)
        self._count.say(told.format(count=grouped(count)))
