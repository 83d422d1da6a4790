"""The dialogs of geozones: a new one, which is a circle, and the vehicles of which one tells when they come or go."""

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.creation_drafts import WIDEST_M
from fleetdesk.domain.creations import ENTER, LEAVE
from fleetdesk.domain.places import Geozone
from fleetdesk.ui.places.place_dialog import PlaceDialog, metres
from fleetdesk.ui.places.unit_ticks import UnitTicks
from fleetdesk.ui.widgets.foreign_text import ticked
from fleetdesk.ui.widgets.labels import Paragraph

UnitsOf = Callable[[str], Mapping[str, str]]
NOBODY = _("Tick the vehicles, and whether the alarm is for entering, leaving or both.")
NO_LOSING = _("Once it is there an alarm can be taken away on {vendor}'s own pages only.")


@dataclass(frozen=True, slots=True)
class ZoneWish:
    """A geozone as the user wants it: those of its account's vehicles to tie, by the vendor's ids, and for what."""

    zone: Geozone
    units: tuple[str, ...] = ()
    events: tuple[int, ...] = ()


class ZoneDialog(PlaceDialog):
    """Fields "Name", "Middle", "Radius, m", list "Vehicles", ticks "It enters", "It leaves"; button "Save the geozone".

    `units_of` gives what the vehicles of an account are called, by the vendor's ids; `selected` those to tick first.
    With a geozone that has an id only vehicles are asked for. `wanted` carries a ZoneWish; sketched: the Geozone as it
    is typed so far.
    """

    sketched = Signal(object)

    def __init__(
        self, parent: QWidget, accounts: Sequence[str], vendor: str, zone: Geozone, units_of: UnitsOf,
        selected: Collection[str],
    ) -> None:  # fmt: skip
        title = _("Alarms of a geozone") if zone.id else _("New geozone")
        super().__init__(parent, title, accounts, _("Save the alarms") if zone.id else _("Save the geozone"))
        self._zone, self._units_of, self._selected = zone, units_of, selected
        self._name = self.add_line(_("Name"), zone.name or "")
        self.add_place(_("Middle"), zone.lat, zone.lon)
        self._radius = self.add_line(_("Radius, m"), str(round(zone.radius_m or 0)) if zone.radius_m else "", most=6)
        self._units = UnitTicks()
        self.enter, self.leave = ticked(_("It enters")), ticked(_("It leaves"))
        self._build(vendor)

    def _build(self, vendor: str) -> None:
        for part in (self._name, self._radius, self._where):
            self.form.setRowVisible(part, not self._zone.id)
        if self._zone.id:
            self.box.addWidget(Paragraph("Strong", self._zone.name or "", lines=2, steady=True))
        self.box.addWidget(Paragraph("", _("Alarm when one of these vehicles enters or leaves")))
        self.box.addWidget(self._units)
        events = QHBoxLayout()
        for each in (self.enter, self.leave):
            each.setChecked(True)
            events.addWidget(each)
        events.addStretch(1)
        self.box.addLayout(events)
        for line in (self._name, self._where, self._radius):
            line.textEdited.connect(lambda _text: self._sketch())
        self._account.currentIndexChanged.connect(lambda _row: self._show_units())
        self._show_units()
        if self._zone.id:
            self.box.addWidget(Paragraph("Dim", NO_LOSING.format(vendor=vendor), lines=2, steady=True))
        else:
            self.say_for_good(vendor)
        self.ask(self.typed)
        (self._units.search if self._zone.id else self._name).setFocus()

    def _show_units(self) -> None:
        self._units.show_units(self._units_of(self.account), self._selected, self._zone.units)

    def _sketch(self) -> None:
        with contextlib.suppress(UsageError):
            self.sketched.emit(self._typed_zone())

    def _typed_zone(self) -> Geozone:
        lat, lon = self.place()
        return Geozone(self.account, 0, self._name.text().strip(), lat, lon, metres(self._radius.text(), WIDEST_M))

    def typed(self) -> ZoneWish:
        """Return what was typed and ticked; UsageError where it is no geozone, or an alarm of nobody."""
        events = tuple(event for event, tick in ((ENTER, self.enter), (LEAVE, self.leave)) if tick.isChecked())
        units = tuple(self._units.ticked())
        if (self._zone.id and not units) or (units and not events):
            raise UsageError(NOBODY)
        if self._zone.id:
            return ZoneWish(self._zone, units, events)
        return ZoneWish(self._typed_zone(), units, events)
