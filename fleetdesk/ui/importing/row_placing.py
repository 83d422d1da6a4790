"""Rows with an address and no coordinates: their places looked up in bulk, and those in doubt decided by the user."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.coordinates import Bounds
from fleetdesk.domain.gazetteer.answers import AddressAnswer, PlaceOption
from fleetdesk.domain.gazetteer.known_place import KnownPlace, PlaceSource
from fleetdesk.domain.gazetteer.pasted import PastedPlace, pasted_place
from fleetdesk.domain.importing.placing import AddressDecisions, Place
from fleetdesk.sync.address_placing import AddressPlacing
from fleetdesk.sync.background import Background
from fleetdesk.ui.importing.place_decisions import PlaceDecisions
from fleetdesk.ui.widgets.labels import Paragraph, button

BAR_PX = 160
NOTHING_FOUND = _("Nothing is found for “{text}”. Write it otherwise, or give coordinates.")


class RowPlacing(QWidget):
    """A line above the rows, and below it the addresses to decide. `placed` says that `places` has more or other ones.

    `work` is the search under way, or the last one.
    """

    placed = Signal()

    def __init__(self, placing: AddressPlacing, background: Background) -> None:
        super().__init__()
        self._placing, self._background = placing, background
        self._addresses = AddressDecisions()
        self._bounds: Bounds | None = None
        self.work: asyncio.Task[Any] | None = None
        self.told, self.bar = Paragraph("Dim", lines=2), QProgressBar()
        self.look_up, self.end = button(_("Find their places")), button(_("Stop"), _("Stop finding places"))
        self.decisions = PlaceDecisions()
        self._build()

    @property
    def places(self) -> Mapping[str, Place]:
        """Return the latitudes and longitudes that were found or decided, by the addresses of the table."""
        return self._addresses.places

    def show_addresses(self, addresses: Mapping[str, Sequence[int]], bounds: Bounds | None) -> None:
        """Show what the rows need, by their addresses and numbers; `bounds` are those of the fleet."""
        self._addresses.rows, self._bounds = addresses, bounds
        self._refresh()

    def forget(self) -> None:
        """Forget the addresses of a table before another one."""
        self.stop()
        self._addresses = AddressDecisions()
        self._refresh()

    def bring(self, address: str) -> None:
        """Ask for this address next, where its place is not sure; a row that was left can be placed so."""
        if self.work is None and self._addresses.bring(address):
            self._refresh()

    def stop(self) -> None:
        """Look up no more; what was found stays."""
        if self.work is not None:
            self.work.cancel()

    def _build(self) -> None:
        box, row = QVBoxLayout(self), QHBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self.told.setAccessibleName(_("Rows without coordinates"))
        self.bar.setAccessibleName(_("Progress of finding places"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR_PX)
        for each in (self.look_up, self.end):
            each.setAutoDefault(False)
        row.addWidget(self.told, 1)
        for part in (self.bar, self.end, self.look_up):
            row.addWidget(part)
        box.addLayout(row)
        box.addWidget(self.decisions)
        self.look_up.clicked.connect(self._begin)
        self.end.clicked.connect(self.stop)
        self.decisions.decided.connect(self._decide)
        self.decisions.typed.connect(self._type)
        self._refresh()

    # -- looking up

    def _begin(self) -> None:
        texts = self._addresses.unasked
        self.bar.setRange(0, len(texts))
        self.bar.setValue(0)
        self.work = self._background.start(self._find(texts), "places of addresses")
        self._refresh()

    async def _find(self, texts: Sequence[str]) -> None:
        try:
            async with aclosing(self._placing.answers(texts, self._bounds)) as answers:
                async for answer in answers:
                    self._addresses.found(answer)
                    self.bar.setValue(self.bar.value() + 1)
        finally:
            if isValid(self):
                self.work = None
                self._refresh()
                self.placed.emit()

    # -- deciding

    def _decide(self, answer: AddressAnswer, number: int) -> None:
        self._place(answer.text, answer.options[number].place if number >= 0 else None)

    def _place(self, text: str, place: KnownPlace | None) -> None:
        """Give an address a place, which is remembered, or leave it without one."""
        self._addresses.decide(text, (place.lat, place.lon) if place else None)
        if place is not None:
            self._background.start(self._placing.decide(text, place), "a chosen address")
        self._refresh()
        self.placed.emit()

    def _type(self, answer: AddressAnswer, typed: str) -> None:
        """Take coordinates that were typed for an address, or look up what else it is called."""
        found = pasted_place(typed)
        if isinstance(found, PastedPlace):
            self._place(answer.text, KnownPlace(answer.text, found.lat, found.lon, PlaceSource.CHOSEN))
        elif self.work is None:
            self.work = self._background.start(self._look_up(answer.text, typed), "places of addresses")

    async def _look_up(self, text: str, typed: str) -> None:
        options: Sequence[PlaceOption] = ()
        try:
            async with aclosing(self._placing.answers([typed], self._bounds)) as answers:
                async for answer in answers:
                    options = tuple(dict.fromkeys((*([answer.sure] if answer.sure else []), *answer.options)))
        finally:
            self.work = None
        if isValid(self) and options:
            self._addresses.offer(text, options)
            self._refresh()
        elif isValid(self):
            self.decisions.say(NOTHING_FOUND.format(text=readable(typed, NAME)))

    # -- what is told

    def _refresh(self) -> None:
        running = self.work is not None
        self.setVisible(bool(self._addresses.rows))
        self.bar.setVisible(running)
        self.end.setVisible(running)
        self.look_up.setVisible(not running and bool(self._addresses.unasked))
        self.told.say(self._words())
        asking = [] if running else self._addresses.asking
        self.decisions.ask(asking, self._addresses.rows, self._placing.service_name)

    def _words(self) -> str:
        count = sum(map(len, self._addresses.rows.values()))
        told = ngettext(
            "{count} row has an address and no coordinates.", "{count} rows have an address and no coordinates.", count
        ).format(count=grouped(count))
        if self._addresses.unasked:
            return together(told, self._whom())
        return together(told, self._outcome(), self._placing.attribution)

    def _whom(self) -> str:
        """Say who is asked."""
        if not self._placing.service_name:
            return _("Their places are looked up among what this desk knows; no address service is chosen.")
        told = _("Their places are looked up among what this desk knows; what it does not know is sent to {service}.")
        return told.format(service=self._placing.service_name)

    def _outcome(self) -> str:
        rows = self._addresses.rows
        found, asking = len(self.places.keys() & rows.keys()), len(self._addresses.asking)
        told = _("Addresses: {found} found, {asking} to decide, {left} without a place.")
        left = max(len(rows) - found - asking, 0)
        return told.format(found=grouped(found), asking=grouped(asking), left=grouped(left))
