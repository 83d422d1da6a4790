"""The form of one task: every field of it, read as it is typed. It knows no server and saves nothing."""

from collections.abc import Callable, Mapping
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLineEdit, QWidget

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.coordinates import parse_place, place_doubt
from fleetdesk.domain.task_fields import BY_NAME, FIELDS, FieldKind, Value
from fleetdesk.domain.task_form import FormReading, Setting, near, read_form
from fleetdesk.domain.typed_times import Near
from fleetdesk.ui.tasks.address_completion import AddressCompletion
from fleetdesk.ui.tasks.form_fields import Input, block, line, moment, shown, tick
from fleetdesk.ui.tasks.task_window import TaskWindow
from fleetdesk.ui.widgets.address_search import AddressBook
from fleetdesk.ui.widgets.foreign_text import complete, set_hint
from fleetdesk.ui.widgets.labels import button, label

BLOCKS = ("description", "details", "notes")
MAIN = ("unit", "order_ref", "start_at", "stop_at", "address")
MORE = ("start_address", "planned_km", "group", "active", "not_own")
WHOLE_PLACE, EDGES_PX = "-58.914246", 22  # what a coordinate's field shows whole, and what is around it
PASTED = 4  # so many characters at once were not typed
PAIRS = (("lat", "lon"), ("start_lat", "start_lon"))
PLACES = {"address": PAIRS[0], "start_address": PAIRS[1]}
"""The addresses, each with the fields of its coordinates."""


