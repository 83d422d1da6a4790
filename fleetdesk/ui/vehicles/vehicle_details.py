"""The card of the selected vehicle: state, place, driver, driving time, tasks, documents, fuel, cargo, last message."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from fleetdesk.base.local_formats import grouped
from fleetdesk.base.readable import NAME, readable
from fleetdesk.base.sentences import joined
from fleetdesk.base.translation import _, ngettext, pgettext
from fleetdesk.domain.drivers import ACTIVITY_WORDS
from fleetdesk.domain.statuses import LATE
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.fleet import Delta, Seen
from fleetdesk.sync.store import Store
from fleetdesk.sync.whereabouts import Whereabouts
from fleetdesk.ui.vehicles.reading_words import cargo_text, fuel_of_tank_text, power_text, state_hover
from fleetdesk.ui.vehicles.selection_summary import ages_text, drivers_text, states_text, tasks_text
from fleetdesk.ui.widgets import formatting
from fleetdesk.ui.widgets.breach_words import breach_sentences
from fleetdesk.ui.widgets.foreign_text import set_name, set_tip
from fleetdesk.ui.widgets.labels import Paragraph, button, label
from fleetdesk.ui.widgets.panel import Panel, Placement, Side, scrolling
from fleetdesk.ui.widgets.status_icons import unit_sign
from fleetdesk.ui.widgets.task_formatting import fact_hover
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.widgets.throttle import Throttle

NOW, TASK, NEXT, MESSAGE, LINES = 0, 4, 6, 10, 3
FIELDS = (
    (pgettext("field", "Now"), _("Vehicle now")),
    (pgettext("field", "Place"), _("Vehicle place")),
    (pgettext("field", "Driver"), _("Vehicle driver")),
    (pgettext("field", "Phone"), _("Vehicle phone")),
    (pgettext("field", "Task"), _("Vehicle task")),
    (pgettext("field", "Documents"), _("Vehicle documents")),
    (pgettext("field", "Next"), _("Vehicle next")),
    (pgettext("field", "Fuel"), _("Vehicle fuel")),
    (pgettext("field", "Cargo"), _("Vehicle cargo")),
    (pgettext("field", "Power"), _("Vehicle power")),
    (pgettext("field", "Message"), _("Vehicle message")),
)
"""What is said of a vehicle: the words of the label, and the accessible name of the value."""


class VehicleDetails(Panel):
    """Dock "Vehicle".

    `documents` says in words which documents a task has and which it lacks, `whereabouts` where a vehicle is, `phones`
    the phones of who may be in it. call_wanted: the key of the unit, and the button that was pressed.
    """

    history_wanted, data_wanted = Signal(), Signal()
    call_wanted = Signal(str, QWidget)

    def __init__(
        self,
        store: Store,
        tokens: Callable[[], Tokens],
        zone: ZoneInfo,
        documents: Callable[[Task], str],
        whereabouts: Whereabouts,
        phones: Callable[[Seen], str] = lambda seen: seen.unit.phone or "",
    ) -> None:
        super().__init__(_("Vehicle"), Placement(Side.LEFT, tall=230))
        self._store, self._tokens, self._zone, self._documents = store, tokens, zone, documents
        self._whereabouts, self._phones = whereabouts, phones
        self._values: list[Paragraph] = []
        self._sign = QLabel()
        self._build()
        store.selection_changed.connect(self.refresh)
        store.fleet_changed.connect(self._fleet_changed)
        self._throttle = Throttle(self.refresh, self)
        store.tasks_changed.connect(self._throttle.ask)
        whereabouts.changed.connect(self._throttle.ask)
        timer = QTimer(self)
        timer.timeout.connect(self.refresh)
        timer.start(1000)
        self.refresh()

    def _build(self) -> None:
        self.header.add_before_name(self._sign)
        self._history = button(_("History"), _("History of the vehicle"), flat=True, hint=_("What it did: H"))
        self._history.clicked.connect(self.history_wanted)
        self._call = button(_("Call"), _("Call the driver"), flat=True, hint=_("With this computer's phone program"))
        self._call.clicked.connect(lambda: self.call_wanted.emit(self._store.selection[0], self._call))
        hint = _("Everything that its vendor knows of it")
        self._data = button(_("Vehicle data"), _("Data of the vehicle"), flat=True, hint=hint)
        self._data.clicked.connect(self.data_wanted)
        self.header.add(self._call, self._history)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, 70)
        for row, (words, name) in enumerate(FIELDS):
            value = Paragraph(lines=LINES)
            set_name(value, name)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, "Field"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            self._values.append(value)
        grid.addWidget(self._data, len(FIELDS), 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(FIELDS) + 1, 1)
        self.box.addWidget(scrolling(body), 1)

    def _fleet_changed(self, delta: Delta) -> None:
        """Show anew only what a selected unit does: a fleet of ten thousand changes many times a second."""
        selected = set(self._store.selection)
        if not (selected.isdisjoint(delta.changed) and selected.isdisjoint(delta.gone)):
            self.refresh()

    def refresh(self) -> None:
        """Show the first selected unit, or how many are selected."""
        chosen = [self._store.fleet[key] for key in self._store.selection if key in self._store.fleet]
        self._history.setEnabled(bool(chosen))
        self._data.setEnabled(bool(chosen))
        self._call.setVisible(len(chosen) == 1 and bool(self._phones(chosen[0])))
        if len(chosen) == 1:
            self._show(chosen[0])
        else:
            self._show_several(chosen)

    def _show_several(self, chosen: list[Seen]) -> None:
        """Show how many are selected, and what can be said of them together."""
        count = len(chosen)
        if not self._sign.pixmap().isNull():  # each clearing has the window laid out
            self._sign.clear()
        self.header.name.setText(_("Vehicle"))
        self.say_count(
            ngettext("{count} selected", "{count} selected", count).format(count=grouped(count))
            if count
            else _("none selected")
        )
        for value, text in zip(self._values, self._together(chosen), strict=True):
            value.say(text)
            set_tip(value, "")

    def _together(self, chosen: list[Seen]) -> tuple[str, ...]:
        if not chosen:
            return (formatting.NOTHING,) * len(FIELDS)
        tasks = tasks_text(chosen, self._store.task_store.unfinished.values(), self._store.now())
        told = states_text(chosen), formatting.NOTHING, drivers_text(chosen), formatting.NOTHING, tasks
        return (*told, *(formatting.NOTHING,) * (MESSAGE - len(told)), ages_text(chosen))

    def _show(self, seen: Seen) -> None:
        heading = seen.position.heading_deg if seen.position else None
        self._sign.setPixmap(unit_sign(seen.motion.state, heading, seen.motion.fade, self._tokens(), 2.0))
        self.header.name.say(seen.label)
        link = self._store.links.get(seen.unit.account)
        parts = (seen.vehicle or seen.unit.name, link.provider if link else None, seen.unit.account)
        self.say_count(formatting.elided(" · ".join(dict.fromkeys(part for part in parts if part)), 60))
        first, second = (*self._store.task_store.open_of(seen.unit), None, None)[:2]
        texts, tips = self._texts(seen, first, second), self._tips(seen, first, second)
        for row, (value, text) in enumerate(zip(self._values, texts, strict=True)):
            value.say(text)
            set_tip(value, tips.get(row, ""))

    def _tips(self, seen: Seen, first: Task | None, second: Task | None) -> dict[int, str]:
        """Return the tooltips by their rows: times in the zone and in UTC, the vendor's own figures, the account."""
        told = {NOW: state_hover(seen), MESSAGE: formatting.heard(seen.position, self._zone)}
        tasks = ((TASK, first), (NEXT, second))
        return told | {row: fact_hover(task, self._zone) for row, task in tasks if task is not None}

    def _texts(self, seen: Seen, first: Task | None, second: Task | None) -> tuple[str, ...]:
        return (
            seen.motion.reason[:1].upper() + seen.motion.reason[1:],
            _place(seen, self._whereabouts.of(seen.position)),
            driver_text(seen),
            self._phones(seen) or formatting.NOTHING,
            self._task(first) if first else _("no task"),
            self._documents(first) if first else formatting.NOTHING,
            self._task(second) if second else formatting.NOTHING,
            fuel_of_tank_text(seen),
            joined(filter(None, (cargo_text(seen), breach_sentences(seen.breaches))), " · "),
            power_text(seen.position),
            message_text(seen, self._zone),
        )

    def _task(self, task: Task) -> str:
        late = f" · {LATE.word}" if task.late(self._store.now()) else ""
        window = formatting.window(task.start_at, task.stop_at, self._zone)
        return f"{readable(task.order_ref or str(task.id), NAME)} · {window}{late} · {formatting.place(task.address)}"


