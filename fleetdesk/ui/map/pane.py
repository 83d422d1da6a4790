"""The map beside the list: markers from the store, gestures into it, and the area that is drawn."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fleetdesk.base.errors import UsageError
from fleetdesk.base.translation import _
from fleetdesk.domain.areas import Verdict
from fleetdesk.domain.geo import Area, Ring
from fleetdesk.domain.located import place_of
from fleetdesk.mapview.shapes import DrawnShape
from fleetdesk.mapview.widget import MapWidget
from fleetdesk.sync.area_query import AreaQuery
from fleetdesk.sync.fleet import Delta, Seen
from fleetdesk.sync.store import Store
from fleetdesk.ui.map.area_panel import AreaPanel
from fleetdesk.ui.map.area_tasks import AreaTasks
from fleetdesk.ui.map.map_theme import map_theme
from fleetdesk.ui.map.markers import markers
from fleetdesk.ui.map.panel_place import best_place, corner_pixels, hides_any
from fleetdesk.ui.map.picking import Picking
from fleetdesk.ui.map.shown_tasks import ShownTasks
from fleetdesk.ui.map.task_pins import TaskPins
from fleetdesk.ui.map.zone_drawing import ZoneDrawing
from fleetdesk.ui.widgets.drag_data import TASKS, UNITS, called, carry
from fleetdesk.ui.widgets.drops import Drops
from fleetdesk.ui.widgets.focus import bring_focus
from fleetdesk.ui.widgets.panel import Empty, Panel, Placement, Side
from fleetdesk.ui.widgets.search_field import SearchField
from fleetdesk.ui.widgets.theme import Tokens

HINTS = {
    "select": "",
    "polygon": _("Corners: click, or arrows and Enter; twice closes · Backspace takes one back · Esc gives up"),
    "rectangle": _("Drag from corner to corner, or arrows and Enter at both · Esc gives up"),
    "circle": _("Drag from the middle to the edge, or arrows and Enter at both · Esc gives up"),
    "ruler": _("Distance: click from place to place, or arrows and Enter · Backspace takes one back · Esc ends"),
    "lasso": _("Draw around them, or arrows between two presses of Enter · Esc gives up"),
}
EDIT_HINT = _("Space steps through the corners of the area")
CORNER_HINT = _("Corner {number} of {count} · arrows move it, Insert adds one, Delete removes it · Enter ends")
FIND_A_PLACE, SEARCH_PX = _("Find a place"), 230
NEAR_ZOOM = 11  # near enough to tell the roads apart with streets, with towns in sight without


class MapPane(Panel):
    """Dock "Map"."""

    opened = Signal(str)
    menu_wanted = Signal(float, float, str, QPoint)
    unit_menu_wanted = Signal(QPoint)  # of the selected unit
    refused = Signal(str)
    task_wanted = Signal(float, float)
    visits_wanted = Signal(float, float)
    poi_wanted = Signal(float, float)
    zone_wanted = Signal(float, float)
    place_picked = Signal(float, float)
    tasks_boxed = Signal(object, str)  # keys, and what they do with the selection: replace, add, subtract

    def __init__(
        self, store: Store, desk: AreaQuery, tokens: Callable[[], Tokens], zone: ZoneInfo, shown_tasks: ShownTasks
    ) -> None:
        super().__init__(_("Map"), Placement(Side.MIDDLE, wide=646, tall=720, grows=True))
        self._store, self._desk, self._tokens = store, desk, tokens
        self.map = MapWidget(map_theme(tokens()))
        self.search = SearchField(FIND_A_PLACE, _("Address, place or coordinates"))
        self.panel = AreaPanel(store, tokens, zone, self.map)
        self._empty = Empty(_("Nothing on the map yet"), _("Vehicles appear with their first position."))
        self.area_tasks = AreaTasks(self.map.tasks, desk, store, self.panel)
        self.pins = TaskPins(self.map.tasks, store, zone, shown_tasks, self)
        self.picking = Picking(self.map, store)
        self.zone_drawing = ZoneDrawing(self.map)
        self.drops = Drops(self.map, (TASKS, UNITS), self._onto)
        self._build()
        self._listen()
        self.map.set_units(markers(store.fleet, store.fleet)[0])

    def surfaces(self) -> Sequence[QWidget]:
        """Return the map's page, and the tables of who and what is in the area."""
        page = self.map.focusProxy()
        tables = self.panel.tables.vehicle_table, self.panel.tables.task_table
        return tables if page is None else (page, *tables)

    def on_escape(self) -> bool:
        """End a replay, take a track away, or empty the search and give the map the keyboard; return whether it did."""
        if not self.search.hasFocus() and (self.map.replay.end() or self.map.track.clear()):
            return True
        searched = bool(self.search.text())
        self.search.clear()
        if searched or self.search.hasFocus():
            bring_focus(self.map)
        return searched

    def dress(self) -> None:
        """Paint the map in the colours of the theme, after it has changed."""
        self.map.set_theme(map_theme(self._tokens()))

    def _build(self) -> None:
        self.header.setVisible(True)
        self.search.setFixedWidth(SEARCH_PX)
        self.header.add(self.search)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.map)
        self.box.addWidget(holder, 1)
        self.map.installEventFilter(self)
        self._empty.setParent(self.map)
        self._empty.setObjectName("Floating")
        self._empty.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _listen(self) -> None:
        self._store.fleet_changed.connect(self._fleet_changed)
        self._store.selection_changed.connect(self._selected)
        self._desk.changed.connect(self._judged)
        self._desk.asking.connect(self.panel.say_asking)
        self.map.unit_clicked.connect(self._clicked)
        self.map.unit_activated.connect(self.opened)
        self.map.unit_lifted.connect(self._carry)
        self.map.tasks.lifted.connect(self._carry_tasks)
        self.map.cluster_clicked.connect(self._cluster_clicked)
        self.map.box_selected.connect(self._boxed)
        self.map.context_requested.connect(self.menu_wanted)
        self.map.shape_drawn.connect(self._drawn)
        self.map.shape_edited.connect(self._edited)
        self.map.shape_refused.connect(self.refused)
        self.map.area_cleared.connect(self._desk.clear)
        self.map.tool_changed.connect(self._say_tool)
        self.map.corner_chosen.connect(self._say_corner)
        self.map.failed.connect(self.refused)
        self.map.replay.changed.connect(self._step_aside)
        self.picking.picked.connect(self.place_picked)
        self.picking.said.connect(self.say_count)
        self.zone_drawing.said.connect(self.say_count)
        self.panel.select_wanted.connect(self._select_inside)
        self.panel.clear_wanted.connect(self.clear_area)

    def _fleet_changed(self, delta: Delta) -> None:
        self.map.update_units(*markers(self._store.fleet, (*delta.changed, *delta.gone), only_moved=delta.only_moved))
        self._empty.setVisible(not self.map.state.units)

    def _selected(self, keys: tuple[str, ...]) -> None:
        self.map.set_selection(keys)

    def show_place(self, lat: float, lon: float) -> None:
        """Show a place in the middle, at the same zoom."""
        self.map.center_on(lat, lon)

    def show_near(self, lat: float, lon: float) -> None:
        """Show a place in the middle, near enough to tell the roads apart."""
        self.map.center_on(lat, lon, NEAR_ZOOM)

    def give_up(self) -> bool:
        """Cancel picking a place, else drawing, else a replay; return whether any was under way."""
        if self.picking.end():
            return True
        drawing = self.map.tool != "select"
        if drawing:
            self.map.set_tool("select")
        return drawing or self.map.replay.end()

    def add_below(self, widget: QWidget) -> None:
        """Add a widget below the map, across all of its width."""
        self.box.addWidget(widget)

    def centre_on_selected(self, keys: tuple[str, ...]) -> None:
        """Move a single selected unit to the middle, at the same zoom; not during a replay, when it is elsewhere."""
        if self.map.replay.is_shown:
            return
        seen = self._store.fleet.get(keys[0]) if len(keys) == 1 else None
        if seen and (place := place_of(seen.position)):
            self.map.center_on(*place)

    def _clicked(self, key: str, ctrl: bool, shift: bool) -> None:
        if self.picking.use_unit(key):
            return
        if ctrl or shift:
            self._store.toggle(key)
        else:
            self._store.select([key])

    def _cluster_clicked(self, keys: list[str], ctrl: bool) -> None:
        """Add all units of a cluster to the selection with Ctrl; else the page has zoomed already."""
        if ctrl:
            self._store.select([*self._store.selection, *keys])

    def _boxed(self, south: float, west: float, north: float, east: float, mode: str) -> None:
        found = [key for key, each in self._store.fleet.items() if _inside(each, south, west, north, east)]
        self._store.select(combined(self._store.selection, found, mode))
        self.tasks_boxed.emit(self.area_tasks.in_box(south, west, north, east), mode)

    def pick_place(self, taken: Callable[[float, float], object] = lambda lat, lon: None) -> None:
        """Take the next click on the map as a place (place_picked, and `taken` with lat and lon); Esc cancels."""
        self.show()
        self.raise_()
        self.picking.start(taken)

    def _carry(self, key: str) -> None:
        seen = self._store.fleet.get(key)
        if seen is not None and not self.picking.waiting:
            carry(self.map, UNITS, (key,), seen.label)

    def _carry_tasks(self, key: str) -> None:
        """Drag a task, and with it all that are selected where it is one of them."""
        selected = self.map.tasks.selection
        keys = selected if key in selected else (key,)
        names = [task.name for task in map(self._store.tasks.get, keys) if task is not None]
        if names and not self.picking.waiting:
            carry(self.map, TASKS, keys, called(names, TASKS))

    def _onto(self, mime: str, place: QPointF) -> str | None:
        """Return the key of the unit below dragged tasks, or of the task below a dragged unit.

        It is empty on the ground, where the tooltip says what to do.
        """
        at = place.toPoint()
        if self.panel.isVisible() and self.panel.geometry().contains(at):
            return ""
        return (self.map.unit_at(at) if mime == TASKS else self.map.task_at(at)) or ""

    def _say_tool(self, tool: str) -> None:
        self.say_count(HINTS.get(tool, "") or (EDIT_HINT if self.has_area() else ""))

    def _say_corner(self, number: int, of: int) -> None:
        if number:
            self.say_count(CORNER_HINT.format(number=number, count=of))
        else:
            self._say_tool(self.map.tool)

    def _drawn(self, shape: DrawnShape) -> None:
        """Replace the area by a new shape, add that or subtract it; say why where that gives no area."""
        before = self._desk.area
        if self.zone_drawing.take(shape):
            self._show_as_it_was()
            return
        try:
            drawn = Area.of(shape.ring)
            if before is not None and shape.mode == "add":
                drawn = before.plus(drawn)
            elif before is not None and shape.mode == "subtract":
                drawn = before.minus(drawn)
        except UsageError as error:
            self._refuse(error)
        else:
            self.show_area(drawn)

    def _edited(self, shape: DrawnShape) -> None:
        """Apply a moved corner to its part of the area; the other parts stay."""
        try:
            parts = [Area.of_part(outer, holes) for outer, holes in self._desk.area.parts] if self._desk.area else []
            parts[shape.index : shape.index + 1] = [Area.of_part(shape.ring, shape.holes)]
            edited = parts[0]
            for part in parts[1:]:
                edited = edited.plus(part)
        except UsageError as error:
            self._refuse(error)
        else:
            self._desk.ask(edited)

    def _refuse(self, error: UsageError) -> None:
        """Say why the shape is refused, and show the area as it was."""
        self.refused.emit(str(error))
        self._show_as_it_was()

    def _show_as_it_was(self) -> None:
        if self._desk.area is not None:
            self.map.show_area(_shapes(self._desk.area))
        else:
            self.map.clear_area()

    def show_area(self, area: Area, *, fit: bool = False) -> None:
        """Draw an area and ask who is in it."""
        self.map.show_area(_shapes(area))
        if fit:
            self.map.fit(area.bounds)
        self._desk.ask(area)

    def has_area(self) -> bool:
        """Return whether there is an area on the map."""
        return self._desk.area is not None

    def clear_area(self) -> None:
        """Remove the area from map and panel."""
        self.map.clear_area()
        self._desk.clear()

    def _step_aside(self, past: bool) -> None:
        """Hide what is told of an area now while the map shows the past."""
        if past:
            self.panel.hide()
        else:
            self._judged(self._desk.verdict)

    def _judged(self, verdict: Verdict | None) -> None:
        if self.map.replay.is_shown:
            return
        comes = not self.panel.isVisible()
        self.panel.show_verdict(verdict)
        self._place_panel(anew=comes)

    def _select_inside(self) -> None:
        if self._desk.verdict:
            self._store.select(self._desk.verdict.inside)

    def _place_beside_corners(self) -> None:
        """Put the panel where it hides no corner of the area; where there is no such place, fold it."""
        corners = corner_pixels(self._desk.area, self.map.view)
        for folded in (False, True):
            self.panel.set_folded(folded)
            place = best_place(self.map.size(), QSize(self.panel.width(), self.panel.sizeHint().height()), corners)
            if not hides_any(place, corners):
                break
        self.panel.setGeometry(place)

    def _place_panel(self, *, anew: bool) -> None:
        """Keep the panel on the map; one that comes anew lies beside the area's corners."""
        if anew and not self.panel.was_moved:
            self._place_beside_corners()
        else:
            size = QSize(self.panel.width(), self.panel.sizeHint().height())
            room = self.map.size() - size
            left, top = min(self.panel.x(), room.width()), min(self.panel.y(), room.height())
            self.panel.setGeometry(QRect(QPoint(max(left, 0), max(top, 0)), size))
        self.panel.raise_()
        said = QRect(QPoint(), self._empty.sizeHint())
        said.moveCenter(self.map.rect().center())
        self._empty.setGeometry(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the panel on the map when that changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place_panel(anew=True)
        return super().eventFilter(watched, event)


def _shapes(area: Area) -> list[list[Ring]]:
    return [[outer, *holes] for outer, holes in area.parts]


def _inside(seen: Seen, south: float, west: float, north: float, east: float) -> bool:
    place = place_of(seen.position)
    return place is not None and south <= place[0] <= north and west <= place[1] <= east


def combined(before: tuple[str, ...], found: list[str], mode: str) -> list[str]:
    """Return a selection once a box has replaced it, was added to it or taken from it."""
    if mode == "add":
        return [*before, *found]
    if mode == "subtract":
        return [key for key in before if key not in set(found)]
    return found
