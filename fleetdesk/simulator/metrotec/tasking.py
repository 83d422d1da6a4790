"""How the vendor makes and changes a task, for the API, for the other dispatcher and for the first morning."""

from typing import Any

from fleetdesk.simulator.api import Refusal
from fleetdesk.simulator.clock import parse_time, spaced
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.store import Taken

FIRST_TASK = 12_001

_ORDER = (
    "id",
    "oid",
    "object_id",
    "lat",
    "lon",
    "start_lat",
    "start_lon",
    "start_address",
    "start_time",
    "stop_time",
    "order_ref",
    "order_details",
    "task_address",
    "task_description",
    "cancel_reason",
    "status",
    "created_at",
    "updated_at",
    "work_started_at",
    "work_finished_at",
    "sender",
    "invoice_nr",
    "user_km",
    "distance",
    "geozone_entered_at",
    "geozone_left_at",
    "closeType",
    "planned_km",
    "ut",
    "alias",
    "task_notes",
    "active",
    "group_id",
    "is_not_own_vehicle",
)

Doc = dict[str, Any]


def blank_task(sim: Simulation, wanted: Doc, sender: str, at: float) -> Doc:
    """Return a task in the vendor's order of keys, nulls where nothing was said."""
    vehicle = sim.fleet.by_id.get(wanted["object_id"])
    task: Doc = dict.fromkeys(_ORDER)
    task.update(oid="metrotec", status=1, active=True, is_not_own_vehicle=False, sender=sender)
    task.update(created_at=spaced(at), updated_at=spaced(at), alias=vehicle.alias if vehicle else None)
    task.update(wanted)
    task["ut"] = int(parse_time(task["start_time"]))
    return task


def is_live(task: Doc) -> bool:
    """Return whether a task counts as active: without `all` others are left out.

    See docs/vendors/metrotec.md#tasks.
    """
    return bool(task["active"]) and task["status"] in (1, 2)


def make_task(sim: Simulation, wanted: Doc, sender: str) -> Doc:
    """Keep a new task and return it; refused for an unknown vehicle and for an order_ref in use."""
    _known_vehicle(sim, wanted)
    at = sim.clock.now()
    task = blank_task(sim, wanted, sender, at)
    _follow_status(task, 1, at)
    try:
        return sim.store.add("task", FIRST_TASK, task, _reference(sim, task), is_live(task))
    except Taken as error:
        raise Refusal(sim.quirks.duplicate_status, "order_ref must be unique", "order_ref") from error


def change_task(sim: Simulation, number: int, wanted: Doc, user: str) -> Doc:
    """Change a task and return it; writes the audit where `edit` asks for it."""
    with sim.store.lock():
        old = sim.store.get("task", number)
        if old is None:
            raise Refusal(404, "no such task", "id")
        _known_vehicle(sim, wanted)
        audited = wanted.pop("edit", False)
        at = sim.clock.now()
        task = {**old, **wanted, "updated_at": spaced(at)}
        vehicle = sim.fleet.by_id.get(task["object_id"])
        task["alias"] = vehicle.alias if vehicle else None
        task["ut"] = int(parse_time(task["start_time"]))
        _follow_status(task, old["status"], at)
        try:
            sim.store.put("task", task, _reference(sim, task), is_live(task))
        except Taken as error:
            raise Refusal(sim.quirks.duplicate_status, "order_ref must be unique", "order_ref") from error
        if audited:
            sim.store.add_audit(number, {"at": spaced(at), "user": user, "changes": _changes(old, wanted)})
    return task


def _reference(sim: Simulation, task: Doc) -> str | None:
    """Return what the store keeps unique, or nothing where the quirk lets a reference in twice."""
    return str(task["order_ref"]) if sim.quirks.unique_refs else None


def _changes(old: Doc, wanted: Doc) -> Doc:
    return {key: {"from": old.get(key), "to": value} for key, value in wanted.items() if old.get(key) != value}


def _known_vehicle(sim: Simulation, wanted: Doc) -> None:
    if "object_id" in wanted and wanted["object_id"] not in sim.fleet.by_id and not wanted.get("is_not_own_vehicle"):
        raise Refusal(404, "no such vehicle", "object_id")


def _follow_status(task: Doc, before: int, at: float) -> None:
    status = task["status"]
    if status == before:
        return
    if status in (2, 3) and task["work_started_at"] is None:
        task["work_started_at"] = spaced(at)
    if status == 3:
        task["work_finished_at"] = spaced(at)
        task["closeType"] = 1
    if status in (4, 5):
        task["cancel_reason"] = task["cancel_reason"] or ("Rejected by the driver" if status == 4 else "Cancelled")
