"""Build the bar that turns the desk back in time."""

from dataclasses import dataclass

from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.base.translation import _, pgettext
from fleetdesk.ui.back_in_time.bar import BackInTimeBar
from fleetdesk.ui.back_in_time.controller import BackInTimeController
from fleetdesk.ui.window.feature import Feature

KEYS = (
    (pgettext("key", "Arrows, Page Up, Page Down"), _("Back in time: a minute, 10 minutes; with Shift an hour")),
    (pgettext("key", "Esc"), _("Back in time: back to now")),
)


@dataclass(frozen=True, slots=True)
class BackInTimeFeature:
    """The bar and what others call of it."""

    controller: BackInTimeController
    feature: Feature


def build_back_in_time(services: Services, look: Look, map_: MapFeature) -> BackInTimeFeature:
    """Build the feature; the map says in a frame that it is not live."""
    bar = BackInTimeBar(look.tokens, look.zone)
    controller = BackInTimeController(
        bar,
        services.store,
        services.back_in_time,
        lambda: services.recorder.on,
        services.background,
        look.notices,
        look.zone,
    )
    services.recorder.recorded.connect(controller.add_minute)
    controller.marked.connect(map_.pane.map.say_past)
    return BackInTimeFeature(controller, Feature(commands=controller.commands(), keys=KEYS, bar=bar))
