"""The panel over the map that shows both witnesses of an area, and what can be done with the answer."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.areas import Verdict
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.store import Store
from fleetdesk.ui.map.area_tables import AreaTables
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.drag_by_header import DragByHeader
from fleetdesk.ui.widgets.foreign_text import set_name
from fleetdesk.ui.widgets.labels import Button, Elided, Paragraph, button, label
from fleetdesk.ui.widgets.panel_header import Header
from fleetdesk.ui.widgets.theme import Tokens

WIDTH_PX, FIGURE_PX, WHY_LINES = 270, 60, 3
LINES = (
    _("Vehicles in area"),
    _("server and local agree"),
    _("only local (moved since)"),
    _("only server (our position old)"),
    _("not judged (no position)"),
)
EXPORT_HINT = _("Writes area and answer to a GeoJSON file")


class AreaPanel(QFrame):
    """Frame "Area"; `tables` are its lists of vehicles and tasks."""

    select_wanted = Signal()
    export_wanted = Signal()
    save_wanted = Signal()
    clear_wanted = Signal()
    visits_wanted = Signal()
    give_wanted = Signal()  # of all tasks in the area
    select_tasks_wanted = Signal()

    def __init__(self, store: Store, tokens: Callable[[], Tokens], zone: ZoneInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Floating")
        self.setAccessibleName(_("Area"))
        self.setFixedWidth(WIDTH_PX)
        self._store, self._tokens, self._zone = store, tokens, zone
        self._header, self._why = Header(_("Area")), Paragraph("Dim", lines=WHY_LINES, steady=True)
        self._figures: list[Elided] = []
        self.tables = AreaTables(store, tokens)
        self._give = _segment(
            pgettext("button", "Give"), _("Give all tasks in area"), _("Gives them all to the selected vehicle")
        )
        self._body = QWidget()
        self._fold = button("▾", _("Fold area panel"), flat=True, hint=_("Leaves only its title"))
        self._build()
        self._grip = DragByHeader(self, self._header)
        self.hide()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 8)
        box.setSpacing(4)
        box.addWidget(self._header)
        box.addWidget(self._body)
        self._header.add(self._fold)
        self._fold.clicked.connect(lambda: self.set_folded(not self._body.isHidden()))
        self._fill_body(QVBoxLayout(self._body))

    def _fill_body(self, box: QVBoxLayout) -> None:
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(self._lines())
        self._why.setContentsMargins(12, 0, 12, 0)
        box.addWidget(self._why)
        self.tables.vehicles_chosen.connect(self._store.select)
        self.tables.turned.connect(self._turn)
        box.addWidget(self.tables)
        box.addLayout(self._buttons())
        visits = button(_("Who was here"), hint=_("Which vehicles were in the area in a period, by their tracks"))
        visits.clicked.connect(self.visits_wanted)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 0, 10, 0)
        foot.addWidget(visits)
        box.addLayout(foot)

    def _lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(12, 6, 12, 2)
        grid.setVerticalSpacing(4)
        for row, name in enumerate(LINES):
            figure = Elided("Strong", cap_px=FIGURE_PX)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            set_name(figure, name)
            grid.addWidget(label(name, "" if row == 0 else "Dim"), row, 0)
            grid.addWidget(figure, row, 1)
            self._figures.append(figure)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(10, 4, 10, 0)
        row.setSpacing(6)
        for text, name, hint, wanted in (
            (pgettext("button", "Select"), _("Select area"), _("Selects them all in list and map"), self._select),
            (pgettext("button", "Save"), _("Save area"), _("Keeps the area under a name"), self.save_wanted),
            (pgettext("button", "Export"), _("Export area"), EXPORT_HINT, self.export_wanted),
            (pgettext("button", "Clear"), _("Clear area answer"), _("Takes the area off the map"), self.clear_wanted),
        ):
            made = _segment(text, name, hint)
            made.clicked.connect(wanted)
            row.addWidget(made)
        self._give.clicked.connect(self.give_wanted)
        self._give.hide()
        row.insertWidget(1, self._give)
        return row

    def set_folded(self, folded: bool) -> None:
        """Leave only the title and what the servers say there, or show all of it."""
        self._body.setHidden(folded)
        self._fold.setText("▸" if folded else "▾")
        self.adjustSize()

    @property
    def was_moved(self) -> bool:
        """Return whether the user has put the panel somewhere."""
        return self._grip.moved

    def say_asking(self, asking: bool) -> None:
        """Show that the servers are being asked; the local answer is there already."""
        if asking:
            self._header.count.say(_("asking the server…"))

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show both answers and their difference, or hide the panel."""
        self.setVisible(verdict is not None)
        if verdict is None:
            return
        asked = verdict.server is not None
        self._header.count.say(
            _("{count} · asked {time}").format(
                count=grouped(len(verdict.inside)), time=formatting.clock(verdict.asked_at, self._zone)
            )
            if asked
            else _("{count} · our own answer").format(count=grouped(len(verdict.inside)))
        )
        counts = (verdict.inside, verdict.agreed, verdict.only_local, verdict.only_server, verdict.unjudged)
        for place, (figure, keys) in enumerate(zip(self._figures, counts, strict=True)):
            figure.say(grouped(len(keys)) if asked or place in (0, 4) else formatting.NOTHING)
        self._why.say(verdict.why_local or "")
        self._why.setVisible(bool(verdict.why_local))
        self._fill(verdict)
        self.setFixedWidth(max(WIDTH_PX, self._needed()))
        self.adjustSize()

    def _needed(self) -> int:
        """Return the width in pixels that the texts of the language need."""
        box = self.layout()
        return box.totalMinimumSize().width() if box else 0

    def _fill(self, verdict: Verdict) -> None:
        both = pgettext("who says so", "us") if verdict.server is None else pgettext("who says so", "both")
        witness = dict.fromkeys(verdict.local, both)
        witness.update(dict.fromkeys(verdict.only_local, pgettext("who says so", "only us")))
        witness.update(dict.fromkeys(verdict.only_server, pgettext("who says so", "only server")))
        self.tables.show_vehicles(verdict.inside, witness)

    def show_tasks(self, tasks: Mapping[str, Task]) -> None:
        """Show the tasks in the area."""
        self.tables.show_tasks(tasks)

    def _turn(self) -> None:
        """Offer what can be done with the list that is shown now."""
        self._give.setVisible(self.tables.shows_tasks)

    def _select(self) -> None:
        (self.select_tasks_wanted if self.tables.shows_tasks else self.select_wanted).emit()


def _segment(text: str, name: str, hint: str) -> Button:
    made = button(text, name, hint=hint)
    made.setProperty("segment", True)
    return made
