"""What a file of the task list holds: every field of a task under the heading by which an import knows it again."""

from fleetdesk.base.translation import pgettext
from fleetdesk.domain.statuses import TASKS
from fleetdesk.domain.task_fields import BY_NAME, fields_of
from fleetdesk.domain.tasks import Task
from fleetdesk.sheets.grid import Cell
from fleetdesk.sync.store import Store
from fleetdesk.ui.widgets.exports import ExportColumn, Exports
from fleetdesk.ui.widgets.task_formatting import unit_of

PLACE = ("lat", "lon")
MORE = (
    "description",
    "details",
    "notes",
    "start_address",
    "start_lat",
    "start_lon",
    "planned_km",
    "active",
    "group",
    "not_own",
)
RECORD = {
    pgettext("column", "Work started"): "work_started_at",
    pgettext("column", "Work finished"): "work_finished_at",
    pgettext("column", "Entered"): "entered_at",
    pgettext("column", "Left the place"): "left_at",
    pgettext("column", "Changed"): "updated_at",
    pgettext("column", "Created"): "created_at",
    pgettext("column", "Number on the server"): "id",
}


def exports(store: Store) -> Exports[Task]:
    """Return the columns that a file of tasks has besides those of the list."""
    return Exports(
        instead={
            "icon": (_status(),),
            "sent": (ExportColumn(pgettext("column", "Not confirmed"), lambda task: ", ".join(task.pending)),),
            "where": (ExportColumn(pgettext("column", "Where"), lambda task: task.address),),
            "window": (_field("start_at"), _field("stop_at")),
            "vehicle": (ExportColumn(BY_NAME["unit"].label, lambda task: unit_of(task, store) if task.unit else ""),),
            "status": (_status(),),
            "description": (_field("description"),),
            "changed": (_recorded(pgettext("column", "Changed"), "updated_at"),),
            "created": (_recorded(pgettext("column", "Created"), "created_at"),),
        },
        always=[_field(name) for name in PLACE],
        more=[*map(_field, MORE), *(_recorded(heading, name) for heading, name in RECORD.items())],
    )


def _status() -> ExportColumn:
    return ExportColumn(BY_NAME["status"].label, lambda task: TASKS[task.status].word)


def _field(name: str) -> ExportColumn:
    return ExportColumn(BY_NAME[name].label, lambda task: _cell(fields_of(task)[name]))


def _recorded(heading: str, name: str) -> ExportColumn:
    return ExportColumn(heading, lambda task: _cell(getattr(task, name)))


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return pgettext("choice", "yes") if value else pgettext("choice", "no")
    return value  # type: ignore[return-value]
