"""Where files may fall: rows, bars, lanes, signs on the map, the open task; and what is said while they hover."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from fleetdesk.base.sentences import together
from fleetdesk.base.translation import _, ngettext
from fleetdesk.domain.assignment_impact import Sign
from fleetdesk.domain.keys import split_key, unit_key
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.tasks import Task, TaskStatus, begins
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.file_drops import Carried, FileDrops, holds_files, is_filed
from fleetdesk.ui.widgets.impact_tooltip import ImpactTooltip
from fleetdesk.ui.widgets.theme import Tokens

Theme = Callable[[], Tokens]
PILE = _("Each is matched with a task by its reference, its text, and where and when it was taken.")


class OpenTask(Protocol):
    """The dock of the open task."""

    @property
    def task_key(self) -> str:
        """Return the key of the open task; empty without one."""

    def isAncestorOf(self, child: QWidget, /) -> bool:
        """Return whether a widget is inside the form."""


@dataclass(frozen=True, slots=True)
class DropPlace:
    """A widget that takes files; `task_at` is the key of the task at a point of it, as task_of_unit() says it."""

    widget: QWidget
    task_at: Callable[[QPointF], str]


class DropTargets(QObject):
    """taken: what was dropped and the key of its task, empty where it fell on nobody."""

    taken = Signal(object, str)
    refused = Signal(str)

    def __init__(
        self, window: QWidget, places: Sequence[DropPlace], form: OpenTask, store: Store, tokens: Theme
    ) -> None:
        super().__init__(window)
        self._store, self._form = store, form
        self.impact_tooltip = ImpactTooltip(tokens, window)
        self.impact_tooltip.note.hide()
        self._said = ""
        self.drops = [*(self._watch(each.widget, each.task_at) for each in places), self._watch(window, lambda _: "")]
        self.watch_editors(window)

    def watch_editors(self, part: QWidget) -> None:
        """Accept files on every widget of this part of the window that takes typed text."""
        self.drops += [self._watch(editor, self._in_editor(editor), holds_files) for editor in _editors(part)]

    def _in_editor(self, editor: QWidget) -> Callable[[QPointF], str]:
        """Return the target for a text field: the open task in its form, none elsewhere."""
        return lambda _: self._form.task_key if self._form.isAncestorOf(editor) else ""

    def _watch(
        self, widget: QWidget, find: Callable[[QPointF], str], wanted: Callable[[QMimeData], bool] = is_filed
    ) -> FileDrops:
        drops = FileDrops(widget, find, wanted)
        drops.hovered.connect(lambda count, onto, at: self._hover(count, onto, at, drops))
        drops.left.connect(self._hide)
        drops.dropped.connect(lambda found, onto: self._drop(found, onto))
        drops.refused.connect(self.refused)
        return drops

    # -- while they hover

    def _hover(self, count: int, onto: str, at: QPoint, drops: FileDrops) -> None:
        words = f"{count} {onto}"
        if words != self._said:
            self._said = words
            self.impact_tooltip.say(*self.words(count, onto))
        self.impact_tooltip.show_at(at, drops.widget)

    def words(self, count: int, onto: str) -> tuple[str, list[tuple[Sign, str]]]:
        """Return the tooltip's title and lines, which name the task before anything happens."""
        task = self._store.tasks.get(onto)
        if task is not None:
            add = ngettext("Add {count} file to {task}", "Add {count} files to {task}", count)
            return add.format(count=count, task=task.name), [(Sign.GOOD, self._facts(task))]
        find = ngettext("Find a task for {count} file", "Find a task for {count} files", count).format(count=count)
        if onto.startswith("?"):
            idle = _("{vehicle} has no task now.").format(vehicle=self._label(onto[1:]))
            return find, [(Sign.DOUBTFUL, together(idle, PILE))]
        return find, [(Sign.DOUBTFUL, PILE)]

    def _facts(self, task: Task) -> str:
        unit = self._label(unit_key(task.account, task.unit)) if task.unit else _("no vehicle")
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
    """Return every widget of the window that takes typed text."""
    lines: list[QWidget] = list(window.findChildren(QLineEdit))
    return [*lines, *(each.viewport() for each in window.findChildren(QPlainTextEdit))]


def current_task(tasks: Sequence[Task]) -> Task | None:
    """Return a vehicle's task of now: the one in progress, else the one that begins first; None without tasks."""
    running = [task for task in tasks if task.status is TaskStatus.IN_PROGRESS]
    return min(running or tasks, key=begins, default=None)


def task_of_unit(store: Store, unit_key: str) -> str:
    """Return the key of a vehicle's task of now; ?unit where it has none, empty for an unknown vehicle."""
    seen = store.fleet.get(unit_key)
    if seen is None:
        return ""
    task = current_task(store.task_store.open_of(seen.unit))
    return task.key if task else f"?{unit_key}"
