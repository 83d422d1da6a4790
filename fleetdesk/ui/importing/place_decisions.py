"""Addresses that may mean several places, one after the other: as the table has it, and beside it what it may mean."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QVBoxLayout

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.gazetteer.answers import AddressAnswer, PlaceOption
from fleetdesk.domain.gazetteer.place_hit import EXACTNESS_WORDS
from fleetdesk.ui.widgets.address_search import facts_of
from fleetdesk.ui.widgets.foreign_text import list_item
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button

LIST_PX, LEFT_PX, ROWS_TOLD = 116, 260, 5


class PlaceDecisions(QFrame):
    """Shows one address at a time; `decided` carries it with the number of the option, -1 for none of them."""

    decided = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self._asking: list[AddressAnswer] = []
        self._rows: Mapping[str, Sequence[int]] = {}
        self._count, self._address, self._where = Elided("Dim"), Paragraph("Strong", lines=2), Elided("Dim")
        self.options = QListWidget()
        self.options.setAccessibleName(_("Places that the address may mean"))
        self.take = button(_("Take this place"))
        self.leave = button(_("Leave it without a place"))
        self._build()
        self.hide()

    def ask(self, answers: Sequence[AddressAnswer], rows: Mapping[str, Sequence[int]], service: str) -> None:
        """Ask for these addresses; `rows` has the numbers of the rows of each, `service` is who gave exact places."""
        self._asking, self._rows = list(answers), rows
        self.setVisible(bool(self._asking))
        self.options.clear()
        if not self._asking:
            return
        now = self._asking[0]
        self._count.say(_left(len(self._asking)))
        self._address.say(now.text)
        self._where.say(_rows_words(rows.get(now.text, ())))
        for number, each in enumerate(now.options):
            self.options.addItem(list_item(joined((each.place.label, _facts(each, service)), " · "), number))
        self.options.setCurrentRow(0)

    def _build(self) -> None:
        left, buttons, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        left.addStrut(LEFT_PX)
        for each in (self._count, self._address, self._where):
            left.addWidget(each)
        left.addStretch(1)
        self.options.ensurePolished()
        self.options.setFixedHeight(LIST_PX)
        for choice in (self.take, self.leave):
            choice.setAutoDefault(False)
            buttons.addWidget(choice)
        buttons.addStretch(1)
        row.addLayout(left)
        row.addWidget(self.options, 1)
        row.addLayout(buttons)
        self.take.clicked.connect(lambda: self._decide(self.options.currentRow()))
        self.options.itemDoubleClicked.connect(lambda _item: self.take.click())
        self.leave.clicked.connect(lambda: self._decide(-1))

    def _decide(self, number: int) -> None:
        if self._asking:
            self.decided.emit(self._asking[0], number)


def _facts(option: PlaceOption, service: str) -> str:
    if option.exactness is None:
        return facts_of(option.place, None)
    return joined((service, EXACTNESS_WORDS[option.exactness]), " · ")


def _left(count: int) -> str:
    told = ngettext("{count} address to decide:", "{count} addresses to decide, the first is:", count)
    return told.format(count=grouped(count))


def _rows_words(rows: Sequence[int]) -> str:
    numbers = joined(map(str, rows[:ROWS_TOLD]))
    told = pgettext("rows of a table", "row {numbers}") if len(rows) == 1 else _("rows {numbers}")
    more = _("{numbers} and more").format(numbers=numbers) if len(rows) > ROWS_TOLD else numbers
    return told.format(numbers=more)
