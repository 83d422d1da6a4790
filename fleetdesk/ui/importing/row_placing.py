"""Rows with an address and no coordinates: their places looked up in bulk, and those in doubt decided by the user."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.coordinates import Bounds
from fleetdesk.domain.gazetteer.answers import AddressAnswer, sure_places
from fleetdesk.domain.importing.placing import addresses_to_place
from fleetdesk.domain.importing.preview import Rehearsal
from fleetdesk.sync.address_placing import AddressPlacing
from fleetdesk.sync.background import Background
from fleetdesk.ui.importing.place_decisions import PlaceDecisions
from fleetdesk.ui.widgets.labels import Paragraph, button

BAR_PX = 160
Place = tuple[float, float]


class RowPlacing(QWidget):
    """A line above the rows, and below it the addresses to decide. `placed` says that `places` has more or other ones.

    `work` is the search under way, or the last one.
    """

    placed = Signal()

    def __init__(self, placing: AddressPlacing, background: Background) -> None:
        super().__init__()
        self._placing, self._background = placing, background
        self._answers: dict[str, AddressAnswer] = {}
        self._chosen: dict[str, Place | None] = {}
        self._rows: Mapping[str, Sequence[int]] = {}
        self._bounds: Bounds | None = None
        self.work: asyncio.Task[Any] | None = None
        self.told, self.bar = Paragraph("Dim", lines=2), QProgressBar()
        self.look_up, self.end = button(_("Find their places")), button(_("Stop"), _("Stop finding places"))
        self.decisions = PlaceDecisions()
        self._build()

    @property
    def places(self) -> Mapping[str, Place]:
        """Return the latitudes and longitudes that were found or chosen, by the addresses of the table."""
        chosen = {text: place for text, place in self._chosen.items() if place is not None}
        return {**sure_places(self._answers.values()), **chosen}

    def show_rows(self, rehearsal: Rehearsal, bounds: Bounds | None) -> None:
        """Show what the rows need; `bounds` are those of the fleet."""
        self._rows, self._bounds = addresses_to_place(rehearsal.rows), bounds
        self._refresh()

    def forget(self) -> None:
        """Forget the addresses of a table before another one."""
        self.stop()
        self._answers, self._chosen, self._rows = {}, {}, {}
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
        self._refresh()

    # -- looking up

    def _begin(self) -> None:
        texts = self._unasked()
        self.bar.setRange(0, len(texts))
        self.bar.setValue(0)
        self.work = self._background.start(self._find(texts), "places of addresses")
        self._refresh()

    async def _find(self, texts: Sequence[str]) -> None:
        try:
            async with aclosing(self._placing.answers(texts, self._bounds)) as answers:
                async for answer in answers:
                    self._answers[answer.text] = answer
                    self.bar.setValue(self.bar.value() + 1)
        finally:
            if isValid(self):
                self.work = None
                self._refresh()
                self.placed.emit()

    def _decide(self, answer: AddressAnswer, number: int) -> None:
        place = answer.options[number].place if number >= 0 else None
        self._chosen[answer.text] = (place.lat, place.lon) if place else None
        if place is not None:
            self._background.start(self._placing.decide(answer, number), "a chosen address")
        self._refresh()
        self.placed.emit()

    # -- what is told

    def _unasked(self) -> list[str]:
        return [text for text in self._rows if text not in self._answers]

    def _asking(self) -> list[AddressAnswer]:
        known = [self._answers[text] for text in self._rows if text in self._answers and text not in self._chosen]
        return [each for each in known if each.asks]

    def _refresh(self) -> None:
        running = self.work is not None
        self.setVisible(bool(self._rows))
        self.bar.setVisible(running)
        self.end.setVisible(running)
        self.look_up.setVisible(not running and bool(self._unasked()))
        self.told.say(self._words())
        self.decisions.ask([] if running else self._asking(), self._rows, self._placing.service_name)

    def _words(self) -> str:
        count = sum(map(len, self._rows.values()))
        told = ngettext(
            "{count} row has an address and no coordinates.", "{count} rows have an address and no coordinates.", count
        ).format(count=grouped(count))
        if self._unasked():
            return together(told, self._whom())
        return together(told, self._outcome(), self._placing.attribution)

    def _whom(self) -> str:
        """Say who is asked."""
        if not self._placing.service_name:
            return _("Their places are looked up among what this desk knows; no address service is chosen.")
        told = _("Their places are looked up among what this desk knows; what it does not know is sent to {service}.")
        return told.format(service=self._placing.service_name)

    def _outcome(self) -> str:
        found, asking = len(self.places.keys() & self._rows.keys()), len(self._asking())
        told = _("Addresses: {found} found, {asking} to decide, {left} without a place.")
        left = len(self._rows) - found - asking
        return told.format(found=grouped(found), asking=grouped(asking), left=grouped(left))
