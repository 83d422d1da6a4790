"""The named filters of the window: features make them, the counters show each with its count, lists narrow by them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QPixmap

from fleetdesk.domain.tasks import Task
from fleetdesk.sync.fleet import Seen
from fleetdesk.ui.widgets.theme import Tokens


@dataclass(frozen=True, slots=True)
class Filter:
    """One counter: its name and hint, how many there are by Store.counts(), and which units or tasks it leaves.

    A predicate that is None leaves everything of its kind. `finished` says that it is about finished tasks, which the
    list must show then; `changed` tells that there are others for another reason than a change of fleet or tasks.
    """

    name: str
    hint: str
    count: Callable[[Mapping[str, int]], int]
    icon: Callable[[Tokens], QPixmap] | None = None
    units: Callable[[Seen], bool] | None = None
    tasks: Callable[[Task], bool] | None = None
    finished: bool = False
    changed: SignalInstance | None = None
