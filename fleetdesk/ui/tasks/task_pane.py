"""The open task: its form, what is asked about it, its state, and what was promised and done."""

from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.history.task_fact import TaskFact
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.located import place_of
from fleetdesk.domain.outbox import state_words
from fleetdesk.domain.task_fields import Value, fields_of
from fleetdesk.domain.tasks import Task, TaskStatus
from fleetdesk.sync.document_rules import DocumentRules
from fleetdesk.sync.document_store import DocumentStore
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.store import Store
from fleetdesk.ui.tasks.form_context import FormContext
from fleetdesk.ui.tasks.task_frame import TaskFrame
from fleetdesk.ui.widgets.address_search import AddressBook
from fleetdesk.ui.widgets.focus import bring_focus
from fleetdesk.ui.widgets.foreign_text import add_names, chosen, set_tip, set_value
from fleetdesk.ui.widgets.panel import Panel, Placement, Side
from fleetdesk.ui.widgets.scroll_anchor import ScrollAnchor
from fleetdesk.ui.widgets.task_formatting import fact, fact_hover, status_hover, status_of, unit_name
from fleetdesk.ui.widgets.theme import Tokens

NEW = "new"
"""The key of input to a new task; those of tasks have their account before a slash."""
WAIT_MS = 300  # between two looks whether the pointer has gone from what folding would move


