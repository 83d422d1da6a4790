"""The tasks of the store as pins on the map: which are shown, how, and the ways of the selected vehicles."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal

from fleetdesk.base.slices import slices
from fleetdesk.domain.keys import unit_key
from fleetdesk.domain.located import place_of
from fleetdesk.domain.statuses import task_appearance
from fleetdesk.domain.tasks import Task
from fleetdesk.mapview.pins import MapPin, OpenTask
from fleetdesk.mapview.task_layer import TaskLayer
from fleetdesk.sync.fleet import Delta
from fleetdesk.sync.sliced import Sliced
from fleetdesk.sync.store import Store
from fleetdesk.ui.map.shown_tasks import ShownTasks
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.task_formatting import status_of, unit_of

MOST_VEHICLES, MOST_STOPS = 5, 50  # selected vehicles whose way is drawn, and tasks on all of their ways
FEW, AT_ONCE = 50, 20
"""So many tasks are shown at once; of more, some at a time between other events."""
LATE_MS = 30_000
"""How often all tasks are judged anew, because some become late without any message."""


def pin(task: Task, store: Store, zone: ZoneInfo, number: int) -> MapPin | None:
    """Return the task as the map draws it; None without a place."""
    place = place_of(task)
    if place is None:
        return None
    window = formatting.window(task.start_at, task.stop_at, zone)
    detail = " · ".join((status_of(task, store), window, unit_of(task, store), formatting.place(task.address)))
    look = task_appearance(task, task.late(store.now()))
    label = formatting.elided(task.name, 80)
    return MapPin(task.key, *place, look, label, formatting.elided(detail, 160), number)


@dataclass(frozen=True, slots=True)
class _Made:
    """A pin, and of what it was made."""

    task: Task
    late: bool
    number: int
    pin: MapPin | None


class TaskPins(QObject):
    """Keeps the pins as the store has the tasks, of those that are shown."""

    days_changed = Signal()

    def __init__(self, layer: TaskLayer, store: Store, zone: ZoneInfo, shown: ShownTasks, parent: QObject) -> None:
        super().__init__(parent)
        self._layer, self._store, self._zone, self._shown = layer, store, zone, shown
        self._made: dict[str, _Made] = {}
        self._waiting: dict[str, None] = {}
        self._sliced = Sliced(self)
        self._numbers: Mapping[str, int] = {}
        self.days: Mapping[str, list[str]] = {}
        """The tasks of the selected vehicles in the order of their days, by the keys of the vehicles."""
        self._open = ""
        self._clock = QTimer(self, interval=LATE_MS)
        self._clock.timeout.connect(self.refresh)
        self._clock.start()
        store.tasks_changed.connect(self._changed)
        store.selection_changed.connect(lambda _: self._selected())
        self.refresh()

    def show_open(self, task: Task | None) -> None:
        """Mark the open task, which is on the map whatever else is shown; None marks none."""
        before, self._open = self._open, task.key if task else ""
        self._show((before, self._open))
        self._say_open()

    def refresh(self) -> None:
        """Show anew which tasks are wanted, and how they are by now."""
        self._show({*self._layer.keys, *self._store.tasks})

    def _changed(self, delta: Delta) -> None:
        self._show((*delta.changed, *delta.gone))
        self._show_days()
        if self._open in delta.changed or self._open in delta.gone:
            self._say_open()

    def _show(self, keys: Iterable[str]) -> None:
        """Bring the pins of these tasks up to date; of very many, a few at a time."""
        keys = dict.fromkeys(keys)
        if len(keys) <= FEW:
            self._show_now(keys)
            return
        self._waiting.update(keys)
        if not self._sliced.busy:
            self._sliced.start(self._show_waiting())

    def _show_waiting(self) -> Iterator[None]:
        while self._waiting:
            keys, self._waiting = list(self._waiting), {}
            for part in slices(keys, AT_ONCE):
                self._show_now(part)
                yield None

    def _show_now(self, keys: Iterable[str]) -> None:
        wanted = self._shown.predicate()
        pins = {key: self._pin(key, wanted) for key in keys}
        self._layer.update_pins(
            [each for each in pins.values() if each], [key for key, each in pins.items() if not each]
        )

    def _pin(self, key: str, wanted: Callable[[Task], bool]) -> MapPin | None:
        """Return the pin of a task that is to be shown; it is made anew only where something has changed."""
        task = self._store.tasks.get(key)
        if task is None or not (key == self._open or key in self._numbers or wanted(task)):
            self._made.pop(key, None)
            return None
        late, number = task.late(self._store.now()), self._numbers.get(key, 0)
        made = self._made.get(key)
        if made is None or (made.task, made.late, made.number) != (task, late, number):
            made = self._made[key] = _Made(task, late, number, pin(task, self._store, self._zone, number))
        return made.pin

    def _say_open(self) -> None:
        task = self._store.tasks.get(self._open)
        if task is None:
            self._layer.show_open(None)
            return
        unit = unit_key(task.account, task.unit) if task.unit else ""
        self._layer.show_open(OpenTask(task.key, unit, place_of(task.start)))

    def _selected(self) -> None:
        self._show_days()
        if self._shown.by_selection:
            self.refresh()

    def _show_days(self) -> None:
        """Number the tasks of the selected vehicles in the order of their days, and draw their ways."""
        days, before = self._days(), self._numbers
        self._numbers = {key: number for tasks in days.values() for number, key in enumerate(tasks, 1)}
        self._layer.show_routes(days.items())
        if days != self.days:
            self.days = days
            self.days_changed.emit()
        self._show({key for key, number in {**before, **self._numbers}.items() if self._is_new(key, before)})

    def _is_new(self, key: str, before: Mapping[str, int]) -> bool:
        return self._numbers.get(key) != before.get(key)

    def _days(self) -> dict[str, list[str]]:
        """Return the tasks of the selected vehicles in their order; none where too many vehicles are selected."""
        days: dict[str, list[str]] = {}
        left, selected = MOST_STOPS, self._store.selection
        for seen in filter(None, map(self._store.fleet.get, selected if len(selected) <= MOST_VEHICLES else ())):
            keys = [str(task.key) for task in self._store.task_store.open_of(seen.unit) if place_of(task)][:left]
            days[seen.key] = keys
            left -= len(keys)
        return days
