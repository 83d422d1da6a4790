"""The window "Order of the day": one vehicle's tasks as they are, in the best order, and with the open task."""

from collections.abc import Callable
from datetime import timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import capitalized, joined, listed, together
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.assignment_impact import TACHO_NOTE
from fleetdesk.domain.day_plan.plans import Plans, new_starts
from fleetdesk.domain.day_plan.visits import DayPlan
from fleetdesk.domain.motion import in_words
from fleetdesk.domain.tasks import Task
from fleetdesk.ui.day_order.columns import Row, columns
from fleetdesk.ui.day_order.planning import Basis
from fleetdesk.ui.day_order.words import plan_words, saving_words, shift_words
from fleetdesk.ui.widgets.dialogs import Dialog
from fleetdesk.ui.widgets.foreign_text import set_name, set_tip
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button
from fleetdesk.ui.widgets.rows import RowsModel
from fleetdesk.ui.widgets.table import CutInTheMiddle, Table
from fleetdesk.ui.widgets.theme import Tokens

FIRST_SIZE = (1010, 480)
AGAIN_MS = 30_000
NO_POSITION = _("This vehicle has no position, so nothing can be said of its day. It appears once one has come.")
NO_TASKS = _("This vehicle has no unfinished task. Give it one, and its day is shown here.")
STARTS = _("Sets the starts of tasks so that they come in this order. The ends of their windows stay.")


class Order(Enum):
    """Which of the plans is shown."""

    AS_IT_IS = "as it is"
    BEST = "best"
    ADDED = "added"


