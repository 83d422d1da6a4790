"""Where files may fall: rows, bars, lanes, signs on the map, the open task; and what is said while they hover."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from fleetdesk.domain.appearance import TASKS
from fleetdesk.domain.assignment_impact import Sign
from fleetdesk.domain.keys import split_key, unit_key
from fleetdesk.domain.tasks import Task, TaskStatus, begins
from fleetdesk.sync.store import Store
from fleetdesk.ui.filing.file_drops import Carried, FileDrops, holds_files, is_filed
from fleetdesk.ui.widgets.impact_tooltip import ImpactTooltip
from fleetdesk.ui.window.main_window import MainWindow

PILE = "Each is matched with a task by its reference, its text, and where and when it was taken."


class DropTargets(QObject):
    """taken: what was dropped and the key of its task, empty where it fell on nobody."""

    taken = Signal(object, str)
    refused = Signal(str)

    def __init__(self, window: MainWindow, store: Store) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self.impact_tooltip = ImpactTooltip(window.tokens, window)
        self.impact_tooltip.note.hide()
        self._said = ""
        table, vehicles, board = window.tasks.table, window.vehicles.table, window.board.view
        self.drops = [
            self._watch(table.viewport(), lambda place: table.rows.key(table.rowAt(round(place.y()))) or ""),
            self._watch(window.task, lambda _: window.task.task.key if window.task.task else ""),
            self._watch(window.documents, lambda _: "" if window.documents.everything else window.documents.task_key),
            self._watch(board.viewport(), self._on_board),
            self._watch(window.map.map, lambda place: self._of(window.map.map.unit_at(place.toPoint()) or "")),
            self._watch(
                vehicles.viewport(), lambda place: self._of(vehicles.rows.key(vehicles.rowAt(round(place.y()))) or "")
            ),
            self._watch(window, lambda _: ""),
            *(self._watch(editor, self._in_editor(editor), holds_files) for editor in _editors(window)),
        ]

    def _in_editor(self, editor: QWidget) -> Callable[[QPointF], str]:
        """A text field would write the file's address; in the form of a task it is a place like the rest of it."""
        task = self._window.task
        return lambda _: task.task.key if task.task and task.isAncestorOf(editor) else ""

    def _watch(
        self, widget: QWidget, find: Callable[[QPointF], str], wanted: Callable[[QMimeData], bool] = is_filed
    ) -> FileDrops:
        drops = FileDrops(widget, find, wanted)
        drops.hovered.connect(lambda count, onto, at: self._hover(count, onto, at, drops))
        drops.left.connect(self._hide)
        drops.dropped.connect(lambda found, onto: self._drop(found, onto))
        drops.refused.connect(self.refused)
        return drops

    def _on_board(self, place: QPointF) -> str:
        hit = self._window.board.view.geometry_.hit(place)
        if hit is None:
            return ""
        return hit.bar.key if hit.bar else self._of(hit.lane.key)

    def _of(self, unit: str) -> str:
        """The key of a vehicle's task of now."""
        seen = self._store.fleet.get(unit)
        if seen is None:
            return ""
        task = current_task(self._store.task_store.open_of(seen.unit))
        return task.key if task else f"?{unit}"

    # -- while they hover

    def _hover(self, count: int, onto: str, at: QPoint, drops: FileDrops) -> None:
        words = f"{count} {onto}"
        if words != self._said:
            self._said = words
            self.impact_tooltip.say(*self.words(count, onto))
        self.impact_tooltip.show_at(at, drops.widget)

    def words(self, count: int, onto: str) -> tuple[str, list[tuple[Sign, str]]]:
        """What would follow: the task is named before it happens."""
        what = "1 file" if count == 1 else f"{count} files"
        task = self._store.tasks.get(onto)
        if task is not None:
            return f"Add {what} to {task.name}", [(Sign.GOOD, self._facts(task))]
        if onto.startswith("?"):
            return f"Find a task for {what}", [(Sign.DOUBTFUL, f"{self._label(onto[1:])} has no task now. {PILE}")]
        return f"Find a task for {what}", [(Sign.DOUBTFUL, PILE)]

    def _facts(self, task: Task) -> str:
        unit = self._label(unit_key(task.account, task.unit)) if task.unit else "no vehicle"
        return " · ".join(part for part in (unit, TASKS[task.status].word, task.address or "") if part)

    def _label(self, unit: str) -> str:
        seen = self._store.fleet.get(unit)
        return seen.label if seen else split_key(unit)[1]

    def _hide(self) -> None:
        self._said = ""
        self.impact_tooltip.hide()

    def _drop(self, found: Carried, onto: str) -> None:
        self._hide()
        self.taken.emit(found, "" if onto.startswith("?") else onto)


def _editors(window: QWidget) -> list[QWidget]:
    """Everything that takes typed text."""
    lines: list[QWidget] = list(window.findChildren(QLineEdit))
    return [*lines, *(each.viewport() for each in window.findChildren(QPlainTextEdit))]


def current_task(tasks: Sequence[Task]) -> Task | None:
    """What a vehicle works on: the task in progress, else the one that begins first."""
    running = [task for task in tasks if task.status is TaskStatus.IN_PROGRESS]
    return min(running or tasks, key=begins, default=None)
