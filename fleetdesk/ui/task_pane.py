"""The open task: its form, what is asked about it, its state, and what was promised and done."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from fleetdesk.domain.outbox import ASKING, state_words
from fleetdesk.domain.task_fields import Value, fields_of
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.domain.units import unit_key
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store
from fleetdesk.ui.asking_panel import AskingPanel
from fleetdesk.ui.panel import Empty, Panel, button, label
from fleetdesk.ui.status_buttons import StatusButtons
from fleetdesk.ui.task_form import TaskForm
from fleetdesk.ui.task_words import fact, status_of
from fleetdesk.ui.theme import Tokens


class TaskPane(Panel):
    """Dock "Task"; buttons "Save task", "Discard changes", "Nearest vehicles"."""

    save_wanted = Signal()
    status_wanted = Signal(object)
    nearest_wanted = Signal()
    copy_wanted = Signal()
    templates_wanted = Signal()
    shown_on_map = Signal(float, float)
    kept_aside = Signal(str)

    def __init__(self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__("Task")
        self._store, self._zone = store, zone
        self.task: Task | None = None
        self.new_account: str | None = None
        self._aside: dict[str, dict[str, str]] = {}
        self.form, self.status = TaskForm(zone), StatusButtons()
        self.asking = AskingPanel(zone, lambda: store.now().timestamp())
        self._state, self._facts, self._trouble = QLineEdit(), label("", "Dim"), label("", "FieldNote")
        self._build()
        store.tasks_changed.connect(self._changed)
        store.outbox_changed.connect(lambda _: self._say())
        self.form.edited.connect(self._say)
        self.status.chosen.connect(self._status_chosen)
        self.show_task(None)

    # -- building

    def _build(self) -> None:
        self._state.setReadOnly(True)
        self._state.setAccessibleName("Status")
        self.form.insert("", self.status)
        self.form.insert("Status", self._state)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self._filled())
        self._stack.addWidget(Empty("No task open", "Choose a task in the list above, or press T for a new one."))
        self.box.addWidget(holder, 1)
        self.header.add(self._more())

    def _more(self) -> QWidget:
        """What is done with a task now and then, behind one button."""
        made, menu = button("More ▾", "More for the task", flat=True), QMenu(self)
        for text, do in (("Show on map", self._show_place), ("Copy of the task", self.copy_wanted.emit),
                         ("From a template", self.templates_wanted.emit)):  # fmt: skip
            menu.addAction(text).triggered.connect(do)
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
        return made

    def _filled(self) -> QWidget:
        filled, body = QWidget(), QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.form)
        self._facts.setWordWrap(True)
        self._facts.setContentsMargins(12, 0, 12, 8)
        inside.addWidget(self._facts)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        for part in (scroll.viewport(), body):
            part.setAutoFillBackground(False)
        box = QVBoxLayout(filled)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for each, stretch in ((self.asking, 0), (scroll, 1), (self._footer(), 0)):
            box.addWidget(each, stretch)
        return filled

    def _footer(self) -> QWidget:
        footer = QWidget()
        footer.setObjectName("Footer")
        footer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(footer)
        box.setContentsMargins(12, 7, 12, 8)
        self._trouble.setWordWrap(True)
        self._trouble.setAccessibleName("Task answer")
        self._trouble.setProperty("wrong", True)
        self._trouble.hide()
        self.save = button("Save task   Ctrl+S", "Save task", primary=True)
        self.discard = button("Discard changes")
        self.nearest = button("Nearest vehicles", hint="Who could be there first, with the reason")
        for made, do in ((self.save, self.save_wanted.emit), (self.discard, self.discard_changes),
                         (self.nearest, self.nearest_wanted.emit)):  # fmt: skip
            made.clicked.connect(do)
        row = QHBoxLayout()
        for each in (self.save, self.discard):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.nearest)
        box.addWidget(self._trouble)
        box.addLayout(row)
        return footer

    # -- opening

    def show_task(self, task: Task | None) -> None:
        """Opens a task, or none; what was typed into another one and not saved is kept until that is opened again."""
        if task is not None and self.task is not None and task.key == self.task.key:
            self.task = task
            self.form.refresh(fields_of(task), self.named)
            self._say()
            return
        self._keep_aside()
        self.task, self.new_account = task, None
        if task is not None:
            self.form.show_values(fields_of(task), new=False, named=self.named)
            self._bring_back(task.key)
        self._say()

    def open_new(self, account: str, values: Mapping[str, Value]) -> None:
        """A form for a new task with these values to begin with."""
        self._keep_aside()
        self.task, self.new_account = None, account
        self.form.show_values({"active": True, **values}, new=True, named=self.named)
        self.status.show_status(TaskStatus.CREATED)
        self._say()
        self.show()
        self.raise_()
        empty = next((made for name, made in self.form.inputs.items() if not made.text() and name != "group"), None)
        (empty or self.form.inputs["unit"]).editor.setFocus()

    def _keep_aside(self) -> None:
        if self.task is not None and self.form.touched:
            touched = {name: made.text() for name, made in self.form.inputs.items() if made.touched}
            self._aside[self.task.key] = touched
            self.kept_aside.emit(self.task.order_ref or f"#{self.task.id}")
        elif self.task is not None:
            self._aside.pop(self.task.key, None)

    def _bring_back(self, key: str) -> None:
        for name, text in self._aside.pop(key, {}).items():
            self.form.inputs[name].type_text(text)
        self.form.check(loud=False)

    @property
    def unsaved(self) -> int:
        """How many tasks hold something typed and not saved."""
        return len(self._aside) + bool(self.form.touched and (self.task or self.new_account))

    def discard_changes(self) -> None:
        """Back to what the task is; a new one is closed."""
        task, self.new_account = self.task, None
        self.task = None
        self.say_trouble("")
        if task is not None:
            self.form.show_values({}, new=True, named=self.named)
        self.show_task(self._store.tasks.get(task.key) if task else None)

    def saved(self, key: str) -> None:
        """What was typed is on the disk: the form shows the task as it is with it."""
        self.task, self.new_account = None, None
        self._aside.pop(key, None)
        self.say_trouble("")
        self.show_task(self._store.tasks.get(key))

    # -- saying

    def say_trouble(self, sentence: str) -> None:
        """Why it could not be saved; empty when nothing is wrong."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def _changed(self, delta: Delta) -> None:
        if self.task is not None and self.task.key in delta.changed:
            self.show_task(self._store.tasks.get(self.task.key))
        elif self.task is not None and self.task.key in delta.gone and not self.form.touched:
            self.show_task(None)

    def _say(self) -> None:
        task, new = self.task, self.new_account is not None
        self._stack.setCurrentIndex(0 if task or new else 1)
        self.save.setEnabled(self.form.touched or new)
        self.discard.setEnabled(self.form.touched or new)
        self.header.name.setText("New task" if new else "Task" if task is None else task.order_ref or f"#{task.id}")
        self.say_count(self._standing() if task else f"account {self.new_account}" if new else "")
        ops = self._store.book.ops(task.key) if task else []
        self.asking.show_op(next((op for op in ops if op.state in ASKING or op.damaged), None))
        if task is not None:
            self._state.setText(status_of(task, self._store))
            self.status.show_status(task.status)
            self._facts.setText(fact(task, self._zone))
        elif new:
            self._state.setText("not saved yet")
            self._facts.setText("")

    def _standing(self) -> str:
        """The state of the task, and of what waits of it: saved here is not confirmed."""
        assert self.task is not None
        ops = self._store.book.ops(self.task.key)
        waits = f" · {state_words(ops[0])}" if ops else ""
        return status_of(self.task, self._store) + waits + (" · changes not saved" if self.form.touched else "")

    def named(self, unit: str) -> str:
        """A vehicle as the form shows it: its plate and name."""
        account = self.task.account if self.task else self.new_account or ""
        seen = self._store.fleet.get(unit_key(account, unit))
        if seen is None:
            return unit
        return seen.label + (f" · {seen.unit.name}" if seen.unit.name and seen.unit.name != seen.label else "")

    def _status_chosen(self, status: TaskStatus) -> None:
        if self.task is not None:
            self.status.show_status(self.task.status)
            self.status_wanted.emit(status)

    def _show_place(self) -> None:
        if self.task and self.task.lat is not None and self.task.lon is not None:
            self.shown_on_map.emit(self.task.lat, self.task.lon)
