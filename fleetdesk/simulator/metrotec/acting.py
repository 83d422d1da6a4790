"""Drivers who do their tasks: what was planned on the first morning happens, if the quirk `drivers_act` is on."""

from bisect import bisect_right
from typing import Any

from fleetdesk.simulator.clock import spaced
from fleetdesk.simulator.metrotec.tasking import is_live
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.world.signals import is_seen

UNLOADING = 300.0
"""Seconds from arrival to the end of the work."""

Doc = dict[str, Any]


class Drivers:
    """Carries out, whenever the tasks are asked for, what fell due since the last time."""

    def __init__(self, sim: Simulation) -> None:
        self._sim = sim
        self._due: list[tuple[float, int, str]] = []
        self._until = sim.clock.now()
        self._loaded = False

    def act(self) -> None:
        """Start, reach and finish the tasks that are due by the world's clock."""
        now = self._sim.clock.now()
        if not self._sim.quirks.drivers_act:
            self._until = now
            return
        self._load()
        first, last = (bisect_right(self._due, (at, 0, "")) for at in (self._until, now))
        for at, number, step in self._due[first:last]:
            self._step(number, step, at)
        self._until = now

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        for plan in self._sim.store.all("plan"):
            steps = (("start", plan["start"]), ("arrive", plan["end"]), ("finish", plan["end"] + UNLOADING))
            self._due += [(at, plan["id"], step) for step, at in steps]
        self._due.sort()

    def _step(self, number: int, step: str, at: float) -> None:
        with self._sim.store.lock():
            task, plan = self._sim.store.get("task", number), self._sim.store.get("plan", number)
            if task is None or plan is None or not is_live(task) or task["object_id"] != plan["object_id"]:
                return
            if step == "arrive" and not is_seen(self._sim.fleet.by_id[plan["object_id"]], at, at):
                return
            change = _change(task, plan, step, spaced(at))
            if change:
                task.update(change, updated_at=spaced(self._sim.clock.now()))
                self._sim.store.put("task", task, task["order_ref"], is_live(task))


def _change(task: Doc, plan: Doc, step: str, at: str) -> Doc:
    if step == "start" and task["status"] == 1:
        return {"status": 2, "work_started_at": at}
    if step == "arrive" and task["status"] == 2:
        return {"geozone_entered_at": at, "distance": plan["km"]}
    if step == "finish" and task["status"] == 2:
        return {"status": 3, "work_finished_at": at, "closeType": 1, "user_km": round(plan["km"])}
    return {}
