"""The dialog "Country to keep": which country, out of which published map, what it costs, and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QProgressBar, QWidget

from fleetdesk.base.local_formats import grouped, number, size_words
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.ui.widgets.dialogs import Dialog, column
from fleetdesk.ui.widgets.foreign_text import add_names, chosen, set_name, set_value
from fleetdesk.ui.widgets.labels import Paragraph, button, label

WIDTH_PX = 520


class KeepDialog(Dialog):
    """Asks for a country and a published map; closing it stops what is under way, and what was fetched stays.

    `planned` and `begun` carry the country and the address; `stopped` is emitted when the user stops or closes it.
    """

    planned = Signal(str, str)
    begun = Signal(str, str)
    stopped = Signal()

    def __init__(self, parent: QWidget, countries: Sequence[str], country: str, address: str) -> None:
        super().__init__(parent, _("Country to keep"))
        self._country, self._address = QComboBox(), QLineEdit()
        self._bar, self._said = QProgressBar(), Paragraph(lines=3, steady=True)
        self.go = button(_("Look what it takes"), primary=True)
        self.stop = button(pgettext("button", "Close"))
        self._is_planned = False
        add_names(self._country, countries)
        self._country.setCurrentIndex(max(self._country.findData(country), 0))
        set_value(self._address, address)
        self._build()

    def show_plan(self, size: int, requests: int) -> None:
        """Say what fetching takes, in bytes and requests, and offer to begin."""
        asked = ngettext("{count} request", "{count} requests", requests).format(count=grouped(requests))
        self._said.say(
            _("The streets take {size} on this computer and {requests}.").format(size=size_words(size), requests=asked)
        )
        self._is_planned = True
        self._rest()
        self.go.setText(_("Fetch"))

    def show_progress(self, done: int, of: int) -> None:
        """Show how many of the requests are done."""
        self._bar.setMaximum(max(of, 1))
        self._bar.setValue(done)
        told = _("{percent} % is fetched.").format(percent=number(100 * done // max(of, 1)))
        self._said.say(_("All is fetched; each tile is checked.") if done == of else told)

    def say_refused(self, sentence: str) -> None:
        """Show what went wrong; the same can be tried again."""
        self._said.say(sentence)
        self._rest()
        if self._is_planned:
            self.go.setText(_("Go on"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is under way."""
        self.stopped.emit()
        super().closeEvent(event)

    def _build(self) -> None:
        for field, name in ((self._country, _("Country")), (self._address, _("Published map"))):
            set_name(field, name)
        set_name(self._bar, _("How much is fetched"))
        self._bar.setValue(0)
        self._bar.setTextVisible(False)
        box, form, buttons = column(self, WIDTH_PX), QFormLayout(), QHBoxLayout()
        form.addRow(label(_("Country"), "Field"), self._country)
        form.addRow(label(_("Published map"), "Field"), self._address)
        about = Paragraph("Dim", _ABOUT, lines=5)
        buttons.addStretch(1)
        for each in (self.stop, self.go):
            buttons.addWidget(each)
        box.addLayout(form)
        for part in (about, self._said, self._bar):
            box.addWidget(part)
        box.addLayout(buttons)
        self.go.clicked.connect(self._go)
        self.stop.clicked.connect(self.close)
        self._country.currentIndexChanged.connect(lambda _index: self._begin_anew())
        self._address.textEdited.connect(lambda _text: self._begin_anew())

    def _go(self) -> None:
        asked = chosen(self._country), self._address.text().strip()
        for each in (self.go, self._country, self._address):
            each.setEnabled(False)
        self.stop.setText(_("Stop"))
        self._said.say(_("Asking…"))
        (self.begun if self._is_planned else self.planned).emit(*asked)

    def _begin_anew(self) -> None:
        """Another country or map has a plan of its own."""
        self._is_planned = False
        self._said.say("")
        self._bar.setValue(0)
        self.go.setText(_("Look what it takes"))

    def _rest(self) -> None:
        for each in (self.go, self._country, self._address):
            each.setEnabled(True)
        self.stop.setText(pgettext("button", "Close"))


_ABOUT = _(
    "The streets of a country, cut out of a published map in the format PMTiles. Its server learns which country you "
    "fetch, and nothing later: the map then works without a network. Stopped, it goes on from where it was. Protomaps "
    "publishes a map of the world each day, © OpenStreetMap contributors."
)
