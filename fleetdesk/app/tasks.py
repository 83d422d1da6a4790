"""Build the task list, the task form, and giving tasks to vehicles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QPixmap

from fleetdesk.app.look import Look
from fleetdesk.app.map import MapFeature
from fleetdesk.app.services import Services
from fleetdesk.app.task_map import TaskMap
from fleetdesk.app.vehicles import VehiclesFeature
from fleetdesk.base.translation import _, pgettext
from fleetdesk.domain.statuses import LATE, UNASSIGNED
from fleetdesk.domain.tasks import Task
from fleetdesk.sync.store import Store
from fleetdesk.ui.map.day_roads import DayRoads
from fleetdesk.ui.map.open_road import OpenRoad
from fleetdesk.ui.tasks.commands import TaskCommands
from fleetdesk.ui.tasks.controller import TaskController
from fleetdesk.ui.tasks.drag_assign import DragAssign
from fleetdesk.ui.tasks.form_context import FormContext
from fleetdesk.ui.tasks.list_pane import TasksPane
from fleetdesk.ui.tasks.menu import TaskMenu
from fleetdesk.ui.tasks.missing_documents import lacking_words
from fleetdesk.ui.tasks.task_pane import TaskPane
from fleetdesk.ui.tasks.undo import Undo
from fleetdesk.ui.tasks.unsaved_input import UnsavedInput
from fleetdesk.ui.widgets.commands import Menu
from fleetdesk.ui.widgets.drops import Drops
from fleetdesk.ui.widgets.filters import Filter
from fleetdesk.ui.widgets.status_icons import dot
from fleetdesk.ui.widgets.table_export import Export
from fleetdesk.ui.widgets.theme import Tokens
from fleetdesk.ui.window.feature import Feature

KEYS = ((pgettext("key", "Up, Down"), _("Times of a task: a quarter of an hour")),)


@dataclass(frozen=True, slots=True)
class TasksFeature:
    """List, form and what others call of them."""

    pane: TasksPane
    form: TaskPane
    context: FormContext
    controller: TaskController
    menu: TaskMenu
    commands: TaskCommands
    undo: Undo
    drag_assign: DragAssign
    on_map: TaskMap
    unsaved_input: UnsavedInput
    feature: Feature


def build_tasks(services: Services, look: Look, map_: MapFeature, vehicles: VehiclesFeature) -> TasksFeature:
    """Build the feature; map and vehicle list may ask for new tasks, and take those that are dragged onto them."""
    store, background, notices = services.store, services.background, look.notices
    context = FormContext(store, look.zone, services.server_tasks, background)
    pane = TasksPane(store, look.tokens, look.zone)
    form = TaskPane(store, look.tokens, look.zone, context, services.document_store, services.document_rules, map_.book)
    undo = Undo(services.task_service.undo, services.live, background, notices, look.zone)
    controller = TaskController(
        pane,
        form,
        context,
        store,
        services.roads,
        services.task_service,
        services.server_tasks,
        background,
        notices,
        look.tokens,
        look.zone,
        lambda task: lacking_words(services.missing_documents, task),
        undo.say_done,
    )
    commands = TaskCommands(pane, form, controller, undo, store, services.templates, background, notices)
    drag_assign = _drag_assign(services, look, pane, controller, (pane.drops, vehicles.pane.drops, map_.pane.drops))
    controller.pick_wanted.connect(lambda taken: map_.pane.pick_place(_then_offer(taken, map_, form)))
    form.shown_on_map.connect(map_.pane.show_place)
    pane.place_wanted.connect(form.show_place)
    map_.pane.task_wanted.connect(_then_offer(controller.new_at, map_, form))
    vehicles.commands.new_task_wanted.connect(controller.new)
    pane.filters.finished_wanted.connect(partial(_show_finished, services, look, pane))
    services.missing_documents.changed.connect(pane.filter_again)
    feature = Feature(
        (pane, form),
        commands.commands(),
        _filters(services),
        KEYS,
        [Export(Menu.TASKS, _("Export the task list"), lambda: pane.table)],
        commands.find,
        form.unsaved_words,
    )
    menu = TaskMenu(pane, form, store, controller, look.zone)
    vehicles.commands.menu_opening.connect(menu.offer_tasks)
    open_road = OpenRoad(map_.pane.map.tasks, store, services.roads, map_.pane)
    DayRoads(map_.pane.map.tasks, store, services.roads, map_.pane.pins, map_.pane)
    on_map = TaskMap(map_.pane, pane, form, controller, menu, open_road)
    unsaved = UnsavedInput(
        form, store, services.unsaved_input, background, notices, controller.new, controller.show_key
    )
    return TasksFeature(pane, form, context, controller, menu, commands, undo, drag_assign, on_map, unsaved, feature)


def _then_offer(
    taken: Callable[[float, float], object], map_: MapFeature, form: TaskPane
) -> Callable[[float, float], None]:
    """Return what takes a place into the form, and then offers to find its address where that is empty."""

    def take(lat: float, lon: float) -> None:
        taken(lat, lon)
        if form.form.empty_address(lat, lon):
            map_.address.offer(lat, lon, partial(form.form.fill_address, lat, lon))

    return take


def _show_finished(services: Services, look: Look, pane: TasksPane, wanted: bool) -> None:
    """Show finished tasks or not; while the whole list is read that is said, and cancelling it shows none."""
    services.session.show_finished(wanted)
    if wanted:
        asking = services.session.refreshed("finished")
        sentence = _("Finished tasks are being asked for …")
        look.long_work.start(asking, "finished tasks", sentence, lambda: pane.filters.finished.setChecked(False))


def _drag_assign(
    services: Services, look: Look, pane: TasksPane, controller: TaskController, places: Sequence[Drops]
) -> DragAssign:
    made = DragAssign(services.store, services.roads, look.tokens, look.zone, pane)
    for drops in places:
        made.watch(drops)
    made.give_wanted.connect(controller.give)
    made.refused.connect(lambda sentence: look.notices.say(sentence))
    return made


def _filters(services: Services) -> list[Filter]:
    store, missing = services.store, services.missing_documents
    return [
        Filter(LATE.label, LATE.meaning, _count("late"), _dot(LATE.colour, LATE.mark), tasks=_late(store)),
        Filter(
            UNASSIGNED.label,
            UNASSIGNED.meaning,
            _count("unassigned"),
            _dot(UNASSIGNED.colour, UNASSIGNED.mark),
            tasks=lambda task: task.unassigned,
        ),
        Filter(
            _("Documents missing"),
            _("Finished tasks of the last two weeks that lack a document"),
            lambda _: len(missing.lacking),
            _dot("odd", LATE.mark),
            tasks=lambda task: task.key in missing.lacking,
            finished=True,
            changed=missing.changed,
        ),
    ]


def _late(store: Store) -> Callable[[Task], bool]:
    return lambda task: task.late(store.now())


def _count(name: str) -> Callable[[Mapping[str, int]], int]:
    return lambda counts: counts[name]


def _dot(token: str, mark: str) -> Callable[[Tokens], QPixmap]:
    return lambda tokens: dot(getattr(tokens, token), 2.0, mark)
