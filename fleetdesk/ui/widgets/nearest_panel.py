"""Who could do a task, best first, with the reason in words; the choice goes out as a signal."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import capitalized, together
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.assignment_impact import TACHO_NOTE, AssignmentImpact, Sign
from fleetdesk.domain.drivers import REST_SOON_MIN
from fleetdesk.domain.ranking import Candidate, nearest, ways_wanted
from fleetdesk.domain.roads import ESTIMATE
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.roads import RoadService
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.dialogs import Dialog
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.impact_tooltip import MARK
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button
from fleetdesk.ui.widgets.rows import Column, RowsModel
from fleetdesk.ui.widgets.status_icons import dot
from fleetdesk.ui.widgets.table import Table
from fleetdesk.ui.widgets.theme import Tokens

Role = Qt.ItemDataRole
TITLE, TITLE_BY_ROAD = _("Nearest vehicles – distances and arrivals are estimates"), _("Nearest vehicles by road")
FIRST_SIZE = (880, 520)
AGAIN_MS = 15_000
SIGN_WORDS = {
    Sign.GOOD: pgettext("choice", "good"),
    Sign.DOUBTFUL: pgettext("choice", "doubtful"),
    Sign.BAD: pgettext("choice", "bad"),
}
KM_HINT = _("By road where the router has answered, else an estimate; those by road come first among equals")
NOBODY = _("No vehicle of this account is on the desk.")


class NearestPanel(Dialog):
    """Window "Nearest vehicles", beside the desk and not in its way; `verb` is what its button does with the chosen."""

    chosen = Signal(str)

    def __init__(
        self,
        task: Task,
        store: Store,
        roads: RoadService,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        parent: QWidget,
        verb: str = _("Give to"),
    ) -> None:
        super().__init__(parent, TITLE_BY_ROAD if roads.router else TITLE)
        set_name(self, _("Nearest vehicles"))
        self._task, self._store, self._tokens, self._zone, self._verb = task, store, tokens, zone, verb
        self._roads = roads
        self._found: dict[str, Candidate] = {}
        self.model: RowsModel[Candidate] = RowsModel(self._columns())
        self.table = Table(self.model, _("Nearest vehicles"), "window")
        self.reason, self.go = Paragraph(), button("", _("Give"), primary=True)
        self._note = Paragraph("Dim", lines=4)
        self._build()
        self.model.show_items(self._found)
        self.table.chosen.connect(lambda _: self._say())
        self.table.opened.connect(self._take)
        self.go.clicked.connect(lambda: self._take(self._key()))
        timer = QTimer(self, interval=AGAIN_MS)
        timer.timeout.connect(self.refresh)
        timer.start()
        roads.changed.connect(self.refresh)
        self.refresh()
        self.table.selectRow(0)

    def _columns(self) -> list[Column[Candidate]]:
        return [
            Column(
                "icon",
                "",
                lambda each: SIGN_WORDS[each.assignment_impact.sign],
                lambda each: each.rank,
                26,
                roles=self._sign,
                hint=_("Green: fits · amber: look at the reason · red: late, or beyond the driving time"),
            ),
            Column("rank", "#", lambda each: str(each.rank), lambda each: each.rank, 40, number=True),
            Column(
                "plate",
                pgettext("column", "Plate"),
                lambda each: each.label,
                lambda each: each.label.casefold(),
                84,
                roles=self._bold,
            ),
            Column(
                "driver",
                pgettext("column", "Driver"),
                lambda each: each.driver.title(),
                lambda each: each.driver.casefold(),
                110,
            ),
            self._age_column(),
            *self._way_columns(),
        ]

    def _age_column(self) -> Column[Candidate]:
        return Column(
            "age",
            pgettext("column", "Age"),
            lambda each: formatting.age(each.age) if each.age is not None else pgettext("heard", "never"),
            lambda each: timedelta.max if each.age is None else each.age,
            64,
            number=True,
            roles=self._old,
            hint=_("How long ago the vehicle was where the distance is counted from"),
        )

    def _basis_column(self) -> Column[Candidate]:
        return Column(
            "basis",
            pgettext("column", "Basis"),
            lambda each: _basis_words(each.assignment_impact),
            lambda each: not each.assignment_impact.by_road,
            110,
            hint=KM_HINT,
        )

    def _way_columns(self) -> list[Column[Candidate]]:
        return [
            Column(
                "km",
                pgettext("column", "km") if self._roads.router else pgettext("column", "km (est.)"),
                lambda each: formatting.figure(each.assignment_impact.distance_km, digits=1),
                lambda each: each.assignment_impact.distance_km or 1e9,
                82,
                number=True,
                hint=KM_HINT if self._roads.router else ESTIMATE,
            ),
            *([self._basis_column()] if self._roads.router else []),
            Column(
                "arrives",
                pgettext("column", "Arrives"),
                lambda each: formatting.clock(each.assignment_impact.arrival, self._zone),
                lambda each: each.rank,
                110,
                number=True,
                hint=KM_HINT if self._roads.router else ESTIMATE,
            ),
            Column(
                "clashes",
                pgettext("column", "Clashes"),
                lambda each: ", ".join(each.assignment_impact.clashes),
                lambda each: len(each.assignment_impact.clashes),
                100,
            ),
            Column(
                "left",
                pgettext("column", "Left"),
                lambda each: formatting.hours(each.assignment_impact.left_min),
                lambda each: -1 if each.assignment_impact.left_min is None else each.assignment_impact.left_min,
                50,
                number=True,
                roles=self._left,
                hint=TACHO_NOTE,
            ),
            Column(
                "after",
                pgettext("column", "Left there"),
                lambda each: formatting.hours(each.assignment_impact.left_after_min),
                lambda each: -1 if (after := each.assignment_impact.left_after_min) is None else after,
                76,
                number=True,
                roles=self._left_there,
                hint=together(_("Driving time left after the drive to the task, as an estimate."), TACHO_NOTE),
            ),
            Column(
                "window",
                pgettext("column", "Window"),
                lambda each: each.assignment_impact.window_words(),
                lambda each: each.assignment_impact.late,
                170,
            ),
        ]

    def _sign(self, each: Candidate, role: int) -> Any:
        tokens, sign = self._tokens(), each.assignment_impact.sign
        colour = {Sign.GOOD: tokens.done, Sign.DOUBTFUL: tokens.late, Sign.BAD: tokens.stopped}[sign]
        if role == Role.DecorationRole:
            return dot(colour, 1.0, MARK[sign])
        return formatting.hover(each.reason) if role == Role.ToolTipRole else None

    def _old(self, each: Candidate, role: int) -> Any:
        old = bool(each.assignment_impact.doubt)
        return QColor(self._tokens().stopped) if role == Role.ForegroundRole and old else None

    def _bold(self, each: Candidate, role: int) -> Any:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font if role == Role.FontRole else None

    def _left(self, each: Candidate, role: int) -> Any:
        found = each.assignment_impact
        soon = found.over_hours or (found.left_min is not None and found.left_min < REST_SOON_MIN)
        return QColor(self._tokens().stopped) if role == Role.ForegroundRole and soon else None

    def _left_there(self, each: Candidate, role: int) -> Any:
        soon = each.assignment_impact.runs_out
        return QColor(self._tokens().stopped) if role == Role.ForegroundRole and soon else None

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 12)
        box.setSpacing(8)
        place = formatting.place(self._task.address) if self._task.address else self._coordinates()
        window = formatting.window(self._task.start_at, self._task.stop_at, self._zone)
        box.addWidget(
            Elided("Strong", f"{readable(self._task.name, NAME)} · {place} · {window}" if self._named else place)
        )
        box.addWidget(self.table, 1)
        self.reason.setAccessibleName(_("Reason"))
        close = button(_("Close"), _("Close nearest vehicles"))
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        for each in (close, self.go):
            row.addWidget(each)
        for part in (self.reason, self._note):
            box.addWidget(part)
        box.addLayout(row)
        self.table.sortByColumn(self.model.place("rank"), Qt.SortOrder.AscendingOrder)
        self.resize(*FIRST_SIZE)

    @property
    def _named(self) -> bool:
        return bool(self._task.order_ref or self._task.id)

    def _coordinates(self) -> str:
        return f"{self._task.lat:.5f}, {self._task.lon:.5f}" if self._task.lat is not None else formatting.NOTHING

    def refresh(self) -> None:
        """Rank the vehicles anew, because they move and time passes."""
        store, find = self._store, self._roads.ways_of(self._task.account)
        tasks = store.task_store.unfinished.values()
        found = nearest(self._task, store.fleet, tasks, store.now(), self._zone, find=find)
        gone = self._found.keys() - {each.key for each in found}
        for key in gone:
            del self._found[key]
        self._found.update({each.key: each for each in found})
        self.model.touch(self._found, gone)
        self._note.say(self._note_words(found))
        self._say()
        if self._roads.router:  # what is known already is not asked for again
            shown = [each.key for each in found]
            self._roads.ask(f"nearest {self._task.key}", ways_wanted(self._task, store.fleet, tasks, shown))

    def _note_words(self, found: Sequence[Candidate]) -> str:
        """Say where the figures come from, and whose the roads are."""
        bases = dict.fromkeys(each.assignment_impact.basis for each in found) or [ESTIMATE]
        by_road = self._roads.router is not None and any(each.assignment_impact.by_road for each in found)
        whose = f"{self._roads.router.attribution}." if by_road and self._roads.router else ""
        return together(*(f"{capitalized(each)}." for each in bases), whose, TACHO_NOTE)

    def _key(self) -> str:
        keys = self.table.selected_keys()
        return keys[0] if len(keys) == 1 else ""

    def _say(self) -> None:
        """Show the reason of the chosen vehicle, and its name on the button."""
        each = self._found.get(self._key())
        self.reason.say(each.reason if each else NOBODY if not self._found else _("Choose one vehicle."))
        self.go.say(_("{verb} {vehicle}").format(verb=self._verb, vehicle=each.label) if each else self._verb)
        self.go.setEnabled(each is not None and not each.assignment_impact.refusal)

    def _take(self, key: str) -> None:
        each = self._found.get(key)
        if each is not None and not each.assignment_impact.refusal:
            self.chosen.emit(key)
            self.close()


def _basis_words(found: AssignmentImpact) -> str:
    """Say in a word or three what the figures of a row are."""
    if found.distance_km is None:
        return formatting.NOTHING
    return found.basis if found.by_road else pgettext("basis", "estimate")
