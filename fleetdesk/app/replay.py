"""Build the replay: its bar below the map, which the history starts."""

import time
from dataclasses import dataclass

from fleetdesk.app.history import HistoryFeature
from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.units import UnitKind
from fleetdesk.sync.store import Store
from fleetdesk.ui.replay.bar import ReplayBar
from fleetdesk.ui.replay.clock import ReplayClock
from fleetdesk.ui.replay.controller import ReplayController
from fleetdesk.ui.replay.on_map import ReplayOnMap
from fleetdesk.ui.window.feature import Feature

KEYS = (
    (pgettext("key", "Space"), _("Replay: play or pause, on the map and on the time")),
    (pgettext("key", "Arrows"), _("Replay: 10 s; with Shift an hour, with Ctrl to an event")),
    (pgettext("key", "Esc"), _("Replay: back to live")),
)


@dataclass(frozen=True, slots=True)
class ReplayFeature:
    """The bar and what others call of it."""

    controller: ReplayController
    feature: Feature


def build_replay(services: Services, look: Look, map_: MapFeature, history: HistoryFeature) -> ReplayFeature:
    """Build the feature; what the history shows is replayed, and ends where that shows others or is closed."""
    store, view = services.store, map_.pane.map
    bar = ReplayBar(look.tokens, look.zone)
    map_.pane.add_below(bar)
    on_map = ReplayOnMap(view, look.zone, services.background, lambda key: is_person(store, key), bar)
    clock = ReplayClock(time.monotonic)
    controller = ReplayController(bar, view, on_map, clock, store, look.long_work, look.notices)
    history.replay.wanted.connect(controller.start)
    history.replay.withdrawn.connect(controller.end)
    return ReplayFeature(controller, Feature(commands=controller.commands(), keys=KEYS))


def is_person(store: Store, key: str) -> bool:
    """Return whether a unit is a person."""
    seen = store.fleet.get(key)
    return seen is not None and seen.unit.kind is UnitKind.PERSON
