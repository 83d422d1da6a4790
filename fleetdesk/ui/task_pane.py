"""The open task, to read: every field under its name. Giving and changing tasks comes with the outbox."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollArea, QStackedLayout, QWidget

from fleetdesk.domain.tasks import Task
from fleetdesk.domain.units import unit_key
from fleetdesk.sync.store import Store
from fleetdesk.ui import words
from fleetdesk.ui.panel import Empty, Panel, button, label
from fleetdesk.ui.tasks_pane import status_of, unit_of
from fleetdesk.ui.theme import Tokens

LINES = ("Vehicle", "Order reference", "Status", "Start", "Stop", "Address", "Latitude", "Longitude", "Planned km")
TEXTS = ("Description", "Details", "Notes")


class TaskPane(Panel):
    """Dock "Task"."""

    shown_on_map = Signal(float, float)

    def __init__(self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo) -> None:
        super().__init__("Task")
        self._store, self._zone = store, zone
        self._task: Task | None = None
        self._lines: dict[str, QLineEdit] = {}
        self._texts: dict[str, QPlainTextEdit] = {}
        self._facts = label("", "Dim")
        self._build()
        store.tasks_changed.connect(self._refresh)
        self.show_task(None)

    def _build(self) -> None:
        form = QWidget()
        rows = QFormLayout(form)
        rows.setContentsMargins(12, 10, 12, 10)
        rows.setHorizontalSpacing(14)
        rows.setVerticalSpacing(6)
        for name in LINES:
            self._lines[name] = _line(name)
            if name not in ("Latitude", "Longitude"):
                rows.addRow(label(name, "Field"), self._lines[name])
        rows.addRow(label("Coordinates", "Field"), self._coordinates())
        for name in TEXTS:
            self._texts[name] = _text(name)
            rows.addRow(label(name, "Field"), self._texts[name])
        self._facts.setWordWrap(True)
        rows.addRow(self._facts)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(form)
        scroll.viewport().setAutoFillBackground(False)
        form.setAutoFillBackground(False)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(scroll)
        self._stack.addWidget(Empty("No task open", "Choose a task in the list above."))
        self.box.addWidget(holder, 1)

    def _coordinates(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        self._on_map = button("Show on map", hint="Brings the task's place to the middle of the map")
        self._on_map.clicked.connect(self._show_place)
        for part in (self._lines["Latitude"], self._lines["Longitude"], self._on_map):
            row.addWidget(part)
        return both

    def _show_place(self) -> None:
        if self._task and self._task.lat is not None and self._task.lon is not None:
            self.shown_on_map.emit(self._task.lat, self._task.lon)

    def _refresh(self) -> None:
        if self._task is not None:
            self.show_task(self._store.tasks.get(self._task.key))

    def show_task(self, task: Task | None) -> None:
        """Shows a task, or that none is open."""
        self._task = task
        self._stack.setCurrentIndex(0 if task else 1)
        name: str = "Task" if task is None else task.order_ref or f"#{task.id}"
        self.header.name.setText(name)
        self.say_count(status_of(task, self._store) if task else "")
        if task is None:
            return
        for field, value in zip(LINES, self._values(task), strict=True):
            self._lines[field].setText(value)
            self._lines[field].setCursorPosition(0)
        for field, text in zip(TEXTS, (task.description, task.details, task.notes), strict=True):
            self._texts[field].setPlainText(text or "")
        self._lines["Start"].setToolTip(words.hover(words.both_clocks(task.start_at, self._zone)))
        self._lines["Stop"].setToolTip(words.hover(words.both_clocks(task.stop_at, self._zone)))
        self._facts.setText(self._fact(task))

    def _values(self, task: Task) -> tuple[str, ...]:
        unit = self._store.fleet.get(unit_key(task.account, task.unit or ""))
        name = f" · {unit.unit.name}" if unit and unit.unit.name else ""
        return (
            unit_of(task, self._store) + name, task.order_ref or "", status_of(task, self._store),
            _full(task.start_at, self._zone), _full(task.stop_at, self._zone), task.address or "",
            "" if task.lat is None else f"{task.lat:.5f}", "" if task.lon is None else f"{task.lon:.5f}",
            "" if task.planned_km is None else f"{task.planned_km:g}",
        )  # fmt: skip

    def _fact(self, task: Task) -> str:
        """Promise and fact on one line, and who said it last."""
        moments = (task.entered_at, task.work_started_at, task.work_finished_at, task.left_at, task.updated_at)
        entered, begun, finished, left, changed = (words.clock(each, self._zone) for each in moments)
        return (
            f"Promise and fact: window {words.window(task.start_at, task.stop_at, self._zone)}, entered {entered}, "
            f"begun {begun}, finished {finished}, left {left} · planned {words.figure(task.planned_km)} km, "
            f"driven {words.figure(task.distance_km)} km\n"
            f"Changed {changed} by {task.sender or 'unknown'} · account {task.account}"
        )


def _full(moment: object, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d.%m.%Y   %H:%M}" if hasattr(moment, "astimezone") else ""


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setReadOnly(True)
    return line


def _text(name: str) -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setAccessibleName(name)
    text.setReadOnly(True)
    text.setFixedHeight(52)
    text.setTabChangesFocus(True)
    return text
