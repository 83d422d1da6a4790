"""What needs the user's word about a write: side by side what it was, what we want and what the server has."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.outbox import Op, OpCode, OpState, next_words, what
from fleetdesk.domain.task_fields import BY_NAME, Clash, Value
from fleetdesk.ui.tasks.form_fields import shown_words
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.foreign_text import radio, set_name, set_tip
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button, label

LONGEST, FIRST = 26, 200


class AskingPanel(QFrame):
    """Shown above the form while one of the task's writes waits for the user."""

    settled = Signal(object, object)  # the op, and the names of the fields where ours holds
    retried = Signal(object)
    discarded = Signal(object)
    made_anew = Signal(object)

    def __init__(self, zone: ZoneInfo, now: Callable[[], float]) -> None:
        super().__init__()
        self.setObjectName("Asking")
        self.setAccessibleName(_("Needs a decision"))
        self._zone, self._now = zone, now
        self.op: Op | None = None
        self._mine: dict[str, QRadioButton] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 8, 12, 8)
        self._body: QWidget | None = None
        self.hide()

    def show_op(self, op: Op | None) -> None:
        """Show the question of a write, or nothing; the same question stays with what was ticked."""
        if op == self.op:
            return
        self.op = op
        if self._body is not None:
            self._box.removeWidget(self._body)
            self._body.deleteLater()
            self._body = None
        self._mine = {}
        if op is not None:
            self._body = self._made(op)
            self._box.addWidget(self._body)
        self.setVisible(op is not None)

    def _made(self, op: Op) -> QWidget:
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Elided("Strong", what(op)))
        reason = Paragraph("", next_words(op, self._now()), lines=3, steady=True)
        reason.setAccessibleName(_("Question"))
        box.addWidget(reason)
        if op.clashes:
            box.addWidget(self._sides(op.clashes))
        box.addLayout(self._buttons(op))
        return body

    def _sides(self, clashes: tuple[Clash, ...]) -> QWidget:
        sides = QWidget()
        grid = QGridLayout(sides)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        for column, title in enumerate(
            ("", pgettext("title", "It was"), pgettext("title", "Mine"), pgettext("title", "Theirs"))
        ):
            grid.addWidget(label(title, "Dim"), 0, column)
        for row, clash in enumerate(clashes, 1):
            self._side(grid, row, clash)
        for column in (1, 2, 3):
            grid.setColumnStretch(column, 1)
        return sides

    def _side(self, grid: QGridLayout, row: int, clash: Clash) -> None:
        name = BY_NAME[clash.name].label
        mine, theirs = (radio(self._said(clash.name, value)) for value in (clash.mine, clash.theirs))
        for each, value in ((mine, clash.mine), (theirs, clash.theirs)):
            set_tip(each, shown_words(BY_NAME[clash.name], value, self._zone))
        set_name(mine, _("{field}: mine").format(field=name))
        set_name(theirs, _("{field}: theirs").format(field=name))
        group = QButtonGroup(grid.parentWidget())
        for each in (mine, theirs):
            group.addButton(each)
        theirs.setChecked(True)
        self._mine[clash.name] = mine
        for column, part in enumerate(
            (label(name, "Field"), Elided("", self._said(clash.name, clash.base)), mine, theirs)
        ):
            grid.addWidget(part, row, column)

    def _said(self, name: str, value: Value) -> str:
        text = shown_words(BY_NAME[name], value, self._zone)[:FIRST].replace("_", " ")
        return formatting.elided(" ".join(text.split()), LONGEST) or formatting.NOTHING

    def _buttons(self, op: Op) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, do, primary in self._choices(op):
            made = button(text, primary=primary)
            made.clicked.connect(do)
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _choices(self, op: Op) -> list[tuple[str, Callable[[], object], bool]]:
        discard = (_("Discard my change"), lambda: self.discarded.emit(op), False)
        if op.damaged:
            return [discard]
        if op.code == OpCode.GONE:
            return [(_("Make it anew"), lambda: self.made_anew.emit(op), True), discard]
        if op.clashes:
            return [
                (_("Apply the choice"), lambda: self.settled.emit(op, self._chosen()), True),
                (_("Keep mine"), lambda: self.settled.emit(op, set(self._mine)), False),
                (_("Take theirs"), lambda: self.settled.emit(op, set()), False),
            ]
        if op.state is OpState.BLOCKED:
            return [(_("Send it"), lambda: self.retried.emit(op), True), discard]
        return [(_("Send it again"), lambda: self.retried.emit(op), False), discard]

    def _chosen(self) -> set[str]:
        return {name for name, mine in self._mine.items() if mine.isChecked()}
