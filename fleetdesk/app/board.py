"""Build the day board."""

from fleetdesk.app.look import Look
from fleetdesk.app.services import Services
from fleetdesk.app.tasks import TasksFeature
from fleetdesk.base.translation import _, pgettext
from fleetdesk.ui.board.pane import BoardPane
from fleetdesk.ui.window.feature import Feature

KEYS = (
    (pgettext("key", "Arrows, Enter"), _("Day board: walk from bar to bar, open one")),
    ("+, -", _("Day board: zoom")),
    (pgettext("key", "Alt+arrows"), _("Day board: move the bar in time, to another vehicle")),
    (pgettext("key", "Alt+Shift+left, right"), _("Day board: move the bar's end")),
)


def build_board(services: Services, look: Look, tasks: TasksFeature) -> tuple[BoardPane, Feature]:
    """Build the feature; changes of bars become changes of tasks."""
    roads, profile = services.roads, services.profile
    pane = BoardPane(services.store, look.tokens, look.zone, lambda: profile.settings.shifts, roads.ways_of)
    pane.ways_wanted.connect(lambda pairs: roads.ask("day board", pairs))
    roads.changed.connect(pane.view.viewport().update)
    pane.opened.connect(tasks.controller.open_key)
    pane.new_wanted.connect(tasks.controller.new_on)
    pane.moved.connect(tasks.controller.move)
    pane.picked.connect(tasks.pane.select)
    pane.refused.connect(lambda sentence: look.notices.say(sentence))
    pane.view.menu_wanted.connect(tasks.menu.popup)
    tasks.drag_assign.watch_lanes(pane.view)
    return pane, Feature((pane,), keys=KEYS)
