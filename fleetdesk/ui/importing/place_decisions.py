"""Addresses that may mean several places, one after the other: as the table has it, and beside it what it may mean."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.gazetteer.answers import AddressAnswer, PlaceOption
from fleetdesk.domain.gazetteer.place_hit import EXACTNESS_WORDS
from fleetdesk.ui.widgets.address_search import facts_of
from fleetdesk.ui.widgets.foreign_text import list_item, set_hint, set_name
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button

LIST_PX, LEFT_PX, ROWS_TOLD = 116, 260, 5
NOWHERE = _("No place was found. Give one, or leave the row out.")


class _Typed(QLineEdit):
    """A field whose Enter is its own, and not that of the dialog's first button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class PlaceDecisions(QFrame):
    """Shows one address at a time; `decided` carries it with the number of the option, -1 for none of them.

    `typed` carries it with what the user has written in its place: coordinates, a map link or another address.
    """

    decided = Signal(object, int)
    typed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._asking: list[AddressAnswer] = []
        self._count, self._address, self._where = Elided("Dim"), Paragraph("Strong", lines=3), Elided("Dim")
        self.options = QListWidget()
        self.options.setAccessibleName(_("Places that the address may mean"))
        self.other, self.answer = _Typed(), Elided("Dim")
        self.take = button(_("Take this place"))
        self.use = button(_("Use what is typed"))
        self.leave = button(_("Leave it without a place"))
        self._build()
        self.hide()

    def ask(self, answers: Sequence[AddressAnswer], rows: Mapping[str, Sequence[int]], service: str) -> None:
        """Ask for these addresses; `rows` has the numbers of the rows of each, `service` is who gave exact places."""
        before = self._asking[:1]
        self._asking = list(answers)
        self.setVisible(bool(self._asking))
        if not self._asking:
            return
        self._count.say(_left(len(self._asking)))
        self._where.say(_rows_words(rows.get(self._asking[0].text, ())))
        if self._asking[:1] != before:  # else what is chosen and typed stays
            self._show(self._asking[0], service)

    def _show(self, now: AddressAnswer, service: str) -> None:
        self.other.clear()
        self.say("" if now.options else NOWHERE)
        self.options.setVisible(bool(now.options))
        self.take.setVisible(bool(now.options))
        self._address.say(now.text)
        self.options.clear()
        for number, each in enumerate(now.options):
            self.options.addItem(list_item(joined((each.place.label, _facts(each, service)), " · "), number))
        self.options.setCurrentRow(0)

    def say(self, sentence: str) -> None:
        """Say what became of what was typed; an empty sentence hides it."""
        self.answer.say_or_hide(sentence)

    def _build(self) -> None:
        left, middle, buttons, row = QVBoxLayout(), QVBoxLayout(), QVBoxLayout(), QHBoxLayout(self)
        typed = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        left.addStrut(LEFT_PX)
        for each in (self._count, self._address, self._where):
            left.addWidget(each)
        left.addStretch(1)
        self.options.ensurePolished()
        self.options.setFixedHeight(LIST_PX)
        set_name(self.other, _("Another place for the address"))
        set_hint(self.other, _("Coordinates, a map link or another address"))
        typed.addWidget(self.other, 1)
        typed.addWidget(self.use)
        for part in (self.answer, self.options):
            middle.addWidget(part)
        middle.addLayout(typed)
        middle.addStretch(1)
        for choice in (self.take, self.leave, self.use):
            choice.setAutoDefault(False)
        buttons.addWidget(self.take)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        row.addLayout(left)
        row.addLayout(middle, 1)
        row.addLayout(buttons)
        self.other.returnPressed.connect(self._type)
        self.other.textChanged.connect(lambda text: self.use.setEnabled(bool(text.strip())))
        self.use.setEnabled(False)
        self.use.clicked.connect(self._type)
        self.take.clicked.connect(lambda: self._decide(self.options.currentRow()))
        self.options.itemDoubleClicked.connect(lambda _item: self.take.click())
        self.leave.clicked.connect(lambda: self._decide(-1))

    def _decide(self, number: int) -> None:
        if self._asking:
            self.decided.emit(self._asking[0], number)

    def _type(self) -> None:
        if self._asking and self.other.text().strip():
            self.typed.emit(self._asking[0], self.other.text().strip())


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