class DayOrderDialog(Dialog):
    """Shows plans as they come. refresh_wanted: they are old. taken: new starts by task. given: the other's key."""

    refresh_wanted = Signal()
    taken = Signal(object)
    given = Signal(str)

    def __init__(self, parent: QWidget, label: str, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__(parent, _("Order of the day of {vehicle}").format(vehicle=readable(label, NAME)))
        set_name(self, _("Order of the day"))
        self._label = label
        self._plans: Plans | None = None
        self._other: Task | None = None
        self.model: RowsModel[Row] = RowsModel(columns(tokens, zone))
        self.table = Table(self.model, _("Order of the day"), "place")
        self.table.setItemDelegateForColumn(self.model.place("task"), CutInTheMiddle(self.table))
        self.basis, self.told, self.unplaced = Paragraph("Dim"), Paragraph(), Paragraph("Dim")
        self.choices = {order: button("", name) for order, name in _NAMES.items()}
        self.go = button("", _("Take this order"), primary=True)
        self._build()
        self._timer = QTimer(self, interval=AGAIN_MS)
        self._timer.timeout.connect(self.refresh_wanted)
        self._timer.start()

    def show_plans(self, found: tuple[Plans, Basis] | None, other: Task | None) -> None:
        """Show plans, and what they stand on; None says that the vehicle has no position."""
        self._plans, self._other = found[0] if found else None, other
        self.basis.say(_basis_words(found[1]) if found else NO_POSITION)
        self._show()

    @property
    def order(self) -> Order:
        """Return which plan is chosen."""
        return next(order for order, choice in self.choices.items() if choice.isChecked())

    # -- what is shown

    def _show(self) -> None:
        plans = self._plans
        self._dress_choices(plans)
        shown = self._shown(plans) if plans else None
        self.model.show_items(_rows(shown, plans.as_it_is) if shown and plans else {})
        self.model.touch(self.model.keys())
        self.told.say(self._words(plans, shown) if shown and plans else "")
        self.unplaced.say(_unplaced_words(plans) if plans else "")
        self._dress_go(plans)

    def _dress_choices(self, plans: Plans | None) -> None:
        added = self.choices[Order.ADDED]
        there = plans is not None and plans.added is not None
        if not there and added.isChecked():
            self.choices[Order.AS_IT_IS].setChecked(True)
        added.setVisible(there)
        if self._other is not None:
            added.say(_("With {task}").format(task=readable(self._other.name, NAME)))

    def _shown(self, plans: Plans) -> DayPlan:
        found = {Order.AS_IT_IS: plans.as_it_is, Order.BEST: plans.best, Order.ADDED: plans.added}[self.order]
        return found or plans.as_it_is

    def _words(self, plans: Plans, shown: DayPlan) -> str:
        if not shown.visits:
            return NO_TASKS
        whole = _("{plan}.").format(plan=capitalized(plan_words(shown)))
        if self.order is Order.ADDED and self._other is not None:
            return together(whole, shift_words(self._other, plans.as_it_is, shown))
        return together(whole, saving_words(plans.as_it_is, plans.best))

    def _dress_go(self, plans: Plans | None) -> None:
        """Offer what can be done with the plan that is shown."""
        order = self.order
        self.go.setVisible(order is not Order.AS_IT_IS)
        giving = order is Order.ADDED
        self.go.say(_("Give to {vehicle}").format(vehicle=self._label) if giving else _("Take this order"))
        set_name(self.go, _("Give the task") if giving else _("Take this order"))
        set_tip(self.go, "" if giving else STARTS)
        self.go.setEnabled(giving or bool(plans and new_starts(plans.best)))

    def _do(self) -> None:
        if self.order is Order.ADDED and self._other is not None:
            self.given.emit(self._other.key)
        elif self._plans is not None:
            self.taken.emit(new_starts(self._plans.best))

    # -- how it is built

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 12)
        box.setSpacing(8)
        box.addWidget(Elided("Strong", self._label))
        box.addWidget(self.basis)
        box.addLayout(self._choices())
        box.addWidget(self.table, 1)
        box.addWidget(self.told)
        box.addWidget(self.unplaced)
        box.addLayout(self._buttons())
        self.table.sortByColumn(self.model.place("number"), Qt.SortOrder.AscendingOrder)
        self.resize_on_screen(*FIRST_SIZE)

    def _choices(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        for order, choice in self.choices.items():
            choice.setCheckable(True)
            choice.say(_WORDS[order])
            group.addButton(choice)
            row.addWidget(choice)
        row.addStretch(1)
        self.choices[Order.AS_IT_IS].setChecked(True)
        group.buttonToggled.connect(lambda _button, on: self._show() if on else None)
        return row

    def _buttons(self) -> QHBoxLayout:
        row, close = QHBoxLayout(), button(_("Close"), _("Close the order of the day"))
        close.clicked.connect(self.close)
        self.go.clicked.connect(self._do)
        row.addStretch(1)
        for each in (close, self.go):
            row.addWidget(each)
        return row


_NAMES = {
    Order.AS_IT_IS: _("Show the order as it is"),
    Order.BEST: _("Show the best order"),
    Order.ADDED: _("Show it with the open task"),
}
_WORDS = {Order.AS_IT_IS: pgettext("order", "As it is"), Order.BEST: _("Best order"), Order.ADDED: ""}


def _rows(shown: DayPlan, before: DayPlan) -> dict[str, Row]:
    were = {each.task.key: each.arrival for each in before.visits}
    return {
        each.task.key: Row(number, each, each.arrival - were.get(each.task.key, each.arrival))
        for number, each in enumerate(shown.visits, 1)
    }


def _basis_words(basis: Basis) -> str:
    """Say what the times stand on."""
    left = in_words(timedelta(minutes=basis.driving.until_rest_min))
    minutes = number(basis.work / timedelta(minutes=1))
    visit = _("{minutes} min at each task").format(minutes=minutes)
    if basis.told_by:
        told = ngettext("as {count} finished task took", "as {count} finished tasks took", basis.told_by)
        visit = joined((visit, told.format(count=basis.told_by)))
    first = _("From where the vehicle is now; {left} of driving until the daily rest; {visit}; {ways}.")
    return together(first.format(left=left, visit=visit, ways=basis.ways), TACHO_NOTE)


def _unplaced_words(plans: Plans) -> str:
    names = [readable(task.name, NAME) for task in plans.unplaced]
    if not names:
        return ""
    return _("Without a place, so not in the order: {tasks}.").format(tasks=listed(names))