def driver_text(seen: Seen) -> str:
    """Return who drives, the activity and the time left; for a person who reports, that person's name."""
    state = seen.driving
    if state is None:
        return seen.unit.name or formatting.NOTHING if seen.vehicle else formatting.NOTHING
    parts = [
        readable(state.driver_name or _("no card"), NAME).title(),
        readable(ACTIVITY_WORDS.get(state.activity or "", state.activity), NAME),
    ]
    if state.until_daily_rest_min is not None:
        parts.append(_("{hours} until daily rest").format(hours=formatting.hours(state.until_daily_rest_min)))
    if state.driven_week_min is not None:
        parts.append(_("week {hours}").format(hours=formatting.hours(state.driven_week_min)))
    return " · ".join(parts)


def message_text(seen: Seen, zone: ZoneInfo) -> str:
    """Return how long ago the last message came, and when; "never" in words without one."""
    heard = seen.position.seen_at if seen.position else None
    if heard is None or seen.motion.age is None:
        return pgettext("heard", "never")
    return _("{age} ago · {time}").format(age=formatting.age(seen.motion.age), time=formatting.clock(heard, zone))


def _place(seen: Seen, where: str) -> str:
    place = seen.position
    if not place or not seen.placed:
        return _("no position")
    numbers = f"{place.lat:.5f}, {place.lon:.5f}"
    if seen.suspect:
        return _("{numbers} — check the coordinates").format(numbers=numbers)
    return joined(filter(None, (where[:1].upper() + where[1:], numbers)), " · ")