class TaskForm(QWidget):
    """Fields "Vehicle", "Order reference", "Start", "Stop", "Address", "Latitude", "Longitude", and the others.

    `setting` tells what the texts are read against; `units` names a vehicle as it is shown, by the vendor's id.
    """

    edited = Signal()
    pick_wanted = Signal(str)  # the name of the latitude that the place is for

    def __init__(self, zone: ZoneInfo, setting: Callable[[], Setting], book: AddressBook) -> None:
        super().__init__()
        self._zone, self._setting = zone, setting
        self._quiet = False
        self._lengths: dict[str, int] = {}
        self._pasted: dict[
            str, tuple[str, str]
        ] = {}  # the latitude that a pasted text gave, and what is doubtful of it
        self.inputs: dict[str, Input] = {each.name: self._input(each.name) for each in FIELDS if each.name != "status"}
        self._completions = {name: self._completion(name, book) for name in PLACES}
        self._base: Mapping[str, Value] = {}
        self._offered: list[str] = []
        self._new = True
        self.reading = FormReading()
        self._window = TaskWindow(self.inputs["start_at"].editor, self.inputs["stop_at"].editor)
        self._rows = QFormLayout(self)
        self._build()

    def _input(self, name: str) -> Input:
        field = BY_NAME[name]
        if field.kind is FieldKind.TIME:
            made = moment(field, self._zone, lambda: self._near(name))
        elif field.kind is FieldKind.FLAG:
            made = tick(field)
        else:
            made = block(field) if name in BLOCKS else line(field)
        made.edited.connect(self._edited)
        return made

    def _completion(self, name: str, book: AddressBook) -> AddressCompletion:
        lat, lon = PLACES[name]
        made = AddressCompletion(self.inputs[name], (self.inputs[lat], self.inputs[lon]), book)
        made.placed.connect(partial(self.set_place, lat))
        made.unplaced.connect(partial(self._type_place, lat))
        made.doubted.connect(lambda: self.check(loud=False))
        return made

    def _build(self) -> None:
        rows = self._rows
        rows.setContentsMargins(12, 10, 12, 10)
        rows.setHorizontalSpacing(14)
        rows.setVerticalSpacing(6)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name in MAIN:
            self._row(name)
        rows.addRow(label(_("Coordinates"), "Field"), self._place(*PAIRS[0], _("Pick on map")))
        for name in BLOCKS:
            self._row(name)
        self.status_row = rows.rowCount()
        self._row("start_address")
        rows.addRow(label(_("Start place"), "Field"), self._place(*PAIRS[1], _("Pick start on map")))
        for name in MORE[1:]:
            self._row(name)
        unit = self.inputs["unit"].editor
        assert isinstance(unit, QLineEdit)
        unit.setProperty("vehicle", True)
        set_hint(unit, _("Nobody yet: kept here as unassigned"))

    def _near(self, name: str) -> Near:
        """Return what the text of a time is read against, as the form stands."""
        start = self._window.start_moment() if name == "stop_at" else None
        return near(name, start, self._setting().now, None if self._new else self._base)

    def _row(self, name: str) -> None:
        made = self.inputs[name]
        self._rows.addRow(label("" if made.field.kind is FieldKind.FLAG else made.field.label, "Field"), made)

    def insert(self, text: str, widget: QWidget) -> None:
        """Add another widget's row below the texts, above those added before."""
        self._rows.insertRow(self.status_row, label(text, "Field"), widget)

    def show_row(self, widget: QWidget, whether: bool) -> None:
        """Show or hide the row of an added widget, with its label."""
        self._rows.setRowVisible(widget, whether)

    def _place(self, lat: str, lon: str, name: str) -> QWidget:
        both = QWidget()
        grid = QGridLayout(both)
        grid.setContentsMargins(0, 0, 0, 0)
        pick = button(
            _("Pick on map"), name, hint=_("Click the place on the map. A pair of coordinates can be pasted too.")
        )
        pick.clicked.connect(lambda: self.pick_wanted.emit(lat))
        for column, part in enumerate((self.inputs[lat], self.inputs[lon], pick)):
            grid.addWidget(part, 0, column, Qt.AlignmentFlag.AlignTop)
        for part in (self.inputs[lat], self.inputs[lon]):
            assert isinstance(part.editor, QLineEdit)
            set_hint(part.editor, part.field.label)
            part.editor.setMinimumWidth(part.fontMetrics().horizontalAdvance(WHOLE_PLACE) + EDGES_PX)
            part.editor.editingFinished.connect(lambda: self._split(lat))
        return both

    # -- showing

    def show_values(self, values: Mapping[str, Value], *, new: bool, named: Callable[[str], str]) -> None:
        """Show a task; where it is open already, keep the fields that the user has changed."""
        self._quiet, self._base, self._new = True, dict(values), new
        self._pasted.clear()
        for each in self._completions.values():
            each.forget()
        for name, made in self.inputs.items():
            value = values.get(name)
            made.show_text(named(str(value)) if name == "unit" and value else shown(made.field, value, self._zone))
        self.inputs["not_own"].editor.setEnabled(new)
        self._window.remember()
        self._quiet = False
        self.check(loud=False)

    def refresh(self, values: Mapping[str, Value], named: Callable[[str], str]) -> None:
        """Show changes made elsewhere in the fields that the user has not touched."""
        self._quiet = True
        for name, made in self.inputs.items():
            if not made.touched:
                value = values.get(name)
                made.show_text(named(str(value)) if name == "unit" and value else shown(made.field, value, self._zone))
                self._base = {**self._base, name: value}
        self._window.remember()
        self._quiet = False
        self.check(loud=False)

    def set_place(self, lat_name: str, lat: float, lon: float) -> None:
        """Write a place into its two fields as if the user had typed it."""
        self._type_place(lat_name, *self._shown_place(lat, lon))

    def _shown_place(self, lat: float, lon: float) -> tuple[str, str]:
        """Return a place as its two fields show it."""
        first, second = (shown(BY_NAME["lat"], round(each, 6), self._zone) for each in (lat, lon))
        return first, second

    def empty_address(self, lat: float, lon: float) -> str:
        """Return the name of the empty address whose coordinates these are; empty for none."""
        place = self._shown_place(lat, lon)
        there = {name: tuple(self.inputs[each].text() for each in pair) for name, pair in PLACES.items()}
        return next((name for name, each in there.items() if each == place and not self.inputs[name].text()), "")

    def fill_address(self, lat: float, lon: float, label: str) -> None:
        """Write the address of a place where it is empty, as if the user had typed it."""
        if name := self.empty_address(lat, lon):
            self.inputs[name].type_text(label)

    def _type_place(self, lat_name: str, lat: str, lon: str) -> None:
        for name, text in ((lat_name, lat), (dict(PAIRS)[lat_name], lon)):
            self.inputs[name].type_text(text)

    def offer_units(self, names: list[str]) -> None:
        """Offer these vehicles as completions while the user types."""
        editor = self.inputs["unit"].editor
        assert isinstance(editor, QLineEdit)
        if names != self._offered:
            self._offered = names
            complete(editor, names)

    # -- reading

    @property
    def base(self) -> Mapping[str, Value]:
        """Return the values that the user saw when the form was opened, by field."""
        return self._base

    @property
    def touched(self) -> bool:
        """Return whether the user has changed any field."""
        return any(made.touched for made in self.inputs.values())

    def texts(self) -> dict[str, str]:
        """Return the texts of the fields; for an existing task, only of those that the user has touched."""
        inputs = self.inputs.items()
        return {name: made.text() for name, made in inputs if self._new or made.touched or self._beside(name)}

    def _beside(self, name: str) -> bool:
        """Return whether the field is checked together with a touched one."""
        groups = (*PAIRS, ("start_at", "stop_at"))
        return any(name in group and any(self.inputs[each].touched for each in group) for group in groups)

    def _edited(self, name: str) -> None:
        if self._quiet:
            return
        if BY_NAME[name].kind is FieldKind.LATITUDE:
            grown = len(self.inputs[name].text()) - self._lengths.get(name, 0)
            self._lengths[name] = len(self.inputs[name].text())
            if grown >= PASTED:
                self._split(name)
        self.check(loud=False)
        self.edited.emit()

    def _split(self, lat_name: str) -> None:
        """Fill latitude and longitude from a pair of coordinates, in any notation, in the latitude field."""
        text = self.inputs[lat_name].text()
        try:
            lat, lon = parse_place(text)
        except UsageError:
            return
        self._quiet = True
        self.set_place(lat_name, lat, lon)
        self._quiet = False
        self._pasted[lat_name] = (self.inputs[lat_name].text(), place_doubt(text))
        self.check(loud=False)

    def _doubt(self, name: str) -> str:
        """Return the doubt about a field, from how it was read or from the link of its place; else empty."""
        if name in self._completions:
            return self._completions[name].doubt()
        text, doubt = self._pasted.get(name, ("", ""))
        return self.reading.doubtful.get(name, "") or (doubt if text == self.inputs[name].text() else "")

    def check(self, *, loud: bool) -> FormReading:
        """Read the form and mark wrong fields; if not `loud`, leave untouched empty fields unmarked.

        If `loud`, a time or an address that is still being typed is written out first, as if its field had been left.
        """
        if loud:
            self._window.settle()
            for each in self._completions.values():
                each.settle()
        self.reading = read_form(self.texts(), self._setting(), None if self._new else self._base)
        for name, made in self.inputs.items():
            wrong = self.reading.wrong.get(name, "") if loud or made.touched or made.text() else ""
            made.mark(wrong or self._doubt(name), wrong=bool(wrong))
        return self.reading

    def typed_places(self) -> dict[str, tuple[float, float]]:
        """Return the places that are typed or picked and not saved, by the names of their latitudes."""
        good = {name: value for name, value in self.reading.fields.items() if name not in self.reading.wrong}
        found = {lat: (good.get(lat), good.get(lon)) for lat, lon in PAIRS if self._is_typed(lat, lon)}
        return {
            name: (lat, lon) for name, (lat, lon) in found.items() if isinstance(lat, float) and isinstance(lon, float)
        }

    def _is_typed(self, *names: str) -> bool:
        return any(self.reading.fields.get(name) != self._base.get(name) for name in names) or self._new

    def first_wrong(self) -> Input | None:
        """Return the topmost wrong field, or None."""
        return next((self.inputs[name] for name in self.inputs if name in self.reading.wrong), None)
