"""The columns of a day's order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.day_plan.visits import Visit
from fleetdesk.ui.day_order.words import change_words, pause_words, slack_words
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.rows import Column
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Row:
    """A visit, its number from 1, and how much later it is reached than in the order that holds now."""

    number: int
    visit: Visit
    later: timedelta = timedelta()


def columns(tokens: Callable[[], Tokens], zone: ZoneInfo) -> list[Column[Row]]:
    """Return the columns: number, task, place, way, times, what is left of the window, pauses, change."""
    cells = _Cells(tokens)
    return [
        Column("number", "#", lambda row: str(row.number), lambda row: row.number, 36, number=True),
        Column("task", pgettext("column", "Task"), lambda row: row.visit.task.name, _by_number, 130, roles=_whole),
        Column("place", pgettext("column", "Place"), _place, _by_number, 190, roles=_whole, rank=2, least=80),
        Column("km", pgettext("column", "km"), _km, _by_number, 56, number=True),
        Column("arrives", pgettext("column", "Arrives"), _clock(zone, "arrival"), _by_number, 84, number=True),
        Column("window", pgettext("column", "Window"), _window(zone), _by_number, 138),
        Column(
            "slack", pgettext("column", "Slack"), lambda row: slack_words(row.visit), _by_number, 92, roles=cells.slack
        ),
        Column(
            "pauses",
            pgettext("column", "Pauses"),
            lambda row: pause_words(row.visit),
            _by_number,
            120,
            rank=3,
            least=40,
            hint=_("Breaks and rests on the way there, and the wait for the window"),
        ),
        Column("change", pgettext("column", "Change"), lambda row: change_words(row.later), _by_number, 84),
    ]


def _by_number(row: Row) -> int:
    return row.number


def _place(row: Row) -> str:
    task = row.visit.task
    return formatting.place(task.address) if task.address else f"{task.lat:.5f}, {task.lon:.5f}"


def _whole(row: Row, role: int) -> Any:
    """Return the hover of what may be cut."""
    words = joined((readable(row.visit.task.name, NAME), readable(_place(row))), " · ")
    return formatting.hover(words) if role == Role.ToolTipRole else None


def _km(row: Row) -> str:
    return formatting.figure(row.visit.km, digits=1)


def _clock(zone: ZoneInfo, name: str) -> Callable[[Row], str]:
    return lambda row: formatting.clock(getattr(row.visit, name), zone)


def _window(zone: ZoneInfo) -> Callable[[Row], str]:
    return lambda row: formatting.window(row.visit.task.start_at, row.visit.task.stop_at, zone)


class _Cells:
    """The colours of cells."""

    def __init__(self, tokens: Callable[[], Tokens]) -> None:
        self._tokens = tokens

    def slack(self, row: Row, role: int) -> Any:
        """Return the colour of trouble where a visit is late."""
        return QColor(self._tokens().stopped) if role == Role.ForegroundRole and row.visit.late else None
