"""What the vendor already has on the first morning."""

from typing import Any

from fleetdesk.simulator.clock import spaced
from fleetdesk.simulator.documents import jpeg, pdf, png
from fleetdesk.simulator.metrotec.acting import UNLOADING
from fleetdesk.simulator.metrotec.files import FIRST_FILE, file_row
from fleetdesk.simulator.metrotec.geozones import FIRST_ZONE, blank_zone
from fleetdesk.simulator.metrotec.places import FIRST_POI
from fleetdesk.simulator.metrotec.tasking import FIRST_TASK, blank_task, is_live
from fleetdesk.simulator.seeded_random import Dice
from fleetdesk.simulator.simulation import Simulation
from fleetdesk.simulator.world.itinerary import Leg
from fleetdesk.simulator.world.names import HOSTILE, person
from fleetdesk.simulator.world.signals import is_seen
from fleetdesk.simulator.world.vehicle import Vehicle

_MOST_VEHICLES = 400
_GOODS = ("Küttepelletid", "Külmkaup", "Ehitusmaterjal", "Mööbel", "Pakid", "Toiduained", "Diislikütus", "Tagastus")
_CLIENTS = ("Tamme Ehitus OÜ", "Põhja Toit AS", "Lõuna Puit OÜ", "Ülikooli Apteek", "Saare Kala AS", "Rapla Piim")

Doc = dict[str, Any]
DOCUMENTLESS = 12


def seed_store(sim: Simulation) -> None:
    """Fill an empty store; at most 400 vehicles have tasks, so that the start stays quick."""
    tasks = _seed_tasks(sim)
    _seed_places(sim)
    _seed_zones(sim)
    _seed_files(sim, tasks)


def _seed_tasks(sim: Simulation) -> list[Doc]:
    rows: list[tuple[Doc, str | None, bool]] = []
    plans: list[tuple[Doc, str | None, bool]] = []
    for vehicle in sim.fleet.vehicles[:_MOST_VEHICLES]:
        for task, leg in _tasks_of(sim, vehicle):
            task["id"] = FIRST_TASK + len(rows)
            task["order_ref"] = f"ORDER-{task['start_time'][:4]}-{len(rows) + 1:05d}"
            rows.append((task, task["order_ref"], is_live(task)))
            plan = {"id": task["id"], "object_id": vehicle.id, "start": leg.start, "end": leg.end}
            plans.append(({**plan, "km": round(leg.metres / 1000, 2)}, None, True))
    sim.store.add_many("task", rows)
    sim.store.add_many("plan", plans)
    return [row[0] for row in rows]


def _seed_places(sim: Simulation) -> None:
    rows: list[tuple[Doc, str | None, bool]] = []
    for k, site in enumerate(sim.fleet.network.sites[::9]):
        dice = Dice(sim.seed, k, 32)
        name = HOSTILE[k % len(HOSTILE)][:50] if k % 20 == 7 else f"{dice.pick(_CLIENTS)} {k + 1}"
        rows.append(
            (
                {
                    "id": FIRST_POI + k,
                    "lat": site.lat,
                    "lon": site.lon,
                    "name": name,
                    "purpose": k % 2,
                    "comment": "Important place" if k % 3 else "",
                    "rgAddress": site.address,
                    "type": 1 + k % 9,
                    "radius": dice.pick((50, 100, 200)),
                    "country_code": "+372",
                    "phone_nr": f"55{dice.whole(100_000, 999_999)}",
                    "contact_name": " ".join(person(sim.seed, 90_000 + k)),
                },
                None,
                True,
            )
        )
    sim.store.add_many("poi", rows)


def _seed_zones(sim: Simulation) -> None:
    rows: list[tuple[Doc, str | None, bool]] = []
    for k, site in enumerate(sim.fleet.network.sites[3::20]):
        circle = {"latlng": {"lat": site.lat, "lng": site.lon}, "radius": 300 + 100 * (k % 5), "type": "circle"}
        zone = blank_zone(f"{site.address.removeprefix('EE, ')}, Eesti", circle, [])
        zone["id"] = FIRST_ZONE + k
        if k == 2:
            zone["deleted_at"] = spaced(sim.clock.now() - 900_000)
        rows.append((zone, None, True))
    sim.store.add_many("geozone", rows)


