"""Parameters with which each operation of the simulator has something to answer."""

from datetime import timedelta

SQUARE = [[24.0, 58.0], [27.0, 58.0], [27.0, 59.7], [24.0, 59.7], [24.0, 58.0]]


async def metrotec_parameters(provider, name, unit, report, now):
    day_ago, hour_ago = now - timedelta(days=1), now - timedelta(hours=1)
    period = {"period_start": day_ago, "period_stop": now, "vehicle_id": unit}
    span = {"datetime": [day_ago, now]}
    tasks = (await provider.call("tasks.list", {"all": 1, "limit": 2})).values
    files = (await provider.call("files.list")).values
    return {
        "tasks.create": {**_new_task(now), "object_id": unit, "order_ref": f"T-{now.timestamp()}"},
        "tasks.update": {"id": tasks[0].id, "task_notes": "seen", "edit": True},
        "positions.get": {"object_id": unit},
        "vehicles.in_area": {"coordinates": SQUARE},
        "vehicles.settings": {"object_id": unit},
        "vehicles.link_geozone": {"object_id": unit, "zoneId": await zone_of(provider), "events": [1, 2]},
        "vehicles.create_event": {"object_id": unit, "eventType": 5, "description": "OFF"},
        "history.trips": period,
        "history.inputs": period,
        "history.refuels": period,
        "history.track": {"start_from": hour_ago, "vehicle_id": unit},
        "worktime.list": span,
        "worktime.periods": {"id": unit, **span},
        "worktime.rides": span,
        "reports.create": {"type": "poi", "group": "vehicle", **span},
        "reports.data": {"id": report},
        "pois.create": {"lat": 59.3, "lon": 24.8, "purpose": 0, "comment": "gate 3", "name": "Home"},
        "drivers.list": {"object_id": unit},
        "drivers.bookings": {"object_id": unit},
        "tanks.get": {"object_id": await tank_of(provider)},
        "tacho.totals": {"object_id": unit, **span},
        "tacho.activities": {"object_id": unit, **span},
        "tacho.drivers": {"offset": -1},
        "geozones.create": {
            "name": "Yard",
            "geometry": {"latlng": {"lat": 59.4, "lng": 24.8}, "radius": 300, "type": "circle"},
        },
        "files.list": {"pivot_type": "route_tasks"},
        "files.upload": {
            "file": ("a.png", b"\x89PNG\r\n\x1a\n"),
            "pivot_type": "route_tasks",
            "pivot_id": str(tasks[0].id),
            "file_type": "image",
        },
        "files.set_type": {"id": files[0].id, "file_type": "cmr"},
    }.get(name, {})


async def zone_of(provider):
    return (await provider.call("geozones.list")).values[0].id


async def tank_of(provider):
    return (await provider.call("tanks.list")).values[0].unit


async def a_done_report(provider, now):
    given = {"type": "poi", "group": "vehicle", "datetime": [now - timedelta(days=1), now]}
    return (await provider.call("reports.create", given)).values.id


def _new_task(now):
    place = {"lat": 59.4, "lon": 24.7, "task_address": "Tallinn"}
    return place | {"start_time": now, "stop_time": now + timedelta(hours=2)}


async def vezma_parameters(provider, name):
    if name == "users.get" or name == "positions.get":
        return {"uid": (await provider.positions())[0].unit}
    if name == "vehicles.get":
        return {"vehicleId": (await provider.call("vehicles.list")).values[0].id}
    if name == "places.get":
        return {"placeId": (await provider.call("places.list")).values[0].id}
    if name == "trips.get":
        return {"tid": (await provider.call("trips.list")).values[0].id}
    return {}
