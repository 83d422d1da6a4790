"""How states are shown: word, icon, colour and fades, once for list, map, board, form, counters and dossier. No Qt.

Colours are named here and mixed in the theme (ui/widgets/theme.py): each `Colour` is a field of `Tokens`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fleetdesk.base.sentences import capitalized
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.motion import State
from fleetdesk.domain.tasks import Task, TaskStatus

FADES = (1.0, 0.75, 0.5, 0.35)
"""Opacity of a vehicle's icon for each `Motion.fade`."""
HEADING_STEP_DEG = 6
"""Arrows are drawn once for each step and kept."""
HOLLOW = "○"
"""The mark of a dot that is not filled."""


Line = tuple[tuple[float, float], ...]
MARKS: Mapping[str, tuple[Line, ...]] = {
    "!": (((0, -2.6), (0, 0.6)), ((0, 2.6), (0, 2.7))),
    "?": (((-1.6, -1.6), (-0.8, -2.6), (0.8, -2.6), (1.5, -1.5), (0, 0.2), (0, 0.9)), ((0, 2.6), (0, 2.7))),
    "▸": (((-1.2, -2.2), (1.6, 0), (-1.2, 2.2)),),
    "✓": (((-2.2, 0.2), (-0.6, 1.8), (2.3, -1.6)),),
    "✕": (((-1.7, -1.7), (1.7, 1.7)), ((-1.7, 1.7), (1.7, -1.7))),
    "–": (((-2.2, 0), (2.2, 0)),),
    "+": (((-2.2, 0), (2.2, 0)), ((0, -2.2), (0, 2.2))),
}
"""How each mark is drawn: lines through points around the middle of its dot, in pixels."""


class Colour(StrEnum):
    """Names of the theme's colours that states are shown in."""

    MOVING = "moving"
    IDLING = "idling"
    STOPPED = "stopped"
    SILENT = "silent"
    UNASSIGNED = "unassigned"
    ASSIGNED = "assigned"
    PROGRESS = "progress"
    DONE = "done"
    LATE = "late"


class Shape(StrEnum):
    """Outlines of a vehicle's icon."""

    ARROW = "arrow"
    CIRCLE = "circle"
    SQUARE = "square"
    RING = "ring"


@dataclass(frozen=True, slots=True)
class VehicleAppearance:
    """The icon of a vehicle's state, its word, and what it means."""

    shape: Shape
    colour: Colour
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class WarningAppearance:
    """How a vehicle is marked beside its state: a word in a colour, and what it means."""

    colour: Colour
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class TaskAppearance:
    """The icon of a task, its word, and what it means; `mark` is drawn in a dot, as text on a bar."""

    mark: str
    colour: Colour
    word: str
    meaning: str = ""

    @property
    def label(self) -> str:
        """Return the word as a button or an entry of a list has it."""
        return capitalized(self.word)


VEHICLES: Mapping[State, VehicleAppearance] = {
    State.MOVING: VehicleAppearance(Shape.ARROW, Colour.MOVING, pgettext("status", "moving"), _("On the road now")),
    State.IDLING: VehicleAppearance(
        Shape.CIRCLE, Colour.IDLING, pgettext("status", "idling"), _("Standing with ignition on")
    ),
    State.STOPPED: VehicleAppearance(
        Shape.SQUARE, Colour.STOPPED, pgettext("status", "stopped"), _("Standing, ignition off")
    ),
    State.SILENT: VehicleAppearance(
        Shape.RING, Colour.SILENT, pgettext("status", "silent"), _("No message for too long; the list says why")
    ),
}
TOO_WARM = WarningAppearance(
    Colour.STOPPED, pgettext("status", "too warm"), _("Sensor {sensor} shows {shown}, above its limit of {limit}.")
)
TOO_COLD = WarningAppearance(
    Colour.STOPPED, pgettext("status", "too cold"), _("Sensor {sensor} shows {shown}, below its limit of {limit}.")
)
TASKS: Mapping[TaskStatus, TaskAppearance] = {
    TaskStatus.CREATED: TaskAppearance(
        "", Colour.ASSIGNED, pgettext("status", "created"), _("The driver has the task and has not begun.")
    ),
    TaskStatus.IN_PROGRESS: TaskAppearance(
        "▸", Colour.PROGRESS, pgettext("status", "in progress"), _("The driver works on it.")
    ),
    TaskStatus.COMPLETED: TaskAppearance(
        "✓",
        Colour.DONE,
        pgettext("status", "completed"),
        _("The work is done. The task leaves the list of active ones."),
    ),
    TaskStatus.REJECTED: TaskAppearance(
        "✕",
        Colour.STOPPED,
        pgettext("status", "rejected"),
        _("The driver will not do it. The task leaves the list of active ones."),
    ),
    TaskStatus.CANCELLED: TaskAppearance(
        "–",
        Colour.STOPPED,
        pgettext("status", "cancelled"),
        _("It is not to be done any more. The server deletes no task; this ends it."),
    ),
    TaskStatus.UNKNOWN: TaskAppearance("", Colour.ASSIGNED, pgettext("status", "unknown")),
}
LATE = TaskAppearance("!", Colour.LATE, pgettext("status", "late"), _("Tasks whose window has closed"))
UNASSIGNED = TaskAppearance(HOLLOW, Colour.UNASSIGNED, pgettext("status", "unassigned"), _("Tasks without a vehicle"))
ENDS = (TaskStatus.REJECTED, TaskStatus.CANCELLED)
"""The statuses that end a task without its work being done."""
SETTABLE = tuple(status for status in TASKS if status is not TaskStatus.UNKNOWN)
"""The statuses that a user can set, in the order of the form's buttons."""


def task_appearance(task: Task, late: bool) -> TaskAppearance:
    """Return how a task is shown: late before all else, unassigned where its status has no mark of its own."""
    if late:
        return LATE
    own = TASKS[task.status]
    return own if own.mark or task.unit else UNASSIGNED