def _seed_files(sim: Simulation, tasks: list[Doc]) -> None:
    """Most finished tasks have their document; of some only a photo has come."""
    photo = ("image", "image/jpeg", jpeg())
    kinds = (("cmr", "application/pdf", pdf("CMR")), ("delivery_note", "image/png", png(40, 90, 160)))
    for k, task in enumerate(task for task in tasks if task["status"] == 3):
        kind, mime, data = photo if k % DOCUMENTLESS == 0 else kinds[k % 2]
        name = f"{kind} {task['order_ref']}.{mime.split('/')[1]}"
        row = file_row(sim, ("route_tasks", str(task["id"]), kind, 0), name, mime, data)
        made = sim.store.add("file", FIRST_FILE, {**row, "uploaded_at": task["work_finished_at"]})
        sim.store.add_blob(made["id"], name, data)


def _tasks_of(sim: Simulation, vehicle: Vehicle) -> list[tuple[Doc, Leg]]:
    now = sim.clock.now()
    legs = [leg for day in sim.fleet.days(vehicle, now - 14 * 3600, now + 8 * 3600) for leg in day.legs]
    near = [leg for leg in legs if now - 14 * 3600 < leg.start < now + 8 * 3600]
    dice = Dice(vehicle.salt, int(now // 86400), 31)
    chosen = sorted({dice.below(len(near)) for _ in range(dice.whole(1, 3))}) if near else []
    return [(_task(sim, vehicle, near[i], now, dice), near[i]) for i in chosen]


def _task(sim: Simulation, vehicle: Vehicle, leg: Leg, now: float, dice: Dice) -> Doc:
    late = dice.chance(0.12)
    wanted: Doc = {
        "object_id": vehicle.id,
        "lat": leg.target.lat,
        "lon": leg.target.lon,
        "start_lat": leg.origin.lat,
        "start_lon": leg.origin.lon,
        "start_address": leg.origin.address,
        "start_time": spaced(leg.start - 600),
        "stop_time": spaced(leg.end - 900 if late else leg.end + 2400),
        "order_ref": "",
        "order_details": dice.pick(HOSTILE if dice.chance(0.02) else _CLIENTS),
        "task_address": leg.target.address,
        "task_description": f"{dice.pick(_GOODS)}, {dice.whole(1, 24)} alust",
        "planned_km": round(leg.metres / 1000, 1),
        "task_notes": "Helista enne saabumist" if dice.chance(0.2) else None,
    }
    task = blank_task(sim, wanted, "DispatchSystem" if dice.chance(0.7) else "mari.maasikas", leg.start - 20 * 3600)
    task.update(_progress(vehicle, leg, now, dice))
    return task


def _progress(vehicle: Vehicle, leg: Leg, now: float, dice: Dice) -> Doc:
    came, done = leg.end - 40, leg.end + UNLOADING
    if now < leg.start:
        cancelled = dice.chance(0.06)
        return {"status": 5 if cancelled else 1, "cancel_reason": "Klient tühistas" if cancelled else None}
    begun: Doc = {"status": 2, "work_started_at": spaced(leg.start), "updated_at": spaced(leg.start)}
    if now < done:
        return begun
    if dice.chance(0.05):
        reason = "Aadressil ei olnud kedagi"
        return {"status": 4, "cancel_reason": reason, "updated_at": spaced(leg.end)}
    km = round(leg.metres / 1000, 2)
    seen = is_seen(vehicle, came, now) and is_seen(vehicle, leg.end, now)
    arrived: Doc = {"geozone_entered_at": spaced(came), "distance": km} if seen else {}
    if dice.chance(0.15):
        return {**begun, **arrived}
    finished = {"status": 3, "work_finished_at": spaced(done), "updated_at": spaced(done), "closeType": 1}
    gone = done + 60
    left = {
        "geozone_left_at": spaced(gone) if now > gone and is_seen(vehicle, gone, now) else None,
        "user_km": round(km),
    }
    return {**begun, **arrived, **finished, **left}