class TaskPane(Panel):
    """Dock "Task": opens tasks in the form, keeps what was typed and not saved, and says how the task stands."""

    save_wanted = Signal()
    status_wanted = Signal(object)
    nearest_wanted = Signal()
    copy_wanted = Signal()
    templates_wanted = Signal()
    shown_on_map = Signal(float, float)
    kept_aside = Signal(str)
    account_changed = Signal(str)
    track_wanted = Signal()  # the open task is to be compared with its vehicle's way
    left = Signal()  # Esc in the form: the keyboard goes back to the list
    task_shown = Signal(object)  # the Task whose form is open, or None
    input_changed = Signal()  # what is typed and not saved is other than before

    def __init__(
        self,
        store: Store,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        context: FormContext,
        documents: DocumentStore,
        rules: DocumentRules,
        book: AddressBook,
    ) -> None:
        super().__init__(_("Task"), Placement(Side.RIGHT, tall=560))
        self._store, self._zone = store, zone
        self._parts = frame = TaskFrame(store, tokens, zone, context, documents, rules, book)
        self.form, self.status, self.slots, self.asking = frame.form, frame.status, frame.slots, frame.asking
        self.account, self.save, self.discard = frame.account, frame.save, frame.discard
        self.fact = frame.fact
        self._anchor = ScrollAnchor(frame.scrolled)
        self.box.addWidget(frame, 1)
        self.header.add(frame.more)
        self.task: Task | None = None
        self.new_account: str | None = None
        self._aside: dict[str, dict[str, str]] = {}
        self._waiting = QTimer(self, interval=WAIT_MS)
        self._waiting.timeout.connect(lambda: self._fold(self.task is None and self.new_account is None))
        self._pointer = QCursor.pos()  # where it was when it was last looked at
        self._unfolding = QTimer(self)
        self._unfolding.setSingleShot(True)
        self._unfolding.timeout.connect(self._unfold_at_rest)
        self.topLevelChanged.connect(lambda _: self._fold(self.task is None and self.new_account is None))
        store.tasks_changed.connect(self._changed)
        store.outbox_changed.connect(lambda _: self._say())
        self.form.edited.connect(self._say)
        self.form.edited.connect(self.input_changed)
        self.form.edited.connect(lambda: self.say_trouble(""))
        self.account.currentIndexChanged.connect(lambda _: self._belongs(chosen(self.account)))
        self.status.chosen.connect(self._status_chosen)
        self.save.clicked.connect(self.save_wanted.emit)
        self.discard.clicked.connect(self.discard_changes)
        frame.nearest.clicked.connect(self.nearest_wanted.emit)
        self.fact.track_wanted.connect(self._ask_for_track)
        frame.copy_wanted.connect(self.copy_wanted)
        frame.templates_wanted.connect(self.templates_wanted)
        frame.place_wanted.connect(self.show_place)
        self.show_task(None)

    # -- opening

    def show_task(self, task: Task | None) -> None:
        """Open a task, or none; unsaved input to the one before is kept until that is opened again."""
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
        self.task_shown.emit(task)

    def open_new(self, account: str, values: Mapping[str, Value], accounts: Sequence[str] = ()) -> None:
        """Open the form for a new task with these values; `accounts` are those it may belong to."""
        self._keep_aside()
        self.account.blockSignals(True)
        self.account.clear()
        add_names(self.account, accounts)
        self.account.setCurrentIndex(self.account.findData(account))
        self.account.blockSignals(False)
        self.task, self.new_account = None, account
        self.form.show_values({"active": True, **values}, new=True, named=self.named)
        self._bring_back(NEW)
        self._say()
        self.task_shown.emit(None)
        empty = next((made for name, made in self.form.inputs.items() if not made.text() and name != "group"), None)
        bring_focus((empty or self.form.inputs["unit"]).editor)

    @property
    def is_open(self) -> bool:
        """Return whether the form is open, for a task or a new one."""
        return self.task is not None or self.new_account is not None

    def on_escape(self) -> bool:
        """Leave the form for the list; what was typed stays."""
        self.left.emit()
        return True

    def _belongs(self, account: str) -> None:
        """Set the account that the new task belongs to."""
        if self.new_account is not None and account:
            self.new_account = account
            self.account_changed.emit(account)
            self.form.check(loud=False)
            self._say()

    def _keep_aside(self) -> None:
        """Keep unsaved input until the same task, or a new one, is opened again."""
        key = self._open_key()
        if not key:
            return
        self._aside.pop(key, None)
        if self.form.touched:
            self._aside[key] = self._typed()
            self.kept_aside.emit(self.task.name if self.task is not None else _("the new task"))

    def _open_key(self) -> str:
        """Return under which key the input of the open form is kept; empty where none is open."""
        return NEW if self.new_account is not None else self.task_key

    def _typed(self) -> dict[str, str]:
        return {name: made.text() for name, made in self.form.inputs.items() if made.touched}

    def unsaved_input(self) -> dict[str, dict[str, str]]:
        """Return what is typed and not saved: for each task, or a new one, the texts by their fields."""
        key = self._open_key()
        return {**self._aside, **({key: self._typed()} if key and self.form.touched else {})}

    def restore_input(self, key: str, texts: Mapping[str, str]) -> None:
        """Keep what was typed before the program ended, until that task, or a new one, is opened."""
        self._aside.setdefault(key, {name: text for name, text in texts.items() if name in self.form.inputs})

    def _bring_back(self, key: str) -> None:
        for name, text in self._aside.pop(key, {}).items():
            self.form.inputs[name].type_text(text)
        self.form.check(loud=False)

    @property
    def task_key(self) -> str:
        """Return the key of the open task; empty without one."""
        return self.task.key if self.task else ""

    @property
    def unsaved(self) -> int:
        """Return the number of tasks with unsaved input."""
        return len(self._aside) + bool(self.form.touched and (self.task or self.new_account))

    def unsaved_words(self) -> str:
        """Return in words what input is not saved; empty where there is none."""
        count = self.unsaved
        told = ngettext(
            "{count} task holds changes that are not saved. They are offered again at the next start.",
            "{count} tasks hold changes that are not saved. They are offered again at the next start.",
            count,
        )
        return told.format(count=count) if count else ""

    def discard_changes(self) -> None:
        """Show the task as it is without the unsaved input; close a new one."""
        key = self.task.key if self.task else ""
        self._close()
        self.show_task(self._store.tasks.get(key))
        self.input_changed.emit()

    def discard_everything(self) -> None:
        """Discard the unsaved input to all tasks, and close the open one."""
        self._aside.clear()
        self._close()
        self.input_changed.emit()

    def _close(self) -> None:
        """Close the open task and discard its unsaved input."""
        self.task, self.new_account = None, None
        self.say_trouble("")

    def saved(self, key: str) -> None:
        """Show the task as it is after its input was saved to disk."""
        self._close()
        self._aside.pop(key, None)
        self.show_task(self._store.tasks.get(key))
        self.input_changed.emit()

    # -- saying

    def say_trouble(self, sentence: str) -> None:
        """Show why the task could not be saved; empty hides the line."""
        self._parts.trouble.say_or_hide(sentence)

    def _changed(self, delta: Delta) -> None:
        if self.task is not None and self.task.key in delta.changed:
            with self._anchor.held():
                self.show_task(self._store.tasks.get(self.task.key))
        elif self.task is not None and self.task.key in delta.gone and not (self.form.touched or self._has_keyboard()):
            self._waiting.start()  # it goes by itself: the pointer may be on what folding moves
            self.show_task(None)

    def show_fact(self, task: Task | None, fact: TaskFact | None) -> None:
        """Show what the track tells of the open task; see FactView.show_fact()."""
        with self._anchor.held():
            self.fact.show_fact(task, fact)

    def _ask_for_track(self) -> None:
        self.fact.say_asking(asking=True)
        self.track_wanted.emit()

    def _has_keyboard(self) -> bool:
        """Return whether the user is about to type here: elsewhere the letters would be commands."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _say(self) -> None:
        task, new = self.task, self.new_account is not None
        self._parts.show_form(task is not None or new)
        self._fold(task is None and not new)
        self._parts.account_row.setVisible(new and self.account.count() > 1)
        self.save.setEnabled(self.form.touched or new)
        self.discard.setEnabled(self.form.touched or new)
        self.header.name.say(_("New task") if new else _("Task") if task is None else task.name)
        self.say_count(
            self._standing()
            if task
            else _("not saved yet · account {account}").format(account=self.new_account)
            if new
            else pgettext("task", "none open")
        )
        ops = self._store.task_store.ops(task.key) if task else []
        self.asking.show_op(next((op for op in ops if op.asks), None))
        self._parts.show_documents(task)
        if task is not None:
            set_value(self._parts.state, status_of(task, self._store))
            set_tip(self._parts.state, status_hover(task, self._store))
            self.status.show_status(task.status)
            self._parts.facts.say(fact(task, self._zone))
            set_tip(self._parts.facts, fact_hover(task, self._zone))
        elif new:
            self.status.show_status(TaskStatus.CREATED)
            self._parts.state.setText(_("not saved yet"))
            for part in (self._parts.state, self._parts.facts):
                set_tip(part, "")
            self._parts.facts.say("")

    def save_layout(self) -> object:
        """Return how tall the dock is in pixels while a task is open."""
        return self.open_px

    def restore_layout(self, saved: object) -> None:
        """Set how tall the dock will be, and fold it where no task is open."""
        if str(saved).isdecimal():
            self.open_px = int(str(saved))
        self._fold(self.task is None and self.new_account is None)

    def _fold(self, nothing: bool) -> None:
        """Fold the dock while no task is open, once the pointer is elsewhere: what lies below would come under it.

        Where a press of the mouse opens one, it unfolds after the time of a double click, whose second press would hit
        the form.
        """
        if not nothing and QApplication.mouseButtons():
            self._pointer = QCursor.pos()
            self._unfolding.start(QApplication.doubleClickInterval())
            return
        self._unfolding.stop()
        if nothing and self._would_move_something():
            self._waiting.start()
        else:
            self._waiting.stop()
            self.set_folded(nothing)

    def _unfold_at_rest(self) -> None:
        """Unfold the dock once the pointer rests or is elsewhere: on its way, it may be aimed at a row below it."""
        rests, self._pointer = QCursor.pos() == self._pointer, QCursor.pos()
        if rests or not self._is_beside():
            self.set_folded(False)
        else:
            self._unfolding.start(QApplication.doubleClickInterval())

    def _is_beside(self) -> bool:
        """Return whether the pointer is in the window, as far to the right as the dock is."""
        at = self.mapFromGlobal(QCursor.pos())
        return 0 <= at.x() < self.width() and self.window().geometry().contains(QCursor.pos())

    def _would_move_something(self) -> bool:
        """Return whether folding moves what is under the pointer: the form, or a list when a task goes by itself."""
        at = self.mapFromGlobal(QCursor.pos())
        return self.rect().contains(at) or (self._waiting.isActive() and self._is_beside())

    def _standing(self) -> str:
        """Return in words the task's status, the state of its writes, and whether input is not saved."""
        assert self.task is not None
        ops = self._store.task_store.ops(self.task.key)
        waits = state_words(ops[0]) if ops else ""
        unsaved = _("changes not saved") if self.form.touched else ""
        return " · ".join(filter(None, (status_of(self.task, self._store), waits, unsaved)))

    def named(self, unit: str) -> str:
        """Return the plate and name of a vehicle as the form shows it; its id where it is unknown."""
        account = self.task.account if self.task else self.new_account or ""
        seen = self._store.fleet.get(unit_key(account, unit))
        if seen is None:
            return readable(unit)
        return unit_name(seen)

    def _status_chosen(self, status: TaskStatus) -> None:
        if self.task is not None:
            self.status.show_status(self.task.status)
            self.status_wanted.emit(status)

    def show_place(self) -> None:
        """Show the place of the open task in the middle of the map."""
        place = place_of(self.task)
        if place is not None:
            self.shown_on_map.emit(*place)
