"""The list of what was done here and can be taken back: each gesture, and under it what it changed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QWidget

from fleetdesk.base.local_formats import day_and_time
from fleetdesk.base.sentences import filled
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.outbox import DOCUMENT_KINDS, OpKind
from fleetdesk.domain.steps import Step, gesture_words, step_words
from fleetdesk.domain.task_fields import BY_NAME, Value
from fleetdesk.ui.tasks.form_fields import shown_words
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.dialogs import Dialog, column
from fleetdesk.ui.widgets.foreign_text import set_name, tree_item
from fleetdesk.ui.widgets.labels import button

WIDE_PX, TALL_PX, LONGEST = 640, 420, 60


class StepsDialog(Dialog):
    """Shows gestures, the newest first. `back_wanted` and `again_wanted` ask for one step in either direction."""

    back_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget, zone: ZoneInfo) -> None:
        title = _("What can be taken back")
        super().__init__(parent, title)
        self._zone = zone
        self.tree = QTreeWidget()
        set_name(self.tree, title)
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.back, self.again = button(_("Take back the newest"), primary=True), button(_("Do again"))
        self._build()
        self.resize(WIDE_PX, TALL_PX)

    def _build(self) -> None:
        box = column(self, WIDE_PX)
        box.addWidget(self.tree, 1)
        row = QHBoxLayout()
        close = button(_("Close"))
        self.back.clicked.connect(self.back_wanted)
        self.again.clicked.connect(self.again_wanted)
        close.clicked.connect(self.accept)
        for each in (self.back, self.again):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(close)
        box.addLayout(row)

    def show_gestures(self, gestures: list[list[Step]], again: list[list[Step]]) -> None:
        """Show what can be taken back, and say by the buttons what is led back or forth next."""
        self.tree.clear()
        for steps in gestures:
            item = tree_item(gesture_words(steps), self._moment(steps[0]))
            item.addChildren([tree_item(text) for step in steps for text in self._lines(step, len(steps) > 1)])
            self.tree.addTopLevelItem(item)
            item.setExpanded(steps is gestures[0])
        if not gestures:
            self.tree.addTopLevelItem(tree_item(_("There is nothing to take back.")))
        self.back.setEnabled(bool(gestures))
        self.again.setEnabled(bool(again))

    def _moment(self, step: Step) -> str:
        return day_and_time(datetime.fromtimestamp(step.at, self._zone))

    def _lines(self, step: Step, named: bool) -> list[str]:
        """Return what a step changed, a line a field; `named` puts the task before it."""
        if step.kind is OpKind.CREATE or step.kind in DOCUMENT_KINDS:
            return [step_words(step)] if named else []
        lines = [self._change(name, step) for name in step.after if name in BY_NAME]
        return [filled("{task}: {change}", task=step.label, change=line) for line in lines] if named else lines

    def _change(self, name: str, step: Step) -> str:
        before, after = (self._value(name, fields.get(name)) for fields in (step.before, step.after))
        return filled("{field}: {before} → {after}", field=BY_NAME[name].label, before=before, after=after)

    def _value(self, name: str, value: Value) -> str:
        words = " ".join(shown_words(BY_NAME[name], value, self._zone).split())
        return formatting.elided(words, LONGEST) or pgettext("value", "empty")
